// SPDX-License-Identifier: Apache-2.0
#include "govern/workspace.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "govern/gate.h"
#include "govern/internal/blockers.h"
#include "govern/internal/veto.h"
#include "govern/requests.h"
#include "govern/signing.h"
#include "govern/veto.h"

namespace sillage::govern {
namespace {

using Json = nlohmann::ordered_json;

std::string text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }
Json or_null(const std::optional<Instant>& time) {
  return time ? Json(to_iso8601(*time)) : Json();
}

/// A page from newest to oldest; the cursor is the number of entries already seen.
struct Page {
  std::size_t from = 0, count = 0;
  Json next;
};
Result<Page> page_of(const std::string& cursor, int limit, std::size_t total) {
  Page page;
  const auto parsed = std::from_chars(cursor.data(), cursor.data() + cursor.size(), page.from);
  if (!cursor.empty() && (parsed.ec != std::errc{} || parsed.ptr != cursor.data() + cursor.size())) {
    return fail(ErrorCode::kInvalidArgument, "no such cursor; begin without one");
  }
  page.from = std::min(page.from, total);
  page.count = std::min<std::size_t>(static_cast<std::size_t>(std::clamp(limit, 1, 200)),
                                     total - page.from);
  if (page.from + page.count < total) page.next = std::to_string(page.from + page.count);
  return page;
}

std::string status_of(const RequirementState& one) {
  if (one.state == State::kMet) return "met";
  if (one.state == State::kNotApplicable) return "not_applicable";
  const bool failing =
      std::any_of(one.evidence.begin(), one.evidence.end(), [](const Evidence& evidence) {
        return evidence.finding.outcome == Outcome::kFailed;
      });
  return failing ? "failing" : "open";
}

std::string detail_of(const RequirementState& one) {
  if (!one.why_not.empty()) return one.why_not;
  std::vector<std::string> parts;
  for (const OpenPoint& point : one.open) parts.push_back(point.what);
  for (const Evidence& evidence : one.evidence) {
    if (parts.empty()) parts.push_back(evidence.check + ": " + evidence.finding.value);
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string signers_of(const RequirementState& one) {
  std::vector<std::string> signers;
  for (const SignatureState& signature : one.signatures) {
    if (signature.status == SignatureStatus::kValid) signers.emplace_back(to_string(signature.role));
  }
  return fmt::format("{}", fmt::join(signers, ", "));
}

Json requirement_json(const RequirementState& one) {
  std::vector<std::string> sources, mend;
  for (const Source& source : one.requirement.sources) {
    sources.push_back(source.status == "adopted" ? source.text
                                                 : source.text + " (" + source.status + ")");
  }
  for (const OpenPoint& point : one.open) mend.push_back(point.who + ": " + point.where);
  return {{"id", one.requirement.id},
          {"standard", one.requirement.sources.front().standard},
          {"source", fmt::format("{}", fmt::join(sources, "; "))},
          {"words", one.requirement.title + ". " + one.requirement.says},
          {"status", status_of(one)},
          {"blocks", one.requirement.blocks},
          {"kind", one.requirement.checks.empty() ? "attestation" : "check"},
          {"detail", or_null(detail_of(one))},
          {"mend", or_null(fmt::format("{}", fmt::join(mend, "; ")))},
          {"attested_by", or_null(signers_of(one))},
          {"valid_until", or_null(one.valid_until)}};
}

Json attestation_json(std::uint64_t index, const Attestation& one, bool valid) {
  return {{"id", std::to_string(index)},
          {"requirement", one.requirement},
          {"statement", one.statement},
          {"by", fmt::format("{} {}", to_string(one.role), one.key.hex().substr(0, 8))},
          {"at", to_iso8601(one.issued)},
          {"valid_until", to_iso8601(one.expires)},
          {"valid", valid}};
}

bool holds_now(const Gap& gap, const Attestation& one) {
  for (const RequirementState& state : gap.requirements) {
    for (const SignatureState& signature : state.signatures) {
      if (signature.status == SignatureStatus::kValid && signature.attestation &&
          signature.attestation->signature == one.signature) {
        return true;
      }
    }
  }
  return false;
}

Json request_json(const ContactRequest& one) {
  return {{"id", one.id},
          {"at", to_iso8601(one.at)},
          {"text", one.text},
          {"reply_to", or_null(one.reply_to)},
          {"answered_at", or_null(one.answered)}};
}

/// The folder's key of this role that the passphrase opens.
Result<SigningKey> sealed_key(const std::filesystem::path& folder, Role role,
                              const std::string& passphrase) {
  std::error_code failed;
  std::optional<Error> last;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "keys", failed)) {
    if (!entry.path().filename().string().starts_with(std::string(to_string(role)) + "-")) continue;
    auto key = SigningKey::load(entry.path(), passphrase);
    if (key) return key;
    last = key.error();
  }
  if (last) return fail(ErrorCode::kPermission, "{}", last->message);
  return fail(ErrorCode::kNotFound,
              "there is no key of the {} in the governance folder; make one with `sillage attest "
              "key --role {} --out FOLDER/keys/{}-NAME.key` and enrol it",
              to_string(role), to_string(role), to_string(role));
}

}  // namespace

