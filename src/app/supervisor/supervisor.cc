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
#include "app/supervisor/facts.h"
#include "app/supervisor/floor_books.h"
#include "app/supervisor/house_clock.h"
#include "app/supervisor/keys.h"
#include "app/supervisor/log.h"
#include "app/supervisor/notify.h"
#include "app/supervisor/permission.h"
#include "app/supervisor/proposal.h"
#include "app/supervisor/room_process.h"
#include "app/supervisor/secrets.h"
#include "base/files.h"
#include "config/reader.h"
#include "desk/store/store.h"
#include "floor/privacy/privacy_door.h"

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

// A signal handler can reach nothing but a global of this type.
volatile std::sig_atomic_t is_reload_requested = 0;

/// What an eye is made of; it starts again where this changes.
std::string eye_text(const config::StoreConfig& store, const config::Camera& camera) {
  config::StoreConfig one;
  one.cameras = {camera};
  one.detector = store.detector;
  one.audience = store.audience;
  one.journey.level = store.journey.level;
  one.privacy.read_marks = store.privacy.read_marks;
  return config::to_toml(one);
}

bool have_same_cameras(const config::StoreConfig& a, const config::StoreConfig& b) {
  return std::equal(a.cameras.begin(), a.cameras.end(), b.cameras.begin(), b.cameras.end(),
                    [](const auto& one, const auto& other) { return one.id == other.id; });
}

struct Line {
  Channel near, far;  ///< eye and floor, or floor and desk; open as long as we are
};

class Supervisor {
 public:
  explicit Supervisor(RunOptions options)
      : options_(std::move(options)), clock_(HouseClock::offset_of_system()) {}

  Result<void> run() {
    RETURN_IF_ERROR(read_config());
    RETURN_IF_ERROR(check_database());
    ASSIGN_OR_RETURN(permission_, Permission::open(governance_folder(), clock_,
                                                   options_.demonstration));
    RETURN_IF_ERROR(make_rooms());
    log(Level::kNotice, "event=run-begins store={} cameras={} demonstration={}", store_.id.value(),
        store_.cameras.size(), options_.demonstration);
    ::signal(SIGHUP, [](int) { is_reload_requested = 1; });
    notify_manager("READY=1");
    while (!is_stop_requested()) {
      if (is_reload_requested != 0) reload();
      start_rooms();
      wait();
      hear();
      take_proposal();
      reap();
      watch();
      permit();
      renew_keys();
      report();
    }
    stop();
    return {};
  }

 private:
  Result<void> read_config() {
    ASSIGN_OR_RETURN(const std::string text, read_file(options_.config, kMaxConfig));
    ASSIGN_OR_RETURN(config::StoreConfig store, config::parse(text, options_.config));
    if (store.cameras.empty()) {
      return fail(ErrorCode::kConfiguration, "{} has no camera; add a [[camera]] with a source",
                  options_.config);
    }
    if (config_.is_open() && store.privacy.mode != store_.privacy.mode) {
      return fail(ErrorCode::kConfiguration,
                  "{} changes privacy.mode; a run keeps its mode: stop it, and start it with another "
                  "--db",
                  options_.config);
    }
    ASSIGN_OR_RETURN(secrets_, read_secrets(secrets_beside(options_.config)));
    for (const config::Camera& camera : store.cameras) {
      if (!camera.source.empty()) continue;
      return fail(ErrorCode::kConfiguration,
                  "camera '{}' of {} has no source; add source = \"rtsp://...\"", camera.id.value(),
                  options_.config);
    }
    for (const std::string& warning : store.warnings)
      log(Level::kWarning, "event=configuration warning=\"{}\"", warning);
    if (!config_.is_open()) config_ = Descriptor(::memfd_create("sillage-config", MFD_CLOEXEC));
    const auto size = static_cast<ssize_t>(text.size());
    if (::pwrite(config_.number(), text.data(), text.size(), 0) != size ||
        ::ftruncate(config_.number(), size) != 0) {
      return fail(ErrorCode::kExhausted, "no memory for the configuration; close other programs");
    }
    store_ = std::move(store);
    return {};
  }

