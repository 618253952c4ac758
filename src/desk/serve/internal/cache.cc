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
    if (const CachedAnswer* known = answers_.find(key)) {
      ++hits_;
      return *known;
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
  const std::lock_guard lock(mutex_);
  if (as_of != generation_) return;
  answers_.put(key, answer, answer.body->plain.size() + answer.body->gzip.size());
}

bool AnswerCache::knows(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  return answers_.contains(key);
}

void AnswerCache::renew() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  answers_.clear();
}

}  // namespace sillage::desk::serve
