// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "sim/live/live_clock.h"
#include "sim/live/live_source.h"

namespace sillage::sim {

/// Where the pictures of a camera go while somebody watches it. Called in the feed's thread.
class PictureSink {
 public:
  virtual ~PictureSink() = default;
  /// True once a picture taken at that moment can be sent, false while earlier ones wait.
  virtual bool has_room(LiveClock::Real::time_point taken) = 0;
  virtual void put(const EncodedPicture& picture, LiveClock::Real::time_point taken) = 0;
};

struct FeedCounts {
  std::int64_t sent = 0;
  std::int64_t skipped = 0;  ///< slots that passed while somebody watched
  double watched_s = 0;      ///< time in which somebody watched
  double busy_s = 0;         ///< of it, time in which pictures were made
};

/// Runs a source in a thread of its own, in real time, while it is watched. Leaving the scope stops
/// it after the picture in hand.
class Feed {
 public:
  Feed(std::unique_ptr<LiveSource> source, const LiveClock& clock);
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  LiveFormat format() const { return format_; }
  /// From now on pictures go to this sink, beginning with a key picture; null to none.
  void watch(std::shared_ptr<PictureSink> sink);
  /// The same as `watch(nullptr)`, unless somebody else has begun to watch.
  void unwatch(const PictureSink* sink);
  FeedCounts counts() const;
  /// What ended the feed, if something did.
  std::optional<Error> failure() const;

 private:
  using Real = LiveClock::Real;
  void run(const std::stop_token& stop);
  Result<void> show(const std::shared_ptr<PictureSink>& sink, const std::stop_token& stop);
  bool wait_until(Real::time_point time, const PictureSink* sink, const std::stop_token& stop);

  const std::unique_ptr<LiveSource> source_;
  const LiveClock clock_;
  const LiveFormat format_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::shared_ptr<PictureSink> sink_;
  FeedCounts counts_;
  std::optional<Error> failure_;
  std::jthread thread_;
};

}  // namespace sillage::sim
