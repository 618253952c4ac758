// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace sillage::floor::internal {

/// People inside, by conservation over all doors: who came in and has not gone out. Crossings are
/// missed now and then, so that alone would drift; therefore
/// - it is never less than the people seen inside, and so never negative;
/// - half an hour without anybody seen inside and without a crossing, there is nobody inside. What
///   was left over then tells how many exits are missed for each that is seen; by so much later
///   exits weigh more or less.
/// In whole thousandths of a person.
class HeadCount {
 public:
  struct Second {
    std::int64_t in = 0;    ///< entries since the second before
    std::int64_t out = 0;   ///< exits
    std::int64_t seen = 0;  ///< visitors in view who are inside
  };
  /// People inside at the next second.
  std::int64_t step(const Second& second);
  /// Nothing was observed for long.
  void reset();

  /// So many people were added because they were seen though nobody had come in, and taken away
  /// because nobody was there.
  std::int64_t added() const { return added_ / 1000; }
  std::int64_t removed() const { return removed_ / 1000; }

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  void be_empty();

  std::int64_t level_ = 0;
  std::int64_t exit_weight_ = 1000;
  std::int64_t quiet_s_ = 0;
  std::int64_t in_ = 0, out_ = 0;  ///< since it was empty
  std::int64_t added_ = 0, removed_ = 0;
};

}  // namespace sillage::floor::internal
