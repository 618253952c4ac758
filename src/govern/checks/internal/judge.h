// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "govern/checks/checks.h"

namespace sillage::govern::internal {

inline Finding judge(bool passed, std::string value, std::string mend) {
  return {passed ? Outcome::kPassed : Outcome::kFailed, std::move(value),
          passed ? std::string() : std::move(mend)};
}
inline Finding unmeasured(std::string mend) {
  return {Outcome::kUnmeasured, "not measured", std::move(mend)};
}

// The checks by what they look at; each gives its part of the list.
std::vector<Check> settings_checks();
std::vector<Check> figures_checks();
std::vector<Check> program_checks();
std::vector<Check> machine_checks();
std::vector<Check> people_checks();

}  // namespace sillage::govern::internal
