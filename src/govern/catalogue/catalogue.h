// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sillage::govern {

/// Who signs. The installer edits the configuration and signs nothing.
enum class Role { kController, kDpo, kLawyer, kSecurity, kStore, kVendor };
const char* to_string(Role role);
Result<Role> parse_role(std::string_view name);
const std::vector<Role>& all_roles();

struct Source {
  std::string standard;  ///< "gdpr", "ai-act", ...
  std::string text;      ///< "GDPR Art. 35(1)"
  std::string status;    ///< "adopted", "draft", "to be verified"
};

/// A statement that a person signs.
struct AttestationDemand {
  Role role{};
  int months = 12;  ///< of validity
  std::string statement;
  std::string when;  ///< a condition, as of a requirement; empty = always
};

struct Requirement {
  std::string id, title, says;
  std::vector<Source> sources;
  std::vector<std::string> checks;  ///< names of functions in govern/checks
  std::vector<AttestationDemand> attestations;
  std::string evidence;               ///< generated document that is signed; empty = none
  std::vector<std::string> depends;   ///< kinds of settings that void the signatures
  bool blocks = false;                ///< no camera is decoded while it is open
  std::string when;                   ///< condition of its applying; empty = always
  std::vector<std::string> profiles;  ///< jurisdictions; empty = all
};

/// One kind of data, and how near to a person it is.
struct DataClass {
  std::string name, room, kind, recognised_by;
  std::vector<std::string> metrics;
};

struct Standard {
  const char* key;
  const char* name;
};
const std::vector<Standard>& standards();

/// Kinds of settings whose change voids signatures.
const std::vector<std::string>& setting_kinds();

struct Catalogue {
  std::vector<Requirement> requirements;
  std::vector<DataClass> data;
  std::string sha256;  ///< of its text

  const Requirement* find(std::string_view id) const;
};

/// The one that is built in.
const Catalogue& catalogue();
/// From text; errors (kConfiguration) name the requirement and the key.
Result<Catalogue> parse_catalogue(std::string_view requirements, std::string_view figures);

}  // namespace sillage::govern
