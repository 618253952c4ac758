// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/api.h"

#include <algorithm>
#include <charconv>

#include "base/files.h"
#include "desk/serve/internal/camera_json.h"

namespace sillage::desk::serve {
namespace {

constexpr std::size_t kMostJson = 1u << 20;
constexpr const char* kCookie = "sillage_session";

bool is_parameter(const std::string& segment) { return segment.front() == '{'; }

/// Where the segments fit, the parameters among them.
bool matches(const std::vector<std::string>& form, const std::vector<std::string>& segments,
             std::map<std::string, std::string>& path) {
  if (form.size() != segments.size()) return false;
  path.clear();
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (is_parameter(form[i])) {
      path[form[i].substr(1, form[i].size() - 2)] = segments[i];
    } else if (form[i] != segments[i]) {
      return false;
    }
  }
  return true;
}

/// The value that the text of a parameter stands for; the text where it is none of its type.
Json value_of(const std::string& text, const std::string& type) {
  const char* end = text.data() + text.size();
  if (type == "integer") {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec == std::errc() && read.ptr == end) return number;
  }
  if (type == "array") {
    Json list = Json::array();
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      list.push_back(text.substr(at, comma - at));
      at = comma + 1;
    }
    return list;
  }
  return text;
}

/// A page of another site cannot set these headers, and browsers say where a request comes from.
bool is_from_elsewhere(const http::Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;
  const std::size_t host = origin.find("://");
  return host == std::string_view::npos || origin.substr(host + 3) != request.header("host");
}

bool is_change(http::Method method) { return method != http::Method::kGet; }

tl::unexpected<Problem> refuse_input(std::vector<Fault> faults) {
  Problem problem{400, "bad-request", "What was sent does not have the form of the API",
                  "see api/openapi.yaml", std::move(faults), {}};
  return as_problem(std::move(problem));
}

}  // namespace

Result<std::unique_ptr<Api>> Api::create(Shared& shared, const Clock& clock) {
  std::unique_ptr<Api> api(new Api(shared, clock));
  RETURN_IF_ERROR(api->connect());
  return api;
}

Result<void> Api::connect() {
  const auto& operations = shared_.document->operations();
  for (const Route& route : routes()) {
    const auto operation =
        std::find_if(operations.begin(), operations.end(),
                     [&](const Operation& o) { return o.id == route.operation; });
    if (operation == operations.end()) {
      return fail(ErrorCode::kInternal, "api/openapi.yaml has no operation {}", route.operation);
    }
    endpoints_.push_back({&route, &*operation});
  }
  return {};
}

http::Lane Api::lane_of(const http::Request& request) const {
  std::map<std::string, std::string> path;
  const auto endpoint = find(request, path);
  if (!endpoint) return http::Lane::kQuick;
  const Route& route = *(*endpoint)->route;
  if (route.is_slow) return http::Lane::kSlow;
  if (!route.is_cached || shared_.cache.knows(key_of(request, route))) return http::Lane::kQuick;
  return http::Lane::kWork;
}