  /// Before anything is counted.
  Result<void> check_database() const {
    ASSIGN_OR_RETURN(const auto database, desk::open_sqlite(options_.database));
    return database->expect_mode(store_.id, options_.demonstration, floor::release_mode(store_));
  }

  /// Starts only those rooms again whose part of the configuration has changed. A configuration
  /// that is wrong changes nothing.
  void reload(bool is_of_desk = false) {
    is_reload_requested = 0;
    const config::StoreConfig before = store_;
    if (const auto read = read_config(); !read) {
      log(Level::kError, "event=reload-refused reason=\"{}\"", read.error().to_string());
      return;
    }
    if (permission_) permission_->ask_again();
    // The desk knows what it proposed itself.
    if (!is_of_desk && config::to_toml(before) != config::to_toml(store_)) restart(*rooms_.back());
    if (!have_same_cameras(before, store_)) return begin_anew();
    for (const auto& room : rooms_) {
      bool has_changed = false;
      if (room->kind == RoomKind::kFloor) has_changed = floor_text(before) != floor_text(store_);
      for (std::size_t i = 0; room->kind == RoomKind::kEye && i < store_.cameras.size(); ++i) {
        if (store_.cameras[i].id != room->camera) continue;
        has_changed = eye_text(before, before.cameras[i]) != eye_text(store_, store_.cameras[i]);
      }
      if (has_changed) restart(*room);
    }
  }

  static void restart(const RoomProcess& room) {
    if (!room.is_running()) return;
    log(Level::kNotice, "event=room-reloads room=\"{}\"", room.name());
    room.control.send(encode(ControlMessage(Stop{})));
  }

  /// What people set up on the dashboard becomes the configuration; then all goes as if somebody had
  /// edited it, the gate's answer included.
  void take_proposal() {
    const std::uint64_t proposals = count_of(*rooms_.back(), DeskFigure::kProposals);
    if (proposals == proposals_) return;
    proposals_ = proposals;
    if (proposals == 0) return;  // the desk was started again
    const auto proposal = read_proposal(options_.database, store_);
    const Result<void> taken = proposal ? put_in_force(*proposal, options_.config)
                                        : Result<void>(tl::unexpected(proposal.error()));
    if (!taken) {
      log(Level::kError, "event=set-up-refused reason=\"{}\"", taken.error().to_string());
      return;
    }
    log(Level::kNotice, "event=set-up-taken cameras={}", proposal->store.cameras.size());
    reload(/*is_of_desk=*/true);
  }

  /// Other cameras: other lines between eyes and floor. The desk goes on.
  void begin_anew() {
    log(Level::kNotice, "event=all-rooms-reload reason=\"other cameras\"");
    end(RoomKind::kEye, kEyesEndFor);
    end(RoomKind::kFloor, kFloorEndsFor);
    auto desk = std::move(rooms_.back());
    rooms_.clear();
    lines_.clear();
    was_asked_ = false;
    if (const auto made = make_rooms(std::move(desk)); !made) {
      log(Level::kError, "event=reload-failed reason=\"{}\"", made.error().to_string());
    }
  }

