// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "config/store_config.h"
#include "govern/attest/ledger.h"
#include "govern/catalogue/catalogue.h"
#include "govern/checks/checks.h"

namespace sillage::govern {

enum class State { kMet, kOpen, kNotApplicable };
const char* to_string(State state);

/// One thing that somebody has to do.
struct OpenPoint {
  std::string what;   ///< what is missing or no longer holds
  std::string who;    ///< a role, or "installer"
  std::string where;  ///< command or place
  std::optional<Instant> by;  ///< when it ends, for what still holds; nothing = now
  std::string key;            ///< the same for points that one act closes
  bool before_start = true;   ///< false: measured only once the program runs
};

struct RequirementState {
  Requirement requirement;
  State state = State::kOpen;
  std::string why_not;  ///< why it does not apply
  std::vector<Evidence> evidence;
  std::vector<SignatureState> signatures;
  std::vector<OpenPoint> open;
  std::optional<Instant> valid_until;  ///< the first signature to expire

  /// It keeps the cameras dark.
  bool blocks_now() const;
};

/// An act, and how many open requirements it is part of.
struct Step {
  OpenPoint point;
  std::vector<std::string> requirements;
};

struct StandardGap {
  std::string key, name;
  int met = 0, open = 0, not_applicable = 0;
  std::vector<Step> steps;  ///< all that closes it; what closes most comes first
};

struct Gap {
  Instant at;
  std::string store, profile;
  std::string catalogue_sha256, configuration_sha256;
  std::vector<RequirementState> requirements;
  std::vector<StandardGap> standards;
  std::vector<Step> steps;  ///< over all standards
  int count(State state) const;
};

/// What a gap is measured from.
struct GapInput {
  config::StoreConfig store;
  Observed observed;
  std::filesystem::path folder;
  std::string profile;  ///< instead of the configuration's; empty = that one
};

/// Everything that checks and signatures say now. Reads the folder, writes nothing.
Result<Gap> measure_gap(const GapInput& input, const Log& log, Instant now);
/// The same where there may be no folder yet: then nothing is signed.
Result<Gap> measure_gap(const GapInput& input, const Clock& clock);

/// Only one standard; fails (kUsage) where the catalogue does not know it.
Result<Gap> only_standard(Gap gap, const std::string& standard);

std::string gap_text(const Gap& gap);
std::string gap_json(const Gap& gap);
/// OSCAL 1.1, a document a file: catalogue, assessment results, and, where something is open, the plan
/// of action. File names and contents.
std::map<std::string, std::string> gap_oscal(const Gap& gap);

}  // namespace sillage::govern
