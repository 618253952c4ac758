// SPDX-License-Identifier: Apache-2.0
#include "app/camera/advice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::app {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

eye::StreamFacts stream(int width, int height, double fps, const std::string& codec = "h264") {
  eye::StreamFacts facts;
  facts.codec = codec;
  facts.width = width, facts.height = height, facts.fps = fps;
  facts.key_interval_s = 2;
  return facts;
}

TEST(ChooseStream, TakesTheCheapestInWhichPeopleAreLargeEnough) {
  const auto choice = choose_stream(
      {stream(2560, 1440, 25), stream(640, 360, 15), stream(1280, 720, 15), stream(320, 180, 10)});
  EXPECT_EQ(choice.index, 1u);
  EXPECT_THAT(choice.why, HasSubstr("of 4 streams it costs least"));
}

TEST(ChooseStream, MindsRateAndCoding) {
  EXPECT_EQ(choose_stream({stream(640, 360, 5), stream(1280, 720, 10)}).index, 1u);
  EXPECT_EQ(choose_stream({stream(640, 360, 10, "mjpeg"), stream(1280, 720, 10)}).index, 1u);
  EXPECT_EQ(choose_stream({stream(640, 360, 10, "hevc"), stream(640, 360, 10)}).index, 1u);
}

TEST(ChooseStream, WhereNoneWillDoSaysSo) {
  const auto small = choose_stream({stream(320, 180, 10), stream(352, 288, 10)});
  EXPECT_EQ(small.index, 1u);
  EXPECT_THAT(small.why, HasSubstr("no stream has 640x352"));
  const auto slow = choose_stream({stream(3840, 2160, 4), stream(1280, 720, 4)});
  EXPECT_EQ(slow.index, 1u);
  EXPECT_THAT(slow.why, HasSubstr("none has 8 pictures/s"));
}

TEST(Advice, IsNoneWhereAllIsWell) { EXPECT_THAT(advice_on(stream(640, 360, 10)), IsEmpty()); }

TEST(Advice, NamesWhatToSet) {
  eye::StreamFacts facts = stream(3840, 2160, 5, "mjpeg");
  facts.has_b_pictures = true;
  facts.key_interval_s = 10;
  facts.clock_ahead = std::chrono::hours(1);
  EXPECT_THAT(advice_on(facts), ElementsAre(HasSubstr("10 pictures/s"), HasSubstr("second stream"),
                                            HasSubstr("H.264"), HasSubstr("B pictures off"),
                                            HasSubstr("every 2 s, 10 pictures"), HasSubstr("NTP")));
  EXPECT_THAT(advice_on(stream(320, 180, 10)), Contains(HasSubstr("640x360 or more")));
}

}  // namespace
}  // namespace sillage::app
