// SPDX-License-Identifier: Apache-2.0
#include "eval/tracking.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eval/tracking_report.h"

namespace sillage::eval {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;

using Rows = std::vector<MotRow>;

MotRow row(int frame, long id, double left, double confidence = 1, int object_class = 1) {
  return {frame, id, Box{left, 50, 20, 40}, confidence, object_class};
}

/// `people` who stand 100 pixels apart and walk 3 pixels a frame.
Rows walk(int frames, int people, long first_id = 1) {
  Rows rows;
  for (int frame = 1; frame <= frames; ++frame) {
    for (int p = 0; p < people; ++p) {
      rows.push_back(row(frame, first_id + p, 100.0 * p + 3.0 * frame));
    }
  }
  return rows;
}

TrackingSums sums_of(const Rows& truth, const Rows& result, int frames,
                     Preprocess preprocess = Preprocess::kMot17) {
  const auto sums = compare_tracks(truth, result, frames, preprocess);
  EXPECT_TRUE(sums) << sums.error().to_string();
  return sums.value_or(TrackingSums{});
}

TEST(Tracking, PerfectResultIsOneEverywhere) {
  const Rows truth = walk(10, 3);
  const auto sums = sums_of(truth, walk(10, 3, 900), 10);
  const auto all = figures(sums);
  for (const auto& value : named_values(sums)) {
    EXPECT_DOUBLE_EQ(value.value, value.is_count ? 0 : 1) << value.name;
  }
  EXPECT_THAT(all.hota_alpha, Each(1.0));
  EXPECT_THAT(all.det_a_alpha, Each(1.0));
  EXPECT_THAT(all.ass_a_alpha, Each(1.0));
  EXPECT_THAT(all.loc_a_alpha, Each(1.0));
  EXPECT_EQ(sums.tp, 30);
  EXPECT_EQ(sums.id_tp, 30);
  EXPECT_EQ(sums.mostly_tracked, 3);
  EXPECT_EQ(sums.truth_ids, 3);
  EXPECT_EQ(sums.frames, 10);
}

TEST(Tracking, SwappedIdsCostAssociationOnly) {
  const Rows truth = walk(10, 2);
  Rows result = truth;
  for (auto& r : result) {
    if (r.frame > 5) r.id = 3 - r.id;
  }
  const auto sums = sums_of(truth, result, 10);
  const auto all = figures(sums);
  EXPECT_EQ(sums.id_switches, 2);
  EXPECT_DOUBLE_EQ(all.det_a, 1);
  EXPECT_DOUBLE_EQ(all.mota, 1 - 2.0 / 20);
  EXPECT_DOUBLE_EQ(all.idf1, 0.5);
  // Each of four pairs of identities shares 5 of 15 boxes.
  EXPECT_DOUBLE_EQ(all.ass_a, 1.0 / 3);
}

TEST(Tracking, SwitchAfterAGapIsCountedAndTheGapIsAFragment) {
  const Rows truth = walk(9, 1);
  Rows result;
  for (auto r : truth) {
    if (r.frame >= 4 && r.frame <= 6) r.box.left += 500;
    if (r.frame >= 7) r.id = 8;
    result.push_back(r);
  }
  const auto sums = sums_of(truth, result, 9);
  EXPECT_EQ(sums.id_switches, 1);
  EXPECT_EQ(sums.fragmentations, 1);
  EXPECT_EQ(sums.fn, 3);
  EXPECT_EQ(sums.fp, 3);
  EXPECT_EQ(sums.partly_tracked, 1);
}

TEST(Tracking, FrameWithoutAnyResultLeavesTheMemoryUntouched) {
  const Rows truth = walk(9, 1);
  Rows result = truth;
  std::erase_if(result, [](const MotRow& r) { return r.frame >= 4 && r.frame <= 6; });
  const auto sums = sums_of(truth, result, 9);
  EXPECT_EQ(sums.fragmentations, 0);
  EXPECT_EQ(sums.fn, 3);
}

TEST(Tracking, KeepingTheIdentityBeatsABetterFit) {
  const Rows truth = {row(1, 1, 100), row(2, 1, 100)};
  const Rows result = {row(1, 5, 100), row(2, 5, 104), row(2, 6, 100)};
  const auto sums = sums_of(truth, result, 2);
  EXPECT_EQ(sums.id_switches, 0);
  EXPECT_NEAR(sums.motp_sum, 1 + 16.0 / 24, 1e-12);
}

TEST(Tracking, HotaMatchesTheIdentityThatFitsTheWholeSequence) {
  const Rows truth = walk(10, 1);
  Rows result = walk(10, 1, 5);
  for (auto& r : result) r.box.left += 2;
  MotRow passer_by = truth.back();
  passer_by.id = 6;
  result.push_back(passer_by);
  const auto all = figures(sums_of(truth, result, 10));
  EXPECT_DOUBLE_EQ(all.ass_a_alpha.front(), 1);
  EXPECT_DOUBLE_EQ(all.loc_a_alpha.front(), 18.0 / 22);
}

TEST(Tracking, EmptyResultFindsNothing) {
  const auto sums = sums_of(walk(10, 3), {}, 10);
  const auto all = figures(sums);
  EXPECT_EQ(sums.fn, 30);
  EXPECT_EQ(sums.fp, 0);
  EXPECT_EQ(sums.mostly_lost, 3);
  EXPECT_EQ(all.hota, 0);
  EXPECT_EQ(all.mota, 0);
  EXPECT_EQ(all.idf1, 0);
  EXPECT_EQ(all.loc_a, 1);
}

TEST(Tracking, EmptyTruthMakesEverythingFalse) {
  const auto sums = sums_of({}, walk(10, 3), 10);
  const auto all = figures(sums);
  EXPECT_EQ(sums.fp, 30);
  EXPECT_EQ(sums.fn, 0);
  EXPECT_EQ(all.hota, 0);
  EXPECT_EQ(all.idp, 0);
  EXPECT_EQ(all.mota, 0);
}

TEST(Tracking, NothingAtAllIsNoError) { EXPECT_EQ(figures(sums_of({}, {}, 10)).hota, 0); }

TEST(Tracking, BoxOnADistractorIsNeitherRightNorWrong) {
  Rows truth = walk(4, 1);
  for (int frame = 1; frame <= 4; ++frame) truth.push_back(row(frame, 77, 500, 0, 7));
  Rows result = walk(4, 1);
  for (int frame = 1; frame <= 4; ++frame) result.push_back(row(frame, 9, 502));
  EXPECT_EQ(sums_of(truth, result, 4, Preprocess::kMot17).fp, 0);
  EXPECT_EQ(sums_of(truth, result, 4, Preprocess::kMot17).result_boxes, 4);
  EXPECT_EQ(sums_of(truth, result, 4, Preprocess::kMot15).fp, 4);
}

TEST(Tracking, BoxOnAnIgnoredPersonOrACarIsFalse) {
  const Rows truth = {row(1, 1, 100, 0, 1), row(1, 2, 300, 1, 3), row(1, 3, 500)};
  const Rows result = {row(1, 1, 100), row(1, 2, 300), row(1, 3, 500)};
  const auto sums = sums_of(truth, result, 1, Preprocess::kMot17);
  EXPECT_EQ(sums.truth_boxes, 1);
  EXPECT_EQ(sums.fp, 2);
}

TEST(Tracking, OrderOfRowsAndNamesOfIdsDoNotMatter) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> jitter(-9, 9);
  const Rows truth = walk(40, 4);
  Rows result = walk(40, 4);
  for (auto& r : result) {
    r.box.left += jitter(random);
    r.id += r.frame / 15 * 10;
  }
  Rows renamed = result;
  for (auto& r : renamed) r.id = -1'000'000'007L * r.id;
  std::shuffle(renamed.begin(), renamed.end(), random);
  const auto expected = named_values(sums_of(truth, result, 40));
  const auto found = named_values(sums_of(truth, renamed, 40));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(found[i].value, expected[i].value, 1e-12) << expected[i].name;
  }
}

