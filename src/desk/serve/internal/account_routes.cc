// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and what people do with their own account.
#include "desk/serve/internal/crypto.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::account {
namespace {

Json session_json(Call& call, const Who& who) {
  Json may = Json::array();
  for (const Route& route : routes()) {
    if ((route.roles & static_cast<unsigned>(who.role)) != 0) may.push_back(route.operation);
  }
  return {{"user", who.user},
          {"role", to_string(who.role)},
          {"language", who.language},
          {"csrf", who.csrf},
          {"expires_at", to_iso8601(who.expires)},
          {"totp", who.totp},
          {"demonstration", is_demonstration(call.backend)},
          {"may", std::move(may)}};
}

/// Starts a session for whoever has just proved to be that user.
Answer signed_in(Call& call, const std::string& name, int status) {
  call.subject = name;
  TRY_ASSIGN(const std::string cookie, call.accounts().start_session(name));
  TRY_ASSIGN(const auto who, call.accounts().by_session(cookie));
  if (!who) return refuse(401, "wrong-credentials", "User or password is wrong");
  call.who = *who;
  http::Response response = json_response(session_json(call, *who), status);
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back(
      "Set-Cookie",
      fmt::format("sillage_session={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", cookie,
                  std::chrono::seconds(kSessionLife).count(),
                  call.request.encrypted ? "; Secure" : ""));
  return response;
}

tl::expected<void, Problem> confirm_password(Call& call, const char* member) {
  return call.accounts().check_password(call.who.user, call.body.at(member).get<std::string>());
}

tl::expected<Json, Problem> own_account(Call& call) {
  TRY_ASSIGN(const auto user, call.accounts().user(call.who.user));
  if (!user) return refuse(401, "not-signed-in", "Sign in first");
  return Json::parse(user->body);
}

Answer keep_own(Call& call, const Json& body) {
  TRY_ASSIGN(const auto user, call.accounts().user(call.who.user));
  if (!user) return refuse(401, "not-signed-in", "Sign in first");
  TRY(call.accounts().change(*user, body));
  return no_content();
}

}  // namespace

Answer first_run(Call& call) {
  TRY_ASSIGN(const bool needed, call.accounts().is_empty());
  return json_response({{"needed", needed}, {"demonstration", is_demonstration(call.backend)}});
}

Answer accept_invitation(Call& call) {
  TRY_ASSIGN(const std::string name, call.accounts().accept(call.body));
  return signed_in(call, name, 201);
}

Answer get_session(Call& call) {
  http::Response response = json_response(session_json(call, call.who));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer sign_in(Call& call) {
  call.subject = call.body.at("user").get<std::string>();
  TRY_ASSIGN(const std::string name, call.accounts().check(call.body));
  return signed_in(call, name, 200);
}

Answer sign_out(Call& call) {
  TRY(call.accounts().end_session(call.who.session));
  http::Response response = no_content();
  response.headers.emplace_back("Set-Cookie",
                                "sillage_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  return response;
}

Answer change_password(Call& call) {
  TRY(confirm_password(call, "current"));
  TRY(call.accounts().set_password(call.who.user, call.body.at("password").get<std::string>()));
  TRY(call.accounts().end_sessions(call.who.user, call.who.session));
  return no_content();
}

Answer set_preferences(Call& call) {
  TRY_ASSIGN(Json body, own_account(call));
  body["language"] = call.body.at("language");
  return keep_own(call, body);
}

Answer start_totp(Call& call) {
  TRY(confirm_password(call, "password"));
  TRY_ASSIGN(Json body, own_account(call));
  const std::string secret = random_totp_secret();
  body["totp_pending"] = secret;
  TRY(keep_own(call, body));
  http::Response response = json_response(
      {{"secret", secret},
       {"uri", fmt::format("otpauth://totp/Sillage:{}?secret={}&issuer=Sillage", call.who.user,
                           secret)}});
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer confirm_totp(Call& call) {
  TRY_ASSIGN(Json body, own_account(call));
  const std::string secret = body.value("totp_pending", "");
  const std::int64_t now = call.now.time_since_epoch() / std::chrono::seconds(30);
  bool fits = false;
  for (std::int64_t step = now - 1; step <= now + 1 && !secret.empty(); ++step) {
    fits = fits || is_same_secret(totp_code(secret, step), call.body.at("code").get<std::string>());
  }
  if (!fits) {
    return refuse(409, "wrong-code", "This is not the code of now",
                  "start again, and set the clock of your device");
  }
  body["totp"] = secret;
  body.erase("totp_pending");
  return keep_own(call, body);
}

Answer remove_totp(Call& call) {
  TRY(confirm_password(call, "password"));
  TRY_ASSIGN(Json body, own_account(call));
  body["totp"] = "";
  body.erase("totp_pending");
  return keep_own(call, body);
}

}  // namespace sillage::desk::serve::account
