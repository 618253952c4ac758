// SPDX-License-Identifier: Apache-2.0
// Checks of what people have done: the log, keys, signatures, the assessment, requests.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/checks/internal/judge.h"

namespace sillage::govern::internal {
namespace {

using std::chrono::days;

constexpr auto kFreshEvidence = days(1);
constexpr auto kRecentWitness = days(1);
constexpr auto kLongestRequest = days(90);
constexpr int kHighRisk = 3;  // of the four steps of the CNIL's scale

std::string age_in_days(Instant now, Instant then) {
  return fmt::format("{:.1f} days old", seconds(now - then) / 86'400);
}

Finding log_verifies(const Situation& s) {
  return judge(s.log.verifies,
               s.log.verifies ? fmt::format("{} entries verify", s.log.entries) : s.log.problem,
               "run `sillage log verify` and restore a backup of the governance folder");
}

Finding evidence_fresh(const Situation& s) {
  if (!s.log.last_evidence) {
    return unmeasured("`sillage run` logs the evidence; `sillage gap --record` does so now");
  }
  return judge(s.now - *s.log.last_evidence <= kFreshEvidence,
               "evidence is " + age_in_days(s.now, *s.log.last_evidence),
               "run `sillage gap --record`");
}

Finding witness_recent(const Situation& s) {
  const bool recent = s.log.last_witness && s.now - *s.log.last_witness <= kRecentWitness;
  return judge(recent,
               s.log.last_witness
                   ? "the last witness's note is " + age_in_days(s.now, *s.log.last_witness)
                   : "nobody has witnessed the log",
               "the data protection officer runs `sillage log witness --every 12` and keeps what it "
               "prints");
}

Finding log_kept(const Situation& s) {
  if (!s.log.first_entry) return unmeasured("the log begins with `sillage gap`");
  // Six months back, or from the beginning: an append-only log that verifies has lost nothing.
  return judge(s.log.verifies,
               fmt::format("log since {}", to_iso8601(*s.log.first_entry)),
               "restore the log from a backup");
}

Finding log_without_people(const Situation& s) {
  return judge(s.log.named_people.empty(),
               s.log.named_people.empty()
                   ? fmt::format("{} entries looked through", s.log.entries)
                   : fmt::format("{}", fmt::join(s.log.named_people, ", ")),
               "find what wrote these entries, and begin a new log once it is mended");
}

Finding two_people(const Situation& s) {
  const bool both = s.log.roles_with_key.contains(Role::kController) &&
                    s.log.roles_with_key.contains(Role::kDpo);
  return judge(both && s.log.people_with_key >= 2,
               fmt::format("{} keys, controller and dpo {}", s.log.people_with_key,
                           both ? "among them" : "not both among them"),
               "enrol a key of the controller and another of the dpo (`sillage attest key`)");
}

Finding dpo_first(const Situation& s) {
  const auto& signed_at = s.log.first_dpo_signature;
  if (!signed_at) {
    return judge(false, "the dpo has signed nothing yet", "the dpo signs (sillage attest sign)");
  }
  return judge(!s.log.first_run || *signed_at <= *s.log.first_run,
               fmt::format("first signature of the dpo {}", to_iso8601(*signed_at)),
               "cameras ran before the dpo was asked; say so in the assessment and begin anew");
}

Finding nothing_void(const Situation& s) {
  return judge(s.log.void_signatures.empty(),
               s.log.void_signatures.empty()
                   ? "no signature is void"
                   : fmt::format("void: {}", fmt::join(s.log.void_signatures, "; ")),
               "look at what changed (`sillage attest diff`), then sign again");
}

Finding dpia_complete(const Situation& s) {
  if (!s.assessment.exists) {
    return judge(false, "there is no completed assessment",
                 "`sillage documents` makes dpia.json; people complete it in the CNIL's PIA tool, "
                 "and `sillage attest dpia FILE` takes it back");
  }
  return judge(s.assessment.unanswered.empty(),
               s.assessment.unanswered.empty()
                   ? "all questions are answered"
                   : fmt::format("unanswered: {}", fmt::join(s.assessment.unanswered, ", ")),
               "answer these in the PIA tool, and bring the file back with `sillage attest dpia`");
}

Finding views_recorded(const Situation& s) {
  return judge(s.assessment.has_views,
               s.assessment.has_views ? "views, or why not, are there" : "neither is there",
               "write in the assessment what visitors think, or why they were not asked");
}

Finding residual_risk(const Situation& s) {
  if (!s.assessment.residual) {
    return judge(false, "the remaining risks are not rated",
                 "rate gravity and likelihood of the three risks in the assessment");
  }
  return judge(*s.assessment.residual < kHighRisk,
               fmt::format("greatest remaining level {} of 4", *s.assessment.residual),
               "lower the risk, or ask the authority before the start (Art. 36)");
}

Finding requests_bounded(const Situation& s) {
  if (!s.oldest_request) return judge(true, "no sender is kept", "");
  return judge(s.now - *s.oldest_request <= kLongestRequest,
               "oldest request is " + age_in_days(s.now, *s.oldest_request),
               "answer it, which drops the sender's address");
}

}  // namespace

std::vector<Check> people_checks() {
  const char* workspace = "Privacy page of the dashboard, or `sillage attest`";
  return {{"log-verifies", log_verifies, "security", "sillage log verify"},
          {"evidence-fresh", evidence_fresh, "installer", "sillage gap --record", true},
          {"witness-recent", witness_recent, "dpo", "sillage log witness"},
          {"log-kept", log_kept, "security", "sillage log verify"},
          {"log-without-people", log_without_people, "vendor", "sillage log show"},
          {"two-people", two_people, "controller", "sillage attest key"},
          {"dpo-first", dpo_first, "dpo", workspace},
          {"nothing-void", nothing_void, "dpo", workspace},
          {"dpia-complete", dpia_complete, "controller", "sillage documents"},
          {"views-recorded", views_recorded, "controller", "sillage documents"},
          {"residual-risk", residual_risk, "controller", "sillage documents"},
          {"requests-bounded", requests_bounded, "dpo", workspace}};
}

}  // namespace sillage::govern::internal
