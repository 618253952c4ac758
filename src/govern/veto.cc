// SPDX-License-Identifier: Apache-2.0
#include "govern/veto.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "govern/internal/veto.h"
#include "wire/decode_token.h"

namespace sillage::govern {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

fs::path file_of(const fs::path& folder) { return folder / "veto"; }

}  // namespace

namespace internal {

bool has_veto(const fs::path& folder) {
  std::error_code failed;
  const bool there = fs::exists(file_of(folder), failed);
  return there || static_cast<bool>(failed);  // what cannot be seen counts as a veto
}

VetoState veto_state(const fs::path& folder, Instant now) {
  VetoState state{now, "no reason given", {}};
  const auto text = read_file(file_of(folder), 8192);
  const Json json = text ? Json::parse(*text, nullptr, false) : Json();
  if (!json.is_object()) return state;
  const auto field = [&](const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>()
                                                       : std::string();
  };
  if (const std::string reason = field("reason"); !reason.empty()) state.reason = reason;
  state.key = field("key");
  if (const auto at = parse_iso8601(field("at"))) state.since = *at;
  return state;
}

Blocker veto_blocker(const fs::path& folder) {
  return {"-", "Veto", "the counting was stopped: " + veto_state(folder, Instant{}).reason, "dpo",
          "Privacy page of the dashboard, or `sillage attest veto off`"};
}

}  // namespace internal

Result<void> set_veto(Log& log, const std::string& reason, const std::string& key) {
  const Json body{{"on", true}, {"reason", reason}, {"key", key}};
  Json kept = body;
  kept["at"] = to_iso8601(log.clock().now());
  // First the file, so that no new token is given; then the page, so that none holds.
  RETURN_IF_ERROR(write_file_atomically(file_of(log.folder()), kept.dump() + "\n"));
  ASSIGN_OR_RETURN(const auto page, wire::PermitPage::make(log.folder() / "permit",
                                                           log.key().public_key().bytes()));
  page->revoke_all();
  return log.append("veto", body.dump()).map([](const LogEntry&) {});
}

Result<void> lift_veto(Log& log, const std::string& reason, const std::string& key) {
  if (!internal::has_veto(log.folder())) {
    return fail(ErrorCode::kNotFound, "there is no veto to lift");
  }
  const Json body{{"on", false}, {"reason", reason}, {"key", key}};
  RETURN_IF_ERROR(log.append("veto", body.dump()));
  std::error_code failed;
  fs::remove(file_of(log.folder()), failed);
  if (failed) {
    return fail(ErrorCode::kPermission, "the veto's file cannot be removed ({})",
                failed.message());
  }
  return {};
}

}  // namespace sillage::govern