std::string Api::key_of(const http::Request& request, const Route& route) const {
  std::string key = request.path;
  // No line feed comes out of an address.
  for (const auto& [name, value] : request.query) key += "\n" + name + "=" + value;
  if (route.shows_cameras && shared_.options.live) {
    for (const CameraHealth& camera : shared_.options.live().cameras) {
      key += "\n" + health_json(camera).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  }
  return key;
}

http::Response Api::handle(const http::Request& request) {
  ++shared_.requests;
  Answer answer = this->answer(request);
  if (!answer) {
    ++(answer.error().status >= 500 ? shared_.failures : shared_.refusals);
    return to_response(answer.error());
  }
  auto& headers = answer->headers;
  const bool has_cache_control = std::any_of(headers.begin(), headers.end(), [](const auto& header) {
    return header.first == "Cache-Control";
  });
  if (!has_cache_control) headers.emplace_back("Cache-Control", "no-cache, private");
  return std::move(*answer);
}

tl::expected<const Api::Endpoint*, Problem> Api::find(
    const http::Request& request, std::map<std::string, std::string>& path) const {
  const auto segments = segments_of(std::string_view(request.path).substr(kPrefix.size()));
  std::string allowed;
  for (const Endpoint& endpoint : endpoints_) {
    if (!matches(endpoint.operation->segments, segments, path)) continue;
    if (endpoint.route->method == request.method) return &endpoint;
    allowed += (allowed.empty() ? "" : ", ") + std::string(to_string(endpoint.route->method));
  }
  if (allowed.empty()) {
    return refuse(404, "not-found", "There is no such address", "see api/openapi.yaml");
  }
  Problem problem{405, "method-not-allowed", "This address has no such method", "use " + allowed,
                  {}, {{"Allow", allowed}}};
  return as_problem(std::move(problem));
}

tl::expected<Who, Problem> Api::identify(const http::Request& request, Backend& backend,
                                         Instant now) {
  Accounts accounts(*backend.records, now);
  std::optional<Who> who;
  const std::string_view bearer = request.header("authorization");
  if (!bearer.empty()) {
    if (bearer.starts_with("Bearer ")) {
      TRY_ASSIGN(who, accounts.by_token(bearer.substr(7)));
    }
    if (!who) {
      return refuse(401, "wrong-token", "This token is not valid, or not any more",
                    "create a new one under /tokens");
    }
    return *who;
  }
  TRY_ASSIGN(who, accounts.by_session(request.cookie(kCookie)));
  return who.value_or(Who{});
}

tl::expected<void, Problem> Api::admit(const http::Request& request, const Endpoint& endpoint,
                                       const Who& who) {
  const Route& route = *endpoint.route;
  RateLimiter& limiter = who.user.empty() ? shared_.strangers : shared_.accounts;
  const std::string name = who.user.empty() ? request.peer : who.name();
  const bool is_sign_in = route.roles == 0 && route.is_slow;
  if (!limiter.take(name) || (is_sign_in && !shared_.sign_ins.take(request.peer))) {
    Problem problem{429, "too-many-requests", "Too many requests", "wait, then go on more slowly",
                    {}, {{"Retry-After", is_sign_in ? "10" : "1"}}};
    return as_problem(std::move(problem));
  }
  if (is_change(route.method) && who.token.empty() && is_from_elsewhere(request)) {
    return refuse(403, "other-site", "This request comes from a page of another site",
                  "send it from the dashboard itself");
  }
  if (route.roles == 0) return {};
  if (who.user.empty()) {
    return refuse(401, "not-signed-in", "Sign in first", "POST /api/v1/session");
  }
  if ((route.roles & static_cast<unsigned>(who.role)) == 0) {
    return refuse(403, "not-allowed", "Your role may not do this",
                  fmt::format("ask somebody who may; yours is {}", to_string(who.role)));
  }
  if (!who.token.empty() && !who.scopes.contains(route.scope)) {
    return refuse(403, "not-allowed", "This token may not do this",
                  *route.scope == 0 ? "sign in; no token may"
                                    : fmt::format("create one with the scope {}", route.scope));
  }
  if (is_change(route.method) && who.token.empty() &&
      request.header("x-csrf-token") != who.csrf) {
    return refuse(403, "csrf-token", "The CSRF token is missing or not that of the session",
                  "send csrf of GET /session as X-CSRF-Token");
  }
  return {};
}

tl::expected<void, Problem> Api::check_input(const Operation& operation, Call& call) const {
  const SchemaChecker& checker = shared_.document->checker();
  std::vector<Fault> faults;
  call.query = Json::object();
  const auto check = [&](const Operation::Parameter& parameter, const std::string& text) {
    const Json& schema = checker.resolve(*parameter.schema);
    const Json type = schema.value("type", Json("string"));
    Json value = value_of(text, type.is_string() ? type.get<std::string>() : "string");
    auto found = checker.check(*parameter.schema, value, parameter.name);
    faults.insert(faults.end(), found.begin(), found.end());
    return value;
  };
  for (const Operation::Parameter& parameter : operation.parameters) {
    if (parameter.in == "path") {
      check(parameter, call.path.at(parameter.name));
    } else if (parameter.in == "query") {
      if (const auto text = call.request.parameter(parameter.name)) {
        call.query[parameter.name] = check(parameter, *text);
      } else if (parameter.required) {
        faults.push_back({parameter.name, "is missing"});
      } else if (const Json& schema = *parameter.schema; schema.contains("default")) {
        call.query[parameter.name] = schema.at("default");
      }
    }
  }
  for (std::size_t i = 0; i < call.request.query.size() && faults.size() < 20; ++i) {
    const std::string& name = call.request.query[i].first;
    const auto is_it = [&](const auto& other) { return other.first == name; };
    const auto& all = call.request.query;
    const bool known = std::any_of(
        operation.parameters.begin(), operation.parameters.end(),
        [&](const auto& parameter) { return parameter.in == "query" && parameter.name == name; });
    if (!known) faults.push_back({name.substr(0, 64), "is not known here; take it out"});
    if (std::count_if(all.begin(), all.end(), is_it) > 1) {
      faults.push_back({name.substr(0, 64), "is there twice"});
    }
  }
  if (!faults.empty()) return refuse_input(std::move(faults));
  if (!operation.has_body) return {};
  std::string type(call.request.header("content-type"));
  type = type.substr(0, type.find(';'));
  if (std::find(operation.body_types.begin(), operation.body_types.end(), type) ==
      operation.body_types.end()) {
    return refuse(415, "media-type", "The body is of another type",
                  "send Content-Type: " + operation.body_types.front());
  }
  if (operation.body == nullptr) return {};
  if (call.request.body.size() > kMostJson) return refuse(413, "too-large", "The body is too large");
  call.body = Json::parse(call.request.body, nullptr, /*allow_exceptions=*/false);
  if (call.body.is_discarded()) {
    return refuse_input({{"", "is not JSON"}});
  }
  faults = checker.check(*operation.body, call.body);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return {};
}

Answer Api::answer(const http::Request& request) {
  std::map<std::string, std::string> path;
  auto endpoint = find(request, path);
  if (!endpoint) return tl::unexpected<Problem>(std::move(endpoint).error());
  TRY_ASSIGN(auto backend, shared_.pool.lend());
  Call call{request,      shared_, *backend, *(*endpoint)->route, {}, clock_.now(), std::move(path),
            Json::object(), Json(),  {},       "done"};
  Answer answer;
  try {
    answer = [&]() -> Answer {
      TRY_ASSIGN(call.who, identify(request, *backend, call.now));
      TRY(admit(request, **endpoint, call.who));
      TRY(check_input(*(*endpoint)->operation, call));
      return run(call);
    }();
  } catch (const std::exception&) {
    answer = refuse(500, "defect", "The server failed", "the server's own log says more");
  }
  note(call, answer);
  return answer;
}

Answer Api::run(Call& call) {
  if (!call.route.is_cached) return call.route.handle(call);
  AnswerCache::Claim claim;
  std::optional<CachedAnswer> cached = shared_.cache.find(key_of(call.request, call.route), claim);
  if (!cached) {
    Answer fresh = call.route.handle(call);
    if (!fresh || fresh->status != 200) return fresh;
    const http::Body& made = *fresh->body;
    const bool is_compressed = !made.gzip.empty();
    const std::string& text = is_compressed ? made.gzip : made.plain;
    cached = CachedAnswer{
        is_compressed ? std::make_shared<const http::Body>(http::Body{"", made.gzip}) : fresh->body,
        "\"" + sha256_hex(text).substr(0, 24) + "\""};
    claim.keep(*cached);
  }
  http::Response response;
  response.headers.emplace_back("ETag", cached->etag);
  if (call.request.header("if-none-match") == cached->etag) {
    response.status = 304;
    return response;
  }
  response.content_type = "application/json";
  response.body = cached->body;
  return response;
}

void Api::note(Call& call, const Answer& answer) {
  // Refusals for want of rights are noted wherever something would have been noted or changed.
  const bool refused = !answer && (answer.error().status == 401 || answer.error().status == 403 ||
                                   answer.error().status == 429);
  const bool worth = call.route.note == Route::Note::kAlways;
  if (!worth || (!answer && !refused)) return;
  // Who has no account could fill the trail; their number is in the counters.
  if (refused && call.who.user.empty() && call.subject.empty()) return;
  AuditEntry entry{0,
                   call.now,
                   call.who.name(),
                   call.route.operation,
                   call.subject,
                   refused ? "refused" : call.outcome};
  if (auto noted = call.records().note(entry); !noted) ++shared_.failures;
}

}  // namespace sillage::desk::serve
