// SPDX-License-Identifier: Apache-2.0
#include "govern/gate.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "govern/gap.h"
#include "govern/internal/blockers.h"
#include "govern/internal/situation_of.h"
#include "govern/internal/veto.h"
#include "govern/signing.h"
#include "wire/decode_token.h"

namespace sillage::govern {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr auto kTokenLasts = std::chrono::hours(24);
/// What is as it was is logged again after so long: the gate is asked every half minute while it is
/// shut, and evidence has to be of the last day.
constexpr auto kSameAgainAfter = std::chrono::hours(11);

std::array<std::byte, 32> hash_bytes(const std::string& hex) {
  std::array<std::byte, 32> bytes{};
  const auto parsed = from_hex(hex);
  if (parsed && parsed->size() == bytes.size()) {
    std::copy(parsed->begin(), parsed->end(), bytes.begin());
  }
  return bytes;
}

}  // namespace

namespace internal {

std::vector<Blocker> blockers_of(const Gap& gap) {
  std::vector<Blocker> blockers;
  for (const RequirementState& one : gap.requirements) {
    if (!one.blocks_now()) continue;
    for (const OpenPoint& point : one.open) {
      if (!point.before_start) continue;
      blockers.push_back(
          {one.requirement.id, one.requirement.title, point.what, point.who, point.where});
    }
  }
  if (gap.requirements.empty()) {  // a table that cannot be read opens nothing
    blockers.push_back({"-", "The list of requirements", "it cannot be read", "vendor",
                        "the vendor"});
  }
  if (gap.profile.empty()) {
    blockers.push_back({"-", "Jurisdiction", "no profile is set", "controller",
                        "profile in [governance] of the store's configuration"});
  }
  return blockers;
}

}  // namespace internal

std::string Verdict::to_text() const {
  if (may_decode()) return fmt::format("cameras may be decoded until {}\n", to_iso8601(expires));
  std::string text = fmt::format("cameras stay off: {} points are open\n", blockers.size());
  for (const Blocker& blocker : blockers) {
    text += fmt::format("  {} {}: {}\n      {}: {}\n", blocker.requirement, blocker.title,
                        blocker.missing, blocker.who, blocker.where);
  }
  return text;
}

namespace {

/// What every check said, without the values that change by the minute.
std::string outcomes_of(const Gap& gap) {
  std::string outcomes;
  for (const RequirementState& one : gap.requirements) {
    for (const Evidence& evidence : one.evidence) {
      outcomes += evidence.check + '=' + to_string(evidence.finding.outcome) + ' ';
    }
  }
  return outcomes;
}

/// What was logged last, and when.
struct Logged {
  std::string what;
  Instant at{};
  bool is_new(const std::string& now_what, Instant now) {
    if (what == now_what && now < at + kSameAgainAfter && now >= at) return false;
    what = now_what;
    at = now;
    return true;
  }
};

}  // namespace

struct Gate::Impl {
  fs::path folder;
  const Clock* clock;
  Log log;
  std::shared_ptr<wire::PermitPage> page;
  Logged evidence{}, refusal{};

  /// The one place where a token is made.
  /// `generation` was read before anything was judged, so that a veto or a refusal of another
  /// process in between leaves the token void.
  Verdict seal(wire::DecodeMode mode, const std::string& configuration,
               std::uint64_t generation) const {
    wire::DecodeClaims claims;
    claims.mode = mode;
    claims.configuration = hash_bytes(configuration);
    claims.generation = generation;
    claims.issued = clock->now();
    claims.expires = claims.issued + kTokenLasts;
    Verdict verdict;
    verdict.expires = claims.expires;
    verdict.token = wire::to_bytes(claims);
    const std::string_view text(reinterpret_cast<const char*>(verdict.token.data()),
                                verdict.token.size());
    for (const std::byte byte : log.key().sign(text)) verdict.token.push_back(byte);
    return verdict;
  }

  Result<void> note(const Json& body) {
    return log.append("gate", body.dump()).map([](const LogEntry&) {});
  }

