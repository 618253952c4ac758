// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include <fcntl.h>
#include <malloc.h>

#include "app/eye.h"
#include "app/setup.h"
#include "app/supervisor/dialler.h"
#include "app/supervisor/eye_line.h"
#include "app/supervisor/log.h"
#include "app/supervisor/room_link.h"
#include "app/supervisor/rooms.h"
#include "app/supervisor/source_address.h"
#include "config/reader.h"
#include "wire/decode_token.h"

namespace sillage::app {
namespace {

constexpr auto kTick = std::chrono::milliseconds(100);
constexpr Duration kBeatEvery = std::chrono::milliseconds(500);
constexpr Duration kBlindMarkEvery = std::chrono::seconds(1);
constexpr Duration kOpenTimeout = std::chrono::seconds(8), kStallTimeout = std::chrono::seconds(5);
constexpr double kFirstPauseS = 0.5, kLongestPauseS = 15;
/// A connection that gave so many frames was a sound one.
constexpr std::int64_t kSoundFrames = 50;
/// A stop waits so long for the floor to have heard everything.
constexpr Duration kHandOverFor = std::chrono::milliseconds(800);
/// The main thread waits no longer than this for anything; later it hangs.
constexpr Duration kHangsAfter = std::chrono::seconds(30);

class EyeRoom {
 public:
  /// `recording`: an open file in place of a camera; -1 with a camera.
  EyeRoom(std::unique_ptr<RoomLink> link, config::Camera camera, Setup setup, int recording,
          std::shared_ptr<const wire::PermitPage> page, std::uint64_t closed)
      : link_(std::move(link)),
        camera_(std::move(camera)),
        setup_(std::move(setup)),
        recording_(recording),
        page_(std::move(page)),
        line_(Channel(Descriptor(kFirstDescriptor)), first_number()),
        last_track_(first_number() << 10) {
    if (setup_.store.journey.level >= 3) {
      Start::Key key = link_->take_key();
      seed_.emplace(key, link_->start().key_from);
    }
    figures_.resize(static_cast<std::size_t>(EyeFigure::kEnd));
    figures_[static_cast<std::size_t>(EyeFigure::kClosed)] = closed;
    set_state(CameraState::kDark);
    link_->on_message = [this](const ControlMessage& message) {
      if (const auto* permit = std::get_if<Permit>(&message)) take(*permit);
    };
  }

  Result<void> run() {
    std::jthread ticker([this](const std::stop_token& stop) { tick(stop); });
    double pause_s = kFirstPauseS;
    while (!is_stopping_) {
      moved();
      if (const auto allowed = may_decode(); !allowed) {
        set_state(CameraState::kDark);
        std::this_thread::sleep_for(kTick);
        continue;
      }
      if (state() == CameraState::kDark) set_state(CameraState::kConnecting);
      const auto frames = watch();
      if (frames && *frames > kSoundFrames) pause_s = kFirstPauseS;
      if (!frames && frames.error().code == ErrorCode::kInternal) {
        return tl::unexpected(frames.error());
      }
      if (is_stopping_) break;
      add(EyeFigure::kFailures, 1);
      set_state(CameraState::kOffline);
      log(Level::kWarning, "event=camera-offline camera={} again_in_s={:.1f} reason=\"{}\"",
          camera_.id.value(), pause_s,
          frames ? std::string("the stream ended") : frames.error().to_string());
      rest(pause_s);
      pause_s = std::min(2 * pause_s, kLongestPauseS);
    }
    ticker.request_stop();
    ticker.join();
    hand_over();
    return {};
  }

 private:
  /// What was seen last is not lost, where the floor is there to take it.
  void hand_over() {
    const Duration until = HouseClock::uptime() + kHandOverFor;
    while (!line_.is_heard() && HouseClock::uptime() < until) {
      line_.pump();
      std::this_thread::sleep_for(kTick / 2);
    }
  }

  /// Larger than any of an earlier life of this eye: microseconds since the machine started.
  static std::uint64_t first_number() {
    return static_cast<std::uint64_t>(HouseClock::uptime().count());
  }

