// SPDX-License-Identifier: Apache-2.0
#include <deque>
#include <optional>

#include <date/tz.h>
#include <poll.h>

#include "app/floor.h"
#include "app/supervisor/floor_books.h"
#include "app/supervisor/floor_door.h"
#include "app/supervisor/log.h"
#include "app/supervisor/room_link.h"
#include "app/supervisor/rooms.h"
#include "app/supervisor/sealed_memory.h"
#include "base/files.h"
#include "config/reader.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::app {
namespace {

constexpr int kPollMs = 100;
constexpr Duration kBeatEvery = std::chrono::milliseconds(500);
constexpr Duration kTellEvery = std::chrono::milliseconds(100);
/// No eye has sent anything for so long: nothing waits for what they may send.
constexpr Duration kAllSilent = std::chrono::seconds(15);
constexpr Duration kKeepEvery = std::chrono::seconds(2);
/// The desk is asked so long what it has; then the floor begins without knowing.
constexpr Duration kAskFor = std::chrono::seconds(30);
/// A stop waits so long for the desk to have everything.
constexpr Duration kHandOverFor = std::chrono::milliseconds(1500);

struct EyeEnd {
  CameraId camera;
  Channel channel;
  std::uint64_t last_number = 0;  ///< taken in
  std::uint64_t told_number = 0;  ///< the eye knows that it was taken in
  std::uint64_t kept_number = 0;  ///< up to here all is in what was sealed
  /// What was taken in and perhaps not measured yet: numbers and times of capture.
  std::deque<std::pair<std::uint64_t, Instant>> pending{};
};

class FloorRoom {
 public:
  FloorRoom(std::unique_ptr<RoomLink> link, config::StoreConfig store, std::string config_sha256,
            bool evaluation, std::uint64_t closed)
      : link_(std::move(link)),
        store_(std::move(store)),
        config_sha256_(std::move(config_sha256)),
        evaluation_(evaluation),
        closed_(closed),
        door_(Channel(Descriptor(kFirstDescriptor))),
        memory_file_(kFirstDescriptor + 1),
        memory_(memory_file_.number(), link_->start().key),
        epoch_(static_cast<std::uint32_t>(HouseClock::uptime() / std::chrono::milliseconds(1)) |
               1) {
    int next = kFirstDescriptor + 2;
    for (const config::Camera& camera : store_.cameras) {
      eyes_.push_back({camera.id, Channel(Descriptor(next++))});
    }
    link_->on_message = [this](const ControlMessage& message) {
      if (const auto* renewed = std::get_if<NewKey>(&message)) memory_.use(renewed->key);
      if (const auto* age = std::get_if<FrameAge>(&message)) note_frame_age(age->oldest);
    };
  }

  Result<void> run() {
    learn_from_desk();
    RETURN_IF_ERROR(begin());
    keep();
    for (EyeEnd& eye : eyes_) tell(eye, /*begin=*/true);
    while (link_->poll()) {
      wait();
      const bool heard = hear_eyes();
      const Duration now = HouseClock::uptime();
      settle_in_silence(heard, now);
      if (now - told_at_ >= kTellEvery) tell_what_was_heard();
      if (has_new_release_ || now - kept_at_ >= kKeepEvery) keep();
      door_.pump(sealed_release_);
      if (now - beaten_at_ >= kBeatEvery) {
        floor_->pass_time(link_->clock().now());
        beat();
      }
    }
    return end();
  }

 private:
  /// Which bins there are already: they must not be measured into a second time.
  void learn_from_desk() {
    const Duration until = HouseClock::uptime() + kAskFor;
    for (Duration asked{}; !door_.answer() && HouseClock::uptime() < until && link_->poll();) {
      if (HouseClock::uptime() - asked >= std::chrono::seconds(1)) {
        asked = HouseClock::uptime();
        door_.ask();
        beat();
      }
      wait();
      door_.pump(0);
    }
    if (door_.answer() && door_.answer()->last_day) last_day_ = *door_.answer()->last_day;
  }

