// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "govern/checks/situation.h"

namespace sillage::govern {

enum class Outcome { kPassed, kFailed, kUnmeasured };
const char* to_string(Outcome outcome);

struct Finding {
  Outcome outcome = Outcome::kUnmeasured;
  std::string value;  ///< what was looked at, for people
  std::string mend;   ///< what to do; empty where it passed
};

/// A finding with its time and a hash over name, outcome and value.
struct Evidence {
  std::string check;
  Finding finding;
  Instant at;
  std::string sha256;
};

struct Check {
  const char* name;
  Finding (*run)(const Situation&);
  const char* who;    ///< who mends it: "installer", "dpo", ...
  const char* where;  ///< command or place
  /// Measured while the program runs: not measured yet is no reason to refuse the first start.
  bool in_operation = false;
};

/// Every check that there is.
const std::vector<Check>& all_checks();
const Check* find_check(std::string_view name);
Evidence examine(const Check& check, const Situation& situation);

}  // namespace sillage::govern
