// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/cache.h"

namespace sillage::desk::serve {

std::optional<CachedAnswer> AnswerCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    ++misses_;
    return std::nullopt;
  }
  ++hits_;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->answer;
}

void AnswerCache::keep(const std::string& key, const CachedAnswer& answer, std::uint64_t as_of) {
  const std::size_t bytes =
      2 * key.size() + answer.body->plain.size() + answer.body->gzip.size() + 256;
  const std::lock_guard lock(mutex_);
  if (as_of != generation_ || bytes > most_bytes_ / 4 || by_key_.contains(key)) return;
  entries_.push_front({key, answer, bytes});
  by_key_[key] = entries_.begin();
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().bytes;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

void AnswerCache::renew() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  entries_.clear();
  by_key_.clear();
  bytes_ = 0;
}

}  // namespace sillage::desk::serve