  /// Goes on from what the floor before has kept, or begins anew.
  Result<void> begin() {
    std::optional<FloorBooks> books;
    if (const auto kept = memory_.newest(link_->start().older_key)) books = decode_books(*kept);
    if (books) door_.restore(std::move(books->waiting), books->newest_release);
    const bool goes_on = books && books->is_open && books->config_sha256 == config_sha256_;
    floor::BinGrid grid;
    grid.length = std::chrono::minutes(store_.privacy.bin_minutes);
    grid.start = goes_on ? books->grid_start : first_moment(grid.length);
    grid_start_ = grid.start;
    ASSIGN_OR_RETURN(floor_, Floor::create(store_, grid));
    config::StoreConfig reached = store_;
    reached.journey.level = floor_->journeys().level();
    ASSIGN_OR_RETURN(privacy_, floor::PrivacyDoor::create(reached, evaluation_));
    if (goes_on) {
      RETURN_IF_ERROR(floor_->load(books->meter, books->measured_until));
      RETURN_IF_ERROR(privacy_->load(books->privacy));
      for (EyeEnd& eye : eyes_) eye.last_number = books->heard[eye.camera];
      restored_ = 1;
    }
    if (const auto& known = door_.answer()) {
      for (const auto& at : {known->last_bin_start, known->last_day}) {
        if (at) privacy_->note_released(*at);
      }
    }
    log(Level::kInfo, "event=floor-begins from={} restored={} waiting={}", to_iso8601(grid.start),
        goes_on, door_.waiting().size());
    return {};
  }

  /// The start of the present bin. Where the desk has that bin already (a run stopped in it), now:
  /// the rest of it belongs to the next. Where it has later ones (the clock was set back), their
  /// end.
  Instant first_moment(Duration length) {
    const Instant now = link_->clock().now();
    const Instant aligned(now.time_since_epoch() / length * length);
    const auto& known = door_.answer();
    if (known && known->last_bin_start && *known->last_bin_start >= aligned + 2 * length) {
      return *known->last_bin_end;
    }
    if (known && known->last_bin_end && *known->last_bin_end <= aligned) return aligned;
    return known && !known->last_bin_end ? aligned : now;
  }

  /// Seals what would be lost. Only then may a release be sent, so that whoever goes on from here
  /// knows that it was made; only then may the eyes forget what they sent.
  void keep(bool is_open = true) {
    kept_at_ = HouseClock::uptime();
    FloorBooks books;
    books.config_sha256 = config_sha256_;
    books.is_open = is_open;
    books.grid_start = grid_start_;
    books.newest_release = door_.newest();
    books.waiting = door_.waiting();
    books.measured_until = floor_->measured_until();
    if (is_open) {
      books.meter = floor_->save();
      books.privacy = privacy_->save();
    }
    std::vector<std::uint64_t> heard;
    for (EyeEnd& eye : eyes_) heard.push_back(measured_of(eye, books.measured_until));
    for (std::size_t i = 0; i < eyes_.size(); ++i) books.heard[eyes_[i].camera] = heard[i];
    const std::vector<std::byte> bytes = encode(books);
    if (const auto kept = memory_.keep(bytes); !kept) {
      ++keep_failures_;
      log(Level::kError, "event=snapshot-failed reason=\"{}\"", kept.error().to_string());
      // Rather a release that might come twice the same than none at all.
      if (has_new_release_) sealed_release_ = door_.newest();
      has_new_release_ = false;
      return;
    }
    ++kept_;
    kept_bytes_ = bytes.size();
    has_new_release_ = false;
    sealed_release_ = door_.newest();
    for (std::size_t i = 0; i < eyes_.size(); ++i) {
      eyes_[i].kept_number = heard[i];
      tell(eyes_[i], /*begin=*/false);
    }
  }

