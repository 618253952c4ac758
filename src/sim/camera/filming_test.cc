// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/filming.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;

class Filming : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    auto plan = parse(testing::small_plan() + R"(
[opening]
monday = "09:00-12:00"
[arrivals]
visitors_per_day = 150
)",
                      "plan.toml");
    ASSERT_TRUE(plan) << plan.error().to_string();
    plan->cameras.front().image_size = {128, 72};
    premises_ = std::make_unique<Premises>(*plan);
    order_.camera = plan->cameras.front().id;
    order_.from = instant_of(plan->time_zone, *parse_date("2026-01-05"), std::chrono::hours(10));
    order_.seconds = 1;
    order_.out = folder_;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / fmt::format("filming_test_{}", ::getpid());
  std::unique_ptr<Premises> premises_;
  FilmOrder order_;
};

TEST_F(Filming, WritesClipTruthAndInfoAndTwiceTheSame) {
  const auto first = film(*premises_, order_);
  ASSERT_TRUE(first) << first.error().to_string();
  const std::string clip = *read_file(first->clip), truth = *read_file(first->truth);
  EXPECT_EQ(first->pictures, pictures_of(premises_->plan(), order_));
  EXPECT_EQ(std::count(truth.begin(), truth.end(), '\n'), first->people);
  EXPECT_THAT(*read_file(folder_ / order_.camera / "seqinfo.ini"), HasSubstr("imWidth=128\n"));
  const auto second = film(*premises_, order_);
  ASSERT_TRUE(second) << second.error().to_string();
  EXPECT_EQ(*read_file(second->clip), clip);
  EXPECT_EQ(*read_file(second->truth), truth);
}

TEST_F(Filming, StoppingLeavesNoClip) {
  order_.progress = [](std::int64_t done) { return done < 3; };
  const auto summary = film(*premises_, order_);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kCancelled);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    EXPECT_TRUE(entry.is_directory()) << entry.path();
  }
}

TEST_F(Filming, RefusesWhatCannotBeFilmed) {
  order_.seconds = 0;
  const auto nothing = film(*premises_, order_);
  ASSERT_FALSE(nothing);
  EXPECT_THAT(nothing.error().message, HasSubstr("give 0.1 to"));
  order_.seconds = 1;
  order_.camera = "roof";
  const auto nobody = film(*premises_, order_);
  ASSERT_FALSE(nobody);
  EXPECT_THAT(nobody.error().message, HasSubstr("take one of:"));
}

TEST(ClipWriter, MakesBothCodecsAndRefusesOddSizes) {
  const auto folder = std::filesystem::path(::testing::TempDir());
  for (const Codec codec : {Codec::kH264, Codec::kH265}) {
    ClipOptions options;
    options.path = folder / fmt::format("clip_writer_test_{}.mp4", ::getpid());
    options.width = 64;
    options.height = 48;
    options.codec = codec;
    auto clip = ClipWriter::create(options);
    ASSERT_TRUE(clip) << clip.error().to_string();
    EXPECT_FALSE(clip->finish()) << "no pictures yet";
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(clip->add(Picture(64, 48)));
    EXPECT_FALSE(clip->add(Picture(32, 48)));
    ASSERT_TRUE(clip->finish());
    EXPECT_GT(std::filesystem::file_size(options.path), 500u);
    std::filesystem::remove(options.path);
  }
  ClipOptions odd;
  odd.path = folder / fmt::format("odd_{}.mp4", ::getpid());
  odd.width = 65;
  const auto refused = ClipWriter::create(odd);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("take even sizes"));
}

}  // namespace
}  // namespace sillage::sim
