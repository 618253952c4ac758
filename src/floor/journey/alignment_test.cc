// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "floor/journey/fuser.h"

namespace sillage::floor {
namespace {

/// A camera of the simulation, and what is wrong with it.
struct Faulty {
  CameraId id;
  Point shift;
  double stretch_x = 0;  ///< share
  double ahead_s = 0;    ///< its clock
};

/// People who stroll in a hall of 12 x 8 m that all cameras see, for some minutes; each turns now
/// and then. Noise of 0.1 m. Returns what came of it.
Fuser play(const std::vector<Faulty>& cameras, double until_s, bool align = true) {
  struct Stroller {
    Point place, velocity;
  };
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise(0, 1);
  std::vector<Stroller> people;
  for (int i = 0; i < 6; ++i) people.push_back({{2.0 * i, 4 + noise(random)}, {0, 0}});
  FuserOptions options;
  options.align = align;
  auto fuser = *Fuser::create(options);
  for (int frame = 0; frame < 10 * until_s; ++frame) {
    for (std::size_t p = 0; p < people.size(); ++p) {
      Stroller& who = people[p];
      if (frame % 40 == static_cast<int>(6 * p)) {
        who.velocity = {noise(random), noise(random)};
        // Everybody leaves within a minute, and somebody else comes.
        if (random() % 15 == 0) who.place = {0.12 * static_cast<double>(random() % 100), 4};
      }
      who.place = who.place + who.velocity * 0.1;
      if (who.place.x < 0 || who.place.x > 12) who.velocity.x = -who.velocity.x;
      if (who.place.y < 0 || who.place.y > 8) who.velocity.y = -who.velocity.y;
    }
    const double s = 0.1 * frame;
    for (const Faulty& camera : cameras) {
      const Instant at(from_seconds(s));
      for (std::size_t p = 0; p < people.size(); ++p) {
        const Point then = people[p].place - people[p].velocity * camera.ahead_s;
        const Point seen = then + camera.shift + Point{then.x * camera.stretch_x, 0} +
                           Point{0.1 * noise(random), 0.1 * noise(random)};
        fuser.process(wire::Sighting{camera.id,
                                     at,
                                     TrackId{p + 1},
                                     wire::SightingKind::kObserved,
                                     seen,
                                     {0.01, 0, 0.01},
                                     1});
      }
      fuser.process(wire::FrameMark{camera.id, at, std::chrono::milliseconds(100)});
    }
  }
  return fuser;
}

TEST(Alignment, FindsAClockThatIsAheadAndAFloorThatIsShifted) {
  const auto fuser = play({{CameraId("a"), {}, 0, 0},
                           {CameraId("b"), {0.5, -0.2}, 0, 0.3},
                           {CameraId("c"), {-0.1, 0.1}, 0, 0}},
                          600);
  const auto cameras = fuser.alignment();
  ASSERT_EQ(cameras.size(), 3u);
  for (const auto& camera : cameras) {
    EXPECT_TRUE(camera.is_applied) << camera.camera.value();
    EXPECT_GT(camera.samples, 1000);
  }
  // Nobody knows whose clock is right; the difference is known.
  EXPECT_NEAR(cameras[1].skew_s - cameras[0].skew_s, 0.3, 0.07);
  EXPECT_NEAR(cameras[2].skew_s - cameras[0].skew_s, 0, 0.05);
  EXPECT_GT(cameras[1].residual_before_m, 0.4);
  EXPECT_LT(cameras[1].residual_after_m, 0.3);
}

TEST(Alignment, LeavesCamerasAloneThatAgree) {
  const auto fuser = play({{CameraId("a"), {}, 0, 0}, {CameraId("b"), {}, 0, 0}}, 300);
  for (const auto& camera : fuser.alignment()) {
    EXPECT_FALSE(camera.is_applied);
    EXPECT_NEAR(camera.skew_s, 0, 0.03);
    EXPECT_NEAR(camera.residual_before_m, 0.2, 0.06);
  }
}

}  // namespace
}  // namespace sillage::floor