  /// The second thread brings it.
  void take(const Permit& permit) {
    auto token = wire::DecodeToken::open(permit.token, page_, link_->clock().now());
    if (!token) {
      log(Level::kError, "event=permit-refused camera={} reason=\"{}\"", camera_.id.value(),
          token.error().to_string());
      return;
    }
    const std::lock_guard lock(mutex_);
    token_ = std::move(*token);
  }

  /// The gate's word, asked before every packet that is decoded.
  Result<void> may_decode() {
    const std::lock_guard lock(mutex_);
    if (!token_) {
      return fail(ErrorCode::kPermission,
                  "the gate has not let this camera be decoded; ask it: "
                  "sillage gap");
    }
    const Instant now = link_->clock().now();
    return recording_ < 0 ? token_->check(camera_.source, now) : token_->check(now);
  }

  CameraState state() {
    const std::lock_guard lock(mutex_);
    return static_cast<CameraState>(figures_[0]);
  }

  /// One connection, from its beginning to its end; how many frames it gave.
  Result<std::int64_t> watch() {
    eye::SourceOptions source;
    source.url = with_credentials(camera_.source, link_->start().user, link_->start().password);
    source.analysed_fps = setup_.analysed_fps(camera_);
    source.open_timeout = kOpenTimeout;
    source.stall_timeout = kStallTimeout;
    source.live_clock = &link_->clock();
    source.descriptor = recording_;
    source.may_decode = [this] { return may_decode(); };
    Description described;
    described.marks = setup_.store.privacy.read_marks;
    described.body_network = setup_.body_network;
    if (seed_) {
      forget_epochs();
      const std::lock_guard lock(mutex_);
      described.clothing_key = seed_->key();
      described.keys_from = seed_->from();
    }
    ASSIGN_OR_RETURN(Eye eye, Eye::create(camera_, std::move(source), *setup_.detector,
                                          setup_.store.detector.min_score, described));
    add(EyeFigure::kConnections, 1);
    {
      const std::lock_guard lock(mutex_);
      eye_ = &eye;
      if (is_stopping_) eye.interrupt();
    }
    Result<std::int64_t> frames = watch(eye);
    const std::lock_guard lock(mutex_);
    eye_ = nullptr;
    return frames;
  }

  Result<std::int64_t> watch(Eye& eye) {
    const std::vector<std::uint64_t> before = figures();
    std::int64_t frames = 0;
    earlier_tracks_ = last_track_;
    for (;;) {
      ASSIGN_OR_RETURN(auto frame, eye.next());
      if (!frame) break;
      moved();
      if (frames++ == 0) {
        set_state(CameraState::kWatching);
        log(Level::kInfo, "event=camera-online camera={} size={}x{} codec={}", camera_.id.value(),
            eye.info().width, eye.info().height, eye.info().codec);
      }
      for (wire::EyeMessage& message : frame->messages) send(std::move(message));
      line_.pump();
      const EyeSummary summary = eye.summary();
      show(summary);
      publish(before, summary);
    }
    publish(before, eye.summary());
    if (const auto& broke_off = eye.summary().broke_off) return tl::unexpected(*broke_off);
    return frames;
  }

  /// How the camera is, where it is connected.
  void show(const EyeSummary& summary) {
    if (summary.is_rate_limited != is_rate_limited_) {
      is_rate_limited_ = summary.is_rate_limited;
      log(is_rate_limited_ ? Level::kWarning : Level::kInfo,
          "event=analysed-rate camera={} limited={} fps={:.1f}", camera_.id.value(),
          is_rate_limited_, summary.rate_limit);
    }
    constexpr CameraState kStates[] = {CameraState::kWatching,  CameraState::kFrozen,
                                       CameraState::kBlack,     CameraState::kBlocked,
                                       CameraState::kDefocused, CameraState::kMoved};
    const CameraState now = kStates[static_cast<std::size_t>(summary.health)];
    if (now == state()) return;
    set_state(now);
    log(now == CameraState::kWatching ? Level::kInfo : Level::kWarning,
        "event=camera-health camera={} state={}", camera_.id.value(), to_string(now));
  }

