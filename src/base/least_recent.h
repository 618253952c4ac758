// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace sillage {

/// What is kept as long as there is room; what was not asked for the longest goes first. Bounded by the
/// bytes that each value is said to take. Not thread-safe.
template <class Value>
class LeastRecent {
 public:
  explicit LeastRecent(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Until the next change; nullptr where it is not there.
  const Value* find(const std::string& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->value;
  }
  bool contains(const std::string& key) const { return by_key_.contains(key); }
  /// Not where it is there already, or would push out a quarter of all.
  void put(const std::string& key, Value value, std::size_t bytes) {
    bytes += 2 * key.size() + 256;
    if (bytes > most_bytes_ / 4 || contains(key)) return;
    entries_.push_front({key, std::move(value), bytes});
    by_key_[key] = entries_.begin();
    bytes_ += bytes;
    while (bytes_ > most_bytes_) {
      bytes_ -= entries_.back().bytes;
      by_key_.erase(entries_.back().key);
      entries_.pop_back();
    }
  }
  void clear() {
    entries_.clear();
    by_key_.clear();
    bytes_ = 0;
  }

 private:
  struct Entry {
    std::string key;
    Value value;
    std::size_t bytes;
  };
  const std::size_t most_bytes_;
  std::list<Entry> entries_;  ///< newest first
  std::unordered_map<std::string, typename std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace sillage