Result<std::string> Workspace::gap(const std::string& standard) const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(Gap found, measure_gap(in, *clock_));
  if (!standard.empty()) {
    ASSIGN_OR_RETURN(found, only_standard(std::move(found), standard));
  }
  Json counts = Json::array(), requirements = Json::array();
  for (const StandardGap& one : found.standards) {
    counts.push_back({{"id", one.key}, {"met", one.met}, {"total", one.met + one.open}});
  }
  for (const RequirementState& one : found.requirements) {
    requirements.push_back(requirement_json(one));
  }
  return text({{"standards", counts}, {"requirements", requirements}});
}

Result<std::string> Workspace::gate(const std::string& mode) const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  Json blockers = Json::array();
  if (mode == "deployment") {
    ASSIGN_OR_RETURN(const Gap found, measure_gap(in, *clock_));
    for (const Blocker& one : internal::blockers_of(found)) {
      blockers.push_back({{"id", one.requirement},
                          {"words", one.title + ": " + one.missing},
                          {"mend", one.who + ": " + one.where}});
    }
  }
  Json veto;
  if (internal::has_veto(in.folder)) {
    const VetoState state = internal::veto_state(in.folder, clock_->now());
    veto = {{"by", state.key.empty() ? "-" : state.key.substr(0, 8)},
            {"at", to_iso8601(state.since)},
            {"reason", state.reason}};
  }
  return text({{"open", blockers.empty() && veto.is_null()},
               {"mode", mode},
               {"blockers", blockers},
               {"veto", veto}});
}

Result<std::string> Workspace::attestations(const std::string& cursor, int limit) const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const Log log, Log::open(in.folder, *clock_));
  ASSIGN_OR_RETURN(const Ledger ledger, read_ledger(log));
  ASSIGN_OR_RETURN(const Gap found, measure_gap(in, log, clock_->now()));
  ASSIGN_OR_RETURN(const Page page, page_of(cursor, limit, ledger.history.size()));
  Json items = Json::array();
  for (std::size_t i = page.from; i < page.from + page.count; ++i) {
    const auto& [index, one] = ledger.history[ledger.history.size() - 1 - i];
    items.push_back(attestation_json(index, one, holds_now(found, one)));
  }
  return text({{"items", items}, {"next", page.next}});
}

