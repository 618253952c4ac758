// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/association.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

const TrackerView kView{Homography::scale(0.01), 1920, 1080, true};

Detection person(double foot_x, double foot_y, float score = 0.9F) {
  return {{foot_x - 20, foot_y - 100, 40, 100}, score};
}

Candidature track_at(double foot_x, double foot_y, bool confirmed = true) {
  const BodyProjection projection(kView.floor_from_image);
  const Point place = kView.floor_from_image.apply({foot_x, foot_y});
  const BodyFilter filter(place, {0.01, 0, 0.01}, 1, std::log(100 / projection.at(place).scale),
                          0.1);
  Candidature c;
  c.expected = filter.expect(projection, {});
  c.box = c.expected.box;
  c.box.width = 40;
  c.box.left -= 20;
  c.confirmed = confirmed;
  return c;
}

TEST(Association, TheRatioFallsWithDistanceAndDoubt) {
  const TrackerOptions options;
  const auto ratio = [&](double x, float score, bool confirmed = true) {
    const auto boxes = measure(std::vector{person(x, 500, score)}, options, kView);
    return log_likelihood_ratio(track_at(500, 500, confirmed), boxes[0], options);
  };
  EXPECT_GT(ratio(500, 0.9F), 0);
  EXPECT_GT(ratio(500, 0.9F), ratio(520, 0.9F));
  EXPECT_GT(ratio(520, 0.9F), ratio(560, 0.9F));
  EXPECT_LT(ratio(760, 0.9F), 0);
  EXPECT_GT(ratio(500, 0.9F), ratio(500, 0.2F));
  EXPECT_GT(ratio(500, 0.9F), ratio(500, 0.9F, false));
}

TEST(Association, IsTheBestChoiceForAllTogether) {
  // Each nearest box for itself would leave the second track without one.
  const std::vector tracks{track_at(500, 500), track_at(520, 500)};
  const TrackerOptions options;
  const auto boxes = measure(std::vector{person(512, 500), person(534, 500)}, options, kView);
  EXPECT_EQ(associate(tracks, boxes, options), (std::vector{0, 1}));
}

TEST(Association, FarBoxesGoToNobody) {
  const std::vector tracks{track_at(500, 500)};
  const TrackerOptions options;
  const auto boxes = measure(std::vector{person(1500, 500)}, options, kView);
  EXPECT_EQ(associate(tracks, boxes, options), std::vector{-1});
  EXPECT_TRUE(associate({}, boxes, options).empty());
}

TEST(Association, NoBoxIsTakenTwice) {
  std::mt19937 random(9);
  std::uniform_real_distribution<double> place(200, 900);
  const TrackerOptions options;
  for (int round = 0; round < 50; ++round) {
    std::vector<Candidature> tracks;
    std::vector<Detection> detections;
    for (int i = 0; i < 40; ++i) tracks.push_back(track_at(place(random), place(random)));
    for (int i = 0; i < 30; ++i) detections.push_back(person(place(random), place(random)));
    const auto boxes = measure(detections, options, kView);
    std::vector<int> taken(boxes.size(), 0);
    for (const int j : associate(tracks, boxes, options)) {
      if (j < 0) continue;
      EXPECT_EQ(++taken[j], 1);
    }
  }
}

}  // namespace
}  // namespace sillage::eye
