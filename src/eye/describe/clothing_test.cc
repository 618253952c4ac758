// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/clothing.h"

#include <bit>
#include <map>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/describe/testing/dressed.h"

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Colour;

const Instant kNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(12);
const Box kBox{100, 100, 80, 200};

/// Sends codes from the first look on.
ClothingOptions at_once() {
  ClothingOptions options;
  options.min_people = 0;
  return options;
}

ClothingStage stage(ClothingOptions options = at_once(), Instant start = kNoon) {
  EpochKeys::Key key{1, 2, 3};
  return *ClothingStage::create(options, EpochKeys(key, start));
}

SeenPerson person(std::uint64_t track, const Box& box = kBox) { return {TrackId{track}, box}; }

/// People in a noisy room, dressed alike unless said otherwise.
I420Image room(const std::vector<SeenPerson>& people, Colour torso = testing::kRed,
               Colour legs = testing::kBlue) {
  I420Image image = testing::empty_room();
  for (const SeenPerson& p : people) testing::draw_person(image, p.box, torso, legs);
  std::mt19937 random(1);
  testing::add_noise(image, random);
  return image;
}

std::vector<TrackCode> look(ClothingStage& at, Instant when, const std::vector<SeenPerson>& people,
                            const std::vector<Detection>& everybody = {}) {
  const I420Image image = room(people);
  return at.process(when, image.view(), people, everybody);
}

int apart(const TrackCode& a, const TrackCode& b) {
  return std::popcount(a.code.bits ^ b.code.bits);
}

TEST(Clothing, ComparesWhatTwoCamerasSee) {
  ClothingStage one = stage(), other = stage();
  const std::vector<SeenPerson> near{person(1)}, far{person(9, {400, 200, 41, 99})};
  const auto red = one.process(kNoon, room(near).view(), near, {});
  const auto red_far = other.process(kNoon + seconds(20), room(far).view(), far, {});
  const std::vector<SeenPerson> next{person(2)};
  const auto blue = one.process(kNoon + seconds(30),
                                room(next, testing::kBlue, testing::kWhite).view(), next, {});
  ASSERT_EQ(red.size(), 1u);
  ASSERT_EQ(red_far.size(), 1u);
  ASSERT_EQ(blue.size(), 1u);
  EXPECT_EQ(red[0].track, TrackId{1});
  EXPECT_EQ(red[0].code.epoch, red_far[0].code.epoch);
  EXPECT_LT(apart(red[0], red_far[0]), 20);
  EXPECT_GT(apart(red[0], blue[0]), 24);
}

TEST(Clothing, SendsACodeWheneverTheLooksHaveDoubled) {
  ClothingStage at = stage();
  std::vector<int> sent;
  for (int i = 0; i < 40; ++i) {
    if (!look(at, kNoon + i * milliseconds(500), {person(1)}).empty()) sent.push_back(i + 1);
  }
  EXPECT_THAT(sent, ::testing::ElementsAre(1, 2, 4, 8, 16));
  EXPECT_EQ(at.stats().looks, 16);
  EXPECT_EQ(at.stats().codes, 5);
}

TEST(Clothing, SendsNoCodeBeforeTheCameraHasSeenTenPeople) {
  ClothingStage at = stage({});
  for (int i = 1; i < 10; ++i) {
    EXPECT_TRUE(look(at, kNoon + i * seconds(1), {person(i)}).empty());
  }
  EXPECT_EQ(look(at, kNoon + seconds(10), {person(10)}).size(), 1u);
  // Who was there before is looked at again, and gets theirs.
  EXPECT_EQ(look(at, kNoon + seconds(11), {person(9)}).size(), 1u);
}

TEST(Clothing, WaitsBetweenTwoLooks) {
  ClothingStage at = stage();
  for (int i = 0; i < 10; ++i) look(at, kNoon + i * milliseconds(100), {person(1)});
  EXPECT_EQ(at.stats().looks, 3);  // at 0, 400 and 800 ms
}

TEST(Clothing, LooksAtFewPeoplePerFrameAndComesRoundToAll) {
  ClothingStage at = stage();
  std::vector<SeenPerson> people;
  for (int i = 0; i < 9; ++i) people.push_back(person(i + 1, {20.0 + 66 * i, 100, 60, 150}));
  std::map<TrackId, int> codes;
  for (int i = 0; i < 3; ++i) {
    for (const auto& code : look(at, kNoon + i * milliseconds(100), people)) ++codes[code.track];
    EXPECT_EQ(at.stats().looks, std::min(4 * (i + 1), 9));
  }
  EXPECT_EQ(codes.size(), 9u);
}

