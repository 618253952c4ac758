// SPDX-License-Identifier: Apache-2.0
// kill -9 of the floor and the desk while people come and go. No released number is lost, doubled
// or changed; what the killed floor was just deciding about somebody is all that may be missing.
// SILLAGE_FAULT_KILLS says how many (300 in the long form).
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "desk/store/store.h"
#include "tests/faults/rooms.h"

namespace sillage::faults {
namespace {

const Instant kNine = parse_iso8601("2026-11-23T09:00:00Z").value();
constexpr auto kFrame = std::chrono::milliseconds(250);
constexpr int kFramesPerMinute = 240;
constexpr int kMinutes = 240;

constexpr const char* kStore = R"(
[store]
id = "corner"
[[camera]]
id = "door"
source = "rtsp://192.0.2.1/"
[camera.calibration]
kind = "points"
points = [ { image = [0, 0], floor = [0, 0] }, { image = [9, 0], floor = [9, 0] },
           { image = [9, 9], floor = [9, 9] }, { image = [0, 9], floor = [0, 9] } ]
[[line]]
id = "entrance"
from = [0, 0]
to = [4, 0]
inside = [2, 1]
[[zone]]
id = "hall"
type = "aisle"
area = [[0, 2], [4, 2], [4, 6], [0, 6]]
)";

/// Somebody comes in at the beginning of every minute, stays in the hall and leaves within 30 s.
void film(app::EyeLine& eye, int minute, int frame) {
  const CameraId camera("door");
  const Instant at = kNine + std::chrono::minutes(minute) + frame * kFrame;
  const double s = 0.25 * frame;
  if (s < 30) {
    const double y = s < 8 ? -4 + s : (s < 22 ? 4 : 4 - (s - 22));
    eye.send(wire::Sighting{camera,
                            at,
                            TrackId{static_cast<std::uint64_t>(minute + 1)},
                            wire::SightingKind::kObserved,
                            {2, y},
                            {0.01, 0, 0.01},
                            1});
  }
  eye.send(wire::FrameMark{camera, at, kFrame});
}

std::string text_of(const desk::StoredBin& bin) {
  std::string text = to_iso8601(bin.header.bin_end) + " " + std::to_string(bin.header.coverage);
  for (const wire::Figure& figure : bin.figures) {
    text += fmt::format(" {}/{}/{}/{}", static_cast<int>(figure.metric), figure.scope,
                        figure.extent[0], figure.value.value_or(-1));
  }
  return text;
}

class Kills : public testing::Test {
 protected:
  using Key = std::pair<Instant, wire::Period>;

  std::string database(const std::string& name) const {
    return (temporary_.path() / (name + ".db")).string();
  }

  static std::map<Key, desk::StoredBin> read(const std::string& file) {
    std::map<Key, desk::StoredBin> bins;
    auto store = desk::open_sqlite(file);
    if (!store) return bins;
    const auto all = (*store)->read(StoreId("corner"), kNine - std::chrono::hours(48),
                                    kNine + std::chrono::hours(48));
    EXPECT_TRUE(all);
    for (const desk::StoredBin& bin : *all) {
      EXPECT_TRUE(bins.emplace(Key{bin.header.bin_start, bin.header.period}, bin).second);
    }
    return bins;
  }

  /// What was in the database stays there as it was.
  void expect_nothing_changed(const std::string& file) {
    for (const auto& [key, bin] : read(file)) {
      const auto [seen, is_new] = seen_.emplace(key, text_of(bin));
      EXPECT_EQ(seen->second, text_of(bin)) << to_iso8601(key.first);
    }
  }

  /// Lets the day pass; returns the database.
  std::string run(const std::string& name, int kills) {
    const std::string file = database(name);
    Rooms rooms(kStore, {"door"}, file, kNine + std::chrono::seconds(1));
    std::mt19937 random(7);
    const int frames = kMinutes * kFramesPerMinute;
    int done = 0;
    for (int i = 0; i < frames; ++i) {
      film(rooms.eye(0), i / kFramesPerMinute, i % kFramesPerMinute);
      if (i % 50 == 0) rooms.eye(0).pump();
      while (rooms.eye(0).waiting() > 15'000) breathe(rooms);
      if (kills == 0 || i < (done + 1) * (frames / (kills + 1))) continue;
      ++done;
      const bool floor = random() % 3 != 0;
      rooms.keep_going();
      if (rooms.kill(floor ? app::RoomKind::kFloor : app::RoomKind::kDesk)) floor_kills_ += floor;
      if (done % 5 == 0) expect_nothing_changed(file);
      for (auto pause = random() % 40; pause > 0; --pause) breathe(rooms);
    }
    while (!rooms.eye(0).is_heard()) breathe(rooms);
    EXPECT_TRUE(rooms.stop(std::chrono::seconds(10)));
    EXPECT_EQ(rooms.eye(0).lost(), 0u);
    EXPECT_EQ(rooms.starts(app::RoomKind::kFloor), 1 + floor_kills_);
    return file;
  }

  static void breathe(Rooms& rooms) {
    rooms.keep_going();
    rooms.eye(0).pump();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

  static double total(const std::map<Key, desk::StoredBin>& bins, wire::Metric metric) {
    double sum = 0;
    for (const auto& [key, bin] : bins) {
      for (const wire::Figure& figure : bin.figures) {
        if (figure.metric == metric && figure.scope.empty()) sum += figure.value.value_or(0);
      }
    }
    return sum;
  }

  TemporaryFolder temporary_;
  std::map<Key, std::string> seen_;
  int floor_kills_ = 0;
};

TEST_F(Kills, LoseAndDoubleNoReleasedNumber) {
  const char* wanted = std::getenv("SILLAGE_FAULT_KILLS");
  const int kills = wanted != nullptr ? std::atoi(wanted) : 12;
  const auto truth = read(run("quiet", 0));
  const auto bins = read(run("killed", kills));
  expect_nothing_changed(database("killed"));
  for (const auto& [key, bin] : bins) EXPECT_TRUE(truth.contains(key)) << to_iso8601(key.first);
  for (const auto& [key, bin] : truth) {
    ASSERT_TRUE(bins.contains(key)) << to_iso8601(key.first) << (key.second == wire::Period::kDay);
    EXPECT_NEAR(bins.at(key).header.coverage, bin.header.coverage, 1e-6) << to_iso8601(key.first);
  }
  for (const wire::Metric metric : {wire::Metric::kEntries, wire::Metric::kExits}) {
    const double whole = total(truth, metric), counted = total(bins, metric);
    EXPECT_EQ(whole, kMinutes);
    EXPECT_LE(counted, whole) << wire::to_string(metric);
    EXPECT_GE(counted, whole - floor_kills_) << wire::to_string(metric);
    RecordProperty(wire::to_string(metric), std::to_string(counted));
  }
  std::printf("%d kills, %d of the floor: entries %.0f, exits %.0f of %d\n", kills, floor_kills_,
              total(bins, wire::Metric::kEntries), total(bins, wire::Metric::kExits), kMinutes);
}

}  // namespace
}  // namespace sillage::faults
