// SPDX-License-Identifier: Apache-2.0
#include "govern/catalogue/catalogue.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/files.h"
#include "govern/catalogue/internal/text.h"

namespace sillage::govern {
namespace {

constexpr std::array<const char*, 6> kRoles = {"controller", "dpo",   "lawyer",
                                               "security",   "store", "vendor"};
const std::set<std::string> kConditions{"", "demographics", "clothing", "processor", "transfers"};
const std::set<std::string> kStatus{"adopted", "draft", "to be verified"};
const std::set<std::string> kKeys{"id",       "title",   "says",   "sources", "checks",  "attest",
                                  "evidence", "depends", "blocks", "when",    "profiles"};

std::string text_of(const toml::table& table, std::string_view key) {
  return table[key].value_or(std::string());
}

std::vector<std::string> texts_of(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  if (const toml::array* list = table[key].as_array()) {
    for (const toml::node& node : *list) texts.push_back(node.value_or(std::string()));
  }
  return texts;
}

template <class... Args>
tl::unexpected<Error> wrong(const std::string& id, fmt::format_string<Args...> format,
                            Args&&... args) {
  return fail(ErrorCode::kConfiguration, "catalogue, requirement '{}': {}", id,
              fmt::format(format, std::forward<Args>(args)...));
}

Result<void> read_sources(const toml::table& table, Requirement& requirement) {
  const toml::array* list = table["sources"].as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const toml::table* entry = (*list)[i].as_table();
    if (entry == nullptr) return wrong(requirement.id, "a source is no table");
    Source source{text_of(*entry, "standard"), text_of(*entry, "text"), text_of(*entry, "status")};
    const bool known =
        std::any_of(standards().begin(), standards().end(),
                    [&](const Standard& standard) { return source.standard == standard.key; });
    if (!known || source.text.empty() || !kStatus.contains(source.status)) {
      return wrong(requirement.id, "source '{}' has an unknown standard '{}' or status '{}'",
                   source.text, source.standard, source.status);
    }
    requirement.sources.push_back(std::move(source));
  }
  if (requirement.sources.empty()) return wrong(requirement.id, "no source; name where it is from");
  return {};
}

Result<void> read_demands(const toml::table& table, Requirement& requirement) {
  const toml::array* list = table["attest"].as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const toml::table* entry = (*list)[i].as_table();
    if (entry == nullptr) return wrong(requirement.id, "an attestation is no table");
    const auto role = parse_role(text_of(*entry, "role"));
    if (!role) return wrong(requirement.id, "{}", role.error().message);
    AttestationDemand demand{*role, (*entry)["months"].value_or(0), text_of(*entry, "says"),
                             text_of(*entry, "when")};
    if (demand.months < 1 || demand.months > 36 || demand.statement.empty() ||
        !kConditions.contains(demand.when)) {
      return wrong(requirement.id, "what {} attests needs months (1 to 36), says and a known when",
                   to_string(demand.role));
    }
    requirement.attestations.push_back(std::move(demand));
  }
  return {};
}

Result<Requirement> read_requirement(const toml::table& table) {
  Requirement requirement;
  requirement.id = text_of(table, "id");
  for (const auto& [key, node] : table) {
    if (!kKeys.contains(std::string(key.str()))) {
      return wrong(requirement.id, "unknown key '{}'; remove it", key.str());
    }
  }
  requirement.title = text_of(table, "title");
  requirement.says = text_of(table, "says");
  requirement.checks = texts_of(table, "checks");
  requirement.evidence = text_of(table, "evidence");
  requirement.depends = texts_of(table, "depends");
  requirement.blocks = table["blocks"].value_or(false);
  requirement.when = text_of(table, "when");
  requirement.profiles = texts_of(table, "profiles");
  if (requirement.title.empty() || requirement.says.empty()) {
    return wrong(requirement.id, "title or says is missing");
  }
  if (!kConditions.contains(requirement.when)) {
    return wrong(requirement.id, "unknown condition '{}'", requirement.when);
  }
  for (const std::string& kind : requirement.depends) {
    const auto& known = setting_kinds();
    if (std::find(known.begin(), known.end(), kind) == known.end()) {
      return wrong(requirement.id, "unknown kind of setting '{}'", kind);
    }
  }
  RETURN_IF_ERROR(read_sources(table, requirement));
  RETURN_IF_ERROR(read_demands(table, requirement));
  if (requirement.checks.empty() && requirement.attestations.empty()) {
    return wrong(requirement.id, "neither checks nor attest: nobody could ever tell");
  }
  return requirement;
}