  /// Number of the eye's last message before the first that is not measured yet.
  static std::uint64_t measured_of(EyeEnd& eye, Instant until) {
    while (!eye.pending.empty() && eye.pending.front().second <= until) eye.pending.pop_front();
    return eye.pending.empty() ? eye.last_number : eye.pending.front().first - 1;
  }

  void wait() {
    std::vector<pollfd> ends{{link_->descriptor(), POLLIN, 0}, {door_.descriptor(), POLLIN, 0}};
    for (const EyeEnd& eye : eyes_) ends.push_back({eye.channel.descriptor(), POLLIN, 0});
    ::poll(ends.data(), ends.size(), kPollMs);
  }

  void tell(EyeEnd& eye, bool begin) const {
    const std::uint64_t number = begin ? eye.last_number : eye.kept_number;
    const FloorPacket packet{begin, epoch_, number, eye.last_number};
    if (eye.channel.send(encode(packet)) == Channel::Sent::kYes) eye.told_number = packet.heard;
  }

  void tell_what_was_heard() {
    told_at_ = HouseClock::uptime();
    for (EyeEnd& eye : eyes_) {
      if (eye.told_number != eye.last_number) tell(eye, /*begin=*/false);
    }
  }

  bool hear_eyes() {
    bool heard = false;
    for (EyeEnd& eye : eyes_) {
      // A flood of one eye must not keep the others waiting.
      for (int i = 0; i < 1000; ++i) {
        const auto packet = eye.channel.receive();
        if (!packet || packet->empty()) break;
        heard = true;
        hear(eye, *packet);
      }
    }
    return heard;
  }

  void hear(EyeEnd& eye, std::span<const std::byte> packet) {
    const auto received = decode_eye_packet(packet);
    if (received && received->message.empty()) return tell(eye, /*begin=*/true);
    if (!received || received->epoch != epoch_ || received->number <= eye.last_number) {
      refused_ += !received;
      return;
    }
    eye.last_number = received->number;
    const auto message = wire::decode_eye_message(received->message);
    if (!message || camera_of(*message) != eye.camera) {
      ++refused_;
      return;
    }
    ++(std::holds_alternative<wire::FrameMark>(*message) ? frames_ : sightings_);
    eye.pending.emplace_back(received->number, time_of(*message));
    release(floor_->process(*message));
  }

  void settle_in_silence(bool heard, Duration now) {
    if (heard) {
      heard_at_ = now;
    } else if (heard_at_ && now - *heard_at_ >= kAllSilent) {
      heard_at_.reset();
      release(floor_->settle());
    }
  }

  static Instant time_of(const wire::EyeMessage& message) {
    return std::visit([](const auto& content) { return content.captured_at; }, message);
  }

  static const CameraId& camera_of(const wire::EyeMessage& message) {
    return std::visit([](const auto& content) -> const CameraId& { return content.camera; },
                      message);
  }

  void release(const std::vector<floor::BinTally>& tallies) {
    for (const floor::BinTally& tally : tallies) {
      release(privacy_->take(tally));
      has_new_release_ = true;
    }
  }

  /// A day that was released when a run stopped in it stays as it is.
  void release(const std::vector<wire::Release>& releases) {
    for (const wire::Release& made : releases) {
      const bool is_day = made.header().period == wire::Period::kDay;
      if (!is_day || !last_day_ || made.header().bin_start > *last_day_) door_.add(made);
    }
  }

  void beat() {
    beaten_at_ = HouseClock::uptime();
    std::vector<std::uint64_t> figures(static_cast<std::size_t>(FloorFigure::kEnd));
    const auto set = [&](FloorFigure figure, std::uint64_t value) {
      figures[static_cast<std::size_t>(figure)] = value;
    };
    set(FloorFigure::kFrames, frames_);
    set(FloorFigure::kSightings, sightings_);
    set(FloorFigure::kRefused, refused_);
    set(FloorFigure::kRejected, floor_ ? floor_->measured().rejected : 0);
    set(FloorFigure::kReleased, door_.acknowledged());
    set(FloorFigure::kUnacknowledged, door_.waiting().size());
    set(FloorFigure::kSnapshots, kept_);
    set(FloorFigure::kSnapshotBytes, kept_bytes_);
    set(FloorFigure::kSnapshotFailures, keep_failures_);
    set(FloorFigure::kRestored, restored_);
    set(FloorFigure::kClosed, closed_);
    if (floor_) set_ages(figures);
    link_->beat(std::move(figures));
  }

