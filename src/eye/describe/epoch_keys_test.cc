// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/epoch_keys.h"

#include <set>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Instant kNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(12);

EpochKeys start(unsigned char secret, Instant at) {
  EpochKeys::Key key{};
  key.fill(secret);
  return EpochKeys(key, at);
}

TEST(EpochKeys, NumberEpochsFromOne) {
  EXPECT_EQ(EpochKeys::epoch_of(Instant{}), 1u);
  EXPECT_EQ(EpochKeys::epoch_of(Instant{minutes(15)} - Duration(1)), 1u);
  EXPECT_EQ(EpochKeys::epoch_of(Instant{minutes(15)}), 2u);
  EXPECT_EQ(EpochKeys::epoch_of(Instant{minutes(-100)}), 1u);
  EXPECT_EQ(EpochKeys::epoch_of(Instant::max()),
            EpochKeys::epoch_of(std::chrono::sys_days(std::chrono::year(2200) / 1 / 1)));
}

TEST(EpochKeys, EyesThatStartAlikeHaveTheSameKeysHoweverTheyGetThere) {
  EpochKeys one = start(7, kNoon), other = start(7, kNoon), stranger = start(8, kNoon);
  for (int i = 0; i < 50; ++i) one.advance(kNoon + i * minutes(3));
  other.advance(kNoon + 49 * minutes(3));
  stranger.advance(kNoon + 49 * minutes(3));
  ASSERT_EQ(one.current(), other.current());
  EXPECT_EQ(*one.key(one.current()), *other.key(one.current()));
  EXPECT_NE(*one.key(one.current()), *stranger.key(one.current()));
}

/// Who begins later joins the others; whoever takes the seed then finds no key of an epoch before.
TEST(EpochKeys, ASeedGoesOnWithTheClockAndForgetsWhatWas) {
  EpochKeys one = start(7, kNoon);
  const std::uint32_t first = one.current();
  const EpochKeys::Key over = *one.key(first);
  EpochKeys::Key key{};
  key.fill(7);
  EpochSeed seed(key, kNoon);
  EXPECT_EQ(key, EpochKeys::Key{});
  EpochKeys::Key of_first = seed.key();
  for (int minute = 0; minute < 47; ++minute) seed.advance(kNoon + minutes(minute));
  EXPECT_EQ(seed.epoch(), first + 3);
  EXPECT_NE(seed.key(), of_first);
  one.advance(kNoon + minutes(47));
  EpochKeys::Key copy = seed.key();
  const EpochKeys late(copy, seed.from());
  ASSERT_EQ(late.current(), one.current());
  EXPECT_EQ(*late.key(late.current()), *one.key(one.current()));
  EXPECT_EQ(late.key(first), nullptr);
  const auto* bytes = reinterpret_cast<const unsigned char*>(&seed);
  EXPECT_EQ(std::search(bytes, bytes + sizeof seed, over.begin(), over.end()), bytes + sizeof seed);
  EXPECT_EQ(std::search(bytes, bytes + sizeof seed, of_first.begin(), of_first.end()),
            bytes + sizeof seed);
}

TEST(EpochKeys, EveryEpochHasAnotherKey) {
  EpochKeys keys = start(7, kNoon);
  std::set<EpochKeys::Key> seen;
  for (int i = 0; i < 100; ++i) {
    keys.advance(kNoon + i * minutes(15));
    EXPECT_TRUE(seen.insert(*keys.key(keys.current())).second);
  }
}

TEST(EpochKeys, TheOneBeforeIsThereForAMinute) {
  EpochKeys keys = start(7, kNoon);
  const std::uint32_t first = keys.current();
  const EpochKeys::Key key = *keys.key(first);
  EXPECT_EQ(keys.previous(), 0u);
  keys.advance(kNoon + minutes(15) + seconds(59));
  EXPECT_EQ(keys.current(), first + 1);
  EXPECT_EQ(keys.previous(), first);
  EXPECT_EQ(*keys.key(first), key);
  keys.advance(kNoon + minutes(15) + seconds(60));
  EXPECT_EQ(keys.previous(), 0u);
  EXPECT_EQ(keys.key(first), nullptr);
}

/// Whoever takes the object sees no key that is over: not under its number, and nowhere in it.
TEST(EpochKeys, NothingBringsBackAKey) {
  EpochKeys keys = start(7, kNoon);
  const std::uint32_t first = keys.current();
  const EpochKeys::Key over = *keys.key(first);
  keys.advance(kNoon + minutes(31));
  keys.advance(kNoon);
  EXPECT_EQ(keys.key(first), nullptr);
  EXPECT_EQ(keys.key(first + 1), nullptr);
  EXPECT_EQ(keys.key(0), nullptr);
  EXPECT_EQ(keys.key(keys.current() + 1), nullptr);
  const auto* bytes = reinterpret_cast<const unsigned char*>(&keys);
  const auto* end = bytes + sizeof keys;
  EXPECT_EQ(std::search(bytes, end, over.begin(), over.end()), end);
}

TEST(EpochKeys, TheStartKeyAndWhatWasMovedFromAreWiped) {
  EpochKeys::Key key{};
  key.fill(9);
  EpochKeys keys(key, kNoon);
  EXPECT_EQ(key, EpochKeys::Key{});
  const EpochKeys moved = std::move(keys);
  EXPECT_EQ(keys.current(), 0u);
  EXPECT_EQ(keys.key(moved.current()), nullptr);
  keys.advance(kNoon + minutes(60));
  EXPECT_EQ(keys.current(), 0u);
  ASSERT_NE(moved.key(moved.current()), nullptr);
}

}  // namespace
}  // namespace sillage::eye
