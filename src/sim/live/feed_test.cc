// SPDX-License-Identifier: Apache-2.0
#include "sim/live/feed.h"

#include <atomic>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace sillage::sim {
namespace {

using namespace std::chrono_literals;
using Real = LiveClock::Real;

class FakeSource final : public LiveSource {
 public:
  explicit FakeSource(Duration takes, int fails_at = -1) : takes_(takes), fails_at_(fails_at) {}
  LiveFormat format() const override { return {Codec::kH264, 16, 16, 100}; }
  Result<void> begin() override {
    fresh_ = true;
    return {};
  }
  Result<EncodedPicture> picture(Instant at) override {
    if (pictures_++ == fails_at_) return fail(ErrorCode::kExhausted, "no film; buy some");
    std::this_thread::sleep_for(takes_);
    return EncodedPicture{{static_cast<std::uint8_t>(seconds(at.time_since_epoch()))},
                          std::exchange(fresh_, false)};
  }

 private:
  Duration takes_;
  int fails_at_;
  int pictures_ = 0;
  bool fresh_ = false;
};

struct Screen final : PictureSink {
  bool has_room(Real::time_point) override { return room; }
  void put(const EncodedPicture& picture, Real::time_point taken) override {
    const std::lock_guard lock(mutex);
    keys.push_back(picture.is_key);
    times.push_back(taken);
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return times.size();
  }
  std::atomic<bool> room{true};
  std::mutex mutex;
  std::vector<bool> keys;
  std::vector<Real::time_point> times;
};

/// Waits for what must come, and no longer than a test may take.
bool comes(const std::function<bool()>& what) {
  for (const auto end = Real::now() + 20s; Real::now() < end; std::this_thread::sleep_for(2ms)) {
    if (what()) return true;
  }
  return false;
}

LiveClock clock_from_now() { return {Real::now(), Instant{}, 1}; }

TEST(Feed, SendsEachSlotOnceAndInOrder) {
  Feed feed(std::make_unique<FakeSource>(0ms), clock_from_now());
  const auto screen = std::make_shared<Screen>();
  feed.watch(screen);
  ASSERT_TRUE(comes([&] { return screen->count() >= 20; }));
  feed.watch(nullptr);
  const std::lock_guard lock(screen->mutex);
  EXPECT_TRUE(screen->keys.front());
  for (std::size_t i = 1; i < screen->times.size(); ++i) {
    const auto slots = (screen->times[i] - screen->times[i - 1] + 1ms) / 10ms;
    EXPECT_GE(slots, 1);
    EXPECT_FALSE(screen->keys[i]);
  }
}

TEST(Feed, SkipsWhatItIsTooSlowForAndCountsIt) {
  Feed feed(std::make_unique<FakeSource>(35ms), clock_from_now());
  const auto screen = std::make_shared<Screen>();
  feed.watch(screen);
  ASSERT_TRUE(comes([&] { return feed.counts().sent >= 10; }));
  const FeedCounts counts = feed.counts();
  EXPECT_GE(counts.skipped, 2 * counts.sent);
  EXPECT_GE(counts.busy_s, 0.035 * static_cast<double>(counts.sent));
  EXPECT_GE(counts.watched_s, counts.busy_s);
  const std::lock_guard lock(screen->mutex);
  EXPECT_LT(Real::now() - screen->times.back(), 10s) << "it falls behind";
}

TEST(Feed, WaitsWhileThereIsNoRoom) {
  Feed feed(std::make_unique<FakeSource>(0ms), clock_from_now());
  const auto screen = std::make_shared<Screen>();
  screen->room = false;
  feed.watch(screen);
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(feed.counts().sent + feed.counts().skipped, 0) << "the audience is not there yet";
  screen->room = true;
  ASSERT_TRUE(comes([&] { return screen->count() >= 3; }));
  screen->room = false;
  const auto before = feed.counts().skipped;
  EXPECT_TRUE(comes([&] { return feed.counts().skipped >= before + 3; }));
}

TEST(Feed, ANewAudienceBeginsWithAKeyPicture) {
  Feed feed(std::make_unique<FakeSource>(0ms), clock_from_now());
  const auto first = std::make_shared<Screen>(), second = std::make_shared<Screen>();
  feed.watch(first);
  ASSERT_TRUE(comes([&] { return first->count() >= 2; }));
  feed.watch(second);
  ASSERT_TRUE(comes([&] { return second->count() >= 2; }));
  EXPECT_TRUE(second->keys.front());
  feed.unwatch(first.get());  // late, and of no effect
  const auto count = second->count();
  EXPECT_TRUE(comes([&] { return second->count() > count + 2; }));
  feed.unwatch(second.get());
  std::this_thread::sleep_for(30ms);
  const auto at_end = second->count();
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(second->count(), at_end);
}

TEST(Feed, SaysWhatEndedIt) {
  Feed feed(std::make_unique<FakeSource>(0ms, 2), clock_from_now());
  feed.watch(std::make_shared<Screen>());
  ASSERT_TRUE(comes([&] { return feed.failure().has_value(); }));
  EXPECT_EQ(feed.failure()->message, "no film; buy some");
  EXPECT_EQ(feed.counts().sent, 2);
}

}  // namespace
}  // namespace sillage::sim
