// SPDX-License-Identifier: Apache-2.0
// The books as bytes: what is counted in open bins, no person. Of one build and one plan; whoever
// keeps them must see to it that they come back unchanged.
#include "floor/measure/internal/ledger.h"

namespace sillage::floor::internal {
namespace {

constexpr std::size_t kIdWidth = 32;

void put(ByteWriter& out, std::int64_t value) { out.number(static_cast<std::uint64_t>(value)); }
std::int64_t take(ByteReader& in) { return static_cast<std::int64_t>(in.number<std::uint64_t>()); }

/// How many items follow; the reader stops at the end, whatever was announced.
void put_size(ByteWriter& out, std::size_t size) { out.number(static_cast<std::uint32_t>(size)); }

template <class Item>
void take_items(ByteReader& in, Item item) {
  const auto size = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < size && !in.failed(); ++i) item();
}

void put(ByteWriter& out, const Amounts& amounts) {
  put_size(out, amounts.size());
  for (const auto& [key, amount] : amounts) {
    out.number(static_cast<std::uint8_t>(key.kind));
    out.number(static_cast<std::uint32_t>(key.index));
    out.number(key.detail);
    put(out, amount);
  }
}

void take(ByteReader& in, Amounts& amounts) {
  take_items(in, [&] {
    CountKey key;
    key.kind = static_cast<Count>(in.number<std::uint8_t>());
    key.index = static_cast<int>(in.number<std::uint32_t>());
    key.detail = in.number<std::uint64_t>();
    const std::int64_t amount = take(in);
    if (!in.failed()) amounts[key] = amount;
  });
}

}  // namespace

void HeadCount::save(ByteWriter& out) const {
  for (const std::int64_t value : {level_, exit_weight_, quiet_s_, in_, out_, added_, removed_}) {
    put(out, value);
  }
}

void HeadCount::load(ByteReader& in) {
  for (std::int64_t* value : {&level_, &exit_weight_, &quiet_s_, &in_, &out_, &added_, &removed_}) {
    *value = take(in);
  }
}

void Crowd::save(ByteWriter& out) const {
  std::size_t used = 0;
  for (const std::int32_t change : changes_) used += change != 0;
  put_size(out, used);
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    if (changes_[i] == 0) continue;
    out.number(static_cast<std::uint32_t>(i));
    out.number(static_cast<std::uint32_t>(changes_[i]));
  }
}

void Crowd::load(ByteReader& in) {
  take_items(in, [&] {
    const std::size_t at = in.number<std::uint32_t>();
    const auto change = static_cast<std::int32_t>(in.number<std::uint32_t>());
    if (in.failed() || at > kMaxSeconds + 1) return;
    if (changes_.size() <= at) changes_.resize(at + 1);
    changes_[at] = change;
  });
}

void HeatGrid::save(ByteWriter& out) const {
  for (const auto& cells : levels_) {
    put_size(out, cells.size());
    for (const auto& [index, cell] : cells) {
      out.number(static_cast<std::uint32_t>(index.x));
      out.number(static_cast<std::uint32_t>(index.y));
      put(out, cell.spent.count());
      put(out, cell.people);
    }
  }
}

void HeatGrid::load(ByteReader& in) {
  for (auto& cells : levels_) {
    take_items(in, [&] {
      CellIndex index;
      index.x = static_cast<std::int32_t>(in.number<std::uint32_t>());
      index.y = static_cast<std::int32_t>(in.number<std::uint32_t>());
      const Duration spent(take(in));
      const std::int64_t people = take(in);
      if (!in.failed()) cells[index] = {spent, people};
    });
  }
}

void OpenBin::save(ByteWriter& out) const {
  put(out, amounts_);
  put(out, bodies_);
  heat_.save(out);
  put(out, returned_);
  put_size(out, crowds_.size());
  for (const auto& [series, crowd] : crowds_) {
    put(out, series);
    crowd.save(out);
  }
  put_size(out, crossings_.size());
  for (const auto& [second, crossing] : crossings_) {
    put(out, second);
    put(out, crossing.first);
    put(out, crossing.second);
  }
  put_size(out, seconds_.size());
  for (const bool observed : seconds_) out.number(static_cast<std::uint8_t>(observed));
  put_size(out, observed_.size());
  for (const auto& [camera, observed] : observed_) {
    out.text(camera.value(), kIdWidth);
    out.time(observed);
  }
}

void OpenBin::load(ByteReader& in) {
  take(in, amounts_);
  take(in, bodies_);
  heat_.load(in);
  returned_ = take(in);
  take_items(in, [&] { crowds_[static_cast<int>(take(in))].load(in); });
  take_items(in, [&] {
    auto& [entries, exits] = crossings_[take(in)];
    entries = take(in);
    exits = take(in);
  });
  take_items(in, [&] { seconds_.push_back(in.number<std::uint8_t>() != 0); });
  take_items(in, [&] {
    const CameraId camera(in.text(kIdWidth));
    observed_[camera] = in.time();
  });
}

void Ledger::save(ByteWriter& out) const {
  put(out, oldest_);
  inside_.save(out);
  put(out, first_second_.value_or(INT64_MIN));
  put_size(out, since_.size());
  for (const auto& [camera, since] : since_) {
    out.text(camera.value(), kIdWidth);
    out.time(since.time_since_epoch());
  }
  put_size(out, bins_.size());
  for (const auto& [index, bin] : bins_) {
    put(out, index);
    bin.save(out);
  }
}

void Ledger::load(ByteReader& in) {
  oldest_ = take(in);
  inside_.load(in);
  const std::int64_t first = take(in);
  first_second_ = first == INT64_MIN ? std::nullopt : std::optional(first);
  take_items(in, [&] {
    const CameraId camera(in.text(kIdWidth));
    since_[camera] = Instant(in.time());
  });
  take_items(in, [&] {
    const std::int64_t index = take(in);
    if (!in.failed()) open(index).load(in);
  });
}

}  // namespace sillage::floor::internal