Result<Catalogue> read(const toml::table& root, const toml::table& figures) {
  Catalogue result;
  std::set<std::string> ids;
  if (const toml::array* list = root["requirement"].as_array()) {
    for (const toml::node& node : *list) {
      if (!node.is_table()) continue;
      ASSIGN_OR_RETURN(Requirement requirement, read_requirement(*node.as_table()));
      if (!ids.insert(requirement.id).second) return wrong(requirement.id, "is there twice");
      result.requirements.push_back(std::move(requirement));
    }
  }
  if (const toml::array* list = figures["data"].as_array()) {
    for (const toml::node& node : *list) {
      if (const toml::table* entry = node.as_table()) {
        result.data.push_back({text_of(*entry, "name"), text_of(*entry, "room"),
                               text_of(*entry, "class"), text_of(*entry, "recognised_by"),
                               texts_of(*entry, "metrics")});
      }
    }
  }
  return result;
}

}  // namespace

const char* to_string(Role role) { return kRoles.at(static_cast<std::size_t>(role)); }

Result<Role> parse_role(std::string_view name) {
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    if (name == kRoles.at(i)) return static_cast<Role>(i);
  }
  return fail(ErrorCode::kUsage, "no role '{}'; roles are {}", name, fmt::join(kRoles, ", "));
}

const std::vector<Role>& all_roles() {
  static const std::vector<Role> kAll{Role::kController, Role::kDpo,   Role::kLawyer,
                                      Role::kSecurity,   Role::kStore, Role::kVendor};
  return kAll;
}

const std::vector<Standard>& standards() {
  static const std::vector<Standard> kAll{
      {"gdpr", "GDPR"},
      {"edpb", "EDPB guidelines and opinions"},
      {"wp29", "WP29 05/2014 and WP248"},
      {"cnil", "Positions of the CNIL"},
      {"ai-act", "AI Act"},
      {"cjeu", "Court of Justice of the EU"},
      {"cra", "Cyber Resilience Act"},
      {"iso31700", "ISO 31700"},
      {"iso27701", "ISO/IEC 27701"},
      {"iso27559", "ISO/IEC 27559, 20889"},
      {"iso29134", "ISO/IEC 29134"},
      {"certification", "Criteria of certification schemes"},
      {"opc", "Privacy Commissioner of Canada"},
      {"national", "National law and authorities"}};
  return kAll;
}

const std::vector<std::string>& setting_kinds() {
  static const std::vector<std::string> kAll{"camera",       "zone",         "purpose",
                                             "link_level",   "release_mode", "demographics",
                                             "retention",    "model",        "identity"};
  return kAll;
}

const Requirement* Catalogue::find(std::string_view id) const {
  const auto found = std::find_if(requirements.begin(), requirements.end(),
                                  [&](const Requirement& one) { return one.id == id; });
  return found == requirements.end() ? nullptr : &*found;
}

Result<Catalogue> parse_catalogue(std::string_view requirements, std::string_view figures) {
  try {
    ASSIGN_OR_RETURN(Catalogue result, read(toml::parse(requirements), toml::parse(figures)));
    result.sha256 = sha256_hex(std::string(requirements) + std::string(figures));
    return result;
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kConfiguration, "the catalogue is no valid TOML, line {}: {}",
                error.source().begin.line, error.description());
  }
}

const Catalogue& catalogue() {
  static const Catalogue kBuiltIn = [] {
    auto parsed = parse_catalogue(internal::kCatalogueText, internal::kFiguresText);
    return parsed ? std::move(*parsed) : Catalogue{};  // a test reads it; empty opens no gate
  }();
  return kBuiltIn;
}

}  // namespace sillage::govern
