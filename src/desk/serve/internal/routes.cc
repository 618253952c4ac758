// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/routes.h"

namespace sillage::desk::serve {
namespace {

using enum http::Method;
using Note = Route::Note;
constexpr auto kNever = Note::kNever, kAlways = Note::kAlways;

constexpr unsigned V = 1, A = 2, I = 4, M = 8, D = 16;  // viewer analyst installer admin dpo
constexpr unsigned kOpen = 0, kAll = V | A | I | M | D, kFigures = V | A | M | D;

// operation, method, path, roles, scope of tokens, handler, in the audit trail, slow, cached, of cameras
constexpr Route kRoutes[] = {
    {"getFirstRun", kGet, "/first-run", kOpen, "", account::first_run, kNever},
    {"acceptInvitation", kPost, "/invitation", kOpen, "", account::accept_invitation, kAlways, true},
    {"getSession", kGet, "/session", kAll, "", account::get_session, kNever},
    {"signIn", kPost, "/session", kOpen, "", account::sign_in, kAlways, true},
    {"signOut", kDelete, "/session", kAll, "", account::sign_out, kAlways},
    {"changePassword", kPost, "/session/password", kAll, "", account::change_password, kAlways, true},
    {"setPreferences", kPut, "/session/preferences", kAll, "", account::set_preferences, kNever},
    {"startTotp", kPost, "/session/totp", kAll, "", account::start_totp, kAlways, true},
    {"confirmTotp", kPut, "/session/totp", kAll, "", account::confirm_totp, kAlways},
    {"removeTotp", kPost, "/session/totp/removal", kAll, "", account::remove_totp, kAlways, true},
    {"listUsers", kGet, "/users", M, "", users::list, kNever},
    {"inviteUser", kPost, "/users", M, "", users::invite, kAlways},
    {"getUser", kGet, "/users/{user}", M, "", users::get, kNever},
    {"changeUser", kPatch, "/users/{user}", M, "", users::change, kAlways},
    {"removeUser", kDelete, "/users/{user}", M, "", users::remove, kAlways},
    {"inviteAgain", kPost, "/users/{user}/invitation", M, "", users::invite_again, kAlways},
    {"listTokens", kGet, "/tokens", A | M | D, "", users::list_tokens, kNever},
    {"createToken", kPost, "/tokens", A | M | D, "", users::create_token, kAlways},
    {"revokeToken", kDelete, "/tokens/{token}", A | M | D, "", users::revoke_token, kAlways},

    {"listStores", kGet, "/stores", kAll, "figures", stores::list, kNever},
    {"getStore", kGet, "/stores/{store}", kAll, "figures", stores::get, kNever},
    {"listCameras", kGet, "/stores/{store}/cameras", kAll, "", stores::list_cameras, kNever},
    {"addCamera", kPost, "/stores/{store}/cameras", I | M, "", stores::add_camera, kAlways},
    {"getCamera", kGet, "/stores/{store}/cameras/{camera}", kAll, "", stores::get_camera, kNever},
    {"changeCamera", kPut, "/stores/{store}/cameras/{camera}", I | M, "", stores::change_camera,
     kAlways},
    {"removeCamera", kDelete, "/stores/{store}/cameras/{camera}", I | M, "", stores::remove_camera,
     kAlways},
    {"getPlan", kGet, "/stores/{store}/plan", kAll, "", stores::get_plan, kNever},
    {"setPlan", kPut, "/stores/{store}/plan", I | M, "", stores::set_plan, kAlways},
    {"getPlanImage", kGet, "/stores/{store}/plan/image", kAll, "", stores::get_plan_image, kNever},
    {"setPlanImage", kPut, "/stores/{store}/plan/image", I | M, "", stores::set_plan_image, kAlways},
    {"removePlanImage", kDelete, "/stores/{store}/plan/image", I | M, "", stores::remove_plan_image,
     kAlways},
    {"getLayout", kGet, "/stores/{store}/layout", kAll, "figures", stores::get_layout, kNever},
    {"changeLayout", kPut, "/stores/{store}/layout", I | M, "", stores::change_layout, kAlways},
    {"listLayouts", kGet, "/stores/{store}/layout/versions", kAll, "", stores::list_layouts, kNever},

    {"getOverview", kGet, "/stores/{store}/overview", kFigures, "figures", figures::overview, kNever,
     false, true},
    {"getMetrics", kGet, "/stores/{store}/metrics", kFigures, "figures", figures::metrics, kNever,
     false, true},
    {"getZones", kGet, "/stores/{store}/zones", kFigures, "figures", figures::zones, kNever, false,
     true},
    {"getDurations", kGet, "/stores/{store}/durations", kFigures, "figures", figures::durations,
     kNever, false, true},
    {"getFlows", kGet, "/stores/{store}/journeys/flows", kFigures, "figures", figures::flows, kNever,
     false, true},
    {"getPaths", kGet, "/stores/{store}/journeys/paths", kFigures, "figures", figures::paths, kNever,
     false, true},
    {"getFunnel", kGet, "/stores/{store}/journeys/funnels/{funnel}", kFigures, "figures",
     figures::funnel, kNever, false, true},
    {"getHeat", kGet, "/stores/{store}/heat", kFigures, "figures", figures::heat, kNever, false,
     true},
    {"getQueues", kGet, "/stores/{store}/queues", kFigures, "figures", figures::queues, kNever,
     false, true},
    {"getAudience", kGet, "/stores/{store}/audience", kFigures, "figures", figures::audience, kNever,
     false, true},
    {"getComparison", kGet, "/stores/{store}/comparison", A | M | D, "figures", figures::comparison,
     kNever, false, true},
    {"getLive", kGet, "/stores/{store}/live", kAll, "live", figures::live, kNever},
    {"getQuality", kGet, "/stores/{store}/quality", kAll, "figures", figures::quality, kNever,
     false, true, true},
    {"export", kGet, "/stores/{store}/export", A | M | D, "export", figures::export_file, kAlways},

    {"testCamera", kPost, "/stores/{store}/setup/camera-test", I | M, "", setup::test_camera,
     kAlways, true},
    {"takePlate", kPost, "/stores/{store}/setup/plate", I | M, "", setup::take_plate, kAlways, true},
    {"fitCalibration", kPost, "/stores/{store}/setup/calibration", I | M, "", setup::fit_calibration,
     kNever},
    {"walkThrough", kPost, "/stores/{store}/setup/walk", I | M, "", setup::walk, kNever, true},

    {"getPrivacy", kGet, "/stores/{store}/privacy", kAll, "", privacy::card, kNever},
    {"getSettings", kGet, "/stores/{store}/settings", M | D, "", privacy::get_settings, kNever},
    {"changeSettings", kPut, "/stores/{store}/settings", M | D, "", privacy::change_settings,
     kAlways},
    {"listChanges", kGet, "/changes", I | M | D, "", privacy::list_changes, kNever},
    {"decideChange", kPost, "/changes/{change}/decision", D, "", privacy::decide, kAlways},
    {"getRetention", kGet, "/retention", kAll, "", privacy::get_retention, kNever},
    {"changeRetention", kPut, "/retention", M | D, "", privacy::change_retention, kAlways},
    {"listAudit", kGet, "/audit", M | D, "", privacy::audit, kNever},
    {"getGap", kGet, "/governance/gap", I | M | D, "", governance::gap, kNever},
    {"getGate", kGet, "/governance/gate", kAll, "", governance::gate, kNever},
    {"listAttestations", kGet, "/governance/attestations", M | D, "", governance::attestations,
     kNever},
    {"attest", kPost, "/governance/attestations", M | D, "", governance::attest, kAlways, true},
    {"listVoided", kGet, "/governance/changes", M | D, "", governance::changes, kNever},
    {"listDocuments", kGet, "/governance/documents", I | M | D, "", governance::documents, kNever},
    {"getDocument", kGet, "/governance/documents/{name}", I | M | D, "", governance::document,
     kNever, true},
    {"listContactRequests", kGet, "/governance/contact-requests", M | D, "",
     governance::contact_requests, kAlways},
    {"addContactRequest", kPost, "/governance/contact-requests", kOpen, "",
     governance::add_contact_request, kNever},
    {"answerContactRequest", kPost, "/governance/contact-requests/{request}/answered", M | D, "",
     governance::answer_contact_request, kAlways},
    {"setVeto", kPut, "/governance/veto", D, "", governance::veto, kAlways},
    {"listLog", kGet, "/governance/log", M | D, "", governance::log, kNever},

    {"getHealth", kGet, "/health", kOpen, "", service::health, kNever},
    {"getPrometheus", kGet, "/prometheus", M, "metrics", service::prometheus, kNever},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace sillage::desk::serve
