// SPDX-License-Identifier: Apache-2.0
// `sillage run` as a user runs it, on clips that stand for cameras.
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/store/store.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

using testing::HasSubstr;
using Seconds = std::chrono::duration<double>;

class Run : public testing::Test {
 protected:
  /// A store with these cameras, each showing an empty room.
  std::string write_store(const std::vector<std::string>& cameras) {
    std::string text = "[store]\nid = \"corner\"\n";
    for (const std::string& camera : cameras) {
      write_clip(folder_ / (camera + ".y4m"), 100, [](int) { return std::vector<Box>{}; });
      text += "[[camera]]\nid = \"" + camera + "\"\nsource = \"" +
              (folder_ / (camera + ".y4m")).string() + "\"\nanalysed_fps = 5\n" +
              "[camera.calibration]\nkind = \"scale\"\n";
    }
    std::ofstream(folder_ / "store.toml") << text;
    return (folder_ / "store.toml").string();
  }

  std::vector<std::string> words(const std::vector<std::string>& cameras) {
    return {"run",      "--config", write_store(cameras), "--db", database(),
            "--listen", "",         "--demonstration"};
  }
  std::string database() const { return (folder_ / "store.db").string(); }

  std::vector<desk::StoredBin> stored() {
    auto store = desk::open_sqlite(database());
    if (!store) return {};
    const Instant now = SystemClock().now();
    auto bins = (*store)->read(StoreId("corner"), now - std::chrono::hours(48),
                               now + std::chrono::hours(48));
    return bins ? *bins : std::vector<desk::StoredBin>{};
  }

  ScratchFolder folder_;
};

TEST_F(Run, WatchesUntilItIsStoppedAndSettlesTheOpenBin) {
  RunningSillage run(words({"door", "till"}));
  EXPECT_THAT(run.err_with("camera-online camera=door", 60), HasSubstr("camera-online"));
  run.err_with("camera-online camera=till", 30);
  std::this_thread::sleep_for(std::chrono::seconds(3));
  const auto asked = std::chrono::steady_clock::now();
  run.interrupt();
  const CommandResult ended = run.finish(20);
  const Seconds took = std::chrono::steady_clock::now() - asked;
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_LT(took.count(), 5.5);
  const auto bins = stored();
  ASSERT_FALSE(bins.empty()) << ended.err;
  for (const desk::StoredBin& bin : bins) {
    EXPECT_TRUE(bin.header.evaluation);  // a demonstration is marked
    EXPECT_GT(bin.header.coverage, 0);
    // One of a few seconds is what was left of a quarter of an hour when the program began.
    const Duration length = bin.header.bin_end - bin.header.bin_start;
    if (length > std::chrono::minutes(1)) {
      EXPECT_LT(bin.header.coverage, 0.2);
    }
  }
}

TEST_F(Run, StaysDarkUntilTheGateOpens) {
  auto deployed = words({"door"});
  deployed.pop_back();
  RunningSillage run(deployed);
  run.err_with("event=gate-closed", 60);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  run.interrupt();
  const CommandResult ended = run.finish(20);
  EXPECT_THAT(ended.err, HasSubstr("cameras stay off"));
  EXPECT_THAT(ended.err, testing::Not(HasSubstr("camera-online")));
  for (const desk::StoredBin& bin : stored()) EXPECT_EQ(bin.header.coverage, 0);
}

TEST_F(Run, AReloadStartsOnlyWhatHasChangedAndRefusesWhatIsWrong) {
  RunningSillage run(words({"door", "till"}));
  run.err_with("camera-online camera=door", 60);
  const std::string file = (folder_ / "store.toml").string();
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  const std::string before = text.str();
  std::ofstream(file) << before << "[detector]\nmin_score = 7\n";
  ::kill(run.pid(), SIGHUP);
  EXPECT_THAT(run.err_with("event=reload-refused", 10), HasSubstr("min_score"));
  std::string changed = before;
  changed.replace(changed.rfind("analysed_fps = 5"), 16, "analysed_fps = 4");
  std::ofstream(file) << changed;
  ::kill(run.pid(), SIGHUP);
  EXPECT_THAT(run.err_with("event=room-reloads room=\"eye till\"", 10),
              HasSubstr("event=room-reloads room=\"eye till\""));
  run.err_with("event=room-ended room=\"eye till\"", 10);
  run.interrupt();
  const CommandResult ended = run.finish(20);
  EXPECT_THAT(ended.err, testing::Not(HasSubstr("room-reloads room=\"eye door\"")));
  EXPECT_THAT(ended.err, testing::Not(HasSubstr("room-reloads room=\"floor\"")));
}

TEST_F(Run, RoomsAreClosedInAsTheKernelSeesIt) {
  RunningSillage run(words({"door"}));
  run.err_with("camera-online camera=door", 60);
  const CommandResult seen = run_sillage({"doctor", "--privacy"});
  EXPECT_EQ(seen.exit_code, 0) << seen.out << seen.err;
  for (const char* room : {"eye door", "floor", "desk"}) EXPECT_THAT(seen.out, HasSubstr(room));
  EXPECT_THAT(seen.out, HasSubstr("seccomp 2"));
}

TEST_F(Run, AStoreWithoutSourcesIsRefusedWithWhatToDo) {
  const std::string file = (folder_ / "bare.toml").string();
  std::ofstream(file) << "[[camera]]\nid = \"door\"\n[camera.calibration]\nkind = \"scale\"\n";
  const CommandResult ended = run_sillage({"run", "--config", file, "--db", database()});
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_THAT(ended.err, HasSubstr("add source = \"rtsp://"));
}

/// ONNX Runtime would send reports to its makers, and write an id of the machine for that.
TEST_F(Run, TheDetectorLeavesNothingInTheHomeFolder) {
  const std::string home = (folder_ / "home").string();
  std::filesystem::create_directory(home);
  const char* before = std::getenv("HOME");
  ::setenv("HOME", home.c_str(), 1);
  ::unsetenv("XDG_CACHE_HOME");
  const CommandResult checked = run_sillage({"doctor"});
  ::setenv("HOME", before != nullptr ? before : "/", 1);
  EXPECT_THAT(checked.out, HasSubstr("detector starts"));
  EXPECT_TRUE(std::filesystem::is_empty(home)) << "written into it";
}

TEST_F(Run, ARoomIsNotStartedByHand) {
  const CommandResult ended = run_sillage({"room", "floor"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("use sillage run"));
}

}  // namespace
}  // namespace sillage::e2e
