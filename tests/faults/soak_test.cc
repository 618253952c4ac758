// SPDX-License-Identifier: Apache-2.0
// The short form of the script `soak`.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "tests/faults/camera_server.h"

namespace sillage::faults {
namespace {

TEST(Soak, OfSomeSecondsGrowsNowhereAndStartsNothingAgain) {
  if (!CameraServer::is_built()) GTEST_SKIP() << "built without libgstrtspserver-1.0-dev";
  const e2e::ScratchFolder folder;
  const std::string clip = folder / "a.h264";
  write_stream(clip, {CodedPart{}});
  const std::string build = std::filesystem::path(SILLAGE_BINARY).parent_path();
  const std::string command = std::string(SILLAGE_SOURCE_DIR) + "/tests/faults/soak --warm-up 8 " +
                              build + " 16 a=" + clip + " b=" + clip;
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
}

}  // namespace
}  // namespace sillage::faults