  /// Logs a configuration other than the last one, and voids what was given for that.
  Result<void> note_configuration(const GapInput& input) {
    const Settings settings =
        settings_of(input.store, internal::model_sha256(input.observed));
    ASSIGN_OR_RETURN(const Ledger ledger, read_ledger(log));
    if (ledger.last_configuration == settings.sha256()) return {};
    page->revoke_all();
    RETURN_IF_ERROR(keep_settings(folder, settings));
    const Json body{{"sha256", settings.sha256()}, {"before", ledger.last_configuration}};
    return log.append("configuration", body.dump()).map([](const LogEntry&) {});
  }

  Result<Verdict> refuse(std::vector<Blocker> blockers) {
    page->revoke_all();
    Json ids = Json::array();
    for (const Blocker& blocker : blockers) {
      if (ids.empty() || ids.back() != blocker.requirement) ids.push_back(blocker.requirement);
    }
    if (refusal.is_new(ids.dump(), clock->now())) {
      RETURN_IF_ERROR(note({{"decision", "refused"}, {"blockers", ids}}));
    }
    Verdict verdict;
    verdict.blockers = std::move(blockers);
    return verdict;
  }
};

fs::path Gate::folder_of(const fs::path& config_file) {
  return fs::path(config_file).replace_extension(".governance");
}

Result<Gate> Gate::open(const fs::path& folder, const Clock& clock) {
  ASSIGN_OR_RETURN(Log log, Log::open(folder, clock));
  ASSIGN_OR_RETURN(auto page,
                   wire::PermitPage::make(folder / "permit", log.key().public_key().bytes()));
  return Gate(std::make_unique<Impl>(Impl{folder, &clock, std::move(log), std::move(page)}));
}

Gate::Gate(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Gate::Gate(Gate&&) noexcept = default;
Gate& Gate::operator=(Gate&&) noexcept = default;
Gate::~Gate() = default;

Result<Verdict> Gate::ask(const config::StoreConfig& store, const Observed& observed) {
  const GapInput input{store, observed, impl_->folder, {}};
  // Whatever goes wrong below: nobody decodes under a configuration that was not judged.
  auto noted = impl_->log.refresh();  // a key may have been revoked by another process
  if (noted) noted = impl_->note_configuration(input);
  if (!noted) {
    impl_->page->revoke_all();
    return tl::unexpected(noted.error());
  }
  const std::uint64_t generation = impl_->page->generation();
  const auto gap = measure_gap(input, impl_->log, impl_->clock->now());
  if (!gap) {
    impl_->page->revoke_all();
    return tl::unexpected(gap.error());
  }
  if (impl_->evidence.is_new(outcomes_of(*gap), impl_->clock->now())) {
    RETURN_IF_ERROR(log_evidence(impl_->log, *gap));
  }
  std::vector<Blocker> blockers = internal::blockers_of(*gap);
  if (is_vetoed()) blockers.insert(blockers.begin(), internal::veto_blocker(impl_->folder));
  if (!blockers.empty()) return impl_->refuse(std::move(blockers));
  impl_->refusal = {};
  RETURN_IF_ERROR(impl_->note(
      {{"decision", "token"}, {"configuration", gap->configuration_sha256},
       {"generation", generation}}));
  return impl_->seal(wire::DecodeMode::kDeployment, gap->configuration_sha256, generation);
}

Result<Verdict> Gate::demonstrate() {
  RETURN_IF_ERROR(impl_->note({{"decision", "demonstration"}}));
  return impl_->seal(wire::DecodeMode::kDemonstration, {}, impl_->page->generation());
}

bool Gate::is_vetoed() const { return internal::has_veto(impl_->folder); }

Result<void> Gate::withdraw(const std::string& why) {
  impl_->page->revoke_all();
  return impl_->note({{"decision", "withdrawn"}, {"why", why}});
}

fs::path Gate::permit_file() const { return impl_->folder / "permit"; }

}  // namespace sillage::govern
