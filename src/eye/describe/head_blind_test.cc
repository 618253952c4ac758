// SPDX-License-Identifier: Apache-2.0
// Whatever the pixels of heads are, what is computed of clothes is the same to the last bit.
#include <cmath>
#include <cstring>
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "eye/describe/clothing.h"
#include "eye/describe/head_region.h"
#include "eye/describe/internal/clothing_features.h"
#include "eye/describe/testing/dressed.h"

namespace sillage::eye {
namespace {

using testing::paint;

struct Scene {
  I420Image picture;
  std::vector<Box> people;
};

double uniform(std::mt19937& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

/// A picture of noise, of odd or even size, with people of all sizes anywhere, also one before the
/// other and half outside.
Scene random_scene(std::mt19937& random) {
  Scene scene;
  scene.picture =
      I420Image(200 + static_cast<int>(random() % 300), 200 + static_cast<int>(random() % 300));
  I420Image& image = scene.picture;
  paint(image, {0, 0, 1.0 * image.width(), 1.0 * image.height()},
        [&](std::uint8_t& sample, int) { sample = static_cast<std::uint8_t>(random()); });
  const int people = 1 + static_cast<int>(random() % 4);
  for (int i = 0; i < people; ++i) {
    const double height = uniform(random, 20, 250);
    const double width = height * uniform(random, 0.15, 0.9);
    scene.people.push_back({uniform(random, -0.2 * width, image.width() - 0.8 * width),
                            uniform(random, -0.2 * height, image.height() - 0.8 * height), width,
                            height});
  }
  return scene;
}

enum class Heads { kRandom, kBlack, kOther };

/// Other pixels in everybody's head region, and in the colour samples that these share.
I420Image with_heads(const Scene& scene, Heads heads, std::mt19937& random) {
  I420Image image = scene.picture;
  const std::uint8_t other = static_cast<std::uint8_t>(random());
  for (const Box& person : scene.people) {
    int at = 0;
    paint(image, head_region(person), [&](std::uint8_t& sample, int plane) {
      ++at;
      sample = heads == Heads::kRandom  ? static_cast<std::uint8_t>(random())
               : heads == Heads::kBlack ? static_cast<std::uint8_t>(plane == 0 ? 16 : 128)
                                        : static_cast<std::uint8_t>(other + at % 7 * 5);
    });
  }
  return image;
}

/// All that is computed of one person, before it is made coarse.
struct Computed {
  ClothingFeatures features;
  double unseen = 0, sharpness = 0;
  bool operator==(const Computed& o) const {
    return std::memcmp(features.values.data(), o.features.values.data(), sizeof features.values) ==
               0 &&
           features.seen == o.features.seen && unseen == o.unseen && sharpness == o.sharpness;
  }
};

/// `shift`: the person is taken to stand so many pixels higher than they do.
void compute(const I420Image& picture, const Scene& scene, std::size_t person, double shift,
             Computed& out) {
  std::vector<Box> masked;
  for (Box box : scene.people) {
    box.top -= shift;
    masked.push_back(head_region(box));
  }
  Box box = scene.people[person];
  box.top -= shift;
  BodyCells body;
  read_body(picture.view(), box, masked, body);
  clothing_features(body, out.features);
  out.unseen = body.unseen;
  out.sharpness = body.sharpness;
}

/// How many of 600 people with changed heads are computed differently.
int seen_through(double shift) {
  std::mt19937 random(11);
  int seen = 0;
  for (int i = 0; i < 200; ++i) {
    const Scene scene = random_scene(random);
    for (const Heads heads : {Heads::kRandom, Heads::kBlack, Heads::kOther}) {
      const I420Image changed = with_heads(scene, heads, random);
      Computed before, after;
      compute(scene.picture, scene, 0, shift, before);
      compute(changed, scene, 0, shift, after);
      seen += !(before == after);
    }
  }
  return seen;
}

TEST(HeadBlind, NoPixelOfAHeadChangesAnything) { EXPECT_EQ(seen_through(0), 0); }

/// The test sees a mask that is one pixel short.
TEST(HeadBlind, AMaskOnePixelShortIsNoticed) { EXPECT_GT(seen_through(1), 200); }

EpochKeys keys() {
  EpochKeys::Key key{1, 2, 3};
  return EpochKeys(key, Instant{});
}

/// The same for the whole stage, with its gates, its averages and its codes.
TEST(HeadBlind, NoPixelOfAHeadChangesACode) {
  ClothingOptions options;
  options.min_height = 16;
  options.min_people = 0;
  auto plain = *ClothingStage::create(options, keys());
  auto changed = *ClothingStage::create(options, keys());
  std::mt19937 random(12);
  int codes = 0;
  for (int i = 0; i < 300; ++i) {
    const Scene scene = random_scene(random);
    const I420Image other = with_heads(scene, static_cast<Heads>(i % 3), random);
    std::vector<SeenPerson> people;
    std::vector<Detection> boxes;
    for (const Box& box : scene.people) {
      // The last one is known to the detector only.
      if (people.empty() || boxes.size() + 1 < scene.people.size()) {
        people.push_back(
            {TrackId{static_cast<std::uint64_t>(people.size() + i % 5 * 10 + 1)}, box});
      }
      boxes.push_back({box, 0.5F});
    }
    const Instant at{std::chrono::seconds(i)};
    const auto a = plain.process(at, scene.picture.view(), people, boxes);
    const auto b = changed.process(at, other.view(), people, boxes);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t k = 0; k < a.size(); ++k) {
      EXPECT_EQ(a[k].track, b[k].track);
      EXPECT_EQ(a[k].code.bits, b[k].code.bits);
    }
    codes += static_cast<int>(a.size());
  }
  EXPECT_GT(codes, 30);
  EXPECT_EQ(plain.stats().looks, changed.stats().looks);
  EXPECT_EQ(plain.stats().blurred, changed.stats().blurred);
}

}  // namespace
}  // namespace sillage::eye
