// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "desk/http/message.h"
#include "desk/serve/internal/call.h"

namespace sillage::desk::serve {

/// One row of the permission table: who may do what, and what does it. The whole table is in
/// routes.cc; a test compares it with api/openapi.yaml and walks it with every role.
struct Route {
  const char* operation;
  http::Method method;
  const char* path;   ///< below /api/v1
  unsigned roles;     ///< bits of Role; 0: open to everybody
  const char* scope;  ///< that a token needs; "": no token may
  Answer (*handle)(Call&);
  enum class Note { kNever, kAlways } note;  ///< in the audit trail
  bool is_slow = false;                                ///< hashes a password or waits for a camera
  bool is_cached = false;  ///< depends on figures, set-up and the query alone
  bool shows_cameras = false;  ///< and, where it is cached, on how the cameras are
};

std::span<const Route> routes();

// Handlers, by file.
namespace account {
Answer first_run(Call&);
Answer accept_invitation(Call&);
Answer get_session(Call&);
Answer sign_in(Call&);
Answer sign_out(Call&);
Answer change_password(Call&);
Answer set_preferences(Call&);
Answer start_totp(Call&);
Answer confirm_totp(Call&);
Answer remove_totp(Call&);
}  // namespace account
namespace users {
Answer list(Call&);
Answer invite(Call&);
Answer get(Call&);
Answer change(Call&);
Answer remove(Call&);
Answer invite_again(Call&);
Answer list_tokens(Call&);
Answer create_token(Call&);
Answer revoke_token(Call&);
}  // namespace users
namespace stores {
Answer list(Call&);
Answer get(Call&);
Answer list_cameras(Call&);
Answer add_camera(Call&);
Answer get_camera(Call&);
Answer change_camera(Call&);
Answer remove_camera(Call&);
Answer get_plan(Call&);
Answer set_plan(Call&);
Answer get_plan_image(Call&);
Answer set_plan_image(Call&);
Answer remove_plan_image(Call&);
Answer get_layout(Call&);
Answer change_layout(Call&);
Answer list_layouts(Call&);
}  // namespace stores
namespace figures {
Answer overview(Call&);
Answer metrics(Call&);
Answer zones(Call&);
Answer queues(Call&);
Answer durations(Call&);
Answer flows(Call&);
Answer paths(Call&);
Answer funnel(Call&);
Answer heat(Call&);
Answer audience(Call&);
Answer comparison(Call&);
Answer live(Call&);
Answer quality(Call&);
Answer export_file(Call&);
}  // namespace figures
namespace setup {
Answer test_camera(Call&);
Answer take_plate(Call&);
Answer fit_calibration(Call&);
Answer walk(Call&);
}  // namespace setup
namespace privacy {
Answer card(Call&);
Answer get_settings(Call&);
Answer change_settings(Call&);
Answer list_changes(Call&);
Answer decide(Call&);
Answer get_retention(Call&);
Answer change_retention(Call&);
Answer audit(Call&);
}  // namespace privacy
namespace governance {
Answer gap(Call&);
Answer gate(Call&);
Answer attestations(Call&);
Answer attest(Call&);
Answer veto(Call&);
Answer log(Call&);
Answer changes(Call&);
Answer contact_requests(Call&);
Answer add_contact_request(Call&);
Answer answer_contact_request(Call&);
Answer documents(Call&);
Answer document(Call&);
}  // namespace governance
namespace service {
Answer health(Call&);
Answer prometheus(Call&);
}  // namespace service

}  // namespace sillage::desk::serve
