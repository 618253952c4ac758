// SPDX-License-Identifier: Apache-2.0
// The server against api/openapi.yaml: every path, every schema, wrong input on each; the permission
// table, walked; random requests.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include <gmock/gmock.h>

#include "desk/serve/internal/harness_test.h"

namespace sillage::desk::serve {
namespace {

using Asking = Harness::Asking;

/// What a well-formed request of each parameter may hold.
std::string sample_of(const std::string& parameter) {
  static const std::map<std::string, std::string> kSamples{
      {"store", "demo"},        {"camera", "front"},    {"user", "viewer"},
      {"funnel", "buyers"},     {"token", "nothing"},   {"change", "000000000001"},
      {"name", "dpia"},         {"request", "r1"},      {"from", "2026-11-09"},
      {"to", "2026-11-16"},     {"metric", "entries"},  {"a_from", "2026-11-02"},
      {"a_to", "2026-11-09"},   {"b_from", "2026-11-09"}, {"b_to", "2026-11-16"},
      {"format", "json"},       {"at", "2026-11-10"}};
  const auto found = kSamples.find(parameter);
  return found == kSamples.end() ? "" : found->second;
}

/// Bodies that are accepted, as far as their form goes.
std::string body_of(const std::string& operation) {
  static const std::string kLayout =
      R"({"lines":[{"id":"door","name":"Door","from":[0,0],"to":[2,0],"inside":[1,3]}],)"
      R"("zones":[{"id":"back","name":"Back","type":"staff","area":[[9,1],[12,1],[12,3],[9,3]]}],)"
      R"("funnels":[]})";
  static const std::map<std::string, std::string> kBodies{
      {"acceptInvitation", R"({"token":"aaaaaaaaaaaaaaaaaaaaaaaa","password":"some long phrase 7"})"},
      {"signIn", R"({"user":"viewer","password":"wrong"})"},
      {"changePassword", R"({"current":"wrong","password":"some long phrase 7"})"},
      {"setPreferences", R"({"language":"fr"})"},
      {"startTotp", R"({"password":"wrong"})"},
      {"confirmTotp", R"({"code":"000000"})"},
      {"removeTotp", R"({"password":"wrong"})"},
      {"inviteUser", R"({"name":"jane","role":"analyst"})"},
      {"changeUser", R"({"role":"analyst"})"},
      {"createToken", R"({"name":"Grafana","scopes":["figures"],"days":30})"},
      {"addCamera", R"({"id":"side","name":"Side","source":"rtsp://10.0.0.6/1"})"},
      {"changeCamera", R"({"name":"Front","source":"rtsp://10.0.0.5/2","calibration":[]})"},
      {"setPlan", R"({"outline":[[0,0],[12,0],[12,8]],"origin_px":[0,100],"metres_per_px":0.02})"},
      {"changeLayout", kLayout},
      {"testCamera", R"({"camera":"front"})"},
      {"takePlate", R"({"camera":"front"})"},
      {"fitCalibration",
       R"({"width":640,"height":480,"points":[{"image":[100,400],"floor":[0,0]},)"
       R"({"image":[500,400],"floor":[4,0]},{"image":[400,200],"floor":[4,6]},)"
       R"({"image":[200,200],"floor":[0,6]}]})"},
      {"walkThrough", R"({"layout":)" + kLayout + R"(,"route":[[1,-2],[1,4]]})"},
      {"changeSettings", R"({"k":12,"link_level":2,"state_ttl_s":60,"read_marks":true})"},
      {"decideChange", R"({"approve":true})"},
      {"changeRetention", R"({"bins_days":300,"days_days":900,"audit_days":365})"},
      {"attest", R"({"requirement":"art-30","role":"dpo","passphrase":"x"})"},
      {"addContactRequest", R"({"text":"What do you measure?"})"},
      {"setVeto", R"({"active":true,"reason":"test"})"}};
  const auto found = kBodies.find(operation);
  return found == kBodies.end() ? "" : found->second;
}

std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

/// A request that has the form of the operation; `changed` replaces parameters.
Asking asking_of(const Operation& operation,
                 const std::map<std::string, std::string>& changed = {}) {
  Asking asking;
  asking.method = to_string(operation.method);
  for (const std::string& segment : operation.segments) {
    asking.target += '/';
    if (segment.front() != '{') {
      asking.target += segment;
      continue;
    }
    const std::string name = segment.substr(1, segment.size() - 2);
    asking.target += changed.contains(name) ? encoded(changed.at(name)) : sample_of(name);
  }
  char separator = '?';
  for (const auto& parameter : operation.parameters) {
    if (parameter.in != "query") continue;
    std::string value = parameter.name == "metric" && operation.id == "getDurations"
                            ? "visit_duration"
                            : sample_of(parameter.name);
    const bool is_changed = changed.contains(parameter.name);
    if (!parameter.required && !is_changed) continue;
    if (is_changed) value = changed.at(parameter.name);
    asking.target += separator + parameter.name + "=" + (is_changed ? encoded(value) : value);
    separator = '&';
  }
  asking.body = body_of(operation.id);
  if (operation.id == "setPlanImage") {
    asking.type = "image/png";
    asking.body = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x20\x08\2\0\0\0\0\0\0\0",
                              33);
  }
  asking.headers.emplace_back("if-match", "*");
  return asking;
}

std::string first_role(const Operation& operation) {
  return operation.roles.empty() ? "" : operation.roles.back();
}

/// Operations of parts that this harness does not have.
bool is_elsewhere(const Operation& operation) {
  return operation.segments.front() == "governance" || operation.id == "testCamera" ||
         operation.id == "takePlate" || operation.id == "walkThrough";
}

TEST(ApiDocument, RoutesAreThoseOfTheDocument) {
  const auto document = ApiDocument::read();
  ASSERT_TRUE(document) << document.error().to_string();
  std::set<std::string> known;
  for (const Operation& operation : (*document)->operations()) {
    EXPECT_TRUE(known.insert(operation.id).second) << operation.id << " is there twice";
    const auto route = std::find_if(routes().begin(), routes().end(), [&](const Route& r) {
      return r.operation == operation.id;
    });
    ASSERT_NE(route, routes().end()) << operation.id;
    EXPECT_EQ(segments_of(route->path), operation.segments) << operation.id;
    EXPECT_EQ(route->method, operation.method) << operation.id;
    EXPECT_EQ(route->scope, operation.scope) << operation.id;
    EXPECT_EQ(route->roles == 0, operation.is_public) << operation.id;
    unsigned roles = 0;
    for (const std::string& role : operation.roles) roles |= static_cast<unsigned>(*role_of(role));
    EXPECT_EQ(route->roles, roles) << operation.id << ": x-roles and routes.cc differ";
  }
  EXPECT_EQ(known.size(), routes().size());
}

TEST(ApiDocument, UsesOnlyKeywordsThatAreChecked) {
  const auto document = ApiDocument::read();
  ASSERT_TRUE(document);
  const std::function<void(const Json&, const std::string&)> walk = [&](const Json& schema,
                                                                        const std::string& at) {
    if (!schema.is_object()) return;
    for (const auto& [key, value] : schema.items()) {
      EXPECT_TRUE(SchemaChecker::knows(key)) << at << ": " << key;
      if (key == "properties") {
        for (const auto& [name, member] : value.items()) walk(member, at + "/" + name);
      } else if (key == "items") {
        walk(value, at + "/items");
      } else if (key == "allOf" || key == "oneOf" || key == "prefixItems") {
        for (const Json& part : value) walk(part, at + "/" + key);
      }
    }
  };
  int schemas = 0;
  for (const auto& [name, schema] : (*document)->json().at("components").at("schemas").items()) {
    walk(schema, name);
    ++schemas;
  }
  EXPECT_GT(schemas, 60);
}

TEST(ApiDocument, EveryAnswerFitsItsSchema) {
  Harness harness;
  int checked = 0;
  for (const Operation& operation : harness.document().operations()) {
    if (operation.id == "signOut") continue;  // ends the session of the call itself: below
    const http::Response response = harness.ask(first_role(operation), asking_of(operation));
    const std::string status = std::to_string(response.status);
    EXPECT_TRUE(response.status < 500 || is_elsewhere(operation))
        << operation.id << ": " << status << " " << (response.body ? response.body->plain : "");
    const Json& responses = operation.description->at("responses");
    const Json& described = harness.document().checker().resolve(
        responses.contains(status) ? responses.at(status) : responses.at("default"));
    if (!described.contains("content")) {
      EXPECT_TRUE(response.status == 204 || !response.body) << operation.id;
      continue;
    }
    const std::string type = response.content_type.substr(0, response.content_type.find(';'));
    ASSERT_TRUE(described.at("content").contains(type)) << operation.id << ": " << type;
    const Json& content = described.at("content").at(type);
    if (type.find("json") == std::string::npos || !content.contains("schema")) continue;
    const Json body = Harness::json_of(response);
    ASSERT_FALSE(body.is_discarded()) << operation.id;
    for (const Fault& fault : harness.document().checker().check(content.at("schema"), body)) {
      ADD_FAILURE() << operation.id << " " << status << " " << fault.at << " " << fault.detail;
    }
    checked += responses.contains(status) ? 1 : 0;
  }
  EXPECT_GT(checked, 35) << "too many operations answered with a problem";
}

TEST(ApiDocument, EveryReadOfFiguresSucceeds) {
  Harness harness;
  for (const Operation& operation : harness.document().operations()) {
    if (operation.scope != "figures") continue;
    EXPECT_EQ(harness.ask("analyst", asking_of(operation)).status, 200) << operation.id;
  }
}

/// Values that break one schema each; `at` must then name the place.
std::vector<Json> wrong_values(const Json& schema) {
  std::vector<Json> wrong;
  if (schema.contains("enum") || schema.contains("pattern")) wrong.push_back("\x7f?");
  if (schema.contains("maxLength")) {
    wrong.push_back(std::string(schema["maxLength"].get<std::size_t>() + 1, 'x'));
  }
  if (schema.contains("minLength") && schema["minLength"] != 0) wrong.push_back("");
  if (schema.contains("minimum")) wrong.push_back(schema["minimum"].get<double>() - 1);
  if (schema.contains("maximum")) wrong.push_back(schema["maximum"].get<double>() + 1);
  if (schema.contains("minItems") && schema["minItems"] != 0) wrong.push_back(Json::array());
  if (schema.contains("type") && schema["type"].is_string()) {
    const auto type = schema["type"].get<std::string>();
    if (type != "string") wrong.push_back("text");
    if (type != "object") wrong.push_back(Json::object());
    if (type != "array") wrong.push_back(Json::array());
    wrong.push_back(nullptr);
  }
  return wrong;
}

TEST(ApiDocument, WrongParametersAreRefused) {
  Harness harness;
  int tried = 0;
  for (const Operation& operation : harness.document().operations()) {
    for (const auto& parameter : operation.parameters) {
      if (parameter.in == "header") continue;
      const Json& schema = harness.document().checker().resolve(*parameter.schema);
      for (const Json& value : wrong_values(schema)) {
        if (!value.is_string() && !value.is_number()) continue;
        std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        if (text.empty() || text == "\x7f?") text = "?;/!";
        const auto response =
            harness.ask(first_role(operation), asking_of(operation, {{parameter.name, text}}));
        EXPECT_THAT(response.status, ::testing::AnyOf(400, 404))
            << operation.id << " " << parameter.name << "=" << text;
        ++tried;
      }
    }
    Asking asking = asking_of(operation);
    asking.target += asking.target.find('?') == std::string::npos ? "?nonsense=1" : "&nonsense=1";
    EXPECT_EQ(harness.ask(first_role(operation), asking).status, 400) << operation.id;
  }
  EXPECT_GT(tried, 100);
}

TEST(ApiDocument, WrongBodiesAreRefused) {
  Harness harness;
  int tried = 0;
  for (const Operation& operation : harness.document().operations()) {
    if (operation.body == nullptr) continue;
    Asking asking = asking_of(operation);
    const Json& schema = harness.document().checker().resolve(*operation.body);
    const Json good = Json::parse(body_of(operation.id));
    ASSERT_TRUE(harness.document().checker().check(schema, good).empty()) << operation.id;
    const auto refused = [&](const Json& body, const std::string& what) {
      asking.body = body.dump();
      const auto response = harness.ask(first_role(operation), asking);
      EXPECT_EQ(response.status, 400) << operation.id << ": " << what << " " << asking.body;
      ++tried;
    };
    for (const Json& whole : {Json::array(), Json(nullptr), Json(7), Json("x")}) {
      refused(whole, "another type");
    }
    Json more = good;
    more["nonsense"] = 1;
    refused(more, "an unknown member");
    const Json required = schema.value("required", Json::array());
    for (const Json& name : required) {
      Json less = good;
      less.erase(name.get<std::string>());
      refused(less, "without " + name.get<std::string>());
    }
    for (const auto& [name, member] : schema.at("properties").items()) {
      for (const Json& value : wrong_values(harness.document().checker().resolve(member))) {
        Json changed = good;
        changed[name] = value;
        refused(changed, name);
      }
    }
    asking.body = "{";
    EXPECT_EQ(harness.ask(first_role(operation), asking).status, 400) << operation.id;
    asking.body = "{}";
    asking.type = "text/plain";
    EXPECT_EQ(harness.ask(first_role(operation), asking).status, 415) << operation.id;
  }
  EXPECT_GT(tried, 200);
}

/// Whether a refusal is for want of rights.
bool is_denied(const http::Response& response) {
  const Json problem = Harness::json_of(response);
  const std::string type = problem.is_object() ? problem.value("type", "") : "";
  return type == "/problems/not-allowed" || type == "/problems/not-signed-in";
}

TEST(Permissions, EachRoleMayDoItsRowsOfTheTableAndNothingElse) {
  Harness harness;
  int allowed = 0, denied = 0;
  for (const Operation& operation : harness.document().operations()) {
    const auto route = std::find_if(routes().begin(), routes().end(), [&](const Route& r) {
      return r.operation == operation.id;
    });
    Asking asking = asking_of(operation);
    // Not to be carried out: the body has no form, an account of that name is not there.
    if (!asking.body.empty()) asking.body = "[]";
    if (operation.method != http::Method::kGet) {
      Asking other = asking_of(operation, {{"user", "nobody"}, {"camera", "none"}});
      asking.target = other.target;
    }
    EXPECT_EQ(is_denied(harness.ask("", asking)), route->roles != 0) << operation.id;
    for (const char* role : kAllRoles) {
      const bool may = route->roles == 0 || (route->roles & static_cast<unsigned>(*role_of(role)));
      EXPECT_EQ(is_denied(harness.ask(role, asking)), !may) << operation.id << " as " << role;
      ++(may ? allowed : denied);
    }
  }
  EXPECT_GT(allowed, 100);
  EXPECT_GT(denied, 80);
}

TEST(Permissions, ATokenMayDoWhatItsScopeSaysAndNothingElse) {
  Harness harness;
  for (const char* scope : {"figures", "live", "export", "metrics"}) {
    Asking create;
    create.method = "POST";
    create.target = "/tokens";
    create.body = fmt::format(R"({{"name":"t","scopes":["{}"],"days":1}})", scope);
    const auto made = harness.ask("admin", create);
    ASSERT_EQ(made.status, 201);
    const auto secret = Harness::json_of(made).at("secret").get<std::string>();
    for (const Operation& operation : harness.document().operations()) {
      Asking asking = asking_of(operation);
      if (!asking.body.empty()) asking.body = "[]";
      asking.headers.emplace_back("authorization", "Bearer " + secret);
      const bool may = operation.is_public || operation.scope == scope;
      EXPECT_EQ(is_denied(harness.ask_plainly(asking)), !may) << operation.id << " with " << scope;
    }
  }
}

/// A JSON value near to the good one, or far from it.
Json disturbed(const Json& good, std::mt19937& random, int depth = 0) {
  const auto draw = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  static const Json kOdd[] = {nullptr, true, -1, 1e300, 0, "", "\xc3\x28", "';--", Json::array(),
                              Json::object(), 9007199254740993, "2026-02-30", "../../etc/passwd"};
  if (draw(6) == 0 || depth > 5) return kOdd[draw(std::size(kOdd))];
  if (good.is_object()) {
    Json out = Json::object();
    for (const auto& [name, member] : good.items()) {
      if (draw(8) != 0) out[name] = draw(2) ? member : disturbed(member, random, depth + 1);
    }
    if (draw(8) == 0) out["x" + std::to_string(draw(9))] = 1;
    return out;
  }
  if (good.is_array()) {
    Json out = Json::array();
    for (const Json& item : good) {
      for (auto i = draw(3); i < 2; ++i) out.push_back(disturbed(item, random, depth + 1));
    }
    return out;
  }
  return good;
}

std::string disturbed_text(const std::string& good, std::mt19937& random) {
  std::string text = good;
  for (auto i = random() % 3; i < 3; ++i) {
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    switch (random() % 4) {
      case 0:
        text.insert(at, 1, static_cast<char>(0x21 + random() % 0x5e));
        break;
      case 1:
        if (!text.empty()) text.erase(at, 1);
        break;
      case 2:
        text = std::string(random() % 300, 'a');
        break;
      default:
        break;
    }
  }
  return text;
}

/// SILLAGE_API_FUZZ_S: for how long; ten minutes by hand, seconds in the suite.
TEST(Fuzz, RandomRequestsNeverBreakTheServerNorTheTable) {
  Harness harness;
  const char* given = std::getenv("SILLAGE_API_FUZZ_S");
  const auto until = std::chrono::steady_clock::now() +
                     std::chrono::seconds(given != nullptr ? std::atoi(given) : 4);
  std::mt19937 random(given != nullptr ? std::random_device{}() : 5);
  std::map<std::string, std::pair<std::string, Who>> sessions;
  const auto& operations = harness.document().operations();
  std::map<int, long> statuses;
  long requests = 0;
  while (std::chrono::steady_clock::now() < until) {
    if (requests++ % 5000 == 0) sessions.clear();
    const Operation& operation = operations[random() % operations.size()];
    if (operation.id == "signOut" || operation.id == "removeUser" ||
        operation.id == "changeUser" || operation.id == "inviteAgain") {
      continue;  // would take the accounts of this test away
    }
    const auto route = std::find_if(routes().begin(), routes().end(), [&](const Route& r) {
      return r.operation == operation.id;
    });
    if (route->is_slow && random() % 50 != 0) continue;  // a password is hashed
    std::map<std::string, std::string> changed;
    for (const auto& parameter : operation.parameters) {
      if (random() % 3 == 0) {
        changed[parameter.name] = disturbed_text(sample_of(parameter.name), random);
      }
    }
    Asking asking = asking_of(operation, changed);
    if (operation.body != nullptr) {
      asking.body = disturbed(Json::parse(asking.body), random)
                        .dump(-1, ' ', false, Json::error_handler_t::ignore);
    }
    if (random() % 10 == 0) asking.body = disturbed_text(asking.body, random);
    const auto which = random() % 6;
    const std::string role = which == 5 ? "" : kAllRoles[which];
    http::Response response;
    if (role.empty()) {
      response = harness.ask_plainly(asking);
    } else {
      if (!sessions.contains(role)) sessions[role] = harness.sign_in(role);
      response = harness.ask_as(sessions[role].second, sessions[role].first, asking);
    }
    ++statuses[response.status];
    const bool may = route->roles == 0 ||
                     (!role.empty() && (route->roles & static_cast<unsigned>(*role_of(role))));
    ASSERT_TRUE(response.status < 500 || is_elsewhere(operation))
        << asking.method << " " << asking.target << " " << asking.body << ": " << response.status;
    ASSERT_TRUE(may || response.status >= 400) << role << " " << asking.target;
  }
  EXPECT_GT(statuses[200], 0);
  EXPECT_GT(statuses[400], 0);
  std::string told = fmt::format("{} requests:", requests);
  for (const auto& [status, count] : statuses) told += fmt::format(" {}x{}", count, status);
  RecordProperty("requests", told);
  std::puts(told.c_str());
}

}  // namespace
}  // namespace sillage::desk::serve
