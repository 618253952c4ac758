// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/figures.h"

#include <iterator>

#include <fmt/format.h>

namespace sillage::app {
namespace {

struct Exported {
  const char* name;
  const char* help;
  std::size_t figure;
  double unit = 1;  ///< of one in the figure
  bool is_gauge = false;
};

constexpr std::size_t at(EyeFigure figure) { return static_cast<std::size_t>(figure); }
constexpr std::size_t at(FloorFigure figure) { return static_cast<std::size_t>(figure); }
constexpr std::size_t at(DeskFigure figure) { return static_cast<std::size_t>(figure); }

constexpr Exported kOfEyes[] = {
    {"camera_state",
     "0 connecting, 1 watching, 2 offline, 3 frozen, 4 black, 5 blocked, "
     "6 defocused, 7 moved, 8 dark: not allowed",
     at(EyeFigure::kState), 1, true},
    {"camera_state_since_seconds", "When the state began", at(EyeFigure::kStateSince), 1e-6, true},
    {"camera_night", "1 while the picture has no colour", at(EyeFigure::kNight), 1, true},
    {"frames_read_total", "Frames decoded", at(EyeFigure::kRead)},
    {"frames_analysed_total", "Frames handed on for analysis", at(EyeFigure::kAnalysed)},
    {"frames_thinned_total", "Frames left out to keep the rate", at(EyeFigure::kThinned)},
    {"frames_dropped_total", "Frames that were too old when their turn came",
     at(EyeFigure::kDropped)},
    {"frames_quiet_total", "Frames in which nothing moved", at(EyeFigure::kQuiet)},
    {"packets_corrupt_total", "Packets that could not be decoded", at(EyeFigure::kCorrupt)},
    {"size_changes_total", "Changes of the picture's size", at(EyeFigure::kSizeChanges)},
    {"connections_total", "Connections made", at(EyeFigure::kConnections)},
    {"connection_failures_total", "Connections that failed or broke off", at(EyeFigure::kFailures)},
    {"blind_seconds_total", "Time without a usable picture", at(EyeFigure::kBlindUs), 1e-6},
    {"messages_sent_total", "Messages to the floor", at(EyeFigure::kSent)},
    {"messages_lost_total", "Messages that the floor never got", at(EyeFigure::kLost)},
    {"messages_waiting", "Messages that are kept until the floor has them for good",
     at(EyeFigure::kWaiting), 1, true},
    {"decode_seconds_total", "Time of decoding, waiting included", at(EyeFigure::kDecodeUs), 1e-6},
    {"detect_seconds_total", "Time of detecting", at(EyeFigure::kDetectUs), 1e-6},
    {"track_seconds_total", "Time of tracking", at(EyeFigure::kTrackUs), 1e-6},
    {"analysed_rate_limit", "Frames analysed per second that the load allows",
     at(EyeFigure::kRateMilli), 1e-3, true},
    {"frame_age_max_seconds", "Greatest age of a frame when it was wiped", at(EyeFigure::kAgeMaxUs),
     1e-6, true},
};
constexpr Exported kOfFloors[] = {
    {"floor_frames_total", "Frames heard of", at(FloorFigure::kFrames)},
    {"floor_sightings_total", "Sightings heard of", at(FloorFigure::kSightings)},
    {"floor_refused_total", "Messages that were not valid", at(FloorFigure::kRefused)},
    {"floor_rejected_total", "Messages out of order or off the floor", at(FloorFigure::kRejected)},
    {"floor_released_total", "Releases that the desk has", at(FloorFigure::kReleased)},
    {"floor_releases_waiting", "Releases that the desk does not have yet",
     at(FloorFigure::kUnacknowledged), 1, true},
    {"floor_snapshots_total", "Times that counters were sealed", at(FloorFigure::kSnapshots)},
    {"floor_snapshot_bytes", "Size of the last", at(FloorFigure::kSnapshotBytes), 1, true},
    {"floor_snapshot_failures_total", "Times that they could not be",
     at(FloorFigure::kSnapshotFailures)},
    {"person_age_max_seconds", "Longest that anything about a person was held after last seen",
     at(FloorFigure::kAgeMaxUs), 1e-6, true},
};
constexpr Exported kOfDesks[] = {
    {"desk_releases_written_total", "Releases written", at(DeskFigure::kWritten)},
    {"desk_releases_refused_total", "Releases refused", at(DeskFigure::kRefused)},
    {"desk_write_failures_total", "Writes that failed", at(DeskFigure::kFailures)},
    {"desk_last_bin_end_seconds", "End of the newest bin", at(DeskFigure::kLastBinEnd), 1e-6, true},
};

std::string label_of(const RoomReport& room) {
  if (room.camera.empty()) return "";
  return fmt::format("{{camera=\"{}\"}}", room.camera.value());
}

class Text {
 public:
  explicit Text(const std::vector<RoomReport>& rooms) : rooms_(rooms) {}

  template <class Value>
  void add(const char* name, const char* help, const char* type, RoomKind kind, Value value) {
    fmt::format_to(out(), "# HELP sillage_{} {}\n# TYPE sillage_{} {}\n", name, help, name, type);
    for (const RoomReport& room : rooms_) {
      if (room.kind != kind) continue;
      fmt::format_to(out(), "sillage_{}{} {}\n", name, label_of(room), value(room));
    }
  }

