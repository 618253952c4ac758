// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <mutex>
#include <string>

namespace sillage::desk::serve {

/// How often each may ask: a bucket per name that fills at `per_s` up to `burst`. At most 10,000 names;
/// beyond, full buckets are forgotten. Thread-safe.
class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;
  RateLimiter(double per_s, double burst) : per_s_(per_s), burst_(burst) {}

  /// False where the bucket of that name is empty.
  bool take(const std::string& name, Time now = std::chrono::steady_clock::now()) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= kMost) forget_full(now);
    auto& bucket = buckets_.try_emplace(name, Bucket{burst_, now}).first->second;
    refill(bucket, now);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }

 private:
  static constexpr std::size_t kMost = 10'000;
  struct Bucket {
    double left;
    Time at;
  };
  void refill(Bucket& bucket, Time now) const {
    const double passed_s = std::chrono::duration<double>(now - bucket.at).count();
    bucket.left = std::min(burst_, bucket.left + per_s_ * passed_s);
    bucket.at = now;
  }
  void forget_full(Time now) {
    for (auto at = buckets_.begin(); at != buckets_.end();) {
      refill(at->second, now);
      at = at->second.left >= burst_ ? buckets_.erase(at) : std::next(at);
    }
    if (buckets_.size() >= kMost) buckets_.clear();
  }

  double per_s_, burst_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace sillage::desk::serve
