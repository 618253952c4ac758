// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "config/store_config.h"
#include "govern/checks/facts.h"

namespace sillage::govern {

/// One requirement that keeps the cameras dark.
struct Blocker {
  std::string requirement;  ///< "D01"
  std::string title;
  std::string missing;  ///< what is not there, or no longer holds
  std::string who;      ///< the role that must act: "dpo", "store", "installer", ...
  std::string where;    ///< the command or page that mends it
};

/// What the gate says. Either a token or at least one blocker.
struct Verdict {
  std::vector<Blocker> blockers;
  std::vector<std::byte> token;  ///< sealed (wire::DecodeToken::open); empty where blocked
  Instant expires;               ///< of the token; ask again before

  bool may_decode() const { return !token.empty(); }
  /// The blockers as lines for a person, "D01 ...: ...; who, where".
  std::string to_text() const;
};

/// Stands before every live camera. `sillage run` asks it before an eye may decode, again after
/// each change of the configuration, and at least daily. What it says goes into the store's log.
/// Thread: one caller; other processes may use the same folder.
class Gate {
 public:
  /// The folder of the store's log, keys and permit page: where `--governance` says, else beside
  /// the configuration, "store.toml" -> "store.governance".
  static std::filesystem::path folder_of(const std::filesystem::path& config_file);

  /// Opens the folder, or makes it with a new key and an empty log. Fails (kDataLoss) where the
  /// log does not verify.
  static Result<Gate> open(const std::filesystem::path& folder, const Clock& clock);
  Gate(Gate&&) noexcept;
  Gate& operator=(Gate&&) noexcept;
  ~Gate();

  /// Judges this configuration. A refusal, and a configuration other than the one before, voids
  /// all earlier tokens before this returns: an eye stops before its next frame.
  /// A token lasts a day.
  Result<Verdict> ask(const config::StoreConfig& store, const Observed& observed);
  /// For simulated cameras of this machine alone; judges nothing, and is logged as such. Whoever
  /// uses it marks every output as a demonstration.
  Result<Verdict> demonstrate();
  /// True while somebody has switched the counting off (the veto); cheap, to be polled.
  bool is_vetoed() const;
  /// Voids all tokens at once: the program stops, or a room misbehaves.
  Result<void> withdraw(const std::string& why);

  /// What eyes map (wire::PermitPage::map) before they lock themselves in.
  std::filesystem::path permit_file() const;

 private:
  struct Impl;
  explicit Gate(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::govern
