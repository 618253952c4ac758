// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/time.h"

namespace sillage::floor::internal {

/// State that survives a restart, as 64-bit words. Whoever keeps it must seal it: it holds exact
/// counts.
class StateWords {
 public:
  void put(std::int64_t value) { words_.push_back(value); }
  void put(double value) { put(std::bit_cast<std::int64_t>(value)); }
  void put(Instant at) { put(std::int64_t{at.time_since_epoch().count()}); }
  void put(const std::vector<std::int64_t>& values) {
    put(static_cast<std::int64_t>(values.size()));
    words_.insert(words_.end(), values.begin(), values.end());
  }
  std::vector<std::byte> bytes() const {
    const auto view = std::as_bytes(std::span(words_));
    return {view.begin(), view.end()};
  }

 private:
  std::vector<std::int64_t> words_;
};

/// Reads them back; once something is missing all else reads as 0 and `failed` is true.
class StateReader {
 public:
  explicit StateReader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::int64_t take() {
    std::int64_t value = 0;
    if (bytes_.size() < sizeof(value)) {
      failed_ = true;
      return 0;
    }
    std::memcpy(&value, bytes_.data(), sizeof(value));
    bytes_ = bytes_.subspan(sizeof(value));
    return value;
  }
  double take_real() { return std::bit_cast<double>(take()); }
  Instant take_time() { return Instant(Duration(take())); }
  /// Nothing where it has another size.
  bool take(std::vector<std::int64_t>& values) {
    failed_ = failed_ || take() != static_cast<std::int64_t>(values.size());
    for (std::int64_t& value : values) value = take();
    return !failed_;
  }
  bool failed() const { return failed_; }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::span<const std::byte> bytes_;
  bool failed_ = false;
};

}  // namespace sillage::floor::internal
