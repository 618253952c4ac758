// SPDX-License-Identifier: Apache-2.0
// Accounts of others, and tokens.
#include <sodium.h>

#include "base/files.h"
#include "desk/serve/internal/changes.h"
#include "desk/serve/internal/crypto.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/routes.h"

namespace sillage::desk::serve::users {
namespace {

tl::expected<Document, Problem> named(Call& call) {
  TRY_ASSIGN(const auto user, call.accounts().user(call.in_path("user")));
  if (!user) return refuse(404, "not-found", "There is no such account", "GET /api/v1/users");
  return *user;
}

Answer invited(Call& call, const std::string& name, const std::string& token) {
  TRY_ASSIGN(const auto user, call.accounts().user(name));
  http::Response response =
      json_response({{"user", user_json(*user)},
                     {"link", "/welcome#" + token},
                     {"expires_at", to_iso8601(call.now + kInvitationLife)}},
                    201);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

/// True where the account is the only active admin.
Result<bool> is_last_admin(Call& call, const std::string& name) {
  ASSIGN_OR_RETURN(const auto users, call.accounts().users());
  bool is_admin = false;
  int others = 0;
  for (const Document& user : users) {
    const Json body = Json::parse(user.body);
    if (body.at("role") != "admin" || !body.at("active").get<bool>()) continue;
    user.key == name ? void(is_admin = true) : void(++others);
  }
  return is_admin && others == 0;
}

tl::unexpected<Problem> refuse_last_admin() {
  return refuse(409, "last-admin", "This is the last admin", "make somebody else admin first");
}

}  // namespace

Answer list(Call& call) {
  TRY_ASSIGN(const auto users,
             call.records().list(kUser, "", call.in_query("cursor"), call.limit() + 1));
  return json_response(page_of(users, call.limit(), user_json));
}

Answer invite(Call& call) {
  const auto name = call.body.at("name").get<std::string>();
  const Role role = *role_of(call.body.at("role").get<std::string>());
  call.subject = fmt::format("{} as {}", name, to_string(role));
  TRY_ASSIGN(const bool waits, needs_second_person(call, role == Role::kDpo));
  if (waits) {
    return ask(call, {"user", name, "invite " + call.subject, nullptr, call.body});
  }
  TRY_ASSIGN(const std::string token,
             call.accounts().invite(name, role, call.body.value("language", "en")));
  return invited(call, name, token);
}

Answer get(Call& call) {
  TRY_ASSIGN(const Document user, named(call));
  return with_etag(json_response(user_json(user)), etag_of(user.version));
}

Answer change(Call& call) {
  TRY_ASSIGN(const Document user, named(call));
  TRY_ASSIGN(const auto version, if_match(call));
  if (version && *version != user.version) {
    return refuse(412, "changed-since", "Somebody has changed this account",
                  "read it again, then repeat the change");
  }
  call.subject = user.key + " " + call.body.dump();
  Json body = Json::parse(user.body);
  const bool is_dpo = body.at("role") == "dpo";
  const bool makes_dpo = call.body.value("role", "") == "dpo";
  const bool loses_dpo = is_dpo && (call.body.contains("role") ? !makes_dpo
                                                               : !call.body.value("active", true));
  TRY_ASSIGN(const bool waits, needs_second_person(call, (makes_dpo && !is_dpo) || loses_dpo));
  if (waits) {
    return ask(call, {"user", user.key, "change " + call.subject, user_json(user), call.body});
  }
  const bool stays_admin = call.body.value("role", "admin") == "admin" &&
                           call.body.value("active", true);
  TRY_ASSIGN(const bool last, is_last_admin(call, user.key));
  if (last && !stays_admin) return refuse_last_admin();
  body.update(call.body);
  TRY(call.accounts().change(user, body));
  TRY(call.accounts().end_sessions(user.key, call.who.session));
  TRY_ASSIGN(const Document changed, named(call));
  return with_etag(json_response(user_json(changed)), etag_of(changed.version));
}

Answer remove(Call& call) {
  TRY_ASSIGN(const Document user, named(call));
  call.subject = user.key;
  TRY_ASSIGN(const bool last, is_last_admin(call, user.key));
  if (last) return refuse_last_admin();
  if (Json::parse(user.body).at("role") == "dpo") {
    return refuse(409, "is-dpo", "The account of a dpo is not removed at once",
                  "change its role first, which another dpo has to approve");
  }
  TRY(call.accounts().remove(user.key));
  return no_content();
}

Answer invite_again(Call& call) {
  TRY_ASSIGN(const Document user, named(call));
  call.subject = user.key;
  TRY_ASSIGN(const std::string token, call.accounts().invitation(user.key, false));
  TRY(call.accounts().end_sessions(user.key, call.who.session));
  return invited(call, user.key, token);
}

Answer list_tokens(Call& call) {
  TRY_ASSIGN(auto tokens, call.records().list(kToken, "", call.in_query("cursor"), 100'000));
  if (call.who.role != Role::kAdmin) {
    std::erase_if(tokens, [&](const Document& token) {
      return Json::parse(token.body).at("owner") != call.who.user;
    });
  }
  return json_response(page_of(tokens, call.limit(), token_json));
}

Answer create_token(Call& call) {
  std::string id = random_token(9);
  for (char& c : id) {
    // Ids of the API are lower case; twelve characters of 32 are more than enough to differ.
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
      c = "abcdefghijklmnopqrstuvwxyz012345"[randombytes_uniform(32)];
    }
  }
  for (const Json& scope : call.body.at("scopes")) {
    if (scope == "metrics" && call.who.role != Role::kAdmin) {
      return refuse(403, "not-allowed", "The scope metrics is for admins", "leave it out");
    }
  }
  const std::string secret = "slg_" + id + "_" + random_token();
  const auto to_second = [](Instant at) {
    return to_iso8601(std::chrono::floor<std::chrono::seconds>(at));
  };
  const Json body = {
      {"name", call.body.at("name")},
      {"owner", call.who.user},
      {"scopes", call.body.at("scopes")},
      {"hash", sha256_hex(secret)},
      {"created_at", to_second(call.now)},
      {"expires_at", to_second(call.now + std::chrono::days(call.body.at("days").get<int>()))}};
  const Document token{kToken, "", id, body.dump(), std::nullopt, 0, call.now};
  TRY(call.records().put(token, 0));
  call.subject = id;
  http::Response response =
      json_response({{"token", token_json(token)}, {"secret", secret}}, 201);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer revoke_token(Call& call) {
  const std::string id = call.in_path("token");
  call.subject = id;
  TRY_ASSIGN(const auto token, call.records().get(kToken, "", id));
  const bool is_own = token && Json::parse(token->body).at("owner") == call.who.user;
  if (!token || (!is_own && call.who.role != Role::kAdmin)) {
    return refuse(404, "not-found", "There is no such token", "GET /api/v1/tokens");
  }
  TRY(call.records().remove(kToken, "", id));
  return no_content();
}

}  // namespace sillage::desk::serve::users
