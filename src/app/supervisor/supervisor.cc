// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/supervisor.h"

#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>

#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/stop.h"
#include "app/supervisor/house_clock.h"
#include "app/supervisor/keys.h"
#include "app/supervisor/log.h"
#include "app/supervisor/room_process.h"
#include "base/files.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

constexpr int kPollMs = 100;
constexpr std::size_t kMaxConfig = 1 << 20;
/// A room that has not been heard of for so long hangs.
constexpr Duration kSilentFor = std::chrono::seconds(10);
/// The first beat comes once a room is set up: a model is loaded, a database opened.
constexpr Duration kSetUpFor = std::chrono::seconds(60);
constexpr Duration kKeyLivesFor = std::chrono::hours(24);
/// Both places of the snapshot, and one that was being written.
constexpr std::uint64_t kSealedAnewAfter = 3;
constexpr Duration kReportEvery = std::chrono::seconds(1);
/// A stop takes 5 s at most.
constexpr Duration kEyesEndFor = std::chrono::milliseconds(1500);
constexpr Duration kFloorEndsFor = std::chrono::milliseconds(2200);
constexpr Duration kDeskEndsFor = std::chrono::milliseconds(1000);

struct Line {
  Channel near, far;  ///< eye and floor, or floor and desk; open as long as we are
};

class Supervisor {
 public:
  explicit Supervisor(RunOptions options)
      : options_(std::move(options)), clock_(HouseClock::offset_of_system()) {}

  Result<void> run() {
    RETURN_IF_ERROR(read_config());
    RETURN_IF_ERROR(make_rooms());
    log(Level::kNotice, "event=run-begins store={} cameras={} demonstration={}", store_.id.value(),
        store_.cameras.size(), options_.demonstration);
    while (!is_stop_requested()) {
      start_rooms();
      wait();
      hear();
      reap();
      watch();
      renew_keys();
      report();
    }
    stop();
    return {};
  }

