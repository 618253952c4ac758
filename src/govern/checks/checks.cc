// SPDX-License-Identifier: Apache-2.0
#include "govern/checks/checks.h"

#include "base/files.h"
#include "govern/checks/internal/judge.h"
#include "wire/release.h"

namespace sillage::govern {

const char* to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPassed:
      return "passed";
    case Outcome::kFailed:
      return "failed";
    case Outcome::kUnmeasured:
      return "not_measured";
  }
  return "not_measured";
}

std::vector<std::string> released_metrics() {
  std::vector<std::string> names;
  for (int number = 1; number <= static_cast<int>(wire::kLastMetric); ++number) {
    names.emplace_back(to_string(static_cast<wire::Metric>(number)));
  }
  return names;
}

const std::vector<Check>& all_checks() {
  static const std::vector<Check> kAll = [] {
    std::vector<Check> all;
    for (const auto& part : {internal::settings_checks(), internal::figures_checks(),
                             internal::program_checks(), internal::machine_checks(),
                             internal::people_checks()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return kAll;
}

const Check* find_check(std::string_view name) {
  for (const Check& check : all_checks()) {
    if (name == check.name) return &check;
  }
  return nullptr;
}

Evidence examine(const Check& check, const Situation& situation) {
  Evidence evidence{check.name, check.run(situation), situation.now, {}};
  evidence.sha256 = sha256_hex(std::string(check.name) + "\n" +
                               to_string(evidence.finding.outcome) + "\n" + evidence.finding.value);
  return evidence;
}

}  // namespace sillage::govern