TEST(Tracking, SumsOfSequencesAreThoseOfOneLongSequence) {
  const Rows first_truth = walk(10, 2);
  Rows first_result = walk(10, 2);
  std::erase_if(first_result, [](const MotRow& r) { return r.frame == 4 && r.id == 1; });
  const Rows second_truth = walk(6, 3, 50);
  Rows second_result = walk(6, 3, 60);
  for (auto& r : second_result) r.box.left += 4;
  TrackingSums sum = sums_of(first_truth, first_result, 10);
  sum += sums_of(second_truth, second_result, 6);

  Rows truth = first_truth, result = first_result;
  for (auto r : second_truth) truth.push_back((r.frame += 10, r));
  for (auto r : second_result) result.push_back((r.frame += 10, r));
  const auto expected = sums_of(truth, result, 16);
  const auto together = named_values(sum), as_one = named_values(expected);
  for (std::size_t i = 0; i < together.size(); ++i) {
    EXPECT_NEAR(together[i].value, as_one[i].value, 1e-12) << together[i].name;
  }
  EXPECT_EQ(sum.frames, 16);
  EXPECT_EQ(sum.truth_ids, expected.truth_ids);
}

TEST(Tracking, IdTwiceInAFrameIsAnError) {
  const Rows good = walk(3, 1);
  Rows twice = walk(3, 1);
  twice.push_back(row(2, 1, 400));
  const auto in_result = compare_tracks(good, twice, 3, Preprocess::kMot15);
  ASSERT_FALSE(in_result);
  EXPECT_THAT(in_result.error().message,
              AllOf(HasSubstr("result has id 1 twice in frame 2"), HasSubstr("track it first")));
  const auto in_truth = compare_tracks(twice, good, 3, Preprocess::kMot15);
  ASSERT_FALSE(in_truth);
  EXPECT_THAT(in_truth.error().message, HasSubstr("ground truth has id 1 twice in frame 2"));
}

