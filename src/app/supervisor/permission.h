// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "base/time.h"
#include "config/store_config.h"
#include "govern/gate.h"

namespace sillage::app {

/// Keeps asking the gate whether cameras may be decoded: at the beginning, twice a day, every half
/// minute while it says no, and at once when somebody switches the counting off or on.
class Permission {
 public:
  /// A demonstration is let through for streams of this machine; every output is marked.
  static Result<Permission> open(const std::filesystem::path& folder, const Clock& clock,
                                 bool demonstration);

  /// True where there is a new answer. `observed` is asked only when the gate is.
  Result<bool> renew(const config::StoreConfig& store,
                     const std::function<govern::Observed()>& observe);
  /// The configuration has changed.
  void ask_again() { asked_at_.reset(); }
  /// The present leave; empty while there is none.
  const std::vector<std::byte>& token() const { return token_; }
  std::filesystem::path page() const { return gate_.permit_file(); }

 private:
  Permission(govern::Gate gate, bool demonstration)
      : gate_(std::move(gate)), demonstration_(demonstration) {}

  govern::Gate gate_;
  bool demonstration_;
  std::optional<Duration> asked_at_;  ///< uptime
  bool was_vetoed_ = false;
  std::string refusal_;
  std::vector<std::byte> token_;
};

}  // namespace sillage::app
