// SPDX-License-Identifier: Apache-2.0
// The gate in front of real processes: `sillage run` on a store that nobody has signed for, then
// with everything signed, then with a zone that was moved.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "desk/store/store.h"
#include "sim/camera/clip_writer.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr int kLimit_s = 90;  // a sound machine needs a tenth

constexpr const char* kStore = R"(
[store]
id = "corner"
name = "Corner shop"
[[camera]]
id = "door"
source = "SOURCE"
analysed_fps = 5
[camera.calibration]
kind = "points"
points = [ { image = [0, 0], floor = [0, 0] }, { image = [320, 0], floor = [8, 0] },
           { image = [320, 240], floor = [8, 6] }, { image = [0, 240], floor = [0, 6] } ]
[[line]]
id = "entrance"
from = [0, 0]
to = [4, 0]
inside = [2, 1]
[[zone]]
id = "hall"
type = "aisle"
area = [[0, 2], [4, 2], [4, 6], [0, 6]]
[governance]
profile = "FR"
controller = "Magasins Exemple"
controller_address = "1 rue de l'Exemple, Paris"
controller_contact = "contact@magasins.example"
dpo = "Data protection officer"
dpo_contact = "dpo@magasins.example"
purposes = ["visitor-statistics"]
interest = "Knowing when the store is busy"
notice_url = "https://magasins.example/counting"
languages = ["fr", "en"]
)";

class GateOfARun : public testing::Test {
 protected:
  /// A camera of this machine that speaks RTSP, where the build has one; else a file that is played
  /// in its place.
  void SetUp() override {
    std::string source = (folder_ / "door.y4m").string();
    if (SILLAGE_HAS_SIM_SERVE) {
      camera_ = std::make_unique<RunningSillage>(std::vector<std::string>{
          "sim", "serve", "--clip", write_mp4(), "--camera", "door", "--port", "0", "--seconds",
          "600"});
      const std::string printed = camera_->out_with("ready\n", kLimit_s);
      const std::size_t begin = printed.find("rtsp://");
      ASSERT_NE(begin, std::string::npos) << printed;
      source = printed.substr(begin, printed.find('\n', begin) - begin);
    } else {
      write_clip(source, 100, [](int) { return std::vector<Box>{}; });
    }
    std::string text = kStore;
    text.replace(text.find("SOURCE"), 6, source);
    std::ofstream(config()) << text;
  }

  std::string write_mp4() const {
    sim::ClipOptions options;
    options.path = folder_ / "door.mp4";
    options.width = kClipWidth, options.height = kClipHeight, options.fps = kClipFps;
    auto writer = sim::ClipWriter::create(options);
    sim::Picture picture(kClipWidth, kClipHeight);
    for (int i = 0; i < 20 && writer; ++i) {
      for (std::size_t at = 0; at < picture.y.size(); ++at) {
        picture.y[at] = static_cast<std::uint8_t>(60 + (at * 7 + at / kClipWidth * 13) % 90);
      }
      EXPECT_TRUE(writer->add(picture));
    }
    EXPECT_TRUE(writer && writer->finish());
    return options.path.string();
  }

  std::string config() const { return (folder_ / "store.toml").string(); }
  std::string database() const { return (folder_ / "store.db").string(); }
  std::vector<std::string> words() const {
    return {"run",       "--config", config(),    "--db",
            database(),  "--listen", "",          "--metrics",
            (folder_ / "metrics.prom").string()};
  }

  /// What `sillage gap` says blocks.
  std::set<std::string> blockers() const {
    std::set<std::string> ids;
    const auto all = json::parse(run_sillage({"gap", "--config", config(), "--json"}).out);
    for (const json& one : all["requirements"]) {
      // What checks find is another matter once rooms run and evidence is logged.
      const bool waits_for_people = one["open"].dump().find("not signed by") != std::string::npos;
      if (one["blocks_now"].get<bool>() && waits_for_people) ids.insert(one["id"].get<std::string>());
    }
    return ids;
  }

  void sign_everything() const {
    const std::string line = std::string(SILLAGE_SOURCE_DIR) + "/scripts/scripted-attestations " +
                             config() + " " + SILLAGE_BINARY + " >/dev/null 2>&1";
    ASSERT_EQ(std::system(line.c_str()), 0);
  }

