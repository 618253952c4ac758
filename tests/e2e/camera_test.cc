// SPDX-License-Identifier: Apache-2.0
// `sillage camera`: from a camera that answers in the network to one in the configuration.
#include <fstream>
#include <optional>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/supervisor/camera_checker.h"
#include "app/supervisor/plate_taker.h"
#include "app/supervisor/secrets.h"
#include "base/testing/temporary.h"
#include "govern/gate.h"
#include "onvif/testing/mock_camera.h"
#include "sim/camera/clip_writer.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(CameraCommand, DiscoverNamesWhoAnswersAndWhatIsNext) {
  onvif::testing::MockCamera camera;
  camera.start();
  const auto result = run_sillage({"camera", "discover", "--to", "127.0.0.1", "--port",
                                   std::to_string(camera.discovery_port()), "--seconds", "0.5"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr(camera.address() + "  Front door M-1"));
  EXPECT_THAT(result.err, HasSubstr("sillage camera add"));
}

TEST(CameraCommand, FailuresSayWhatToDo) {
  const auto refused = run_sillage({"camera", "test", "rtsp://admin:hunter2@127.0.0.1:1/x"});
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("check that the camera"), Not(HasSubstr("hunter2"))));
  EXPECT_EQ(run_sillage({"camera", "test"}).exit_code, 2);
  const auto unset = run_sillage({"camera", "test", "rtsp://127.0.0.1:1/x", "--user", "a"});
  EXPECT_EQ(unset.exit_code, 2);
  EXPECT_THAT(unset.err, HasSubstr("SILLAGE_CAMERA_PASSWORD"));
}

/// A camera that sees an empty room, and asks for the name "installer" and a password.
class EmptyRoom {
 public:
  EmptyRoom() {
    sim::ClipOptions clip;
    clip.path = folder_.path() / "clip.mp4";
    auto writer = sim::ClipWriter::create(clip);
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(writer->add(sim::Picture(640, 360)));
    EXPECT_TRUE(writer->finish());
    server_.emplace(std::vector<std::string>{"sim", "serve", "--clip", clip.path, "--camera", "main",
                                             "--camera", "sub", "--port", "0", "--seconds", "300",
                                             "--user", "installer"});
    const std::string printed = server_->out_with("ready\n", 60);
    main_ = printed.substr(0, printed.find('\n'));
  }
  const std::string& main() const { return main_; }
  std::string sub() const { return main_.substr(0, main_.rfind('/')) + "/sub"; }
  std::string with_login() const {
    return "rtsp://installer:correct%20horse@" + main_.substr(std::string("rtsp://").size());
  }
  const fs::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  TemporaryVariable password_{"SILLAGE_SIM_PASSWORD", "correct horse"};
  std::optional<RunningSillage> server_;
  std::string main_;
};

TEST(CameraCommand, AddChoosesAStreamAndKeepsThePasswordApart) {
  if (!SILLAGE_HAS_SIM_SERVE) GTEST_SKIP() << "built without libgstrtspserver-1.0-dev";
  const EmptyRoom room;
  const std::string& main = room.main();
  const TemporaryVariable given("SILLAGE_CAMERA_PASSWORD", "correct horse");
  onvif::testing::MockCamera camera;
  camera.wants_proof = true;
  camera.streams = {{"m", "H264", 640, 360, 10, main},
                    {"s", "H264", 640, 360, 10, room.sub()}};
  camera.start();
  const fs::path config = room.folder() / "store.toml";
  const auto added = run_sillage(
      {"camera", "add", "door", camera.address(), "--user", "installer", "--config", config});
  ASSERT_EQ(added.exit_code, 0) << added.err;
  EXPECT_THAT(added.err, AllOf(HasSubstr("of 2 streams it costs least"), HasSubstr("sillage run")));
  EXPECT_THAT(added.out, HasSubstr("640x360 h264, 10.0 pictures/s"));
  EXPECT_THAT(content(config), HasSubstr("source = \"" + main + "\""));
  EXPECT_THAT(content(config) + added.out + added.err, Not(HasSubstr("horse")));
  EXPECT_EQ(app::read_secrets(room.folder() / "store.secrets")->at(CameraId("door")).password,
            "correct horse");
  const auto tested =
      run_sillage({"camera", "test", "--config", config, "--camera", "door", "--json"});
  EXPECT_EQ(tested.exit_code, 0) << tested.err;
  EXPECT_THAT(tested.out, AllOf(HasSubstr("\"fps\": 10.0"), HasSubstr("\"advice\": []")));
}

TEST(HelpersOfTheDesk, TestALiveCameraAndTakeItsPicture) {
  if (!SILLAGE_HAS_SIM_SERVE) GTEST_SKIP() << "built without libgstrtspserver-1.0-dev";
  const SystemClock clock;
  const TemporaryFolder folder;
  auto gate = govern::Gate::open(folder.path() / "governance", clock);
  ASSERT_TRUE(gate) << gate.error().to_string();
  const auto checker = app::CameraChecker::start();
  ASSERT_TRUE(checker);
  app::PlateTaker::Options options;
  options.permit = gate->permit_file();
  options.shortest_span = std::chrono::seconds(5);
  const auto taker = app::PlateTaker::start(options);
  ASSERT_TRUE(taker);
  const auto leave = gate->demonstrate();
  ASSERT_TRUE(leave && leave->may_decode());
  const EmptyRoom room;

  const auto found = (*checker)->check(room.with_login());
  ASSERT_TRUE(found) << found.error().to_string();
  EXPECT_TRUE(found->ok) << found->advice.value_or("");
  EXPECT_EQ(found->width, 640);
  EXPECT_EQ(found->codec, "h264");
  const auto wrong = (*checker)->check(room.main());
  ASSERT_TRUE(wrong);
  EXPECT_FALSE(wrong->ok);
  EXPECT_THAT(wrong->advice.value_or(""), HasSubstr("user name or password"));
  EXPECT_FALSE((*checker)->check("/etc/passwd"));

  const auto picture = (*taker)->take(room.with_login(), leave->token);
  ASSERT_TRUE(picture) << picture.error().to_string();
  EXPECT_THAT(*picture, StartsWith("\x89PNG"));
  ASSERT_TRUE(gate->withdraw("a test"));
  const auto refused = (*taker)->take(room.with_login(), leave->token);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kPermission) << refused.error().to_string();
}

}  // namespace
}  // namespace sillage::e2e
