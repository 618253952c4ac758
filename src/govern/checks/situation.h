// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "config/store_config.h"
#include "govern/catalogue/catalogue.h"
#include "govern/checks/facts.h"

namespace sillage::govern {

/// What the log says, as far as checks ask.
struct LogFacts {
  bool verifies = false;
  std::string problem;  ///< why not
  std::uint64_t entries = 0;
  std::optional<Instant> last_witness, last_evidence, first_entry, first_run, first_dpo_signature;
  std::set<Role> roles_with_key;
  std::size_t people_with_key = 0;
  std::vector<std::string> void_signatures;  ///< "D01 store: camera"
  std::vector<std::string> named_people;     ///< places in the log
};

/// The impact assessment as people have completed it.
struct AssessmentFacts {
  bool exists = false;
  std::vector<std::string> unanswered;  ///< references of the CNIL tool
  std::optional<int> residual;          ///< greatest remaining gravity or likelihood, 1 to 4
  bool has_views = false;               ///< of the people concerned, or why not asked
};

/// All that a check may look at.
struct Situation {
  Instant now;
  config::StoreConfig store;
  config::StoreConfig defaults;       ///< what a file without keys gives
  std::string profile;                ///< jurisdiction that is judged by
  bool demographics = false;          ///< age or gender is estimated
  std::vector<std::string> metrics;   ///< that releases of this program can hold
  std::vector<std::string> declared;  ///< metrics of govern/figures.toml
  Observed observed;
  HostFacts host;
  LogFacts log;
  AssessmentFacts assessment;
  std::optional<Instant> oldest_request;          ///< whose sender is still kept
  std::size_t components = 0;                     ///< of the bill of materials
  std::vector<std::string> unlisted_libraries;    ///< loaded, and not in it
};

/// Names of all metrics of wire/release.h.
std::vector<std::string> released_metrics();

}  // namespace sillage::govern