TEST(Clothing, RefusesPicturesThatAreNotGoodEnough) {
  ClothingStage at = stage();
  EXPECT_TRUE(look(at, kNoon, {person(1, {100, 100, 18, 47})}).empty());
  EXPECT_EQ(at.stats().too_small, 1);
  EXPECT_TRUE(look(at, kNoon, {person(2, {100, 300, 80, 180})}).empty());   // at the lower edge
  EXPECT_TRUE(look(at, kNoon, {person(3, {-20, 100, 80, 200})}).empty());   // at the left one
  EXPECT_TRUE(look(at, kNoon, {person(4, {100, 100, 190, 200})}).empty());  // lies or sits
  EXPECT_EQ(at.stats().cut, 3);
  EXPECT_EQ(at.stats().looks, 0);
  const auto behind = look(at, kNoon, {person(5), person(6, {105, 140, 90, 220})});
  ASSERT_EQ(behind.size(), 1u);
  EXPECT_EQ(behind[0].track, TrackId{6});
  EXPECT_EQ(at.stats().hidden, 1);
  const I420Image smeared = scale(scale(room({person(7)}).view(), 64, 48).view(), 640, 480);
  const std::vector<SeenPerson> blurred{person(7)};
  EXPECT_TRUE(at.process(kNoon, smeared.view(), blurred, {}).empty());
  EXPECT_EQ(at.stats().blurred, 1);
  EXPECT_TRUE(look(at, kNoon, {person(8, {std::nan(""), 100, 80, 200})}).empty());
}

TEST(Clothing, StartsAnewInEachEpochWithNothingInCommon) {
  double bits = 0;
  for (int i = 0; i < 40; ++i) {
    ClothingStage at = stage(at_once(), kNoon + i * minutes(15));
    const Instant start = kNoon + i * minutes(15);
    const auto before = look(at, start + minutes(14), {person(1)});
    const auto after = look(at, start + minutes(16), {person(1)});
    ASSERT_EQ(before.size() + after.size(), 2u);
    EXPECT_EQ(after[0].code.epoch, before[0].code.epoch + 1);
    bits += apart(before[0], after[0]);
  }
  EXPECT_NEAR(bits / 40 / 64, 0.5, 0.07);
}

TEST(Clothing, WhoComesWithinTheOverlapGetsACodeOfBothEpochs) {
  ClothingStage one = stage(), other = stage();
  const auto leaving = look(one, kNoon + minutes(15) - seconds(10), {person(1)});
  std::vector<TrackCode> arriving;
  for (int i = 0; i < 2; ++i) {
    for (const auto& code :
         look(other, kNoon + minutes(15) + seconds(20) + i * milliseconds(100), {person(4)})) {
      arriving.push_back(code);
    }
  }
  ASSERT_EQ(arriving.size(), 2u);
  EXPECT_EQ(arriving[0].code.epoch, leaving[0].code.epoch + 1);
  EXPECT_EQ(arriving[1].code.epoch, leaving[0].code.epoch);
  EXPECT_LT(apart(arriving[1], leaving[0]), 8);
  // Who was there before the change has a code of the old epoch already.
  const auto stayed = look(one, kNoon + minutes(15) + seconds(1), {person(1)});
  ASSERT_EQ(stayed.size(), 1u);
  EXPECT_EQ(stayed[0].code.epoch, leaving[0].code.epoch + 1);
  EXPECT_TRUE(look(one, kNoon + minutes(15) + seconds(1) + milliseconds(100), {person(1)}).empty());
}

TEST(Clothing, ForgetsATrackThatIsOver) {
  ClothingStage at = stage();
  look(at, kNoon, {person(1)});
  at.end(TrackId{1});
  EXPECT_EQ(look(at, kNoon + milliseconds(1), {person(1)}).size(), 1u);  // a first look again
}

TEST(Clothing, HoldsSoManyTracksAndNoMore) {
  ClothingOptions options = at_once();
  options.max_tracks = 1;
  ClothingStage at = stage(options);
  EXPECT_EQ(look(at, kNoon, {person(1), person(2, {300, 100, 80, 200})}).size(), 1u);
  // Nobody said that it is over, but it was not seen for a minute.
  EXPECT_EQ(look(at, kNoon + seconds(61), {person(2, {300, 100, 80, 200})}).size(), 1u);
}

TEST(Clothing, RefusesOptionsThatMakeNoSense) {
  ClothingOptions options;
  options.min_height = 1;
  EpochKeys::Key key{};
  const auto made = ClothingStage::create(options, EpochKeys(key, kNoon));
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, ::testing::HasSubstr("min_height is at least 16"));
}

}  // namespace
}  // namespace sillage::eye