 private:
  Result<void> read_config() {
    ASSIGN_OR_RETURN(const std::string text, read_file(options_.config, kMaxConfig));
    ASSIGN_OR_RETURN(store_, config::parse(text, options_.config));
    if (store_.cameras.empty()) {
      return fail(ErrorCode::kConfiguration, "{} has no camera; add a [[camera]] with a source",
                  options_.config);
    }
    for (const config::Camera& camera : store_.cameras) {
      if (!camera.source.empty()) continue;
      return fail(ErrorCode::kConfiguration,
                  "camera '{}' of {} has no source; add source = \"rtsp://...\"", camera.id.value(),
                  options_.config);
    }
    for (const std::string& warning : store_.warnings)
      log(Level::kWarning, "event=configuration warning=\"{}\"", warning);
    config_ = Descriptor(::memfd_create("sillage-config", MFD_CLOEXEC));
    if (::write(config_.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      return fail(ErrorCode::kExhausted, "no memory for the configuration; close other programs");
    }
    return {};
  }

  Result<void> make_rooms() {
    std::vector<std::string> common{"--config-name", options_.config};
    if (options_.demonstration) common.emplace_back("--demonstration");
    ASSIGN_OR_RETURN(to_desk_, make_line());
    auto floor = std::make_unique<RoomProcess>();
    floor->kind = RoomKind::kFloor;
    floor->arguments = common;
    floor->descriptors = {to_desk_->near.descriptor(), snapshot_.number()};
    for (const config::Camera& camera : store_.cameras) {
      ASSIGN_OR_RETURN(auto line, make_line());
      auto eye = std::make_unique<RoomProcess>();
      eye->kind = RoomKind::kEye;
      eye->camera = camera.id;
      eye->arguments = common;
      for (const std::string& word : {std::string("--camera"), camera.id.value()})
        eye->arguments.push_back(word);
      if (!options_.model.empty())
        eye->arguments.insert(eye->arguments.end(), {"--model", options_.model});
      if (!options_.manifest.empty())
        eye->arguments.insert(eye->arguments.end(), {"--manifest", options_.manifest});
      eye->descriptors = {line->near.descriptor()};
      floor->descriptors.push_back(line->far.descriptor());
      lines_.push_back(std::move(line));
      rooms_.push_back(std::move(eye));
    }
    auto desk = std::make_unique<RoomProcess>();
    desk->kind = RoomKind::kDesk;
    desk->arguments = common;
    desk->arguments.insert(desk->arguments.end(), {"--db", options_.database.string()});
    desk->descriptors = {to_desk_->far.descriptor()};
    rooms_.push_back(std::move(floor));
    rooms_.push_back(std::move(desk));
    return {};
  }

  static Result<std::unique_ptr<Line>> make_line() {
    ASSIGN_OR_RETURN(auto ends, Channel::pair());
    return std::make_unique<Line>(Line{std::move(ends.first), std::move(ends.second)});
  }

  void start_rooms() {
    for (const auto& room : rooms_) {
      if (room->is_running() || !room->is_wanted || HouseClock::uptime() < room->start_at) continue;
      if (const auto started = app::start(*room, config_.number(), first_packet(*room)); !started) {
        log(Level::kError, "event=room-not-started room=\"{}\" reason=\"{}\"", room->name(),
            started.error().to_string());
        room->start_at = room->backoff.after_death(HouseClock::uptime());
        continue;
      }
      log(Level::kInfo, "event=room-started room=\"{}\" pid={}", room->name(), room->pid);
    }
  }

  Start first_packet(const RoomProcess& room) const {
    Start first;
    first.clock_offset = clock_.offset();
    if (room.kind == RoomKind::kFloor) {
      first.key = keys_.snapshot();
      first.older_key = keys_.older_snapshot();
    }
    return first;
  }

  void wait() {
    std::vector<pollfd> ends;
    for (const auto& room : rooms_) {
      if (room->is_running()) ends.push_back({room->control.descriptor(), POLLIN, 0});
    }
    ::poll(ends.data(), ends.size(), kPollMs);
  }

  void hear() {
    for (const auto& room : rooms_) {
      while (const auto packet = room->is_running() ? room->control.receive() : std::nullopt) {
        const auto message = decode_control(*packet);
        if (packet->empty()) break;
        if (!message || !std::holds_alternative<Beat>(*message)) continue;
        room->figures = std::get<Beat>(*message).figures;
        room->beaten_at = HouseClock::uptime();
        room->has_beaten = true;
      }
    }
  }

  void reap() {
    for (const auto& room : rooms_) {
      int status = 0;
      if (!room->is_running() || ::waitpid(room->pid, &status, WNOHANG) != room->pid) continue;
      room->pid = -1;
      room->start_at = room->backoff.after_death(HouseClock::uptime());
      const double pause_s = seconds(room->start_at - HouseClock::uptime());
      if (WIFSIGNALED(status)) {
        log(Level::kError, "event=room-died room=\"{}\" signal={} again_in_s={:.1f}", room->name(),
            WTERMSIG(status), pause_s);
      } else if (is_stopping_) {
        log(Level::kInfo, "event=room-ended room=\"{}\" code={}", room->name(),
            WEXITSTATUS(status));
      } else {
        log(Level::kError, "event=room-ended room=\"{}\" code={} again_in_s={:.1f}", room->name(),
            WEXITSTATUS(status), pause_s);
      }
    }
  }

  /// Every day the floor seals with a new key; the one before is wiped once nothing is left that it
  /// opens.
  void renew_keys() {
    const Duration now = HouseClock::uptime();
    RoomProcess& floor = *rooms_[rooms_.size() - 2];
    const std::uint64_t sealed = count_of(floor, FloorFigure::kSnapshots);
    if (now - renewed_at_ >= kKeyLivesFor && floor.is_running()) {
      renewed_at_ = now;
      keys_.renew_snapshot();
      floor.control.send(encode(ControlMessage(NewKey{keys_.snapshot()})));
      sealed_at_renewal_ = sealed;
    } else if (sealed_at_renewal_ && sealed >= *sealed_at_renewal_ + kSealedAnewAfter) {
      keys_.forget_older();
      sealed_at_renewal_.reset();
    }
  }

  template <class Figure>
  static std::uint64_t count_of(const RoomProcess& room, Figure figure) {
    const auto index = static_cast<std::size_t>(figure);
    return index < room.figures.size() ? room.figures[index] : 0;
  }

  void watch() {
    const Duration now = HouseClock::uptime();
    for (const auto& room : rooms_) {
      const Duration patience = room->has_beaten ? kSilentFor : kSetUpFor;
      if (!room->is_running() || now - room->beaten_at < patience) continue;
      log(Level::kError, "event=room-hangs room=\"{}\" pid={} silent_s={:.0f}", room->name(),
          room->pid, seconds(now - room->beaten_at));
      ::kill(room->pid, SIGKILL);
      room->beaten_at = now;
    }
  }

  /// The desk shows how the rooms are.
  void report() {
    if (HouseClock::uptime() - reported_at_ < kReportEvery) return;
    reported_at_ = HouseClock::uptime();
    const RoomProcess& desk = *rooms_.back();
    if (!desk.is_running()) return;
    for (const auto& room : rooms_) {
      RoomReport now{room->kind,
                     room->camera,
                     room->is_running(),
                     room->starts > 0 ? room->starts - 1 : 0,
                     room->is_running() ? resident_bytes(room->pid) : 0,
                     room->figures};
      desk.control.send(encode(ControlMessage(
          Report{std::move(now), HouseClock::offset_of_system() - clock_.offset()})));
    }
  }

  /// Eyes, then the floor, which settles its bins, then the desk, which writes them.
  void stop() {
    is_stopping_ = true;
    log(Level::kNotice, "event=run-ends");
    end(RoomKind::kEye, kEyesEndFor);
    end(RoomKind::kFloor, kFloorEndsFor);
    end(RoomKind::kDesk, kDeskEndsFor);
    log(Level::kNotice, "event=run-ended");
  }

  void end(RoomKind kind, Duration patience) {
    const auto are_running = [&] {
      return std::any_of(rooms_.begin(), rooms_.end(), [&](const auto& room) {
        return room->kind == kind && room->is_running();
      });
    };
    for (const auto& room : rooms_) {
      if (room->kind == kind && room->is_running())
        room->control.send(encode(ControlMessage(Stop{})));
    }
    const Duration until = HouseClock::uptime() + patience;
    while (are_running() && HouseClock::uptime() < until) {
      ::usleep(20'000);
      hear();
      reap();
    }
    for (const auto& room : rooms_) {
      if (room->kind != kind || !room->is_running()) continue;
      log(Level::kWarning, "event=room-killed room=\"{}\" reason=\"it did not end in time\"",
          room->name());
      ::kill(room->pid, SIGKILL);
      ::waitpid(room->pid, nullptr, 0);
      room->pid = -1;
    }
  }

  RunOptions options_;
  HouseClock clock_;
  config::StoreConfig store_;
  Descriptor config_;
  Descriptor snapshot_{::memfd_create("sillage-snapshot", MFD_CLOEXEC)};
  Keys keys_;
  std::unique_ptr<Line> to_desk_;
  std::vector<std::unique_ptr<Line>> lines_;         ///< by camera
  std::vector<std::unique_ptr<RoomProcess>> rooms_;  ///< eyes, the floor, the desk
  Duration reported_at_{}, renewed_at_ = HouseClock::uptime();
  std::optional<std::uint64_t> sealed_at_renewal_;
  bool is_stopping_ = false;
};

}  // namespace

Result<void> supervise(const RunOptions& options) { return Supervisor(options).run(); }

}  // namespace sillage::app