TEST(Tracking, BoxBehindTheLastFrameIsAnError) {
  const auto sums = compare_tracks(walk(3, 1), walk(4, 1), 3, Preprocess::kMot15);
  ASSERT_FALSE(sums);
  EXPECT_THAT(sums.error().message,
              AllOf(HasSubstr("in frame 4, but the sequence has frames 1 to 3"),
                    HasSubstr("give the number of frames")));
}

TEST(Tracking, ThousandsOfIdsInFarApartFramesNeedLittle) {
  Rows truth, result;
  for (int i = 0; i < 50'000; ++i) {
    truth.push_back(row(1 + i * 40'000, i, i % 900));
    result.push_back(row(1 + i * 40'000, i + 7, i % 900));
  }
  const auto all = figures(sums_of(truth, result, 2'000'000'000));
  EXPECT_DOUBLE_EQ(all.hota, 1);
}

TEST(Places, WithinTheRadiusAreOnePersonAndBeyondItNobody) {
  std::vector<PlaceRow> truth, near, far;
  for (int frame = 1; frame <= 10; ++frame) {
    truth.push_back({frame, 1, {0.1 * frame, 0}});
    near.push_back({frame, frame <= 7 ? 4L : 9L, {0.1 * frame, 0.95}});
    far.push_back({frame, 4, {0.1 * frame, 1.05}});
  }
  const auto found = compare_places(truth, near, 10, 1);
  ASSERT_TRUE(found) << found.error().to_string();
  EXPECT_EQ(found->fp, 0);
  EXPECT_EQ(found->fn, 0);
  EXPECT_NEAR(figures(*found).idf1, 0.7, 1e-9) << "seven of ten under one identity";
  const auto lost = compare_places(truth, far, 10, 1);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->fn, 10);
  EXPECT_THAT(compare_places(truth, far, 10, 0).error().message, HasSubstr("give more than 0"));
}

}  // namespace
}  // namespace sillage::eval
