// SPDX-License-Identifier: Apache-2.0
#include "sim/live/shared_day.h"

#include <algorithm>
#include <thread>

#include <gtest/gtest.h>

#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using namespace std::chrono_literals;

const Plan& kiosk() {
  static const Plan plan = *parse(testing::small_plan(), "kiosk");
  return plan;
}

const Instant kNoon = *parse_iso8601("2026-01-07T12:00:00Z");

void expect_same(const Moment& a, const Moment& b) {
  ASSERT_EQ(a.people.size(), b.people.size());
  for (std::size_t i = 0; i < a.people.size(); ++i) {
    EXPECT_EQ(a.people[i].person, b.people[i].person);
    EXPECT_EQ(a.people[i].place, b.people[i].place);
  }
}

TEST(SharedDay, ShowsTheDayThatTheSameSeedGives) {
  SharedDay shared(kiosk(), 3, kNoon);
  Premises premises(kiosk());
  StoreDay day(premises, 3, std::chrono::floor<std::chrono::days>(kNoon));
  std::size_t seen = 0;
  for (int i = 0; i < 600; ++i) {
    const Instant at = kNoon + i * kTick + 30ms;
    const auto scene = shared.around(at);
    EXPECT_EQ(scene->before.at, kNoon + i * kTick);
    EXPECT_EQ(scene->after.at, kNoon + (i + 1) * kTick);
    day.run_to(scene->before.at);
    expect_same(scene->before, day.moment());
    day.run_to(scene->after.at);
    expect_same(scene->after, day.moment());
    for (const Stance& stance : scene->after.people) {
      const auto is_it = [&](const Person& person) { return person.id == stance.person; };
      EXPECT_TRUE(std::ranges::any_of(scene->cast, is_it));
    }
    seen += scene->cast.size();
  }
  EXPECT_GT(seen, 600u) << "a store without people shows nothing";
}

TEST(SharedDay, KeepsWhatIsRecentForSlowerCameras) {
  SharedDay shared(kiosk(), 1, kNoon);
  const auto first = shared.around(kNoon);
  const auto later = shared.around(kNoon + 1s);
  EXPECT_EQ(shared.around(kNoon), first);
  EXPECT_EQ(shared.around(kNoon + 1s), later);
  EXPECT_EQ(shared.around(kNoon - 10s), first);
  EXPECT_EQ(shared.around(kNoon + 400ms), later) << "that moment was left out";
  for (int i = 0; i < 60; ++i) shared.around(kNoon + 2s + i * kTick);
  EXPECT_GT(shared.around(kNoon)->before.at, kNoon + 2s);
}

TEST(SharedDay, TurnsThePageAtMidnight) {
  SharedDay shared(kiosk(), 1, kNoon);
  EXPECT_FALSE(shared.around(kNoon)->cast.empty());
  const Instant night = kNoon + 14h;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(shared.around(night + i * kTick)->cast.empty());
  const Instant noon = kNoon + 24h;
  const auto next_day = shared.around(noon);
  Premises premises(kiosk());
  StoreDay day(premises, 1, std::chrono::floor<std::chrono::days>(noon));
  day.run_to(noon);
  expect_same(next_day->before, day.moment());
  EXPECT_FALSE(next_day->cast.empty());
}

TEST(SharedDay, ServesCamerasInThreads) {
  SharedDay shared(kiosk(), 1, kNoon);
  std::vector<std::shared_ptr<const Scene>> seen(4 * 100);
  {
    std::vector<std::jthread> cameras;
    for (int c = 0; c < 4; ++c) {
      cameras.emplace_back([&, c] {
        for (int i = 0; i < 100; ++i) seen[c * 100 + i] = shared.around(kNoon + i * kTick);
      });
    }
  }
  for (const auto& scene : seen) {
    ASSERT_NE(scene, nullptr);
    EXPECT_EQ(scene->after.at, scene->before.at + kTick);
  }
}

}  // namespace
}  // namespace sillage::sim
