// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/badge_reader.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/describe/mark.h"
#include "eye/describe/testing/drawn_mark.h"
#include "eye/describe/testing/dressed.h"

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::DrawnMark;
using wire::Badge;

const Box kBox{200, 60, 140, 350};

SeenPerson person(std::uint64_t track, const Box& box = kBox) { return {TrackId{track}, box}; }

BadgeReader reader(BadgeOptions options = {}) { return *BadgeReader::create(options); }

Point chest(const Box& box) { return {box.centre().x, box.top + 0.35 * box.height}; }

I420Image room(const std::vector<SeenPerson>& people) {
  I420Image image = testing::empty_room();
  for (const auto& p : people) testing::draw_person(image, p.box, testing::kBlue, testing::kBlack);
  return image;
}

I420Image with_mark(Badge badge, DrawnMark mark, const std::vector<SeenPerson>& people) {
  I420Image image = room(people);
  testing::draw_mark(image, mark_pattern(badge), mark);
  testing::blur(image, 0.6);
  std::mt19937 random(2);
  testing::sensor_noise(image, 3, random);
  return image;
}

/// Two looks at the same picture.
Badge read(const I420Image& image, const SeenPerson& who) {
  BadgeReader at = reader();
  at.process(Instant{}, image.view(), {&who, 1});
  EXPECT_EQ(at.badge_of(who.track), Badge::kNone) << "believed after one look";
  at.process(Instant{seconds(1)}, image.view(), {&who, 1});
  return at.badge_of(who.track);
}

std::string drawn(Badge badge) {
  std::string rows;
  for (const auto& row : mark_pattern(badge).white) {
    for (const bool white : row) rows += white ? '.' : '#';
    rows += '\n';
  }
  return rows;
}

/// What was printed once must be read for ever.
TEST(Marks, AreFixed) {
  EXPECT_EQ(drawn(Badge::kObjection),
            "#...#.###\n.########\n.#.....#.\n.#.....##\n.#..#..##\n##.###.##\n##.....##\n"
            ".#######.\n#.....#.#\n");
  EXPECT_EQ(drawn(Badge::kStaff),
            ".##.####.\n########.\n##.....#.\n##...#.#.\n.#.....#.\n.#.###.#.\n.#.....#.\n"
            ".########\n#...#....\n");
}

TEST(BadgeReader, ReadsBothMarksAtManySizesAndTilts) {
  for (const double size : {26.0, 40.0, 80.0}) {
    for (const double yaw : {-0.5, 0.0, 0.5}) {
      for (const double pitch : {-0.4, 0.4}) {
        for (const Badge badge : {Badge::kObjection, Badge::kStaff}) {
          const DrawnMark mark{{271.3, 180.6}, size, yaw, pitch, 0.25};
          EXPECT_EQ(read(with_mark(badge, mark, {person(1)}), person(1)), badge)
              << size << " " << yaw << " " << pitch;
        }
      }
    }
  }
}

TEST(BadgeReader, ReadsAMarkUpsideDownAndInPoorLight) {
  DrawnMark mark{chest(kBox), 40, 0, 0, 3.0};
  EXPECT_EQ(read(with_mark(Badge::kObjection, mark, {person(1)}), person(1)), Badge::kObjection);
  mark = {chest(kBox), 40, 0, 0, 0, 30, 75};
  EXPECT_EQ(read(with_mark(Badge::kObjection, mark, {person(1)}), person(1)), Badge::kObjection);
}

TEST(BadgeReader, FindsNothingInNoise) {
  BadgeReader at = reader();
  std::mt19937 random(6);
  I420Image image(640, 480);
  for (int i = 0; i < 150; ++i) {
    const auto grain =
        static_cast<unsigned>(1 + random() % 12);  // pixels of one level, from fine to coarse
    std::vector<std::uint8_t> levels(640 * 480);
    for (auto& level : levels) level = static_cast<std::uint8_t>(random() % 2 == 0 ? 30 : 220);
    for (unsigned y = 0; y < 480; ++y) {
      for (unsigned x = 0; x < 640; ++x) {
        image.y()[y * 640 + x] = levels[y / grain * 640 + x / grain];
      }
    }
    const SeenPerson who = person(i + 1, {100, 20, 400, 440});
    at.process(Instant{}, image.view(), {&who, 1});
  }
  EXPECT_EQ(at.stats().looks, 150);
  EXPECT_EQ(at.stats().reads, 0);
}

