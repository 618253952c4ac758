// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/least_recent.h"
#include "desk/http/message.h"

namespace sillage::desk::serve {

/// An answer that has a compressed form is kept in that alone: it is a tenth as long.
struct CachedAnswer {
  std::shared_ptr<const http::Body> body;
  std::string etag;
};

/// Answers that depend on figures and set-up alone, until either changes: `renew` forgets all. Bounded
/// by bytes; the one that was not asked for the longest goes first. Thread-safe.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes = 32u << 20) : answers_(most_bytes) {}

  /// The duty to work out an answer, until it goes. What is kept of it is what there was to know when
  /// the claim was made: after `renew` nothing is.
  class Claim {
   public:
    Claim() = default;
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim();
    void keep(const CachedAnswer& answer);

   private:
    friend class AnswerCache;
    AnswerCache* cache_ = nullptr;
    std::string key_;
    std::uint64_t as_of_ = 0;
  };

  /// The answer; or nothing, and the claim is the caller's. Waits while another caller has the claim,
  /// so that what many ask for at once is worked out once.
  std::optional<CachedAnswer> find(const std::string& key, Claim& claim);
  /// Whether it is there now. Counts nothing.
  bool knows(const std::string& key) const;
  void renew();
  std::uint64_t hits() const { return hits_; }
  std::uint64_t misses() const { return misses_; }

 private:
  void keep(const std::string& key, const CachedAnswer& answer, std::uint64_t as_of);
  void let_go(const std::string& key);

  mutable std::mutex mutex_;
  std::condition_variable let_go_;
  std::set<std::string> claimed_;
  LeastRecent<CachedAnswer> answers_;
  std::atomic<std::uint64_t> generation_ = 1, hits_ = 0, misses_ = 0;
};

}  // namespace sillage::desk::serve
