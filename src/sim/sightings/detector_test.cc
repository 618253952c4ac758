// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/detector.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

namespace sillage::sim {
namespace {

constexpr int kWidth = 512, kHeight = 512;  // network pixels are pixels
constexpr int kFrames = 60000;

SeenPerson standing(double h, double hidden = 0) {
  SeenPerson seen;
  seen.whole = seen.unblocked = {150, 100, 0.42 * h, h};
  seen.visible_share = 1 - hidden;
  seen.hidden_share = hidden;
  return seen;
}

DetectorFigures without_clutter() {
  DetectorFigures figures;
  figures.clutter_spots = 0;
  figures.flicker_per_frame = 0;
  return figures;
}

/// What is found of one person over many frames, 0.1 s apart.
struct Trial {
  std::vector<bool> found;
  std::vector<double> scores;
  std::vector<double> tops, bottoms, lefts;  ///< errors in heights

  explicit Trial(const SeenPerson& seen, std::uint64_t seed = 1) {
    SimulatedDetector detector(without_clutter(), kWidth, kHeight, seed);
    for (int i = 0; i < kFrames; ++i) {
      const auto boxes = detector.detect(Instant{} + i * kTick, std::vector{seen});
      found.push_back(!boxes.empty());
      if (boxes.empty()) continue;
      const Box &box = boxes[0].box, &truth = seen.whole;
      scores.push_back(boxes[0].score);
      tops.push_back((box.top - truth.top) / truth.height);
      bottoms.push_back((box.bottom() - truth.bottom()) / truth.height);
      lefts.push_back((box.left - truth.left) / truth.height);
    }
  }
  double missed() const {
    const auto times = std::count(found.begin(), found.end(), false);
    return static_cast<double>(times) / static_cast<double>(found.size());
  }
  /// Of those missed, the share missed again so many frames later.
  double missed_again(int frames) const {
    int missed = 0, again = 0;
    for (std::size_t i = 0; i + frames < found.size(); ++i) {
      missed += !found[i];
      again += !found[i] && !found[i + frames];
    }
    return again / static_cast<double>(missed);
  }
  double score_quantile(double share) {
    std::sort(scores.begin(), scores.end());
    return scores[static_cast<std::size_t>(share * static_cast<double>(scores.size() - 1))];
  }
};

double deviation(const std::vector<double>& values) {
  double squares = 0;
  for (const double value : values) squares += value * value;
  return std::sqrt(squares / static_cast<double>(values.size()));
}

// The expected figures are those measured, see detector.h.

TEST(SimulatedDetector, MissesByHeightAsTheRealOne) {
  EXPECT_NEAR(Trial(standing(12)).missed(), 0.79, 0.1);
  EXPECT_NEAR(Trial(standing(16)).missed(), 0.36, 0.07);
  EXPECT_NEAR(Trial(standing(20)).missed(), 0.11, 0.03);
  EXPECT_NEAR(Trial(standing(60)).missed(), 0.03, 0.015);
}

TEST(SimulatedDetector, MissesWhoIsHiddenAsTheRealOne) {
  EXPECT_NEAR(Trial(standing(60, 0.12)).missed(), 0.07, 0.04);
  EXPECT_NEAR(Trial(standing(60, 0.35)).missed(), 0.14, 0.04);
  EXPECT_NEAR(Trial(standing(60, 0.6)).missed(), 0.38, 0.07);
  EXPECT_NEAR(Trial(standing(60, 0.85)).missed(), 0.70, 0.05);
}

TEST(SimulatedDetector, MissesWhoIsCutAsTheRealOne) {
  SeenPerson behind_shelf = standing(60);
  const auto missed = [&](double blocked) {
    behind_shelf.blocked_share = behind_shelf.hidden_share = blocked;
    behind_shelf.visible_share = 1 - blocked;
    return Trial(behind_shelf).missed();
  };
  EXPECT_NEAR(missed(0.4), 0.12, 0.06);
  EXPECT_NEAR(missed(0.575), 0.33, 0.08);
  EXPECT_NEAR(missed(0.75), 0.75, 0.08);
  SeenPerson at_border = standing(60);
  at_border.visible_share = 0.125;
  EXPECT_NEAR(Trial(at_border).missed(), 0.58, 0.12);
  at_border.visible_share = 0.35;
  Trial shown(at_border);
  EXPECT_NEAR(shown.missed(), 0.08, 0.06);
  EXPECT_NEAR(shown.score_quantile(0.5), 0.77, 0.2);
}

TEST(SimulatedDetector, MissesComeInRuns) {
  const Trial trial(standing(60, 0.2));
  EXPECT_NEAR(trial.missed_again(1), 0.58, 0.1);
  EXPECT_NEAR(trial.missed_again(5), 0.23, 0.1);
  EXPECT_NEAR(trial.missed_again(10), 0.16, 0.08);
  EXPECT_NEAR(trial.missed_again(600), trial.missed(), 0.02);
}

TEST(SimulatedDetector, ScoresAsTheRealOne) {
  const std::vector<std::array<double, 4>> measured{{20, 0, 0.81, 0.32},
                                                    {32, 0, 0.96, 0.78},
                                                    {42, 0, 0.98, 0.88},
                                                    {60, 0, 0.99, 0.96},
                                                    {60, 0.42, 0.91, 0.20}};
  for (const auto& [h, hidden, median, tenth] : measured) {
    Trial trial(standing(h, hidden));
    EXPECT_NEAR(trial.score_quantile(0.5), median, 0.04) << h << " " << hidden;
    EXPECT_NEAR(trial.score_quantile(0.1), tenth, 0.1) << h << " " << hidden;
  }
}

TEST(SimulatedDetector, EdgesWanderAsTheRealOnes) {
  const Trial near(standing(46)), far(standing(19));
  EXPECT_NEAR(deviation(near.lefts), 0.024, 0.005);
  EXPECT_NEAR(deviation(near.tops), 0.026, 0.006);
  EXPECT_NEAR(deviation(near.bottoms), 0.025, 0.005);
  EXPECT_NEAR(deviation(far.lefts), 0.040, 0.015);
  EXPECT_NEAR(deviation(far.tops), 0.068, 0.02);
  EXPECT_NEAR(deviation(Trial(standing(46, 0.3)).bottoms), 0.10, 0.03);
  double product = 0, square = 0;
  for (std::size_t i = 1; i < near.tops.size(); ++i) {
    product += near.tops[i] * near.tops[i - 1];
    square += near.tops[i] * near.tops[i];
  }
  EXPECT_NEAR(product / square, 0.8, 0.05) << "most of it goes with the pose";
}

TEST(SimulatedDetector, OfTwoBoxesOnOnePlaceTheWeakerGoes) {
  SeenPerson front = standing(60), back = standing(60, 0.3);
  front.person = PersonId{1};
  back.person = PersonId{2};
  SimulatedDetector detector(without_clutter(), kWidth, kHeight, 1);
  int both = 0;
  for (int i = 0; i < 2000; ++i) {
    both += detector.detect(Instant{} + i * kTick, std::vector{front, back}).size() == 2;
  }
  EXPECT_LT(both, 200);
}

TEST(SimulatedDetector, ABoxIsAroundWhatNoShelfHides) {
  SeenPerson seen = standing(100);
  seen.unblocked = {150, 100, 42, 50};
  seen.visible_share = seen.hidden_share = seen.blocked_share = 0.5;
  SimulatedDetector detector(without_clutter(), kWidth, kHeight, 1);
  int found = 0;
  for (int i = 0; i < 2000; ++i) {
    for (const auto& box : detector.detect(Instant{} + i * kTick, std::vector{seen})) {
      EXPECT_NEAR(box.box.bottom(), 150, 12);
      ++found;
    }
  }
  EXPECT_GT(found, 1000);
}

TEST(SimulatedDetector, BoxesLieWithinThePicture) {
  SeenPerson seen = standing(200);
  seen.whole = seen.unblocked = {-40, 300, 84, 200};
  seen.visible_share = 0.5;
  SimulatedDetector detector({}, kWidth, kHeight, 3);
  for (int i = 0; i < 2000; ++i) {
    for (const FoundBox& found : detector.detect(Instant{} + i * kTick, std::vector{seen})) {
      EXPECT_GE(found.box.left, 0);
      EXPECT_GE(found.box.top, 0);
      EXPECT_LE(found.box.right(), kWidth + 1e-9);
      EXPECT_LE(found.box.bottom(), kHeight + 1e-9);
      EXPECT_GE(found.score, 0.1 - 1e-9);
      EXPECT_LT(found.score, 1);
    }
  }
}

TEST(SimulatedDetector, FindsNobodyNowAndThenMostlyInTheSamePlaces) {
  DetectorFigures figures;
  SimulatedDetector detector(figures, kWidth, kHeight, 2);
  int boxes = 0;
  std::vector<double> scores;
  for (int i = 0; i < kFrames; ++i) {
    for (const FoundBox& found : detector.detect(Instant{} + i * kTick, {})) {
      EXPECT_FALSE(found.person.has_value());
      scores.push_back(found.score);
      ++boxes;
    }
  }
  const double expected =
      figures.clutter_spots * figures.spot_seen_share + figures.flicker_per_frame;
  EXPECT_NEAR(boxes / static_cast<double>(kFrames), expected, 0.25 * expected);
  std::sort(scores.begin(), scores.end());
  EXPECT_NEAR(scores[scores.size() / 2], 0.20, 0.04);
  EXPECT_NEAR(scores[scores.size() * 9 / 10], 0.60, 0.08);
}

TEST(SimulatedDetector, SameSeedSameBoxes) {
  const auto boxes_of = [](std::uint64_t seed) {
    SimulatedDetector detector({}, kWidth, kHeight, seed);
    std::vector<double> numbers;
    for (int i = 0; i < 200; ++i) {
      for (const FoundBox& found :
           detector.detect(Instant{} + i * kTick, std::vector{standing(40, 0.2)})) {
        numbers.insert(numbers.end(), {found.box.left, found.box.top, found.score});
      }
    }
    return numbers;
  };
  EXPECT_EQ(boxes_of(7), boxes_of(7));
  EXPECT_NE(boxes_of(7), boxes_of(8));
}

}  // namespace
}  // namespace sillage::sim
