// SPDX-License-Identifier: Apache-2.0
// What is said of how people present: never anything of heads, and nothing of bad pictures.
#include "eye/describe/audience.h"

#include <bit>
#include <cstring>
#include <numeric>
#include <random>

#include <gmock/gmock.h>

#include "eye/describe/head_region.h"
#include "eye/describe/internal/body_picture.h"
#include "eye/describe/testing/dressed.h"
#include "eye/describe/tilt.h"

namespace sillage::eye {
namespace {

using ::testing::IsEmpty;
using testing::paint;
using ::testing::SizeIs;

/// Keeps a hash of everything that it was shown: its answer is as blind as its input.
class Recorder final : public BodyNetwork {
 public:
  Result<double> feminine(std::span<const float> body) override {
    std::uint64_t hash = 1469598103934665603ULL;
    for (const float value : body)
      hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211ULL;
    shown.push_back(hash);
    return static_cast<double>(hash % 200) / 50 - 2;
  }
  std::vector<std::uint64_t> shown;
};

double uniform(std::mt19937& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

struct Crowd {
  I420Image picture;
  std::vector<SeenPerson> people;
  std::vector<Detection> boxes;
};

/// Noise, of odd or even size, with people of all sizes and shapes anywhere, also one before the
/// other and half outside, seen from any height.
Crowd random_crowd(std::mt19937& random, int number) {
  Crowd crowd;
  crowd.picture =
      I420Image(200 + static_cast<int>(random() % 300), 200 + static_cast<int>(random() % 300));
  I420Image& image = crowd.picture;
  paint(image, {0, 0, 1.0 * image.width(), 1.0 * image.height()},
        [&](std::uint8_t& sample, int) { sample = static_cast<std::uint8_t>(random()); });
  const int people = 1 + static_cast<int>(random() % 4);
  const double tilt = uniform(random, 0, 0.9);
  for (int i = 0; i < people; ++i) {
    const double height = uniform(random, 20, 250), width = height * uniform(random, 0.15, 0.9);
    const Box box{uniform(random, -0.2 * width, image.width() - 0.8 * width),
                  uniform(random, -0.2 * height, image.height() - 0.8 * height), width, height};
    crowd.boxes.push_back({box, 0.5F});
    // The last one is known to the detector only.
    if (i > 0 && i + 1 == people) break;
    crowd.people.push_back({TrackId{static_cast<std::uint64_t>(number * 10 + i + 1)}, box, tilt});
  }
  return crowd;
}

enum class Heads { kRandom, kBlack, kOther };

/// Other pixels in everybody's head region, and in the colour samples that these share.
I420Image with_heads(const Crowd& crowd, Heads heads, std::mt19937& random) {
  I420Image image = crowd.picture;
  const double tilt = crowd.people.front().tilt_sine;
  const auto other = static_cast<std::uint8_t>(random());
  for (const Detection& person : crowd.boxes) {
    int at = 0;
    paint(image, head_region(person.box, tilt), [&](std::uint8_t& sample, int plane) {
      ++at;
      sample = heads == Heads::kRandom  ? static_cast<std::uint8_t>(random())
               : heads == Heads::kBlack ? static_cast<std::uint8_t>(plane == 0 ? 16 : 128)
                                        : static_cast<std::uint8_t>(other + at % 7 * 5);
    });
  }
  return image;
}

AudienceOptions everything() {
  AudienceOptions options;
  options.min_height = 32;
  options.max_unseen = 0.9;
  options.min_sharpness = 0;
  options.min_aspect = 0.1;
  options.max_aspect = 0.95;
  options.looks_per_frame = 10;
  return options;
}

TEST(AudienceHeadBlind, NoPixelOfAHeadChangesTheEvidenceOfAnybody) {
  const auto a_saw = std::make_shared<Recorder>(), b_saw = std::make_shared<Recorder>();
  auto a = *AudienceStage::create(everything(), a_saw);
  auto b = *AudienceStage::create(everything(), b_saw);
  std::mt19937 random(21);
  for (int i = 0; i < 400; ++i) {
    const Crowd crowd = random_crowd(random, i);
    const I420Image changed = with_heads(crowd, static_cast<Heads>(i % 3), random);
    const Instant at{std::chrono::seconds(i)};
    const auto of_a = *a.process(at, crowd.picture.view(), crowd.people, crowd.boxes);
    const auto of_b = *b.process(at, changed.view(), crowd.people, crowd.boxes);
    ASSERT_EQ(of_a.size(), of_b.size());
    for (std::size_t k = 0; k < of_a.size(); ++k) {
      EXPECT_EQ(of_a[k].track, of_b[k].track);
      EXPECT_EQ(of_a[k].evidence, of_b[k].evidence);
    }
  }
  EXPECT_EQ(a_saw->shown, b_saw->shown);
  EXPECT_GT(a_saw->shown.size(), 250u);
  EXPECT_EQ(a.stats().hidden, b.stats().hidden);
  EXPECT_EQ(a.stats().blurred, b.stats().blurred);
}

/// How many of the bodies look different with other heads, where the mask is `shift` pixels short.
int seen_through(double shift) {
  std::mt19937 random(22);
  int seen = 0;
  for (int i = 0; i < 200; ++i) {
    const Crowd crowd = random_crowd(random, i);
    const I420Image changed = with_heads(crowd, static_cast<Heads>(i % 3), random);
    std::vector<Box> masked;
    for (const Detection& person : crowd.boxes) {
      masked.push_back(head_region(person.box, crowd.people.front().tilt_sine));
      masked.back().height -= shift;
    }
    BodyPicture before, after;
    draw_body(crowd.picture.view(), crowd.boxes.front().box, masked.front().bottom(), masked,
              before);
    draw_body(changed.view(), crowd.boxes.front().box, masked.front().bottom(), masked, after);
    seen += std::memcmp(before.rgb.data(), after.rgb.data(), sizeof before.rgb) != 0 ||
            before.unseen != after.unseen || before.sharpness != after.sharpness;
  }
  return seen;
}

TEST(AudienceHeadBlind, AMaskThatIsOnePixelShortIsNoticed) {
  EXPECT_EQ(seen_through(0), 0);
  EXPECT_GT(seen_through(1), 70);
}

// --- the gate ---

constexpr Box kBody{40, 20, 40, 100};

/// Noise: as sharp as can be.
I420Image sharp() {
  I420Image image(120, 140);
  std::mt19937 random(5);
  paint(image, {0, 0, 120, 140},
        [&](std::uint8_t& sample, int) { sample = static_cast<std::uint8_t>(random()); });
  return image;
}

struct Stage {
  std::shared_ptr<Recorder> network = std::make_shared<Recorder>();
  AudienceStage stage = *AudienceStage::create({}, network);

  std::size_t look(double s, const I420Image& image, std::vector<SeenPerson> people) {
    std::vector<Detection> boxes;
    for (const auto& person : people) boxes.push_back({person.box, 0.9F});
    return stage.process(Instant{from_seconds(s)}, image.view(), people, boxes)->size();
  }
};

TEST(Audience, LooksEachSecondAtFirstAndThenMoreAndMoreSeldom) {
  Stage seen;
  const I420Image image = sharp();
  std::vector<double> looked_at;
  for (int i = 0; i <= 120; ++i) {
    if (seen.look(i * 0.1, image, {{TrackId{1}, kBody}}) > 0) looked_at.push_back(i * 0.1);
  }
  EXPECT_THAT(looked_at, ::testing::Pointwise(::testing::DoubleNear(0.11),
                                              {0.0, 1.0, 2.0, 3.5, 5.5, 8.0, 11.0}));
  EXPECT_EQ(seen.stage.stats().looks, 7);
}

TEST(Audience, LooksAtNobodyForEver) {
  Stage seen;
  const I420Image image = sharp();
  std::size_t looks = 0;
  for (int i = 0; i < 500; ++i) looks += seen.look(i, image, {{TrackId{1}, kBody}});
  EXPECT_EQ(looks, static_cast<std::size_t>(AudienceOptions{}.max_looks));
}

TEST(Audience, BadPicturesSayNothing) {
  Stage seen;
  EXPECT_EQ(seen.look(0, sharp(), {{TrackId{1}, {40, 20, 20, 50}}}), 0u);   // small
  EXPECT_EQ(seen.look(1, sharp(), {{TrackId{2}, {40, 60, 40, 100}}}), 0u);  // cut
  EXPECT_EQ(seen.look(2, sharp(), {{TrackId{3}, kBody, 0.95}}), 0u);        // from above
  EXPECT_EQ(seen.look(2, sharp(), {{TrackId{7}, kBody, 0.35, 0.75}}), 0u);  // half, or small
  EXPECT_EQ(seen.look(3, sharp(), {{TrackId{4}, kBody}, {TrackId{5}, {44, 60, 40, 70}}}), 1u);
  I420Image even(120, 140);
  EXPECT_EQ(seen.look(4, even, {{TrackId{6}, kBody}}), 0u);  // nothing to see
  const AudienceStats& stats = seen.stage.stats();
  EXPECT_EQ(stats.too_small, 1);
  EXPECT_EQ(stats.cut, 3);
  EXPECT_EQ(stats.hidden, 1);
  EXPECT_EQ(stats.blurred, 1);
  EXPECT_EQ(stats.looks, 1);
}

TEST(Audience, WhoeverStandsWholeIsLookedAtHoweverTall) {
  Stage seen;
  double s = 0;
  for (const double shown : {0.8, 1.0, 1.3}) {
    const auto track = static_cast<std::uint64_t>(10 * shown);
    EXPECT_EQ(seen.look(s += 1, sharp(), {{TrackId{track}, kBody, 0.35, shown}}), 1u) << shown;
  }
}

TEST(Audience, BadOptionsAreRefused) {
  AudienceOptions options;
  options.min_shown = 1.5;
  EXPECT_FALSE(AudienceStage::create(options, std::make_shared<Recorder>()));
  options = {};
  options.max_unseen = 1;
  EXPECT_FALSE(AudienceStage::create(options, std::make_shared<Recorder>()));
  EXPECT_FALSE(AudienceStage::create({}, nullptr));
}

TEST(HeadRegion, GrowsWithTheTiltOfTheCamera) {
  const Box box{0, 0, 20, 100};
  EXPECT_DOUBLE_EQ(head_region(box).bottom(), 28);
  EXPECT_DOUBLE_EQ(head_region(box, 1).bottom(), 50);
}

TEST(Tilt, IsThatOfTheCamera) {
  PinholeCamera camera;
  for (const double degrees : {15.0, 30.0, 60.0}) {
    const double a = degrees * 3.14159265358979 / 180;
    camera.fx = camera.fy = 500;
    camera.cx = 320, camera.cy = 240;
    // x right, y down, z into the picture, looking along +y of the floor and down by a.
    camera.rotation = {1, 0, 0, 0, -std::sin(a), -std::cos(a), 0, std::cos(a), -std::sin(a)};
    camera.translation = {0, 3 * std::cos(a), 3 * std::sin(a)};
    const auto floor = Homography::from_camera(camera);
    ASSERT_TRUE(floor) << floor.error().to_string();
    EXPECT_NEAR(tilt_sine(*floor, {320, 240}), std::sin(a), 0.01) << degrees;
  }
}

}  // namespace
}  // namespace sillage::eye
