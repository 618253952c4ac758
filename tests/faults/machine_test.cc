// SPDX-License-Identifier: Apache-2.0
// What may happen to the machine: its network is cut, its disk is full, its clock is set, summer
// time begins and ends. What needs rights that are not there is skipped, and says so.
#include <cstdlib>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/testing/temporary.h"
#include "desk/store/store.h"
#include "tests/faults/camera_server.h"
#include "tests/faults/live_store.h"
#include "tests/faults/rooms.h"

namespace sillage::faults {
namespace {

using testing::HasSubstr;
constexpr auto kBin = std::chrono::minutes(15);

/// The loopback of a network that this thread, and what it starts, has for itself.
bool set_loopback(bool up) {
  const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq wanted{};
  std::snprintf(wanted.ifr_name, IFNAMSIZ, "lo");
  wanted.ifr_flags = static_cast<short>(up ? IFF_UP | IFF_RUNNING : 0);
  const bool is_set = ::ioctl(any, SIOCSIFFLAGS, &wanted) == 0;
  ::close(any);
  return is_set;
}

void cut_and_heal_network() {
  LiveStore store({});
  const std::string clip = store.clip("door.h264"), till = store.clip("till.y4m");
  write_stream(clip, {CodedPart{}});
  e2e::write_clip(till, 600, [](int) { return std::vector<Box>{}; });
  const CameraServer server(clip);
  store.set_source("door", "rtsp://127.0.0.1:" + std::to_string(server.port()) + "/a");
  store.set_source("till", till);
  store.start();
  ASSERT_TRUE(store.logs("camera-online camera=door", 1, 60)) << store.log();
  ASSERT_TRUE(set_loopback(false));
  EXPECT_TRUE(store.logs("camera-offline camera=door", 1, 30)) << store.log();
  ASSERT_TRUE(set_loopback(true));
  EXPECT_TRUE(store.logs("camera-online camera=door", 2, 60)) << store.log();
  EXPECT_FALSE(store.logs("camera-offline camera=till", 1, 0)) << store.log();
  for (const char* camera : {"door", "till"}) EXPECT_LE(store.restarts("eye", camera), 0);
  store.run().interrupt();
  EXPECT_EQ(store.run().finish(20).exit_code, 0);
}

TEST(Network, ThatIsCutAndHealedCostsTheTimeBetween) {
  if (!CameraServer::is_built()) GTEST_SKIP() << "built without libgstrtspserver-1.0-dev";
  bool is_own = false;
  std::thread([&] {
    is_own = ::unshare(CLONE_NEWNET) == 0 && set_loopback(true);
    if (is_own) cut_and_heal_network();
  }).join();
  if (!is_own) GTEST_SKIP() << "no network namespace to be had; run as root";
}

constexpr const char* kStore = R"(
[store]
id = "corner"
time_zone = "Europe/Zurich"
[[camera]]
id = "door"
source = "rtsp://192.0.2.1/"
[camera.calibration]
kind = "scale"
)";

/// Lets time pass before a camera that sees nobody.
void film(Rooms& rooms, Instant from, Instant to) {
  for (Instant at = from; at < to; at += std::chrono::seconds(1)) {
    rooms.eye(0).send(wire::FrameMark{CameraId("door"), at, std::chrono::seconds(1)});
    if (at.time_since_epoch() / std::chrono::seconds(1) % 100 != 0) continue;
    do {
      rooms.keep_going();
      rooms.eye(0).pump();
      if (rooms.eye(0).waiting() > 10'000)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    } while (rooms.eye(0).waiting() > 10'000);
  }
}

/// Until the rooms have done what they were given.
template <class Done>
bool wait_for(Rooms& rooms, int limit_s, Done done) {
  for (int i = 0; i < 50 * limit_s && !done(); ++i) {
    rooms.keep_going();
    rooms.eye(0).pump();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return done();
}

std::vector<wire::ReleaseHeader> bins_in(const std::string& file) {
  std::vector<wire::ReleaseHeader> bins;
  auto store = desk::open_sqlite(file);
  EXPECT_TRUE(store) << store.error().to_string();
  if (!store) return bins;
  const auto all = (*store)->read(StoreId("corner"), Instant{}, Instant(from_seconds(4e9)));
  EXPECT_TRUE(all);
  for (const desk::StoredBin& bin : *all) {
    if (bin.header.period == wire::Period::kBin) bins.push_back(bin.header);
  }
  return bins;
}

/// Each bin once, the next begins where one ends, and all of the time in it was observed.
void expect_whole(const std::vector<wire::ReleaseHeader>& bins, Instant from, Instant to) {
  ASSERT_FALSE(bins.empty());
  EXPECT_EQ(bins.front().bin_start, from);
  EXPECT_EQ(bins.back().bin_end, to);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (i > 0) {
      EXPECT_EQ(bins[i].bin_start, bins[i - 1].bin_end) << to_iso8601(bins[i].bin_start);
    }
    EXPECT_NEAR(bins[i].coverage, 1, 0.01) << to_iso8601(bins[i].bin_start);
  }
}

TEST(Disk, ThatIsFullMakesReleasesWaitUntilThereIsRoom) {
  const TemporaryFolder folder;
  const std::string disk = folder.path().string();
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=4m") != 0) {
    GTEST_SKIP() << "no disk of its own to be had; run as root";
  }
  const Instant nine = parse_iso8601("2026-11-23T09:00:00Z").value();
  const std::string file = disk + "/a.db";
  {
    Rooms rooms(kStore, {"door"}, file, nine);
    film(rooms, nine, nine + std::chrono::minutes(32));
    EXPECT_TRUE(wait_for(rooms, 60, [&] { return rooms.count(app::FloorFigure::kReleased) >= 1; }));
    std::ofstream filler(disk + "/filler", std::ios::binary);
    while (filler << std::string(4096, 'x') && filler.flush()) {
    }
    film(rooms, nine + std::chrono::minutes(32), nine + std::chrono::hours(12));
    const auto waiting = [&] { return rooms.count(app::FloorFigure::kUnacknowledged); };
    EXPECT_TRUE(wait_for(rooms, 60, [&] { return waiting() >= 5; })) << waiting();
    EXPECT_EQ(rooms.starts(app::RoomKind::kDesk), 1) << "a full disk is no reason to die";
    filler.close();
    std::filesystem::remove(disk + "/filler");
    EXPECT_TRUE(wait_for(rooms, 60, [&] { return waiting() == 0; })) << waiting();
    EXPECT_TRUE(rooms.stop(std::chrono::seconds(20)));
  }
  expect_whole(bins_in(file), nine, nine + std::chrono::hours(12));
  EXPECT_EQ(::umount2(disk.c_str(), MNT_DETACH), 0);
}

/// Summer time begins and ends at 01:00 UTC.
TEST(SummerTime, ItsBeginningAndItsEndLeaveEveryBinOnce) {
  for (const char* text : {"2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"}) {
    const TemporaryFolder folder;
    const Instant from = parse_iso8601(text).value(), to = from + std::chrono::hours(3);
    const std::string file = (folder.path() / "a.db").string();
    Rooms rooms(kStore, {"door"}, file, from);
    film(rooms, from, to);
    EXPECT_TRUE(wait_for(rooms, 60, [&] { return rooms.eye(0).is_heard(); }));
    EXPECT_TRUE(rooms.stop(std::chrono::seconds(20)));
    expect_whole(bins_in(file), from, to);
  }
}

TEST(Clock, ThatIsSetByAnHourEitherWayLeavesARunAlone) {
  LiveStore store({});
  const std::string till = store.clip("till.y4m"), step_file = store.clip("step");
  e2e::write_clip(till, 600, [](int) { return std::vector<Box>{}; });
  store.set_source("till", till);
  const auto set_clock = [&](std::int64_t by_s) {
    std::fstream file(step_file, std::ios::binary | std::ios::in | std::ios::out);
    file.write(reinterpret_cast<const char*>(&by_s), sizeof by_s);
  };
  std::ofstream(step_file, std::ios::binary) << std::string(8, '\0');
  const Instant before = SystemClock().now();
  {
    const TemporaryVariable preload("LD_PRELOAD", SILLAGE_CLOCK_STEP);
    const TemporaryVariable step("SILLAGE_FAULT_CLOCK", step_file);
    store.start();
  }
  ASSERT_TRUE(store.reaches("frames_read_total", "till", 10, 60)) << store.log();
  for (const double by_s : {3600.0, -3600.0}) {
    set_clock(static_cast<std::int64_t>(by_s));
    const double frames = store.of_camera("frames_read_total", "till");
    EXPECT_TRUE(store.reaches("frames_read_total", "till", frames + 60, 40)) << store.log();
    EXPECT_NEAR(store.metric("sillage_clock_error_seconds"), by_s, 1);
  }
  EXPECT_EQ(store.of_camera("camera_state", "till"), 1);
  EXPECT_EQ(store.restarts("eye", "till") + store.restarts("floor") + store.restarts("desk"), 0);
  store.run().interrupt();
  EXPECT_EQ(store.run().finish(20).exit_code, 0);
  const auto bins = bins_in(store.clip("a.db"));
  ASSERT_FALSE(bins.empty());
  for (const wire::ReleaseHeader& bin : bins) {
    EXPECT_GE(bin.bin_start, before - kBin);
    EXPECT_LE(bin.bin_end, SystemClock().now() + kBin);
  }
}

/// A run that ends, and one that begins after the clock was set.
TEST(Clock, ThatIsSetBetweenTwoRunsCountsNothingTwice) {
  const Instant nine = parse_iso8601("2026-11-23T09:00:00Z").value();
  for (const auto by : {std::chrono::hours(1), std::chrono::hours(-1)}) {
    const TemporaryFolder folder;
    const std::string file = (folder.path() / "a.db").string();
    const auto run = [&](Instant from, Instant to) {
      Rooms rooms(kStore, {"door"}, file, from);
      film(rooms, from, to);
      EXPECT_TRUE(wait_for(rooms, 60, [&] { return rooms.eye(0).is_heard(); }));
      EXPECT_TRUE(rooms.stop(std::chrono::seconds(20)));
    };
    run(nine, nine + std::chrono::hours(1));
    const auto first = bins_in(file);
    ASSERT_EQ(first.size(), 4u);
    const Instant again = nine + std::chrono::hours(1) + by;
    run(again, again + std::chrono::hours(2));
    const auto all = bins_in(file);
    ASSERT_GT(all.size(), first.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i < first.size()) {
        EXPECT_EQ(all[i].bin_start, first[i].bin_start);
        EXPECT_EQ(all[i].coverage, first[i].coverage);
      }
      if (i > 0) {
        EXPECT_GE(all[i].bin_start, all[i - 1].bin_end) << "bins lie over one another";
      }
    }
    EXPECT_EQ(all.back().bin_end, again + std::chrono::hours(2));
  }
}

}  // namespace
}  // namespace sillage::faults
