// SPDX-License-Identifier: Apache-2.0
// `sillage sim serve`: cameras over RTSP on this machine, read back through the product's ingest.
// Where the build has no GStreamer there is only its message to test.
#include <cmath>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "eye/ingest/video_source.h"
#include "sim/camera/clip_writer.h"
#include "sim/plan/testing/small_plan.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// All of it, the preparation of a camera included; a sound machine needs a tenth.
constexpr int kLimit_s = 90;

/// The address of a camera, from what the server printed.
std::string address_of(const std::string& printed, const std::string& camera) {
  const std::size_t end = printed.find("/" + camera + "\n");
  const std::size_t begin = printed.rfind("rtsp://", end);
  if (end == std::string::npos || begin == std::string::npos) return "none in: " + printed;
  return printed.substr(begin, end + 1 + camera.size() - begin);
}

Result<eye::VideoSource> watch(const std::string& address) {
  eye::SourceOptions options;
  options.url = address;
  options.open_timeout = std::chrono::seconds(30);
  options.stall_timeout = std::chrono::seconds(30);
  options.may_decode = [] { return Result<void>{}; };  // it is a simulated camera
  return eye::VideoSource::create(std::move(options));
}

class SimServe : public testing::Test {
 protected:
  void SetUp() override {
    if (!SILLAGE_HAS_SIM_SERVE) GTEST_SKIP() << "built without libgstrtspserver-1.0-dev";
    fs::create_directories(plan());
    std::ofstream(plan() / "plan.toml") << sim::testing::with(
        sim::testing::small_plan(), "yaw_deg = 220", "yaw_deg = 220\nimage_size = [160, 90]");
  }

  fs::path plan() const { return temporary_.path() / "plan"; }

  /// Six pictures, each of another grey, at five a second.
  fs::path clip(sim::Codec codec) const {
    sim::ClipOptions options;
    options.path = temporary_.path() / "clip.mp4";
    options.width = 64, options.height = 48, options.fps = 5;
    options.codec = codec;
    auto writer = sim::ClipWriter::create(options);
    for (int i = 0; i < 6 && writer; ++i) {
      sim::Picture picture(64, 48);
      std::fill(picture.y.begin(), picture.y.end(), static_cast<std::uint8_t>(40 + 30 * i));
      EXPECT_TRUE(writer->add(picture));
    }
    EXPECT_TRUE(writer && writer->finish());
    return options.path;
  }

  TemporaryFolder temporary_;
};

TEST_F(SimServe, IngestReadsAFilmedCameraInRealTime) {
  RunningSillage server({"sim", "serve", plan(), "--port", "0", "--seconds", "600"});
  const std::string printed = server.out_with("ready\n", kLimit_s);
  const auto began = Clock::now();
  auto source = watch(address_of(printed, "corner"));
  ASSERT_TRUE(source) << source.error().to_string() << server.finish(0).err;
  EXPECT_EQ(source->info().width, 160);
  EXPECT_EQ(source->info().height, 90);
  EXPECT_EQ(source->info().codec, "h264");
  constexpr int kPictures = 21;
  std::vector<Instant> times;
  std::set<std::uint8_t> greys;
  for (int i = 0; i < kPictures; ++i) {
    const auto frame = source->next();
    ASSERT_TRUE(frame && *frame) << (frame ? "the stream ended" : frame.error().to_string());
    times.push_back((*frame)->captured_at);
    for (int x = 0; x < 160; ++x) greys.insert((*frame)->picture.y[x]);
  }
  const double real_s = std::chrono::duration<double>(Clock::now() - began).count();
  const double stream_s = seconds(times.back() - times.front());
  // A slow machine skips pictures; none comes before its time.
  EXPECT_GE(stream_s, 0.1 * (kPictures - 1) - 0.01);
  EXPECT_LE(stream_s, real_s + 0.2);
  for (int i = 1; i < kPictures; ++i) {
    const double slots = seconds(times[i] - times[i - 1]) / 0.1;
    EXPECT_NEAR(slots, std::round(slots), 0.05) << "the camera takes one every 0.1 s";
  }
  EXPECT_GT(greys.size(), 10u) << "a picture with something on it";
  server.interrupt();
  const CommandResult end = server.finish(kLimit_s);
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("pictures in all"));
}