  void send(wire::EyeMessage message) {
    if (auto* sighting = std::get_if<wire::Sighting>(&message)) {
      const auto number = earlier_tracks_ + static_cast<std::uint64_t>(sighting->track);
      sighting->track = TrackId{number};
      last_track_ = std::max(last_track_, number);
    }
    line_.send(message);
  }

  /// The second thread: hears the supervisor, tells how this eye is, and keeps the floor's time
  /// going while the camera gives nothing.
  void tick(const std::stop_token& stop) {
    Duration beaten{}, marked{};
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(kTick);
      const Duration now = HouseClock::uptime();
      if (!link_->poll()) stop_watching();
      forget_epochs();
      if (is_blind() && now - marked >= kBlindMarkEvery) {
        marked = now;
        line_.send(wire::FrameMark{camera_.id, link_->clock().now(), Duration::zero()});
      }
      line_.pump();
      const bool hangs = now - Duration(moved_at_) > kHangsAfter;
      if (hangs || now - beaten < kBeatEvery) continue;  // without a beat it is started again
      beaten = now;
      beat();
    }
  }

  /// By the clock, frames or not. A connection's own keys go on with its frames, and it ends when none
  /// come.
  void forget_epochs() {
    const std::lock_guard lock(mutex_);
    if (seed_) seed_->advance(link_->clock().now());
  }

  void stop_watching() {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    if (eye_ != nullptr) eye_->interrupt();
  }

  bool is_blind() {
    const CameraState now = state();
    return now == CameraState::kOffline || now == CameraState::kConnecting ||
           now == CameraState::kDark;
  }

  void rest(double pause_s) {
    const double jitter = std::uniform_real_distribution(0.8, 1.2)(random_);
    const Duration until = HouseClock::uptime() + from_seconds(pause_s * jitter);
    while (!is_stopping_ && HouseClock::uptime() < until) {
      moved();
      std::this_thread::sleep_for(kTick);
    }
  }

  void moved() { moved_at_ = HouseClock::uptime().count(); }

  void set_state(CameraState state) {
    const std::lock_guard lock(mutex_);
    const auto now = static_cast<std::uint64_t>(state);
    if (figures_[static_cast<std::size_t>(EyeFigure::kState)] == now && has_state_) return;
    has_state_ = true;
    figures_[static_cast<std::size_t>(EyeFigure::kState)] = static_cast<std::uint64_t>(state);
    figures_[static_cast<std::size_t>(EyeFigure::kStateSince)] =
        static_cast<std::uint64_t>(link_->clock().now().time_since_epoch().count());
  }

  void add(EyeFigure figure, std::uint64_t amount) {
    const std::lock_guard lock(mutex_);
    figures_[static_cast<std::size_t>(figure)] += amount;
  }

  std::vector<std::uint64_t> figures() {
    const std::lock_guard lock(mutex_);
    return figures_;
  }

  /// What this connection has read, on top of those before.
  void publish(const std::vector<std::uint64_t>& before, const EyeSummary& summary) {
    const std::lock_guard lock(mutex_);
    const auto set = [&](EyeFigure figure, auto value) {
      const auto index = static_cast<std::size_t>(figure);
      figures_[index] = before[index] + static_cast<std::uint64_t>(value);
    };
    set(EyeFigure::kRead, summary.stats.frames_read);
    set(EyeFigure::kAnalysed, summary.stats.frames_analysed);
    set(EyeFigure::kThinned, summary.stats.frames_skipped);
    set(EyeFigure::kDropped, summary.dropped);
    set(EyeFigure::kCorrupt, summary.stats.corrupt_packets);
    set(EyeFigure::kSizeChanges, summary.stats.size_changes);
    set(EyeFigure::kQuiet, summary.quiet);
    figures_[static_cast<std::size_t>(EyeFigure::kNight)] = summary.is_night;
    figures_[static_cast<std::size_t>(EyeFigure::kRateMilli)] =
        static_cast<std::uint64_t>(1000 * summary.rate_limit);
    set(EyeFigure::kDecodeUs, summary.times.decode_s * 1e6);
    set(EyeFigure::kDetectUs, summary.times.detect_s * 1e6);
    set(EyeFigure::kTrackUs, summary.times.track_s * 1e6);
    const eye::FrameAges& ages = summary.ages;
    set(EyeFigure::kAgeSumUs, ages.sum.count());
    for (std::size_t i = 0; i < ages.classes.size(); ++i) {
      const auto index = static_cast<std::size_t>(EyeFigure::kAgeClass0) + i;
      figures_[index] = before[index] + ages.classes[i];
    }
    auto& oldest = figures_[static_cast<std::size_t>(EyeFigure::kAgeMaxUs)];
    oldest = std::max(oldest, static_cast<std::uint64_t>(ages.oldest.count()));
  }

