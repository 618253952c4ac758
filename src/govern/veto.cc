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

Blocker veto_blocker(const fs::path& folder) {
  const auto text = read_file(file_of(folder), 8192);
  const Json json = text ? Json::parse(*text, nullptr, false) : Json();
  const std::string reason =
      json.is_object() && json.contains("reason") && json["reason"].is_string()
          ? json["reason"].get<std::string>()
          : "no reason given";
  return {"-", "Veto", "the counting was stopped: " + reason, "dpo",
          "Privacy page of the dashboard, or `sillage attest veto off`"};
}

}  // namespace internal

Result<void> set_veto(Log& log, const std::string& reason, const std::string& key) {
  const Json body{{"on", true}, {"reason", reason}, {"key", key}};
  // First the file, so that no new token is given; then the page, so that none holds.
  RETURN_IF_ERROR(write_file_atomically(file_of(log.folder()), body.dump() + "\n"));
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
