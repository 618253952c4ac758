// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"

namespace sillage::floor::internal {

inline std::int64_t floor_second(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}
inline std::int64_t ceil_second(Instant at) {
  return std::chrono::ceil<std::chrono::seconds>(at).time_since_epoch().count();
}

/// How many people there are at each whole second of a bin: sums of changes.
class Crowd {
 public:
  /// Longest bin; what lies beyond is cut off.
  static constexpr std::int64_t kMaxSeconds = 4 * 24 * 3600;

  /// Seconds since the bin began, `to` included.
  void add(std::int64_t from, std::int64_t to, int people);
  /// The number at each second, `length` of them.
  std::vector<std::int64_t> levels(std::size_t length) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  std::vector<std::int32_t> changes_;
};

}  // namespace sillage::floor::internal
