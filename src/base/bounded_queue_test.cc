// SPDX-License-Identifier: Apache-2.0
#include "base/bounded_queue.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace sillage {
namespace {

TEST(BoundedQueue, FinishDrains) {
  BoundedQueue<int> queue(4, Overflow::kBlock);
  EXPECT_TRUE(queue.push(1));
  EXPECT_TRUE(queue.push(2));
  queue.finish();
  EXPECT_FALSE(queue.push(3));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, CancelDrops) {
  BoundedQueue<std::shared_ptr<int>> queue(4, Overflow::kBlock);
  const auto item = std::make_shared<int>(1);
  EXPECT_TRUE(queue.push(item));
  queue.cancel();
  EXPECT_EQ(item.use_count(), 1);  // let go at once, not when the queue ends
  EXPECT_EQ(queue.pop(), std::nullopt);
  EXPECT_FALSE(queue.push(item));
}

TEST(BoundedQueue, CancelAfterFinishStillDrops) {
  BoundedQueue<int> queue(4, Overflow::kBlock);
  queue.push(1);
  queue.finish();
  queue.cancel();
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, DropOldestKeepsTheFreshestAndCounts) {
  BoundedQueue<int> queue(2, Overflow::kDropOldest);
  for (int i = 1; i <= 5; ++i) EXPECT_TRUE(queue.push(i));
  EXPECT_EQ(queue.dropped(), 3u);
  EXPECT_EQ(queue.pop(), 4);
  EXPECT_EQ(queue.pop(), 5);
}

TEST(BoundedQueue, CapacityZeroHoldsOne) {
  BoundedQueue<int> queue(0, Overflow::kDropOldest);
  queue.push(1);
  queue.push(2);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.dropped(), 1u);
}

TEST(BoundedQueue, BlockLosesNothingBetweenTwoThreads) {
  constexpr int kItems = 20'000;
  BoundedQueue<int> queue(3, Overflow::kBlock);
  std::thread producer([&] {
    for (int i = 0; i < kItems; ++i) queue.push(i);
    queue.finish();
  });
  int expected = 0;
  while (const auto item = queue.pop()) EXPECT_EQ(*item, expected++);
  producer.join();
  EXPECT_EQ(expected, kItems);
  EXPECT_EQ(queue.dropped(), 0u);
}

TEST(BoundedQueue, DropOldestCountsExactlyBetweenTwoThreads) {
  constexpr int kItems = 20'000;
  BoundedQueue<int> queue(2, Overflow::kDropOldest);
  std::thread producer([&] {
    for (int i = 0; i < kItems; ++i) queue.push(i);
    queue.finish();
  });
  std::uint64_t received = 0;
  int last = -1;
  while (const auto item = queue.pop()) {
    EXPECT_GT(*item, last);
    last = *item;
    ++received;
  }
  producer.join();
  EXPECT_EQ(last, kItems - 1);
  EXPECT_EQ(received + queue.dropped(), static_cast<std::uint64_t>(kItems));
}

/// Both verbs must wake a producer that waits for room and a consumer that waits for an item.
template <class Verb>
void expect_wakes_both(Verb verb) {
  BoundedQueue<int> full(1, Overflow::kBlock);
  BoundedQueue<int> empty(1, Overflow::kBlock);
  ASSERT_TRUE(full.push(1));
  std::atomic<bool> pushed = true;
  std::atomic<bool> popped = true;
  std::thread producer([&] { pushed = full.push(2); });
  std::thread consumer([&] { popped = empty.pop().has_value(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  verb(full);
  verb(empty);
  producer.join();
  consumer.join();
  EXPECT_FALSE(pushed);
  EXPECT_FALSE(popped);
}

TEST(BoundedQueue, FinishWakesWhoeverWaits) {
  expect_wakes_both([](auto& queue) { queue.finish(); });
}

TEST(BoundedQueue, CancelWakesWhoeverWaits) {
  expect_wakes_both([](auto& queue) { queue.cancel(); });
}

TEST(BoundedQueue, CarriesWhatCannotBeCopied) {
  BoundedQueue<std::unique_ptr<int>> queue(1, Overflow::kBlock);
  queue.push(std::make_unique<int>(9));
  EXPECT_EQ(**queue.pop(), 9);
}

}  // namespace
}  // namespace sillage
