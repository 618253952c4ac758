// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/time.h"
#include "desk/serve/internal/json.h"
#include "desk/serve/internal/problem.h"
#include "desk/store/records.h"

namespace sillage::desk::serve {

enum class Role : unsigned { kViewer = 1, kAnalyst = 2, kInstaller = 4, kAdmin = 8, kDpo = 16 };
const char* to_string(Role role);
std::optional<Role> role_of(std::string_view name);

/// Who makes a request.
struct Who {
  std::string user;  ///< empty: nobody
  Role role = Role::kViewer;
  std::string language = "en";
  bool totp = false;
  std::string session;  ///< key of the session; empty for a token
  std::string csrf;
  Instant expires;
  std::string token;  ///< id; empty for a session
  std::set<std::string> scopes;

  /// As the audit trail names them.
  std::string name() const { return token.empty() ? user : "token:" + token; }
};

/// Times of sessions and locks.
inline constexpr auto kSessionLife = std::chrono::hours(12);
inline constexpr auto kSessionIdle = std::chrono::hours(2);
inline constexpr auto kInvitationLife = std::chrono::hours(24);
inline constexpr int kFreeTries = 5;

/// Users, invitations, sessions and tokens of a desk. Secrets are kept as hashes only. Holds
/// references: a short-lived object of one thread.
class Accounts {
 public:
  Accounts(Records& records, Instant now) : records_(records), now_(now) {}

  /// Nobody but the viewer of a demonstration.
  Result<bool> is_empty();
  Result<std::optional<Document>> user(const std::string& name);
  Result<std::vector<Document>> users();

  /// Adds an account without a password, and returns the token with which its owner sets one.
  tl::expected<std::string, Problem> invite(const std::string& name, Role role,
                                            const std::string& language);
  /// A new token for an account that there is, or for the first one of all.
  Result<std::string> invitation(const std::string& name, bool is_first);
  /// Takes up an invitation: sets the password, makes the account where it is the first.
  tl::expected<std::string, Problem> accept(const Json& body);

  /// The name of the account if password and code are right.
  tl::expected<std::string, Problem> check(const Json& credentials);
  /// Only the password, with the same limits.
  tl::expected<void, Problem> check_password(const std::string& name, const std::string& password);
  tl::expected<void, Problem> set_password(const std::string& name, const std::string& password);

  /// Starts a session and returns its cookie.
  Result<std::string> start_session(const std::string& name);
  Result<std::optional<Who>> by_session(std::string_view cookie);
  Result<std::optional<Who>> by_token(std::string_view secret);
  Result<void> end_session(const std::string& key);
  /// All sessions of an account but one.
  Result<void> end_sessions(const std::string& name, const std::string& except = "");
  Result<void> remove(const std::string& name);
  /// Forgets sessions, invitations and tokens that have run out.
  Result<void> sweep();

  Result<void> change(const Document& user, const Json& body);

 private:
  tl::expected<void, Problem> refuse_locked(const Json& user) const;
  Result<void> note_failure(const Document& user);

  Records& records_;
  Instant now_;
};

/// In the form of the API.
Json user_json(const Document& user);
Json token_json(const Document& token);

}  // namespace sillage::desk::serve