TEST_F(SimServe, RepeatsAClipUnderSeveralNames) {
  for (const sim::Codec codec : {sim::Codec::kH264, sim::Codec::kH265}) {
    RunningSillage server({"sim", "serve", "--clip", clip(codec), "--camera", "a", "--camera", "b",
                           "--port", "0", "--seconds", "600"});
    const std::string printed = server.out_with("ready\n", kLimit_s);
    const bool is_h264 = codec == sim::Codec::kH264;
    for (const std::string name : is_h264 ? std::vector{"a", "b"} : std::vector{"b"}) {
      auto source = watch(address_of(printed, name));
      ASSERT_TRUE(source) << source.error().to_string() << server.finish(0).err;
      EXPECT_EQ(source->info().codec, is_h264 ? "h264" : "hevc");
      std::set<int> greys;
      for (int i = 0; i < 8; ++i) {
        const auto frame = source->next();
        ASSERT_TRUE(frame && *frame);
        greys.insert(((*frame)->picture.y[10] + 5) / 30);
      }
      EXPECT_EQ(greys.size(), 6u) << "all six pictures, then the first again";
    }
  }
}

TEST_F(SimServe, AsksForThePassword) {
  const TemporaryVariable password("SILLAGE_SIM_PASSWORD", "correct horse");
  RunningSillage server({"sim", "serve", "--clip", clip(sim::Codec::kH264), "--camera", "a",
                         "--port", "0", "--seconds", "600", "--user", "installer"});
  const std::string open = address_of(server.out_with("ready\n", kLimit_s), "a");
  const auto with = [&](const std::string& secret) {
    return watch("rtsp://" + secret + open.substr(std::string("rtsp://").size()));
  };
  EXPECT_FALSE(watch(open));
  EXPECT_FALSE(with("installer:wrong@"));
  const auto source = with("installer:correct%20horse@");
  EXPECT_TRUE(source) << source.error().to_string();
}

TEST_F(SimServe, SaysWhatIsWrong) {
  const auto expect_failure = [](const std::vector<std::string>& words, int exit_code,
                                 const std::string& text) {
    std::vector<std::string> all{"sim", "serve", "--seconds", "1"};
    all.insert(all.end(), words.begin(), words.end());
    const auto result = run_sillage(all, kLimit_s);
    EXPECT_EQ(result.exit_code, exit_code) << text;
    EXPECT_THAT(result.err, HasSubstr(text));
  };
  const auto expect_no_start = [&](std::vector<std::string> words, int exit_code,
                                   const std::string& text) {
    words.insert(words.end(), {"--port", "0"});
    expect_failure(words, exit_code, text);
  };
  expect_no_start({}, 2, "name the folder of a plan, or a file with --clip");
  expect_no_start({plan(), "--camera", "attic"}, 1, "has no camera 'attic'; it has: corner");
  expect_no_start({plan(), "--camera", "corner", "--camera", "corner"}, 2, "name each once");
  expect_no_start({plan() / "none"}, 3, "none");
  expect_no_start({"--clip", temporary_.path() / "none.mp4"}, 1, "sillage sim render");
  expect_no_start({plan(), "--user", "installer"}, 2, "SILLAGE_SIM_PASSWORD");
  expect_no_start({plan(), "--password-file", "x"}, 2, "add --user NAME");
  expect_no_start({plan(), "--from", "noon"}, 1, "noon");

  RunningSillage first(
      {"sim", "serve", "--clip", clip(sim::Codec::kH264), "--port", "0", "--seconds", "600"});
  const std::string address = address_of(first.out_with("ready\n", kLimit_s), "clip");
  const std::size_t port = address.find(':', 6) + 1;
  expect_failure({plan(), "--port", address.substr(port, address.rfind('/') - port)}, 1,
                 "take another with --port");
}

TEST(SimServeLeftOut, SaysHowToGetIt) {
  if (SILLAGE_HAS_SIM_SERVE) GTEST_SKIP() << "this build has it";
  const auto result = run_sillage({"sim", "serve", "examples/demo-store"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("`make deps`"));
}

}  // namespace
}  // namespace sillage::e2e