TEST(BadgeReader, OtherMarksMeanNothing) {
  MarkPattern mirrored = mark_pattern(Badge::kObjection);
  for (auto& row : mirrored.white) std::reverse(row.begin(), row.end());
  I420Image image = room({person(1)});
  testing::draw_mark(image, mirrored, {chest(kBox), 80});
  EXPECT_EQ(read(image, person(1)), Badge::kNone);
}

TEST(BadgeReader, AMarkCountsForWhoWearsIt) {
  const std::vector<SeenPerson> people{person(1), person(2, {290, 60, 140, 350})};
  const auto image = with_mark(Badge::kObjection, {chest(people[1].box), 40}, people);
  BadgeReader at = reader();
  for (int i = 0; i < 8; ++i) at.process(Instant{i * milliseconds(300)}, image.view(), people);
  EXPECT_EQ(at.badge_of(TrackId{1}), Badge::kNone);
  EXPECT_EQ(at.badge_of(TrackId{2}), Badge::kObjection);
}

TEST(BadgeReader, AnObjectionIsStrongerThanAStaffMarkAndHolds) {
  BadgeReader at = reader();
  const SeenPerson who = person(1);
  const auto staff = with_mark(Badge::kStaff, {chest(kBox), 40}, {who});
  const auto objection = with_mark(Badge::kObjection, {chest(kBox), 40}, {who});
  const auto none = room({who});
  int second = 0;
  for (const auto* image : {&staff, &staff}) {
    at.process(Instant{seconds(++second)}, image->view(), {&who, 1});
  }
  EXPECT_EQ(at.badge_of(who.track), Badge::kStaff);
  for (const auto* image : {&objection, &objection, &none, &staff}) {
    at.process(Instant{seconds(++second)}, image->view(), {&who, 1});
  }
  EXPECT_EQ(at.badge_of(who.track), Badge::kObjection);
  EXPECT_EQ(at.stats().looks, 4);  // nothing more to find out
  at.end(who.track);
  EXPECT_EQ(at.badge_of(who.track), Badge::kNone);
}

TEST(BadgeReader, LooksAtNobodyTooSmallAndSeldomAtWhoHasNone) {
  BadgeReader at = reader();
  const I420Image image = testing::empty_room();
  const SeenPerson small = person(1, {100, 100, 60, 179});
  at.process(Instant{}, image.view(), {&small, 1});
  EXPECT_EQ(at.stats().looks, 0);
  const SeenPerson near = person(2);
  for (int i = 0; i < 100; ++i) {
    at.process(Instant{i * milliseconds(100)}, image.view(), {&near, 1});
  }
  // Every third frame of 100 ms at first, 12 times to 3.3 s, then every two seconds.
  EXPECT_EQ(at.stats().looks, 15);
}

TEST(BadgeReader, LooksAtTwoPeoplePerFrame) {
  BadgeReader at = reader();
  const std::vector<SeenPerson> people{person(1), person(2), person(3)};
  const I420Image image = testing::empty_room();
  at.process(Instant{}, image.view(), people);
  EXPECT_EQ(at.stats().looks, 2);
  at.process(Instant{milliseconds(100)}, image.view(), people);
  EXPECT_EQ(at.stats().looks, 3);
}

TEST(BadgeReader, RefusesOptionsThatMakeNoSense) {
  BadgeOptions options;
  options.reads = 0;
  const auto made = BadgeReader::create(options);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, ::testing::HasSubstr("at least 1"));
}

}  // namespace
}  // namespace sillage::eye
