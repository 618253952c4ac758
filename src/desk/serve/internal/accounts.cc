// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/accounts.h"

#include <algorithm>
#include <array>

#include "base/files.h"
#include "desk/serve/internal/crypto.h"
#include "desk/serve/internal/keys.h"

namespace sillage::desk::serve {
namespace {

constexpr std::array<std::pair<Role, const char*>, 5> kRoles{{{Role::kViewer, "viewer"},
                                                              {Role::kAnalyst, "analyst"},
                                                              {Role::kInstaller, "installer"},
                                                              {Role::kAdmin, "admin"},
                                                              {Role::kDpo, "dpo"}}};
constexpr int kMostUsers = 500;
constexpr auto kTotpStep = std::chrono::seconds(30);

std::string text_of(Instant instant) { return to_iso8601(instant); }
Instant instant_in(const Json& json, const char* key) {
  return parse_iso8601(json.value(key, "1970-01-01T00:00:00Z")).value_or(Instant{});
}
Instant to_second(Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant); }

tl::unexpected<Problem> wrong_credentials() {
  return refuse(401, "wrong-credentials", "User or password is wrong",
                "try again; an admin can send a new link");
}

}  // namespace

const char* to_string(Role role) {
  for (const auto& [value, name] : kRoles) {
    if (value == role) return name;
  }
  return "viewer";
}

std::optional<Role> role_of(std::string_view name) {
  for (const auto& [value, known] : kRoles) {
    if (name == known) return value;
  }
  return std::nullopt;
}

Result<bool> Accounts::is_empty() {
  ASSIGN_OR_RETURN(const auto users, records_.list(kUser, "", "", 2));
  return std::all_of(users.begin(), users.end(), [](const Document& user) {
    return Json::parse(user.body).value("demonstration", false);
  });
}

Result<std::optional<Document>> Accounts::user(const std::string& name) {
  return records_.get(kUser, "", name);
}

Result<std::vector<Document>> Accounts::users() {
  return records_.list(kUser, "", "", kMostUsers);
}

Result<void> Accounts::change(const Document& user, const Json& body) {
  RETURN_IF_ERROR(records_.put({kUser, "", user.key, body.dump(), std::nullopt, 0, now_}));
  return {};
}

tl::expected<std::string, Problem> Accounts::invite(const std::string& name, Role role,
                                                    const std::string& language) {
  TRY_ASSIGN(const auto there, user(name));
  if (there) {
    return refuse(409, "name-taken", "There is an account of this name",
                  "choose another name, or send its owner a new link");
  }
  TRY_ASSIGN(const auto all, users());
  if (all.size() >= kMostUsers) {
    return refuse(409, "too-many-users", "There are 500 accounts already",
                  "remove those that are not used");
  }
  const Json body = {{"role", to_string(role)}, {"active", true},
                     {"hash", ""},              {"totp", ""},
                     {"language", language},    {"created_at", text_of(to_second(now_))}};
  TRY(records_.put({kUser, "", name, body.dump(), std::nullopt, 0, now_}, 0));
  TRY_ASSIGN(std::string token, invitation(name, false));
  return token;
}

Result<std::string> Accounts::invitation(const std::string& name, bool is_first) {
  std::string token = random_token();
  const Json body = {
      {"user", name}, {"first", is_first}, {"expires_at", text_of(now_ + kInvitationLife)}};
  RETURN_IF_ERROR(
      records_.put({kInvitation, "", sha256_hex(token), body.dump(), std::nullopt, 0, now_}));
  return token;
}

tl::expected<std::string, Problem> Accounts::accept(const Json& body) {
  const auto refuse_token = [] {
    return refuse(401, "link-used", "This link is not valid, or not any more",
                  "ask an admin for a new one; for the first account, start the server again");
  };
  const std::string key = sha256_hex(body.at("token").get<std::string>());
  TRY_ASSIGN(const auto found, records_.get(kInvitation, "", key));
  if (!found) return refuse_token();
  const Json invitation = Json::parse(found->body);
  const bool is_first = invitation.at("first").get<bool>();
  TRY_ASSIGN(const bool empty, is_empty());
  if (instant_in(invitation, "expires_at") <= now_ || (is_first && !empty)) return refuse_token();
  std::string name = invitation.at("user").get<std::string>();
  if (is_first) name = body.value("user", name);
  const auto password = body.at("password").get<std::string>();
  if (const std::string fault = fault_of_password(password, name); !fault.empty()) {
    Problem problem{422, "not-valid", "This password is refused", "choose another one", {}, {}};
    problem.errors.push_back({"/password", fault});
    return as_problem(std::move(problem));
  }
  if (is_first) {
    const Json user = {{"role", "admin"}, {"active", true},
                       {"hash", ""},      {"totp", ""},
                       {"language", "en"}, {"created_at", text_of(to_second(now_))}};
    TRY(records_.put({kUser, "", name, user.dump(), std::nullopt, 0, now_}, 0));
  }
  TRY_ASSIGN(const auto user, this->user(name));
  if (!user) return refuse_token();
  Json changed = Json::parse(user->body);
  changed["hash"] = hash_password(password);
  changed["language"] = body.value("language", changed.value("language", "en"));
  changed.erase("failures");
  changed.erase("locked_until");
  TRY(change(*user, changed));
  TRY(records_.remove(kInvitation, "", key));
  return name;
}

