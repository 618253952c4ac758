// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "govern/log/checkpoint.h"
#include "govern/log/keys.h"
#include "govern/log/merkle.h"

namespace sillage::govern {

struct LogEntry {
  std::uint64_t index = 0;
  Instant time;
  std::string kind;  ///< "attestation", "gate", "configuration", "release", ...
  std::string body;  ///< a JSON object
  std::string hash;  ///< of its leaf in the tree, hexadecimal; set where the log was read
};

/// What a check of a whole log found.
struct LogReport {
  std::uint64_t entries = 0;
  std::string root;  ///< hexadecimal
  std::optional<Instant> first, last;
  std::optional<std::uint64_t> witnessed;  ///< entries that the latest witness saw
  std::vector<std::string> witnesses;      ///< keys
  std::vector<std::string> problems;       ///< each says what and what to do; empty = it verifies
  bool ok() const { return problems.empty(); }
};

/// An append-only log in a folder, see README.md.
class Log {
 public:
  /// Opens the log, or begins one with a new key. Fails (kDataLoss) where it does not verify.
  static Result<Log> open(const std::filesystem::path& folder, const Clock& clock);

  /// Durable when this returns. `body` is a JSON object of at most 60 KiB.
  Result<LogEntry> append(std::string_view kind, std::string_view body);
  /// Takes in what other processes have appended. Without it `read` ends where this object last
  /// looked.
  Result<void> refresh();
  /// All entries that a checkpoint covers, oldest first; the visitor's error ends it.
  Result<void> read(const std::function<Result<void>(const LogEntry&)>& visit) const;

  std::uint64_t size() const { return tree_.size(); }
  std::string root() const { return to_hex(tree_.root()); }
  const Clock& clock() const { return *clock_; }
  const SigningKey& key() const { return key_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  Log(std::filesystem::path folder, const Clock& clock, SigningKey key)
      : folder_(std::move(folder)), clock_(&clock), key_(std::move(key)) {}
  Result<void> catch_up(int file);
  Result<LogEntry> write(int file, std::string_view kind, std::string_view body);

  std::filesystem::path folder_;
  const Clock* clock_;
  SigningKey key_;
  MerkleTree tree_;
  std::uint64_t read_bytes_ = 0;  ///< of log.jsonl, all of them in `tree_`
};

/// Reads everything again and compares: lines, tree, checkpoint, signatures, witnesses, and an
/// earlier checkpoint where one is given. Fails only where there is no log.
Result<LogReport> verify_log(const std::filesystem::path& folder,
                             const std::optional<PublicKey>& expected_key = {},
                             const std::optional<std::string>& earlier_checkpoint = {});

/// A witness signs the checkpoint as it stands; whoever keeps the returned note can later show
/// that the log was only added to.
Result<std::string> witness_log(const std::filesystem::path& folder, const SigningKey& witness);

}  // namespace sillage::govern