  void note_frame_age(Duration oldest) {
    const bool is_sane = oldest >= Duration::zero() && oldest <= std::chrono::hours(1);
    if (is_sane && privacy_) privacy_->note_frame_age(oldest);
  }

  void set_ages(std::vector<std::uint64_t>& figures) const {
    const floor::MeterStats& measured = floor_->measured();
    figures[static_cast<std::size_t>(FloorFigure::kAgeMaxUs)] =
        static_cast<std::uint64_t>(measured.oldest_person.count());
    for (std::size_t i = 0; i < kAgeClasses; ++i) {
      figures[static_cast<std::size_t>(FloorFigure::kAgeClass0) + i] =
          measured.person_ages.counts[i];
    }
  }

  /// Settles what is open: all that the eyes have sent, then the bins, then the day.
  Result<void> end() {
    while (hear_eyes()) {
    }
    release(floor_->finish());
    release(privacy_->finish());
    keep(/*is_open=*/false);
    const Duration until = HouseClock::uptime() + kHandOverFor;
    while (!door_.waiting().empty() && HouseClock::uptime() < until) {
      door_.pump(sealed_release_);
      pollfd answer{door_.descriptor(), POLLIN, 0};
      ::poll(&answer, 1, kPollMs);
    }
    keep(/*is_open=*/false);
    beat();
    log(door_.waiting().empty() ? Level::kInfo : Level::kError,
        "event=floor-ends released={} undelivered={}", door_.acknowledged(),
        door_.waiting().size());
    return {};
  }

  std::unique_ptr<RoomLink> link_;
  config::StoreConfig store_;
  std::string config_sha256_;
  bool evaluation_;
  std::uint64_t closed_;
  FloorDoor door_;
  Descriptor memory_file_;
  SealedMemory memory_;
  std::uint32_t epoch_;
  std::vector<EyeEnd> eyes_;
  Instant grid_start_;
  std::optional<Instant> last_day_;  ///< start of the last day that the desk had at the beginning
  std::optional<Floor> floor_;
  std::optional<floor::PrivacyDoor> privacy_;
  bool has_new_release_ = false;
  std::uint64_t sealed_release_ = 0;  ///< number of the newest that was sealed
  Duration beaten_at_{}, kept_at_{}, told_at_{};
  std::optional<Duration> heard_at_;  ///< nothing since then was settled
  std::uint64_t frames_ = 0, sightings_ = 0, refused_ = 0;
  std::uint64_t kept_ = 0, kept_bytes_ = 0, keep_failures_ = 0, restored_ = 0;
};

/// Reads what the store's time zone needs, while files may still be opened.
void load_time_zone(const config::StoreConfig& store) {
  try {
    date::locate_zone(store.time_zone)->get_info(std::chrono::sys_seconds{});
  } catch (const std::exception&) {
    return;  // the privacy door says what to do
  }
}

}  // namespace

Result<void> be_floor(const RoomOptions& options) {
  ASSIGN_OR_RETURN(auto link, RoomLink::open());
  ASSIGN_OR_RETURN(const std::string text, read_config_descriptor());
  ASSIGN_OR_RETURN(auto store, config::parse(text, options.config_name));
  load_time_zone(store);
  const std::string hash = sha256_hex(floor_text(store));
  ASSIGN_OR_RETURN(const std::uint64_t closed, close_room(RoomKind::kFloor));
  return FloorRoom(std::move(link), std::move(store), hash, options.demonstration, closed).run();
}

}  // namespace sillage::app