tl::expected<void, Problem> Accounts::refuse_locked(const Json& user) const {
  const Instant until = instant_in(user, "locked_until");
  if (until <= now_) return {};
  Problem problem{429, "locked", "Too many wrong tries", {}, {}, {}};
  const auto wait = std::chrono::ceil<std::chrono::seconds>(until - now_).count();
  problem.detail = fmt::format("wait {} seconds, then try again", wait);
  problem.headers.emplace_back("Retry-After", std::to_string(wait));
  return as_problem(std::move(problem));
}

Result<void> Accounts::note_failure(const Document& user) {
  Json body = Json::parse(user.body);
  const int failures = body.value("failures", 0) + 1;
  body["failures"] = failures;
  if (failures >= kFreeTries) {
    const int doublings = std::min(failures - kFreeTries, 6);
    body["locked_until"] = text_of(
        now_ + std::min<Duration>(std::chrono::hours(1), std::chrono::minutes(1) * (1 << doublings)));
  }
  return change(user, body);
}

tl::expected<void, Problem> Accounts::check_password(const std::string& name,
                                                     const std::string& password) {
  TRY_ASSIGN(const auto found, user(name));
  const Json body = found ? Json::parse(found->body) : Json::object();
  if (auto locked = refuse_locked(body); !locked) return locked;
  const std::string hash = body.value("active", false) ? body.value("hash", "") : "";
  if (!is_password(hash, password)) {
    if (found) TRY(note_failure(*found));
    return wrong_credentials();
  }
  return {};
}

tl::expected<std::string, Problem> Accounts::check(const Json& credentials) {
  const auto name = credentials.at("user").get<std::string>();
  TRY(check_password(name, credentials.at("password").get<std::string>()));
  TRY_ASSIGN(const auto found, user(name));
  if (!found) return wrong_credentials();
  Json body = Json::parse(found->body);
  if (const std::string secret = body.value("totp", ""); !secret.empty()) {
    if (!credentials.contains("totp")) {
      return refuse(401, "totp-required", "A one-time code is needed",
                    "send the six digits that your device shows, as totp");
    }
    const auto code = credentials.at("totp").get<std::string>();
    const std::int64_t now = now_.time_since_epoch() / kTotpStep;
    const std::int64_t last = body.value("totp_step", std::int64_t{0});
    std::int64_t used = 0;
    for (std::int64_t step = now - 1; step <= now + 1; ++step) {
      if (step > last && is_same_secret(totp_code(secret, step), code)) used = step;
    }
    if (used == 0) {
      TRY(note_failure(*found));
      return wrong_credentials();
    }
    body["totp_step"] = used;  // a code works once
  }
  body.erase("failures");
  body.erase("locked_until");
  body["last_seen"] =
      text_of(std::chrono::floor<std::chrono::days>(now_));  // to the day: no record of habits
  TRY(change(*found, body));
  return name;
}

tl::expected<void, Problem> Accounts::set_password(const std::string& name,
                                                   const std::string& password) {
  if (const std::string fault = fault_of_password(password, name); !fault.empty()) {
    Problem problem{422, "not-valid", "This password is refused", "choose another one", {}, {}};
    problem.errors.push_back({"/password", fault});
    return as_problem(std::move(problem));
  }
  TRY_ASSIGN(const auto found, user(name));
  if (!found) return refuse(404, "not-found", "There is no such account");
  Json body = Json::parse(found->body);
  body["hash"] = hash_password(password);
  TRY(change(*found, body));
  return {};
}

Result<std::string> Accounts::start_session(const std::string& name) {
  std::string cookie = random_token();
  const Json body = {{"user", name},
                     {"csrf", random_token(18)},
                     {"expires_at", text_of(to_second(now_ + kSessionLife))},
                     {"seen_at", text_of(to_second(now_))}};
  RETURN_IF_ERROR(
      records_.put({kSession, "", sha256_hex(cookie), body.dump(), std::nullopt, 0, now_}));
  return cookie;
}

