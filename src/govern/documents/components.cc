// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/components.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <sstream>

#include <link.h>
#include <nlohmann/json.hpp>

#include "base/files.h"

namespace sillage::govern::documents {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::vector<std::string> loaded_files() {
  std::vector<std::string> files;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* into) {
        const std::string name = info->dlpi_name == nullptr ? "" : info->dlpi_name;
        if (name.starts_with('/')) static_cast<std::vector<std::string>*>(into)->push_back(name);
        return 0;
      },
      &files);
  std::sort(files.begin(), files.end());
  return files;
}

/// A path as dpkg may have it: /lib and /usr/lib are one folder.
std::string without_usr(const std::string& path) {
  return path.starts_with("/usr/") ? path.substr(4) : path;
}

/// Which package owns which of these files.
std::map<std::string, std::string> owners_of(const std::vector<std::string>& files) {
  std::set<std::string> wanted;
  for (const std::string& file : files) {
    std::error_code failed;
    wanted.insert(without_usr(file));
    wanted.insert(without_usr(fs::canonical(file, failed).string()));
  }
  std::map<std::string, std::string> owners;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/var/lib/dpkg/info", failed)) {
    if (entry.path().extension() != ".list") continue;
    const auto text = read_file(entry.path());
    if (!text || text->find(".so") == std::string::npos) continue;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
      if (wanted.contains(without_usr(line))) {
        owners[without_usr(line)] = entry.path().stem().string();
      }
    }
  }
  return owners;
}

/// Versions of installed packages, "name" or "name:architecture".
std::map<std::string, std::string> package_versions() {
  std::map<std::string, std::string> versions;
  const auto text = read_file("/var/lib/dpkg/status");
  if (!text) return versions;
  std::istringstream lines(*text);
  std::string package;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Package: ")) package = line.substr(9);
    if (line.starts_with("Version: ")) versions[package] = line.substr(9);
  }
  return versions;
}

std::string bare(const std::string& package) { return package.substr(0, package.find(':')); }

}  // namespace

namespace {

std::vector<Component> components_of(const std::vector<std::string>& files) {
  const auto owners = owners_of(files);
  const auto versions = package_versions();
  std::vector<Component> found;
  for (const std::string& file : files) {
    std::error_code failed;
    const std::string real = fs::canonical(file, failed).string();
    Component component{fs::path(file).filename().string(), "", file, ""};
    auto owner = owners.find(without_usr(file));
    if (owner == owners.end()) owner = owners.find(without_usr(real));
    if (owner != owners.end()) {
      const std::string package = bare(owner->second);
      component.package = "deb:" + package;
      const auto version = versions.find(package);
      if (version != versions.end()) component.version = version->second;
    } else if (component.name.starts_with("libonnxruntime")) {
      component.package = "npm:onnxruntime-node";
      const std::size_t at = component.name.find(".so.");
      if (at != std::string::npos) component.version = component.name.substr(at + 4);
    }
    found.push_back(std::move(component));
  }
  return found;
}

}  // namespace

std::vector<Component> components() {
  // Reading the packages' lists takes long, and libraries are loaded seldom.
  static std::mutex mutex;
  static std::vector<std::string> known_files;
  static std::vector<Component> known;
  const std::lock_guard lock(mutex);
  std::vector<std::string> files = loaded_files();
  if (files != known_files) {
    known = components_of(files);
    known_files = std::move(files);
  }
  return known;
}

std::vector<std::string> unlisted_libraries() {
  std::vector<std::string> unlisted;
  for (const Component& component : components()) {
    if (component.package.empty()) unlisted.push_back(component.file);
  }
  return unlisted;
}

std::string bill_of_materials(const std::string& version, Instant now) {
  Json packages = Json::array(), relations = Json::array();
  const auto add = [&](const std::string& id, const Component& component) {
    packages.push_back({{"SPDXID", id},
                        {"name", component.name},
                        {"versionInfo", component.version.empty() ? "unknown" : component.version},
                        {"downloadLocation", "NOASSERTION"},
                        {"filesAnalyzed", false},
                        {"licenseConcluded", "NOASSERTION"},
                        {"licenseDeclared", id == "SPDXRef-sillage" ? "Apache-2.0" : "NOASSERTION"},
                        {"copyrightText", "NOASSERTION"}});
  };
  add("SPDXRef-sillage", {"sillage", version, "", ""});
  std::map<std::string, Component> by_package;  // several libraries may come in one
  for (Component component : components()) {
    const std::string name = component.package.empty() ? component.file : component.package;
    component.name = name;
    by_package.emplace(name, component);
  }
  int number = 0;
  for (const auto& [name, component] : by_package) {
    const std::string id = "SPDXRef-" + std::to_string(++number);
    add(id, component);
    relations.push_back({{"spdxElementId", "SPDXRef-sillage"},
                         {"relationshipType", "DYNAMIC_LINK"},
                         {"relatedSpdxElement", id}});
  }
  relations.push_back({{"spdxElementId", "SPDXRef-DOCUMENT"},
                       {"relationshipType", "DESCRIBES"},
                       {"relatedSpdxElement", "SPDXRef-sillage"}});
  const std::string body = packages.dump();
  const Json json{{"spdxVersion", "SPDX-2.3"},
                  {"dataLicense", "CC0-1.0"},
                  {"SPDXID", "SPDXRef-DOCUMENT"},
                  {"name", "sillage " + version},
                  {"documentNamespace", "urn:sillage:sbom:" + sha256_hex(body)},
                  {"creationInfo",
                   {{"created", to_iso8601(std::chrono::floor<std::chrono::seconds>(now))},
                    {"creators", Json::array({"Tool: sillage " + version})}}},
                  {"packages", packages},
                  {"relationships", relations}};
  return json.dump(2) + "\n";
}

}  // namespace sillage::govern::documents
