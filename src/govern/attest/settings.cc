// SPDX-License-Identifier: Apache-2.0
#include "govern/attest/settings.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "config/reader.h"
#include "govern/catalogue/catalogue.h"

namespace sillage::govern {
namespace {

using Json = nlohmann::json;  // sorted keys: canonical
namespace fs = std::filesystem;

/// Moves `from[key]` to `to[key]`.
void take(Json& from, const char* key, Json& to) {
  if (!from.is_object() || !from.contains(key)) return;
  to[key] = from[key];
  from.erase(key);
}

/// Lists of things with ids become objects by id, so that a diff names them.
Json by_id(const Json& list) {
  Json result = Json::object();
  for (const Json& item : list) {
    if (item.is_object() && item.contains("id")) {
      Json rest = item;
      rest.erase("id");
      result[item["id"].get<std::string>()] = std::move(rest);
    }
  }
  return result;
}

void compare(const std::string& kind, const std::string& path, const Json& before,
             const Json& after, std::vector<SettingChange>& changes) {
  if (before == after) return;
  if (before.is_object() && after.is_object()) {
    std::set<std::string> keys;
    for (const auto& [key, value] : before.items()) keys.insert(key);
    for (const auto& [key, value] : after.items()) keys.insert(key);
    for (const std::string& key : keys) {
      compare(kind, path.empty() ? key : path + "/" + key,
              before.contains(key) ? before[key] : Json(), after.contains(key) ? after[key] : Json(),
              changes);
    }
    return;
  }
  changes.push_back({kind, path, before.is_null() ? "" : before.dump(),
                     after.is_null() ? "" : after.dump()});
}

fs::path file_of(const fs::path& folder, const std::string& sha256) {
  return folder / "configurations" / (sha256 + ".json");
}

}  // namespace

std::string Settings::hash_of(const std::string& kind) const {
  const auto found = by_kind.find(kind);
  return sha256_hex(found == by_kind.end() ? std::string() : found->second);
}

std::string Settings::sha256() const {
  std::string all;
  for (const auto& [kind, text] : by_kind) {
    if (kind != "other") all += kind + "\n" + text + "\n";
  }
  return sha256_hex(all);
}

Settings settings_of(const config::StoreConfig& store, const std::string& model_sha256) {
  Json all = Json::parse(config::to_json(store));
  std::map<std::string, Json> kinds;
  for (const std::string& kind : setting_kinds()) kinds[kind] = Json::object();
  for (const char* list : {"camera", "line", "zone", "funnel"}) all[list] = by_id(all[list]);
  take(all, "camera", kinds["camera"]);
  for (const char* list : {"line", "zone", "funnel"}) take(all, list, kinds["zone"]);
  Json& governance = all["governance"];
  for (const char* key : {"purposes", "interest"}) take(governance, key, kinds["purpose"]);
  take(governance, "figures_kept_months", kinds["retention"]);
  take(all["measure"], "state_ttl_s", kinds["retention"]);
  take(all["journey"], "level", kinds["link_level"]);
  take(all, "privacy", kinds["release_mode"]);
  for (const char* section : {"demographics", "segments", "audience"}) {
    take(all, section, kinds["demographics"]);
  }
  take(all, "detector", kinds["model"]);
  kinds["model"]["sha256"] = model_sha256;
  take(all, "governance", kinds["identity"]);
  Settings settings;
  for (auto& [kind, json] : kinds) settings.by_kind[kind] = json.dump();
  settings.by_kind["other"] = all.dump();
  return settings;
}

std::vector<SettingChange> changes_between(const Settings& before, const Settings& after,
                                           const std::vector<std::string>& kinds) {
  std::vector<SettingChange> changes;
  for (const std::string& kind : kinds) {
    const auto old = before.by_kind.find(kind), now = after.by_kind.find(kind);
    const auto parsed = [](bool there, const std::string& text) {
      return there ? Json::parse(text, nullptr, false) : Json::object();
    };
    compare(kind, {},
            parsed(old != before.by_kind.end(), old != before.by_kind.end() ? old->second : ""),
            parsed(now != after.by_kind.end(), now != after.by_kind.end() ? now->second : ""),
            changes);
  }
  return changes;
}

Result<void> keep_settings(const fs::path& folder, const Settings& settings) {
  const fs::path file = file_of(folder, settings.sha256());
  std::error_code failed;
  if (fs::exists(file)) return {};
  fs::create_directories(file.parent_path(), failed);
  if (failed) {
    return fail(ErrorCode::kPermission, "cannot make {} ({})", file.parent_path().string(),
                failed.message());
  }
  Json json = Json::object();
  for (const auto& [kind, text] : settings.by_kind) {
    if (kind != "other") json[kind] = Json::parse(text);
  }
  return write_file_atomically(file, json.dump(2) + "\n");
}

Result<Settings> kept_settings(const fs::path& folder, const std::string& sha256) {
  const bool is_hash = sha256.size() == 64 &&
                       sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hash) return fail(ErrorCode::kInvalidArgument, "'{}' is no hash", sha256);
  ASSIGN_OR_RETURN(const std::string text, read_file(file_of(folder, sha256), 4u << 20));
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return fail(ErrorCode::kDataLoss, "the kept configuration {} is no JSON", sha256);
  }
  Settings settings;
  for (const auto& [kind, value] : json.items()) settings.by_kind[kind] = value.dump();
  if (settings.sha256() != sha256) {
    return fail(ErrorCode::kDataLoss,
                "the kept configuration {} was changed; no difference can be shown", sha256);
  }
  return settings;
}

}  // namespace sillage::govern