  /// By another process, as the officer would.
  void veto() const {
    const std::string key = (folder_ / "dpo.key").string();
    const CommandResult made = run_sillage({"attest", "key", "--role", "dpo", "--out", key});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const std::string hex = made.out.substr(0, made.out.find_first_of(" \n"));
    const CommandResult known =
        run_sillage({"attest", "enrol", hex, "--role", "dpo", "--config", config()});
    ASSERT_EQ(known.exit_code, 0) << known.err;
    const CommandResult off = run_sillage({"attest", "veto", "on", "--reason", "somebody complained",
                                           "--key", key, "--config", config()});
    ASSERT_EQ(off.exit_code, 0) << off.err;
  }

  void change(const std::string& from, const std::string& to) const {
    std::stringstream text;
    text << std::ifstream(config()).rdbuf();
    std::string changed = text.str();
    changed.replace(changed.find(from), from.size(), to);
    std::ofstream(config()) << changed;
  }

  double metric(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(folder_ / "metrics.prom").rdbuf();
    const std::string line = "\nsillage_" + name + "{camera=\"door\"} ";
    const std::size_t at = text.str().find(line);
    return at == std::string::npos ? -1 : std::stod(text.str().substr(at + line.size()));
  }
  /// Waits until it is so.
  bool is(const std::string& name, double value) const {
    for (int i = 0; i < 10 * kLimit_s; ++i) {
      if (metric(name) == value) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  }

  ScratchFolder folder_;
  std::unique_ptr<RunningSillage> camera_;
};

TEST_F(GateOfARun, RefusesThenStartsOnceAllIsSignedAndStopsWhenAZoneIsMovedOrSomebodyVetoes) {
  const std::set<std::string> open = blockers();
  ASSERT_GT(open.size(), 30u);
  {
    RunningSillage fresh(words());
    EXPECT_THAT(fresh.err_with("event=gate-closed", kLimit_s), HasSubstr("event=gate-closed"));
    const std::string last = *open.rbegin();
    fresh.err_with("  " + last + " ", kLimit_s);
    fresh.interrupt();
    const CommandResult ended = fresh.finish(20);
    for (const std::string& id : open) {
      EXPECT_THAT(ended.err, HasSubstr("\n  " + id + " "));
    }
    EXPECT_THAT(ended.err, Not(HasSubstr("camera-online")));
    EXPECT_THAT(ended.err, HasSubstr("dpo: sillage attest sign D02 --role dpo"));
  }

  sign_everything();
  RunningSillage run(words());
  EXPECT_THAT(run.err_with("event=camera-online", kLimit_s), HasSubstr("event=gate-open"));

  change("[4, 6]", "[4, 5]");
  ::kill(run.pid(), SIGHUP);
  const std::string log = run.err_with("event=gate-closed", kLimit_s);
  EXPECT_THAT(log, HasSubstr("event=gate-closed"));
  EXPECT_THAT(run.err_with("the leave to decode was withdrawn", kLimit_s),
              HasSubstr("the leave to decode was withdrawn"));
  EXPECT_THAT(run.err_with("void: zone changed since", kLimit_s),
              HasSubstr("E01 The impact assessment is complete before the first picture: the "
                        "signature of dpo is void: zone changed since"));
  ASSERT_TRUE(is("camera_state", 8)) << "dark";
  const double read = metric("frames_read_total");
  EXPECT_GT(read, 0);
  std::this_thread::sleep_for(std::chrono::seconds(6));  // the metrics are written every 5 s
  EXPECT_EQ(metric("frames_read_total"), read) << "decoded without leave";

  change("[4, 5]", "[4, 6]");
  ::kill(run.pid(), SIGHUP);
  for (int i = 0; i < 10 * kLimit_s && metric("frames_read_total") <= read; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_GT(metric("frames_read_total"), read) << "what was signed may run again";

  veto();
  EXPECT_THAT(run.err_with("somebody complained", kLimit_s), HasSubstr("somebody complained"));
  ASSERT_TRUE(is("camera_state", 8)) << "dark";
  run.interrupt();
  EXPECT_EQ(run.finish(20).exit_code, 0);
}

}  // namespace
}  // namespace sillage::e2e
