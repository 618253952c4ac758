// SPDX-License-Identifier: Apache-2.0
// A machine that is too slow for a camera leaves frames out evenly, and says so.
#include <thread>

#include <gtest/gtest.h>

#include "app/eye.h"
#include "tests/e2e/synthetic_clip.h"

namespace sillage::faults {
namespace {

/// Needs 0.35 s a picture, and sees somebody in each, so that none is quiet.
class SlowDetector final : public eye::Detector {
 public:
  Result<std::vector<eye::Detection>> detect(const eye::I420View&) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(350));
    return std::vector<eye::Detection>{{Box{40, 40, 60, 120}, 0.9F}};
  }
};

TEST(Overload, MakesTheAnalysedRateFallEvenlyAndShowsIt) {
  const e2e::ScratchFolder folder;
  e2e::write_clip(folder / "a.y4m", 140, [](int) { return std::vector<Box>{}; });
  config::Camera camera;
  camera.id = CameraId("door");
  camera.calibration = config::ScaleCalibration{};
  const SystemClock clock;
  eye::SourceOptions options;
  options.url = (folder / "a.y4m").string();
  options.analysed_fps = 5;
  options.live_clock = &clock;
  SlowDetector detector;
  auto eye = app::Eye::create(camera, std::move(options), detector, 0.3);
  ASSERT_TRUE(eye) << eye.error().to_string();
  std::vector<double> times_s;
  std::uint64_t dropped_at_8_s = 0;
  for (;;) {
    const auto frame = eye->next();
    ASSERT_TRUE(frame);
    if (!*frame) break;
    times_s.push_back(seconds((*frame)->captured_at - eye->info().starts_at));
    if (times_s.back() < 8) dropped_at_8_s = eye->summary().dropped;
  }
  const app::EyeSummary summary = eye->summary();
  EXPECT_TRUE(summary.is_rate_limited);
  EXPECT_LT(summary.rate_limit, 1 / 0.35);
  EXPECT_GE(summary.rate_limit, 1);
  EXPECT_GT(dropped_at_8_s, 0u) << "it was too slow";
  EXPECT_LE(summary.dropped, dropped_at_8_s + 1) << "and no longer is";
  for (std::size_t i = 1; i + 1 < times_s.size(); ++i) {
    if (times_s[i - 1] < 8) continue;
    EXPECT_NEAR(times_s[i] - times_s[i - 1], 1 / summary.rate_limit, 0.21) << times_s[i];
  }
}

}  // namespace
}  // namespace sillage::faults