Result<std::string> Workspace::attest(const std::string& requirement, const std::string& role,
                                      const std::string& passphrase,
                                      const std::string& evidence_sha256) {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const Role parsed, parse_role(role));
  ASSIGN_OR_RETURN(const SigningKey key, sealed_key(in.folder, parsed, passphrase));
  ASSIGN_OR_RETURN(Log log, Log::open(in.folder, *clock_));
  ASSIGN_OR_RETURN(const LogEntry entry, sign_requirement(in, log, requirement, key,
                                                          evidence_sha256, clock_->now()));
  ASSIGN_OR_RETURN(const Attestation made, parse_attestation(entry.body));
  return text(attestation_json(entry.index, made, true));
}

Result<std::string> Workspace::changes() const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const Gap found, measure_gap(in, *clock_));
  ASSIGN_OR_RETURN(const auto voided, voided_signatures(in, found));
  Json items = Json::array();
  for (const VoidedSignature& one : voided) {
    Json changes = Json::array();
    for (const SettingChange& change : one.changes) {
      changes.push_back({{"path", change.path},
                         {"before", or_null(change.before)},
                         {"after", or_null(change.after)}});
    }
    items.push_back({{"requirement", one.requirement},
                     {"role", to_string(one.role)},
                     {"kinds", one.kinds},
                     {"changes", changes}});
  }
  return text({{"items", items}});
}

Result<std::string> Workspace::veto(bool active, const std::string& reason,
                                    const std::string& mode) {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(Log log, Log::open(in.folder, *clock_));
  if (active) {
    RETURN_IF_ERROR(set_veto(log, reason, {}));
  } else {
    RETURN_IF_ERROR(lift_veto(log, reason, {}));
  }
  return gate(mode);
}

Result<std::string> Workspace::log(const std::string& cursor, int limit) const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const Log log, Log::open(in.folder, *clock_));
  ASSIGN_OR_RETURN(const Page page, page_of(cursor, limit, log.size()));
  const std::uint64_t last = log.size() - page.from, first = last - page.count;
  std::vector<Json> entries;
  RETURN_IF_ERROR(log.read([&](const LogEntry& entry) -> Result<void> {
    if (entry.index < first || entry.index >= last) return {};
    entries.push_back({{"index", entry.index},
                       {"at", to_iso8601(entry.time)},
                       {"kind", entry.kind},
                       {"summary", entry.body.substr(0, 400)},
                       {"hash", entry.hash}});
    return {};
  }));
  std::reverse(entries.begin(), entries.end());
  return text({{"items", entries},
               {"next", page.next},
               {"size", log.size()},
               {"root", log.root()}});
}

Result<std::string> Workspace::requests(const std::string& cursor, int limit) const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const auto all, list_requests(in.folder, clock_->now()));
  ASSIGN_OR_RETURN(const Page page, page_of(cursor, limit, all.size()));
  Json items = Json::array();
  for (std::size_t i = page.from; i < page.from + page.count; ++i) {
    items.push_back(request_json(all[i]));
  }
  return text({{"items", items}, {"next", page.next}});
}

Result<std::string> Workspace::add_request(const std::string& message,
                                           const std::string& reply_to) {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const ContactRequest added,
                   govern::add_request(in.folder, message, reply_to, clock_->now()));
  return text({{"id", added.id}, {"due", to_iso8601(due(added))}});
}

Result<std::string> Workspace::answer_request(const std::string& id) {
  ASSIGN_OR_RETURN(const GapInput in, input());
  ASSIGN_OR_RETURN(const ContactRequest answered,
                   govern::answer_request(in.folder, id, clock_->now()));
  return text(request_json(answered));
}

Result<std::string> Workspace::documents() const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  Json items = Json::array();
  for (const std::string& name : paper_names()) {
    items.push_back({{"name", name},
                     {"title", paper_title(name)},
                     {"languages", in.store.governance.languages},
                     {"formats", paper_formats(name)}});
  }
  return text({{"items", items}});
}

Result<Paper> Workspace::document(const std::string& name, const std::string& language,
                                  const std::string& format) const {
  ASSIGN_OR_RETURN(const GapInput in, input());
  return make_paper(in, name, language, format, version_, clock_->now());
}

}  // namespace sillage::govern
