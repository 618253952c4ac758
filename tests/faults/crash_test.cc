// SPDX-License-Identifier: Apache-2.0
// A decoder's bug takes one eye down, again and again, and nothing else.
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/live_store.h"

namespace sillage::faults {
namespace {

using testing::HasSubstr;

TEST(Crash, OfADecoderKillsOneEyeAndNothingElse) {
  LiveStore store({});
  for (const char* camera : {"door", "till"}) {
    const std::string clip = store.clip(std::string(camera) + ".y4m");
    const bool is_marked = camera[0] == 'd';
    e2e::write_clip(clip, 100, [=](int frame) {  // one frame of the door is all of one brightness
      std::vector<Box> people;
      if (is_marked && frame == 15) people.push_back({0, 0, e2e::kClipWidth, e2e::kClipHeight});
      return people;
    });
    store.set_source(camera, clip);
  }
  ::setenv("LD_PRELOAD", SILLAGE_CRASH_ON_MARK, 1);
  store.start();
  ::unsetenv("LD_PRELOAD");
  const std::string died = "event=room-died room=\"eye door\" signal=11";
  ASSERT_THAT(store.run().err_with(died, 60), HasSubstr(died));
  EXPECT_TRUE(store.reaches("frames_analysed_total", "till", 60, 60));
  EXPECT_GE(store.restarts("eye", "door"), 1);
  EXPECT_EQ(store.restarts("eye", "till"), 0);
  EXPECT_EQ(store.restarts("floor"), 0);
  EXPECT_EQ(store.restarts("desk"), 0);
  store.run().interrupt();
  EXPECT_EQ(store.run().finish(20).exit_code, 0);
}

}  // namespace
}  // namespace sillage::faults
