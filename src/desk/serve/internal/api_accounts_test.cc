// SPDX-License-Identifier: Apache-2.0
// Signing in, limits, second persons, versions. docs/reference/asvs.md points here.
#include <gmock/gmock.h>

#include "desk/serve/internal/crypto.h"
#include "desk/serve/internal/harness_test.h"
#include "desk/serve/internal/keeper.h"

namespace sillage::desk::serve {
namespace {

using Asking = Harness::Asking;
using ::testing::HasSubstr;

Asking post(const std::string& target, const Json& body, const std::string& method = "POST") {
  Asking asking;
  asking.method = method;
  asking.target = target;
  asking.body = body.dump();
  asking.headers.emplace_back("if-match", "*");
  return asking;
}

std::string type_of(const http::Response& response) {
  const Json json = Harness::json_of(response);
  return json.is_object() ? json.value("type", "") : "";
}

std::string header_of(const http::Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

/// Gives the account a password and returns it.
std::string with_password(Harness& harness, const std::string& user) {
  const std::string password = "correct horse 9 battery";
  EXPECT_TRUE(Accounts(*harness.backend().records, harness.clock().now())
                  .set_password(user, password));
  return password;
}

TEST(Accounts, TheFirstLinkMakesTheFirstAdminOnce) {
  Harness harness;
  for (const char* role : kAllRoles) {
    ASSERT_TRUE(Accounts(*harness.backend().records, harness.clock().now()).remove(role));
  }
  const Json before = Harness::json_of(harness.ask("", "/first-run"));
  EXPECT_EQ(before.at("needed"), true);
  const auto token =
      Accounts(*harness.backend().records, harness.clock().now()).invitation("admin", true);
  const Json body = {{"token", *token}, {"user", "jo"}, {"password", "a long phrase of jane 7"}};
  const auto made = harness.ask("", post("/invitation", body));
  ASSERT_EQ(made.status, 201) << made.body->plain;
  EXPECT_EQ(Harness::json_of(made).at("role"), "admin");
  const std::string cookie = header_of(made, "Set-Cookie");
  EXPECT_THAT(cookie, HasSubstr("HttpOnly; SameSite=Strict"));
  EXPECT_EQ(harness.ask("", post("/invitation", body)).status, 401) << "works once";
  EXPECT_EQ(Harness::json_of(harness.ask("", "/first-run")).at("needed"), false);
}

TEST(Accounts, SecretsAreKeptAsHashesAlone) {
  Harness harness;
  const std::string password = with_password(harness, "viewer");
  const auto signed_in =
      harness.ask("", post("/session", {{"user", "viewer"}, {"password", password}}));
  ASSERT_EQ(signed_in.status, 200);
  const std::string cookie = header_of(signed_in, "Set-Cookie").substr(16, 43);
  for (const char* kind : {"user", "session", "invitation", "token"}) {
    const auto documents = harness.backend().records->list(kind, "", "", 100);
    ASSERT_TRUE(documents);
    for (const Document& document : *documents) {
      EXPECT_EQ(document.body.find(password), std::string::npos);
      EXPECT_EQ(document.key.find(cookie), std::string::npos);
      EXPECT_EQ(document.body.find(cookie), std::string::npos);
    }
  }
  const auto user = *harness.backend().records->get("user", "", "viewer");
  EXPECT_THAT(Json::parse(user->body).at("hash").get<std::string>(), HasSubstr("$argon2id$"));
}

TEST(Accounts, WrongPasswordsLockTheAccountForLongerAndLonger) {
  Harness harness;
  const std::string password = with_password(harness, "viewer");
  const auto try_with = [&](const std::string& with) {
    return harness.ask("", post("/session", {{"user", "viewer"}, {"password", with}}));
  };
  for (int i = 0; i < kFreeTries; ++i) EXPECT_EQ(try_with("wrong").status, 401);
  const auto locked = try_with(password);
  EXPECT_EQ(locked.status, 429) << "even with the right one";
  EXPECT_EQ(header_of(locked, "Retry-After"), "60");
  harness.clock().advance(std::chrono::seconds(61));
  EXPECT_EQ(try_with("wrong").status, 401);
  EXPECT_EQ(header_of(try_with(password), "Retry-After"), "120");
  harness.clock().advance(std::chrono::seconds(121));
  EXPECT_EQ(try_with(password).status, 200);
  EXPECT_EQ(try_with("wrong").status, 401) << "counting begins anew";
}

TEST(Accounts, AnUnknownUserLooksLikeAWrongPassword) {
  Harness harness;
  with_password(harness, "viewer");
  const auto known = harness.ask("", post("/session", {{"user", "viewer"}, {"password", "x"}}));
  const auto unknown = harness.ask("", post("/session", {{"user", "nobody"}, {"password", "x"}}));
  EXPECT_EQ(known.body->plain, unknown.body->plain);
}

TEST(Accounts, SessionsEnd) {
  Harness harness;
  const auto [cookie, who] = harness.sign_in("viewer");
  Asking get;
  get.target = "/session";
  EXPECT_EQ(harness.ask_as(who, cookie, get).status, 200);
  harness.clock().advance(std::chrono::minutes(119));
  EXPECT_EQ(harness.ask_as(who, cookie, get).status, 200);
  harness.clock().advance(std::chrono::minutes(119));
  EXPECT_EQ(harness.ask_as(who, cookie, get).status, 200) << "used in between";
  harness.clock().advance(std::chrono::minutes(121));
  EXPECT_EQ(harness.ask_as(who, cookie, get).status, 401) << "idle";
  const auto [second, again] = harness.sign_in("viewer");
  Asking leave;
  leave.method = "DELETE";
  leave.target = "/session";
  EXPECT_EQ(harness.ask_as(again, second, leave).status, 204);
  EXPECT_EQ(harness.ask_as(again, second, get).status, 401);
}

TEST(Accounts, AChangedPasswordEndsOtherSessions) {
  Harness harness;
  const std::string password = with_password(harness, "viewer");
  const auto [mine, me] = harness.sign_in("viewer");
  const auto [stolen, thief] = harness.sign_in("viewer");
  const Json body = {{"current", password}, {"password", "another fine phrase 42"}};
  EXPECT_EQ(harness.ask_as(me, mine, post("/session/password", body)).status, 204);
  Asking get;
  get.target = "/session";
  EXPECT_EQ(harness.ask_as(me, mine, get).status, 200);
  EXPECT_EQ(harness.ask_as(thief, stolen, get).status, 401);
}

TEST(Accounts, WeakPasswordsAreRefused) {
  for (const char* weak : {"aaaaaaaaaaaa", "viewerviewer1", "password1234", "abababababab",
                           "qwerty123456"}) {
    EXPECT_NE(fault_of_password(weak, "viewer"), "") << weak;
  }
  for (const char* good : {"correct horse 9 battery", "password of the week 3", "x7$kfl2-pqo9"}) {
    EXPECT_EQ(fault_of_password(good, "viewer"), "") << good;
  }
}

/// RFC 6238, appendix B: SHA-1, the last six of its eight digits.
TEST(Accounts, OneTimeCodesAreThoseOfTheStandard) {
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // "12345678901234567890"
  EXPECT_EQ(totp_code(secret, 59 / 30), "287082");
  EXPECT_EQ(totp_code(secret, 1111111109 / 30), "081804");
  EXPECT_EQ(totp_code(secret, 20000000000 / 30), "353130");
}

TEST(Accounts, AOneTimeCodeIsAskedForAndWorksOnce) {
  Harness harness;
  const std::string password = with_password(harness, "viewer");
  const auto [cookie, who] = harness.sign_in("viewer");
  const auto started =
      harness.ask_as(who, cookie, post("/session/totp", {{"password", password}}));
  ASSERT_EQ(started.status, 200);
  const auto secret = Harness::json_of(started).at("secret").get<std::string>();
  const auto code = [&] {
    return totp_code(secret, harness.clock().now().time_since_epoch() / std::chrono::seconds(30));
  };
  EXPECT_EQ(harness.ask_as(who, cookie, post("/session/totp", {{"code", code()}}, "PUT")).status,
            204);
  Json body = {{"user", "viewer"}, {"password", password}};
  EXPECT_EQ(type_of(harness.ask("", post("/session", body))), "/problems/totp-required");
  body["totp"] = code();
  EXPECT_EQ(harness.ask("", post("/session", body)).status, 200);
  EXPECT_EQ(harness.ask("", post("/session", body)).status, 401) << "used";
  harness.clock().advance(std::chrono::seconds(30));
  body["totp"] = code();
  EXPECT_EQ(harness.ask("", post("/session", body)).status, 200);
}

TEST(Accounts, ChangesNeedTheCsrfTokenAndTheSameSite) {
  Harness harness;
  Asking change = post("/session/preferences", {{"language", "de"}}, "PUT");
  EXPECT_EQ(harness.ask("viewer", change).status, 204);
  Asking without = change;
  without.csrf = false;
  EXPECT_EQ(type_of(harness.ask("viewer", without)), "/problems/csrf-token");
  Asking elsewhere = change;
  elsewhere.headers.emplace_back("sec-fetch-site", "cross-site");
  EXPECT_EQ(type_of(harness.ask("viewer", elsewhere)), "/problems/other-site");
  Asking origin = change;
  origin.headers.emplace_back("host", "desk.example");
  origin.headers.emplace_back("origin", "https://evil.example");
  EXPECT_EQ(type_of(harness.ask("viewer", origin)), "/problems/other-site");
  origin.headers.back().second = "https://desk.example";
  EXPECT_EQ(harness.ask("viewer", origin).status, 204);
}

TEST(Accounts, TheLastAdminStays) {
  Harness harness;
  Asking remove;
  remove.method = "DELETE";
  remove.target = "/users/admin";
  EXPECT_EQ(type_of(harness.ask("admin", remove)), "/problems/last-admin");
  EXPECT_EQ(type_of(harness.ask("admin", post("/users/admin", {{"role", "viewer"}}, "PATCH"))),
            "/problems/last-admin");
}

TEST(SecondPerson, WeakerProtectionWaitsForTheDpo) {
  Harness harness;
  const Json weaker = {{"k", 10}, {"link_level", 3}, {"state_ttl_s", 60}, {"read_marks", true}};
  const auto asked = harness.ask("admin", post("/stores/demo/settings", weaker, "PUT"));
  ASSERT_EQ(asked.status, 202) << asked.body->plain;
  const auto id = Harness::json_of(asked).at("id").get<std::string>();
  const auto level = [&] {
    return Harness::json_of(harness.ask("dpo", "/stores/demo/settings")).at("link_level");
  };
  EXPECT_EQ(level(), 2);
  const Asking approve = post("/changes/" + id + "/decision", {{"approve", true}});
  EXPECT_EQ(harness.ask("admin", approve).status, 403);
  EXPECT_EQ(harness.ask("dpo", approve).status, 200);
  EXPECT_EQ(level(), 3);
  EXPECT_EQ(type_of(harness.ask("dpo", approve)), "/problems/decided");
  const Json stronger = {{"k", 20}, {"link_level", 1}, {"state_ttl_s", 30}, {"read_marks", true}};
  EXPECT_EQ(harness.ask("admin", post("/stores/demo/settings", stronger, "PUT")).status, 200);
}

TEST(SecondPerson, WhoAsksDoesNotDecide) {
  Harness harness;
  const Json longer = {{"bins_days", 3000}, {"days_days", 3000}, {"audit_days", 400}};
  const auto asked = harness.ask("dpo", post("/retention", longer, "PUT"));
  ASSERT_EQ(asked.status, 202);
  const auto id = Harness::json_of(asked).at("id").get<std::string>();
  EXPECT_EQ(type_of(harness.ask("dpo", post("/changes/" + id + "/decision", {{"approve", true}}))),
            "/problems/same-person");
}

TEST(SecondPerson, AStaffZoneThatGoesWaits) {
  Harness harness;
  Json layout = Harness::json_of(harness.ask("installer", "/stores/demo/layout"));
  Json change = {{"lines", layout.at("lines")},
                 {"zones", Json::array()},
                 {"funnels", Json::array()}};
  for (const Json& zone : layout.at("zones")) {
    if (zone.at("type") != "staff") change["zones"].push_back(zone);
  }
  EXPECT_EQ(harness.ask("installer", post("/stores/demo/layout", change, "PUT")).status, 202);
  change["zones"] = layout.at("zones");
  change["zones"][0]["name"] = "Another name";
  EXPECT_EQ(harness.ask("installer", post("/stores/demo/layout", change, "PUT")).status, 200);
  const Json now = Harness::json_of(harness.ask("installer", "/stores/demo/layout"));
  EXPECT_EQ(now.at("version"), 2);
  const Json then =
      Harness::json_of(harness.ask("installer", "/stores/demo/layout?at=2026-11-10"));
  EXPECT_EQ(then.at("version"), 1) << "history keeps its zones";
  EXPECT_EQ(then.at("zones")[0].at("name"), "shelf");
}

TEST(Versions, AChangeNamesWhatItChanges) {
  Harness harness;
  Asking change = post("/stores/demo/cameras/front",
                       {{"name", "Door"}, {"source", "rtsp://10.0.0.5/1"},
                        {"calibration", Json::array()}},
                       "PUT");
  change.headers.clear();
  EXPECT_EQ(harness.ask("installer", change).status, 428);
  change.headers = {{"if-match", "\"7\""}};
  EXPECT_EQ(harness.ask("installer", change).status, 412);
  change.headers = {{"if-match", "\"1\""}};
  const auto changed = harness.ask("installer", change);
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(header_of(changed, "ETag"), "\"2\"");
}

TEST(Cameras, TellNoPassword) {
  Harness harness;
  const Json camera = {{"id", "side"}, {"name", "Side"}, {"source", "rtsp://10.0.0.6/1"},
                       {"user", "root"}, {"password", "hunter2hunter2"}};
  const auto added = harness.ask("installer", post("/stores/demo/cameras", camera));
  ASSERT_EQ(added.status, 201) << added.body->plain;
  for (const char* role : kAllRoles) {
    const auto seen = harness.ask(role, "/stores/demo/cameras");
    EXPECT_EQ(seen.body->plain.find("hunter2"), std::string::npos);
    EXPECT_THAT(seen.body->plain, HasSubstr("\"has_password\":true"));
  }
  // Another address does not get the password of the first.
  const Json moved = {{"name", "Side"}, {"source", "rtsp://evil.example/1"},
                      {"calibration", Json::array()}};
  const auto changed =
      harness.ask("installer", post("/stores/demo/cameras/side", moved, "PUT"));
  EXPECT_THAT(changed.body->plain, HasSubstr("\"has_password\":false"));
}

TEST(Caching, FiguresHaveAnETagUntilTheyChange) {
  Harness harness;
  Asking get;
  get.target = "/stores/demo/overview?from=2026-11-09&to=2026-11-16&compare=previous";
  const auto first = harness.ask("viewer", get);
  ASSERT_EQ(first.status, 200) << first.body->plain;
  get.headers.emplace_back("if-none-match", header_of(first, "ETag"));
  EXPECT_EQ(harness.ask("analyst", get).status, 304);
  EXPECT_GE(harness.shared().cache.hits(), 1u);
}

TEST(Audit, NotesAccessAndChangeButNoSecret) {
  Harness harness;
  const std::string password = with_password(harness, "viewer");
  harness.ask("", post("/session", {{"user", "viewer"}, {"password", password}}));
  harness.ask("", post("/session", {{"user", "viewer"}, {"password", "wrong"}}));
  harness.ask("analyst",
              "/stores/demo/export?format=csv&metric=entries&from=2026-11-09&to=2026-11-10");
  harness.ask("viewer", "/audit");
  const auto trail = harness.ask("dpo", "/audit");
  for (const char* word : {"\"signIn\"", "\"export\"", "\"refused\""}) {
    EXPECT_THAT(trail.body->plain, HasSubstr(word));
  }
  EXPECT_EQ(trail.body->plain.find(password), std::string::npos);
}

TEST(Limits, TooManyRequestsAreRefused) {
  RateLimiter limiter(10, 20);
  const auto start = std::chrono::steady_clock::now();
  int taken = 0;
  for (int i = 0; i < 50; ++i) taken += limiter.take("a", start) ? 1 : 0;
  EXPECT_EQ(taken, 20);
  EXPECT_TRUE(limiter.take("b", start)) << "others go on";
  EXPECT_FALSE(limiter.take("a", start + std::chrono::milliseconds(50)));
  EXPECT_TRUE(limiter.take("a", start + std::chrono::seconds(1)));
}

TEST(Retention, AgeIsDeletedAndTheRunIsShown) {
  Harness harness;
  ASSERT_EQ(harness.ask("dpo", post("/retention", {{"bins_days", 7}, {"days_days", 14},
                                                   {"audit_days", 30}}, "PUT")).status, 200);
  ASSERT_TRUE(retire(harness.backend(), harness.clock().now()));
  const Json shown = Harness::json_of(harness.ask("viewer", "/retention"));
  EXPECT_GT(shown.at("last_run").at("bins_deleted"), 100);
  const auto stores = harness.backend().rollups->stores();
  ASSERT_EQ(stores->size(), 1u);
  EXPECT_EQ(to_iso8601((*stores)[0].first), "2026-11-15T23:00:00Z");
}

TEST(Exports, AreWhatTheLocaleReads) {
  Harness harness;
  const std::string target =
      "/stores/demo/export?format=csv&metric=occupancy_mean&from=2026-11-09&to=2026-11-11&locale=";
  EXPECT_THAT(harness.ask("analyst", target + "en").body->plain,
              HasSubstr("store,from,to,metric"));
  const std::string german = harness.ask("analyst", target + "de").body->plain;
  EXPECT_THAT(german, HasSubstr("Filiale;von;bis;Kennzahl"));
  EXPECT_THAT(german, ::testing::ContainsRegex("occupancy_mean;people;;Demo;[0-9]+,[0-9]+;0"));
}

}  // namespace
}  // namespace sillage::desk::serve