  template <std::size_t N>
  void add(const Exported (&all)[N], RoomKind kind) {
    for (const Exported& one : all) {
      add(one.name, one.help, one.is_gauge ? "gauge" : "counter", kind,
          [&](const RoomReport& room) {
            return static_cast<double>(room.get(one.figure)) * one.unit;
          });
    }
  }

  template <class Value>
  void add_rooms(const char* name, const char* help, const char* type, Value value) {
    fmt::format_to(out(), "# HELP sillage_{} {}\n# TYPE sillage_{} {}\n", name, help, name, type);
    for (const RoomReport& room : rooms_) {
      fmt::format_to(out(), "sillage_{}{{room=\"{}\",camera=\"{}\"}} {}\n", name,
                     to_string(room.kind), room.camera.value(), value(room));
    }
  }

  void add_ages() {
    begin_histogram("frame_age_seconds", "Age of frames when they were wiped");
    for (const RoomReport& room : rooms_) {
      if (room.kind != RoomKind::kEye) continue;
      const std::string label = fmt::format("camera=\"{}\"", room.camera.value());
      add_histogram("frame_age_seconds", label, room, at(EyeFigure::kAgeClass0), kAgeEdgesS);
      fmt::format_to(out(), "sillage_frame_age_seconds_sum{{{}}} {}\n", label,
                     static_cast<double>(room.get(EyeFigure::kAgeSumUs)) * 1e-6);
    }
    begin_histogram("person_age_seconds",
                    "Of each second, how long ago the person was last seen of whom something is "
                    "still held, the one unseen longest");
    for (const RoomReport& room : rooms_) {
      if (room.kind != RoomKind::kFloor) continue;
      add_histogram("person_age_seconds", "", room, at(FloorFigure::kAgeClass0),
                    wire::kPersonAgeEdgesS);
    }
  }

  void begin_histogram(const char* name, const char* help) {
    fmt::format_to(out(), "# HELP sillage_{} {}\n# TYPE sillage_{} histogram\n", name, help, name);
  }

  void add_histogram(const char* name, const std::string& label, const RoomReport& room,
                     std::size_t first, const wire::AgeEdges& edges) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kAgeClasses; ++i) {
      sum += room.get(first + i);
      const std::string edge = i < edges.size() ? fmt::format("{}", edges[i]) : "+Inf";
      fmt::format_to(out(), "sillage_{}_bucket{{{}{}le=\"{}\"}} {}\n", name, label,
                     label.empty() ? "" : ",", edge, sum);
    }
    fmt::format_to(out(), "sillage_{}_count{} {}\n", name,
                   label.empty() ? "" : "{" + label + "}", sum);
  }

  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }
  std::string take() && { return std::move(text_); }

 private:
  const std::vector<RoomReport>& rooms_;
  std::string text_;
};

}  // namespace

bool is_too_old(const RoomReport& room) {
  const auto age = [&](auto figure) { return 1e-6 * static_cast<double>(room.get(figure)); };
  if (room.kind == RoomKind::kEye) return age(EyeFigure::kAgeMaxUs) > wire::kFrameAgeLimitS;
  return room.kind == RoomKind::kFloor && age(FloorFigure::kAgeMaxUs) > wire::kPersonAgeLimitS;
}

const char* to_string(RoomKind kind) {
  switch (kind) {
    case RoomKind::kEye:
      return "eye";
    case RoomKind::kFloor:
      return "floor";
    case RoomKind::kDesk:
      return "desk";
  }
  return "unknown";
}

const char* to_string(CameraState state) {
  constexpr const char* kNames[] = {"connecting", "ok",        "offline", "frozen", "black",
                                    "blocked",    "defocused", "moved",   "dark"};
  const auto index = static_cast<std::size_t>(state);
  return index < std::size(kNames) ? kNames[index] : "unknown";
}

std::string metrics_text(const std::vector<RoomReport>& rooms, double clock_error_s) {
  Text text(rooms);
  text.add_rooms("room_up", "1 while the room runs", "gauge",
                 [](const RoomReport& room) { return room.is_up ? 1 : 0; });
  text.add_rooms("room_restarts_total", "Times that the room was started again", "counter",
                 [](const RoomReport& room) { return room.restarts; });
  text.add_rooms("room_resident_bytes", "Memory of the room", "gauge",
                 [](const RoomReport& room) { return room.resident_bytes; });
  text.add(kOfEyes, RoomKind::kEye);
  text.add_ages();
  text.add_rooms("age_alarm", "1 where pictures, or what is held about people, became too old",
                 "gauge", [](const RoomReport& room) { return is_too_old(room) ? 1 : 0; });
  text.add(kOfFloors, RoomKind::kFloor);
  text.add(kOfDesks, RoomKind::kDesk);
  fmt::format_to(text.out(),
                 "# HELP sillage_clock_error_seconds How far the system's clock is ahead of the "
                 "rooms'\n# TYPE sillage_clock_error_seconds gauge\n"
                 "sillage_clock_error_seconds {}\n",
                 clock_error_s);
  return std::move(text).take();
}

}  // namespace sillage::app
