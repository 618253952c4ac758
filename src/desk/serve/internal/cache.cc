// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/cache.h"

namespace sillage::desk::serve {

AnswerCache::Claim::~Claim() {
  if (cache_ != nullptr) cache_->let_go(key_);
}

void AnswerCache::Claim::keep(const CachedAnswer& answer) { cache_->keep(key_, answer, as_of_); }

std::optional<CachedAnswer> AnswerCache::find(const std::string& key, Claim& claim) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      ++hits_;
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->answer;
    }
    if (claimed_.insert(key).second) break;
    let_go_.wait(lock);
  }
  ++misses_;
  claim.cache_ = this;
  claim.key_ = key;
  claim.as_of_ = generation_;
  return std::nullopt;
}

void AnswerCache::let_go(const std::string& key) {
  {
    const std::lock_guard lock(mutex_);
    claimed_.erase(key);
  }
  let_go_.notify_all();
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