  void beat() {
    std::vector<std::uint64_t> figures = this->figures();
    figures[static_cast<std::size_t>(EyeFigure::kSent)] = line_.sent();
    figures[static_cast<std::size_t>(EyeFigure::kLost)] = line_.lost();
    figures[static_cast<std::size_t>(EyeFigure::kWaiting)] = line_.waiting();
    link_->beat(std::move(figures));
  }

  std::unique_ptr<RoomLink> link_;
  config::Camera camera_;
  Setup setup_;
  int recording_;
  std::shared_ptr<const wire::PermitPage> page_;
  EyeLine line_;
  std::uint64_t last_track_, earlier_tracks_ = 0;
  bool is_rate_limited_ = false;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<Duration::rep> moved_at_ = HouseClock::uptime().count();
  std::mutex mutex_;  ///< of what follows
  Eye* eye_ = nullptr;
  std::vector<std::uint64_t> figures_;
  bool has_state_ = false;
  std::optional<wire::DecodeToken> token_;
  std::optional<eye::EpochSeed> seed_;  ///< of clothing codes, at level L3
  std::minstd_rand random_{std::random_device{}()};
};

/// Pictures come from the system and go back to it, so that an eye does not grow, page by page, with
/// the holes that they leave between small things.
void keep_memory_whole() {
  constexpr int kPicture = 64 << 10;  ///< bytes; smaller than any
  ::mallopt(M_MMAP_THRESHOLD, kPicture);
  ::mallopt(M_ARENA_MAX, 1);
}

}  // namespace

Result<void> be_eye(const RoomOptions& options) {
  keep_memory_whole();
  ASSIGN_OR_RETURN(auto link, RoomLink::open());
  ASSIGN_OR_RETURN(const std::string text, read_config_descriptor());
  ASSIGN_OR_RETURN(auto store, config::parse(text, options.config_name));
  const auto filmed = std::find_if(store.cameras.begin(), store.cameras.end(),
                                   [&](const auto& c) { return c.id.value() == options.camera; });
  const auto host = filmed == store.cameras.end() ? std::nullopt : host_of(filmed->source);
  std::unique_ptr<Dialler> dialler;
  if (host) {
    ASSIGN_OR_RETURN(dialler, Dialler::start(*host));
  }
  SetupOptions wanted;
  wanted.camera = options.camera;
  wanted.model = options.model;
  wanted.manifest = options.manifest;
  ASSIGN_OR_RETURN(Setup setup, make_setup(wanted, std::move(store)));
  ASSIGN_OR_RETURN(config::Camera camera, setup.camera_of(options.camera));
  int recording = -1;
  if (!host) recording = ::open(camera.source.c_str(), O_RDONLY | O_CLOEXEC);
  ASSIGN_OR_RETURN(auto page, wire::PermitPage::map(options.permit));
  ASSIGN_OR_RETURN(const std::uint64_t closed, close_room(RoomKind::kEye));
  Dialler::use(dialler.get());
  return EyeRoom(std::move(link), std::move(camera), std::move(setup), recording, std::move(page),
                 closed)
      .run();
}

}  // namespace sillage::app