Result<std::optional<Who>> Accounts::by_session(std::string_view cookie) {
  if (cookie.empty() || cookie.size() > 100) return std::nullopt;
  const std::string key = sha256_hex(cookie);
  ASSIGN_OR_RETURN(const auto found, records_.get(kSession, "", key));
  if (!found) return std::nullopt;
  Json session = Json::parse(found->body);
  const Instant seen = instant_in(session, "seen_at");
  const Instant expires = instant_in(session, "expires_at");
  if (expires <= now_ || seen + kSessionIdle <= now_) return std::nullopt;
  const auto name = session.at("user").get<std::string>();
  ASSIGN_OR_RETURN(const auto account, user(name));
  if (!account) return std::nullopt;
  const Json body = Json::parse(account->body);
  if (!body.value("active", false)) return std::nullopt;
  if (seen + std::chrono::minutes(5) <= now_) {
    session["seen_at"] = text_of(to_second(now_));
    RETURN_IF_ERROR(records_.put({kSession, "", key, session.dump(), std::nullopt, 0, now_}));
  }
  Who who;
  who.user = name;
  who.role = role_of(body.value("role", "")).value_or(Role::kViewer);
  who.language = body.value("language", "en");
  who.totp = !body.value("totp", "").empty();
  who.session = key;
  who.csrf = session.at("csrf").get<std::string>();
  who.expires = expires;
  return who;
}

Result<std::optional<Who>> Accounts::by_token(std::string_view secret) {
  // slg_ID_SECRET
  if (!secret.starts_with("slg_") || secret.size() > 100) return std::nullopt;
  const std::string_view rest = secret.substr(4);
  const std::size_t split = rest.find('_');
  if (split == std::string_view::npos) return std::nullopt;
  const std::string id(rest.substr(0, split));
  ASSIGN_OR_RETURN(const auto found, records_.get(kToken, "", id));
  if (!found) return std::nullopt;
  Json token = Json::parse(found->body);
  if (!is_same_secret(sha256_hex(secret), token.at("hash").get<std::string>()) ||
      instant_in(token, "expires_at") <= now_) {
    return std::nullopt;
  }
  const auto owner = token.at("owner").get<std::string>();
  ASSIGN_OR_RETURN(const auto account, user(owner));
  if (!account) return std::nullopt;
  const Json body = Json::parse(account->body);
  if (!body.value("active", false)) return std::nullopt;
  const std::string today = text_of(std::chrono::floor<std::chrono::days>(now_)).substr(0, 10);
  if (token.value("last_used", "") != today) {
    token["last_used"] = today;
    RETURN_IF_ERROR(records_.put({kToken, "", id, token.dump(), std::nullopt, 0, now_}));
  }
  Who who;
  who.user = owner;
  who.role = role_of(body.value("role", "")).value_or(Role::kViewer);
  who.token = id;
  who.scopes = token.at("scopes").get<std::set<std::string>>();
  return who;
}

Result<void> Accounts::end_session(const std::string& key) {
  RETURN_IF_ERROR(records_.remove(kSession, "", key));
  return {};
}

Result<void> Accounts::end_sessions(const std::string& name, const std::string& except) {
  ASSIGN_OR_RETURN(const auto sessions, records_.list(kSession, "", "", 100'000));
  for (const Document& session : sessions) {
    if (session.key == except || Json::parse(session.body).at("user") != name) continue;
    RETURN_IF_ERROR(end_session(session.key));
  }
  return {};
}

Result<void> Accounts::remove(const std::string& name) {
  RETURN_IF_ERROR(end_sessions(name));
  ASSIGN_OR_RETURN(const auto tokens, records_.list(kToken, "", "", 100'000));
  for (const Document& token : tokens) {
    if (Json::parse(token.body).at("owner") != name) continue;
    RETURN_IF_ERROR(records_.remove(kToken, "", token.key));
  }
  RETURN_IF_ERROR(records_.remove(kUser, "", name));
  return {};
}

Result<void> Accounts::sweep() {
  for (const char* kind : {kSession, kInvitation, kToken}) {
    ASSIGN_OR_RETURN(const auto documents, records_.list(kind, "", "", 100'000));
    for (const Document& document : documents) {
      const Json body = Json::parse(document.body);
      const bool idle = kind == kSession && instant_in(body, "seen_at") + kSessionIdle <= now_;
      if (!idle && instant_in(body, "expires_at") > now_) continue;
      RETURN_IF_ERROR(records_.remove(kind, "", document.key));
    }
  }
  return {};
}

Json user_json(const Document& user) {
  const Json body = Json::parse(user.body);
  return {{"name", user.key},
          {"role", body.at("role")},
          {"active", body.at("active")},
          {"invited", body.value("hash", "").empty()},
          {"totp", !body.value("totp", "").empty()},
          {"language", body.value("language", "en")},
          {"created_at", body.at("created_at")},
          {"last_seen", body.contains("last_seen") ? body.at("last_seen") : Json(nullptr)}};
}

Json token_json(const Document& token) {
  const Json body = Json::parse(token.body);
  return {{"id", token.key},
          {"name", body.at("name")},
          {"owner", body.at("owner")},
          {"scopes", body.at("scopes")},
          {"created_at", body.at("created_at")},
          {"expires_at", body.at("expires_at")},
          {"last_used", body.contains("last_used") ? body.at("last_used") : Json(nullptr)}};
}

}  // namespace sillage::desk::serve
