// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/least_recent.h"
#include "desk/store/rollups.h"

namespace sillage::desk {

inline std::size_t bytes_of(const std::string& text) {
  return text.capacity() < sizeof text ? 0 : text.capacity();
}
inline std::size_t bytes_of(const RollupRow& row) {
  return sizeof row + bytes_of(row.scope) + bytes_of(row.way);
}
inline std::size_t bytes_of(const SpanRow& row) { return sizeof row; }
inline std::size_t bytes_of(const StateRow& row) { return sizeof row; }

/// Rows of roll-ups that were read before, by blocks of time: periods that overlap are read once.
/// Bounded by bytes. Thread-safe.
template <class Row>
class Shelf {
 public:
  explicit Shelf(std::size_t most_bytes) : blocks_(most_bytes) {}

  /// Shows the rows that start in [from, to), in the order of time. `of` names what is read, but for
  /// the time, and is always asked for in blocks of one length; `read` reads the rows of [from, to).
  template <class Read, class See>
  Result<void> visit(const std::string& of, std::chrono::days length, Instant from, Instant to,
                     const Read& read, const See& see) {
    const auto day = std::chrono::floor<std::chrono::days>(from);
    const auto in_block = day.time_since_epoch() % length;
    auto start = day - in_block - (in_block < in_block.zero() ? length : in_block.zero());
    for (; start < to; start += length) {
      ASSIGN_OR_RETURN(const Block block, block_of(of, start, start + length, read));
      const auto first = std::lower_bound(
          block->begin(), block->end(), from,
          [](const Row& row, Instant moment) { return row.start < moment; });
      for (auto row = first; row != block->end() && row->start < to; ++row) see(*row);
    }
    return {};
  }
  /// Forgets all, and keeps nothing that is being read.
  void renew() {
    const std::lock_guard lock(mutex_);
    ++generation_;
    blocks_.clear();
  }

 private:
  using Block = std::shared_ptr<const std::vector<Row>>;

  template <class Read>
  Result<Block> block_of(const std::string& of, std::chrono::sys_days from,
                         std::chrono::sys_days to, const Read& read) {
    const std::string key = of + '\n' + std::to_string(from.time_since_epoch().count());
    std::uint64_t as_of = 0;
    {
      const std::lock_guard lock(mutex_);
      if (const Block* known = blocks_.find(key)) return *known;
      as_of = generation_;
    }
    ASSIGN_OR_RETURN(std::vector<Row> rows, read(Instant(from), Instant(to)));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.start < b.start; });
    rows.shrink_to_fit();
    std::size_t bytes = 0;
    for (const Row& row : rows) bytes += bytes_of(row);
    auto block = std::make_shared<const std::vector<Row>>(std::move(rows));
    const std::lock_guard lock(mutex_);
    if (as_of == generation_) blocks_.put(key, block, bytes);
    return Block(block);
  }

  std::mutex mutex_;
  std::uint64_t generation_ = 1;
  LeastRecent<Block> blocks_;
};

/// All that is kept of a database in memory.
struct Shelves {
  Shelf<RollupRow> rows{48u << 20};
  Shelf<SpanRow> spans{4u << 20};
  Shelf<StateRow> states{4u << 20};

  void renew() {
    rows.renew();
    spans.renew();
    states.renew();
  }
};

}  // namespace sillage::desk
