// SPDX-License-Identifier: Apache-2.0
#include "govern/gap.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/documents/document.h"
#include "govern/internal/situation_of.h"
#include "govern/signing.h"

namespace sillage::govern {
namespace {

std::string what_is_wrong(const SignatureState& state) {
  const std::string who = to_string(state.role);
  switch (state.status) {
    case SignatureStatus::kValid:
      return {};
    case SignatureStatus::kMissing:
      return fmt::format("not signed by {}", who);
    case SignatureStatus::kExpired:
      return fmt::format("the signature of {} ended on {}", who,
                         to_iso8601(state.attestation->expires));
    case SignatureStatus::kVoid:
      return fmt::format("the signature of {} is void: {} changed since", who,
                         fmt::join(state.changed, ", "));
    case SignatureStatus::kOtherDocument:
      return fmt::format("{} signed another version of the document", who);
    case SignatureStatus::kRevoked:
      return fmt::format("the key of {} was revoked", who);
  }
  return {};
}

class Judge {
 public:
  Judge(const GapInput& input, const Ledger& ledger, const Result<LogReport>& report, Instant now)
      : input_(input),
        ledger_(ledger),
        now_(now),
        settings_(settings_of(input.store, internal::model_sha256(input.observed))),
        situation_(internal::situation_of(input, settings_, ledger, report, now)) {}

  Gap judge() {
    Gap gap;
    gap.at = now_;
    gap.store = input_.store.id.value();
    gap.profile = internal::profile_of(input_);
    gap.catalogue_sha256 = catalogue().sha256;
    gap.configuration_sha256 = settings_.sha256();
    for (const Requirement& requirement : catalogue().requirements) {
      gap.requirements.push_back(state_of(requirement, gap.profile));
    }
    return gap;
  }

 private:
  RequirementState state_of(const Requirement& requirement, const std::string& profile) {
    RequirementState state;
    state.requirement = requirement;
    state.why_not = internal::why_not(requirement, input_.store, profile);
    if (!state.why_not.empty()) {
      state.state = State::kNotApplicable;
      return state;
    }
    for (const std::string& name : requirement.checks) run_check(name, state);
    for (const AttestationDemand& demand : requirement.attestations) sign_off(demand, state);
    state.state = state.open.empty() ? State::kMet : State::kOpen;
    return state;
  }

  void run_check(const std::string& name, RequirementState& state) {
    const Check* check = find_check(name);
    if (check == nullptr) {  // a test compares the names; a gate must not open on a slip
      state.open.push_back({"the program has no check '" + name + "'", "vendor", "the vendor", {},
                            "check:" + name, true});
      return;
    }
    auto known = evidence_.find(name);
    if (known == evidence_.end()) {
      known = evidence_.emplace(name, examine(*check, situation_)).first;
    }
    const Evidence& evidence = known->second;
    state.evidence.push_back(evidence);
    if (evidence.finding.outcome == Outcome::kPassed) return;
    const bool before_start =
        !(check->in_operation && evidence.finding.outcome == Outcome::kUnmeasured);
    state.open.push_back({fmt::format("{}: {}; {}", name, evidence.finding.value,
                                      evidence.finding.mend),
                          check->who, check->where, {}, "check:" + name, before_start});
  }

  void sign_off(const AttestationDemand& demand, RequirementState& state) {
    if (!internal::holds(demand.when, input_.store)) return;
    const SignatureState signature =
        signature_state(state.requirement, demand, ledger_, settings_,
                        document_hash(state.requirement.evidence), now_);
    if (signature.status == SignatureStatus::kValid) {
      const Instant ends = signature.attestation->expires;
      state.valid_until = state.valid_until ? std::min(*state.valid_until, ends) : ends;
    } else {
      state.open.push_back({what_is_wrong(signature), to_string(demand.role),
                            fmt::format("sillage attest sign {} --role {}", state.requirement.id,
                                        to_string(demand.role)),
                            {},
                            fmt::format("sign:{}", to_string(demand.role)),
                            true});
    }
    state.signatures.push_back(signature);
  }

  const std::string& document_hash(const std::string& name) {
    static const std::string kNone;
    if (name.empty()) return kNone;
    auto known = documents_.find(name);
    if (known == documents_.end()) {
      known = documents_
                  .emplace(name, documents::document_sha256(name, paper_input(input_), input_.folder))
                  .first;
    }
    return known->second;
  }

