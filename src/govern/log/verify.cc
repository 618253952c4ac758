// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "govern/log/internal/lines.h"
#include "govern/log/log.h"

namespace sillage::govern {
namespace {

namespace fs = std::filesystem;

/// Gathers roots at the sizes that somebody signed for.
class Reading {
 public:
  explicit Reading(LogReport& report) : report_(report) {}

  void want_root_at(std::uint64_t size) { roots_[size]; }

  void read(const std::string& bytes) {
    note_root();
    std::string_view rest = bytes;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      if (end == std::string_view::npos) {
        report_.problems.push_back(
            "the last line is unfinished: the program was stopped while it wrote; the next start "
            "cuts it off");
        return;
      }
      take(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
  }

  const Hash* root_at(std::uint64_t size) const {
    const auto found = roots_.find(size);
    return found != roots_.end() && found->second ? &*found->second : nullptr;
  }
  const MerkleTree& tree() const { return tree_; }
  const std::string& key() const { return key_; }

 private:
  void take(std::string_view line) {
    const auto entry = internal::parse_line(line);
    if (!entry || entry->index != tree_.size()) {
      report_.problems.push_back(
          fmt::format("line {} is no entry of this log; restore it from a backup",
                      tree_.size() + 1));
    } else {
      if (!report_.first) report_.first = entry->time;
      report_.last = entry->time;
      if (entry->index == 0) {
        const auto body = nlohmann::json::parse(entry->body, nullptr, false);
        key_ = body.is_object() && body.contains("key") && body["key"].is_string()
                   ? body["key"].get<std::string>()
                   : std::string();
      }
    }
    tree_.add(line);
    note_root();
  }
  void note_root() {
    const auto wanted = roots_.find(tree_.size());
    if (wanted != roots_.end()) wanted->second = tree_.root();
  }

  LogReport& report_;
  MerkleTree tree_;
  std::map<std::uint64_t, std::optional<Hash>> roots_;
  std::string key_;
};

/// A note that must be a state which this log went through.
void compare(const Reading& log, const Checkpoint& note, const std::string& name,
             LogReport& report) {
  const Hash* root = log.root_at(note.size);
  if (root == nullptr) {
    report.problems.push_back(fmt::format(
        "{} covers {} entries, the log has {}: entries were removed; restore a backup", name,
        note.size, log.tree().size()));
  } else if (*root != note.root) {
    report.problems.push_back(
        fmt::format("{}: the first {} entries are not what was signed; a line was changed, "
                    "removed, added or moved; restore a backup",
                    name, note.size));
  }
}

void check_signers(const Checkpoint& note, const std::string& name, const PublicKey& log_key,
                   LogReport& report) {
  if (!note.is_signed_by(std::string(internal::kLogSigner), log_key)) {
    report.problems.push_back(
        fmt::format("{} is not signed by the store's key; restore a backup", name));
  }
  for (const NoteSignature& line : note.signatures) {
    if (line.name == internal::kLogSigner) continue;
    const auto key = PublicKey::parse(line.name);
    if (!key || !note.is_signed_by(line.name, *key)) {
      report.problems.push_back(
          fmt::format("{} has the signature of a witness that is not theirs; restore a backup",
                      name));
    } else {
      report.witnesses.push_back(line.name);
    }
  }
}

std::optional<Checkpoint> read_note(const Result<std::string>& text, const std::string& name,
                                    LogReport& report) {
  if (!text) {
    report.problems.push_back(name + ": " + text.error().to_string());
    return std::nullopt;
  }
  auto note = parse_note(*text);
  if (!note || note->origin != internal::kOrigin) {
    report.problems.push_back(
        name + ": " + (note ? std::string("it is of another log") : note.error().to_string()));
    return std::nullopt;
  }
  return std::move(*note);
}

}  // namespace

Result<LogReport> verify_log(const fs::path& folder, const std::optional<PublicKey>& expected_key,
                             const std::optional<std::string>& earlier_checkpoint) {
  ASSIGN_OR_RETURN(const std::string bytes,
                   read_file(internal::lines_file(folder), internal::kMostLog));
  LogReport report;
  std::vector<std::pair<std::string, Checkpoint>> notes;
  const auto add = [&](const std::string& name, const Result<std::string>& text) {
    if (auto note = read_note(text, name, report)) notes.emplace_back(name, std::move(*note));
  };
  add("the checkpoint", read_file(internal::checkpoint_file(folder), 1u << 16));
  const bool has_now = !notes.empty();
  if (fs::exists(internal::witnessed_file(folder))) {
    add("the witnessed checkpoint", read_file(internal::witnessed_file(folder), 1u << 16));
  }
  if (earlier_checkpoint) add("the earlier checkpoint", *earlier_checkpoint);

  Reading log(report);
  for (const auto& [name, note] : notes) log.want_root_at(note.size);
  log.read(bytes);
  report.entries = log.tree().size();
  report.root = to_hex(log.tree().root());
  const auto key = expected_key ? Result<PublicKey>(*expected_key) : PublicKey::parse(log.key());
  if (!key) report.problems.push_back("the first entry names no key; restore a backup");
  for (const auto& [name, note] : notes) {
    compare(log, note, name, report);
    if (key) check_signers(note, name, *key, report);
    if (name == "the witnessed checkpoint") report.witnessed = note.size;
  }
  if (has_now && notes.front().second.size < report.entries) {
    report.problems.push_back(
        fmt::format("{} entries at the end are not covered by the checkpoint; if the program was "
                    "stopped just then, its next start cuts them off",
                    report.entries - notes.front().second.size));
  }
  return report;
}

Result<std::string> witness_log(const fs::path& folder, const SigningKey& witness) {
  ASSIGN_OR_RETURN(const LogReport report, verify_log(folder));
  if (!report.ok()) {
    return fail(ErrorCode::kDataLoss, "the log does not verify, nothing is signed: {}",
                report.problems.front());
  }
  ASSIGN_OR_RETURN(const std::string text, read_file(internal::checkpoint_file(folder), 1u << 16));
  ASSIGN_OR_RETURN(Checkpoint note, parse_note(text));
  note.sign(witness.public_key().hex(), witness);
  const std::string signed_note = to_note(note);
  RETURN_IF_ERROR(write_file_atomically(internal::witnessed_file(folder), signed_note));
  return signed_note;
}

}  // namespace sillage::govern