  /// With the desk that there is, if there is one.
  Result<void> make_rooms(std::unique_ptr<RoomProcess> desk = nullptr) {
    std::vector<std::string> common{"--config-name", options_.config};
    if (options_.demonstration) common.emplace_back("--demonstration");
    if (!desk) {
      ASSIGN_OR_RETURN(to_desk_, make_line());
      desk = make_desk(common);
    }
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
      eye->arguments.insert(eye->arguments.end(), {"--permit", permission_->page().string()});
      for (const std::string& word : {std::string("--camera"), camera.id.value()})
        eye->arguments.push_back(word);
      add_model(eye->arguments);
      eye->descriptors = {line->near.descriptor()};
      floor->descriptors.push_back(line->far.descriptor());
      lines_.push_back(std::move(line));
      rooms_.push_back(std::move(eye));
    }
    rooms_.push_back(std::move(floor));
    rooms_.push_back(std::move(desk));
    return {};
  }

  void add_model(std::vector<std::string>& arguments) const {
    for (const auto& [name, value] :
         {std::pair("--model", options_.model), {"--manifest", options_.manifest}}) {
      if (!value.empty()) arguments.insert(arguments.end(), {name, value});
    }
  }

  std::unique_ptr<RoomProcess> make_desk(const std::vector<std::string>& common) const {
    auto desk = std::make_unique<RoomProcess>();
    desk->kind = RoomKind::kDesk;
    desk->arguments = common;
    desk->arguments.insert(desk->arguments.end(),
                           {"--governance", governance_folder().string(), "--permit",
                            permission_->page().string()});
    add_model(desk->arguments);
    desk->arguments.insert(desk->arguments.end(), {"--db", options_.database.string()});
    for (const auto& [name, value] : {std::pair("--listen", options_.listen),
                                      {"--certificate", options_.certificate},
                                      {"--key", options_.key}}) {
      if (!value.empty()) desk->arguments.insert(desk->arguments.end(), {name, value});
    }
    if (!options_.metrics.empty()) {
      desk->arguments.insert(desk->arguments.end(), {"--metrics", options_.metrics.string()});
    }
    desk->descriptors = {to_desk_->far.descriptor()};
    return desk;
  }

  std::filesystem::path governance_folder() const {
    return options_.governance.empty() ? govern::Gate::folder_of(options_.config)
                                       : options_.governance;
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

  Start first_packet(const RoomProcess& room) {
    Start first;
    first.clock_offset = clock_.offset();
    if (room.kind == RoomKind::kFloor) {
      first.key = keys_.snapshot();
      first.older_key = keys_.older_snapshot();
    }
    if (room.kind == RoomKind::kEye && store_.journey.level >= 3) {
      const eye::EpochSeed& clothing = keys_.clothing(clock_.now());
      first.key = clothing.key();
      first.key_from = clothing.from();
    }
    if (const auto known = secrets_.find(room.camera); known != secrets_.end()) {
      first.user = known->second.user;
      first.password = known->second.password;
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
    keys_.clothing(clock_.now());  // goes on, and forgets
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

  /// No eye decodes before the gate has said so; it needs to see closed rooms first.
  void permit() {
    const bool are_known = std::all_of(rooms_.begin(), rooms_.end(), [](const auto& room) {
      return room->kind == RoomKind::kDesk || room->has_beaten || room->starts > 2;
    });
    if (are_known || was_asked_) {
      was_asked_ = true;
      const auto renewed = permission_->renew(store_, [this] { return observed(); });
      if (!renewed) {
        log(Level::kError, "event=gate-failed reason=\"{}\"", renewed.error().to_string());
      }
      if (renewed && *renewed) {
        for (const auto& room : rooms_) {
          room->permitted_start = 0;
          room->judged = room->figures;
        }
      }
    }
    if (!permission_ || permission_->token().empty()) return;
    for (const auto& room : rooms_) {
      const bool is_due = room->kind != RoomKind::kFloor && room->is_running() && room->has_beaten &&
                          room->permitted_start != room->starts;
      if (!is_due) continue;
      room->control.send(encode(ControlMessage(Permit{permission_->token()})));
      room->permitted_start = room->starts;
    }
  }

  /// The rooms as they are; of several eyes the least closed one.
  govern::Observed observed() const {
    govern::Observed observed;
    const std::string& name = options_.model.empty() ? store_.detector.model : options_.model;
    if (auto model = model_facts(options_.manifest, name)) observed.model = std::move(*model);
    govern::RunFacts run;
    for (const auto& room : rooms_) {
      if (!room->is_running() || room->kind == RoomKind::kDesk) continue;
      const bool is_eye = room->kind == RoomKind::kEye;
      const std::uint64_t closed =
          is_eye ? count_of(*room, EyeFigure::kClosed) : count_of(*room, FloorFigure::kClosed);
      const auto facts = sandbox_facts(room->pid, closed);
      auto& known = is_eye ? observed.eye : observed.floor;
      if (facts && (!known || closed < weakest_)) known = facts, weakest_ = closed;
      if (!is_eye) {
        raise(run.oldest_state_s,
              oldest_since(room->judged, *room, FloorFigure::kAgeMaxUs, wire::kPersonAgeEdgesS));
        continue;
      }
      raise(run.oldest_frame_s, oldest_since(room->judged, *room, EyeFigure::kAgeMaxUs, kAgeEdgesS));
    }
    observed.run = run;
    return observed;
  }

  static void raise(std::optional<double>& oldest_s, double age_s) {
    if (age_s > 0) oldest_s = std::max(oldest_s.value_or(0), age_s);
  }

  /// The greatest age since the figures were `before`, as the upper end of its class; 0 where there is
  /// none. The classes are the last figures of a room.
  template <class Figure>
  static double oldest_since(const std::vector<std::uint64_t>& before, const RoomProcess& room,
                             Figure maximum, const wire::AgeEdges& edges) {
    if (room.figures.size() < kAgeClasses) return 0;
    const std::size_t first = room.figures.size() - kAgeClasses;
    for (std::size_t i = kAgeClasses; i-- > 0;) {
      const bool had_figures = before.size() == room.figures.size();
      if (room.figures[first + i] == (had_figures ? before[first + i] : 0)) continue;
      return i < edges.size() ? edges[i] : 1e-6 * static_cast<double>(count_of(room, maximum));
    }
    return 0;
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
    notify_manager("WATCHDOG=1");
    look_at_ages();
    tell_frame_ages();
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

  /// For the releases of bins.
  void tell_frame_ages() {
    double oldest_s = 0;
    for (const auto& room : rooms_) {
      if (room->kind != RoomKind::kEye) continue;
      oldest_s = std::max(oldest_s, oldest_since(room->told, *room, EyeFigure::kAgeMaxUs, kAgeEdgesS));
      room->told = room->figures;
    }
    RoomProcess& floor = *rooms_[rooms_.size() - 2];
    if (oldest_s > 0 && floor.is_running()) {
      floor.control.send(encode(ControlMessage(FrameAge{from_seconds(oldest_s)})));
    }
  }

  void look_at_ages() {
    for (const auto& room : rooms_) {
      RoomReport now;
      now.kind = room->kind, now.figures = room->figures;
      const bool is_old = room->is_running() && is_too_old(now);
      if (is_old && !room->is_too_old) {
        log(Level::kError, "event=age-alarm room=\"{}\" reason=\"{}\"", room->name(),
            room->kind == RoomKind::kEye ? "a picture became too old; lower the load"
                                         : "something about a person was held too long");
      }
      room->is_too_old = is_old;
    }
  }

  /// Eyes, then the floor, which settles its bins, then the desk, which writes them.
  void stop() {
    is_stopping_ = true;
    notify_manager("STOPPING=1");
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
  std::map<CameraId, Credentials> secrets_;
  std::unique_ptr<Line> to_desk_;
  std::vector<std::unique_ptr<Line>> lines_;         ///< by camera
  std::vector<std::unique_ptr<RoomProcess>> rooms_;  ///< eyes, the floor, the desk
  std::optional<Permission> permission_;
  bool was_asked_ = false;
  mutable std::uint64_t weakest_ = 0;
  Duration reported_at_{}, renewed_at_ = HouseClock::uptime();
  std::optional<std::uint64_t> sealed_at_renewal_;
  std::uint64_t proposals_ = 0;  ///< of the desk that were looked at
  bool is_stopping_ = false;
};

}  // namespace

Result<void> supervise(const RunOptions& options) { return Supervisor(options).run(); }

}  // namespace sillage::app