  const GapInput& input_;
  const Ledger& ledger_;
  Instant now_;
  Settings settings_;
  Situation situation_;
  std::map<std::string, Evidence> evidence_;
  std::map<std::string, std::string> documents_;
};

/// What closes most comes first; of equals, what is done before the start.
std::vector<Step> steps_of(const std::vector<RequirementState>& requirements) {
  std::map<std::string, Step> by_key;
  for (const RequirementState& one : requirements) {
    for (const OpenPoint& point : one.open) {
      Step& step = by_key.try_emplace(point.key, Step{point, {}}).first->second;
      const auto& ids = step.requirements;
      if (std::find(ids.begin(), ids.end(), one.requirement.id) == ids.end()) {
        step.requirements.push_back(one.requirement.id);
      }
    }
  }
  std::vector<Step> steps;
  for (auto& [key, step] : by_key) {
    if (key.starts_with("sign:")) {
      step.point.what = fmt::format("the {} signs: {}", step.point.who,
                                    fmt::join(step.requirements, ", "));
      step.point.where = fmt::format("sillage attest sign --all --role {}", step.point.who);
    }
    steps.push_back(std::move(step));
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return a.requirements.size() > b.requirements.size();
  });
  return steps;
}

StandardGap standard_gap(const Standard& standard, const Gap& gap) {
  StandardGap result{standard.key, standard.name, 0, 0, 0, {}};
  std::vector<RequirementState> open;
  for (const RequirementState& one : gap.requirements) {
    const auto& sources = one.requirement.sources;
    if (std::none_of(sources.begin(), sources.end(),
                     [&](const Source& source) { return source.standard == standard.key; })) {
      continue;
    }
    if (one.state == State::kMet) ++result.met;
    if (one.state == State::kNotApplicable) ++result.not_applicable;
    if (one.state == State::kOpen) {
      ++result.open;
      open.push_back(one);
    }
  }
  result.steps = steps_of(open);
  return result;
}

void count(Gap& gap) {
  gap.standards.clear();
  for (const Standard& standard : standards()) {
    StandardGap one = standard_gap(standard, gap);
    if (one.met + one.open + one.not_applicable > 0) gap.standards.push_back(std::move(one));
  }
  gap.steps = steps_of(gap.requirements);
}

Result<void> check_profile(const std::string& profile) {
  if (profile.empty()) return {};
  std::vector<std::string> codes;
  for (const config::Jurisdiction& one : config::jurisdictions()) codes.emplace_back(one.code);
  if (std::find(codes.begin(), codes.end(), profile) != codes.end()) return {};
  return fail(ErrorCode::kUsage, "no profile '{}'; there are {}", profile, fmt::join(codes, ", "));
}

}  // namespace

const char* to_string(State state) {
  switch (state) {
    case State::kMet:
      return "met";
    case State::kOpen:
      return "open";
    case State::kNotApplicable:
      return "not_applicable";
  }
  return "open";
}

bool RequirementState::blocks_now() const {
  return requirement.blocks && state == State::kOpen &&
         std::any_of(open.begin(), open.end(), [](const OpenPoint& p) { return p.before_start; });
}

int Gap::count(State state) const {
  return static_cast<int>(
      std::count_if(requirements.begin(), requirements.end(),
                    [&](const RequirementState& one) { return one.state == state; }));
}

Result<Gap> measure_gap(const GapInput& input, const Log& log, Instant now) {
  RETURN_IF_ERROR(check_profile(input.profile));
  ASSIGN_OR_RETURN(Ledger ledger, read_ledger(log));
  Gap gap = Judge(input, ledger, verify_log(input.folder), now).judge();
  count(gap);
  return gap;
}

Result<Gap> measure_gap(const GapInput& input, const Clock& clock) {
  if (std::filesystem::exists(input.folder / "log.jsonl")) {
    ASSIGN_OR_RETURN(const Log log, Log::open(input.folder, clock));
    return measure_gap(input, log, clock.now());
  }
  RETURN_IF_ERROR(check_profile(input.profile));
  const Result<LogReport> none =
      fail(ErrorCode::kNotFound, "there is no log yet; the first `sillage attest` or run makes it");
  const Ledger nothing;
  Gap gap = Judge(input, nothing, none, clock.now()).judge();
  count(gap);
  return gap;
}

Result<Gap> only_standard(Gap gap, const std::string& standard) {
  const auto has = [&](const RequirementState& one) {
    const auto& sources = one.requirement.sources;
    return std::any_of(sources.begin(), sources.end(),
                       [&](const Source& source) { return source.standard == standard; });
  };
  std::vector<std::string> known;
  for (const Standard& one : standards()) known.emplace_back(one.key);
  if (std::find(known.begin(), known.end(), standard) == known.end()) {
    return fail(ErrorCode::kUsage, "no standard '{}'; there are {}", standard,
                fmt::join(known, ", "));
  }
  std::erase_if(gap.requirements, [&](const RequirementState& one) { return !has(one); });
  count(gap);
  std::erase_if(gap.standards, [&](const StandardGap& one) { return one.key != standard; });
  return gap;
}

}  // namespace sillage::govern
