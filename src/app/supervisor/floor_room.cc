// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>

#include <poll.h>

#include "app/floor.h"
#include "app/supervisor/floor_door.h"
#include "app/supervisor/log.h"
#include "app/supervisor/room_link.h"
#include "app/supervisor/rooms.h"
#include "config/reader.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::app {
namespace {

constexpr int kPollMs = 100;
constexpr Duration kBeatEvery = std::chrono::milliseconds(500);
/// The desk is asked so long what it has; then the floor begins without knowing.
constexpr Duration kAskFor = std::chrono::seconds(30);
/// A stop waits so long for the desk to have everything.
constexpr Duration kHandOverFor = std::chrono::milliseconds(1500);

struct EyeEnd {
  CameraId camera;
  Channel channel;
  std::uint64_t last_number = 0;
};

class FloorRoom {
 public:
  FloorRoom(std::unique_ptr<RoomLink> link, config::StoreConfig store, bool evaluation)
      : link_(std::move(link)),
        store_(std::move(store)),
        evaluation_(evaluation),
        door_(Channel(Descriptor(kFirstDescriptor))),
        epoch_(static_cast<std::uint32_t>(HouseClock::uptime() / std::chrono::milliseconds(1)) |
               1) {
    int next = kFirstDescriptor + 2;
    for (const config::Camera& camera : store_.cameras) {
      eyes_.push_back({camera.id, Channel(Descriptor(next++))});
    }
  }

  Result<void> run() {
    learn_from_desk();
    RETURN_IF_ERROR(begin());
    for (const EyeEnd& eye : eyes_) tell(eye, /*begin=*/true);
    while (link_->poll()) {
      wait();
      hear_eyes();
      door_.pump(door_.newest());
      if (HouseClock::uptime() - beaten_at_ >= kBeatEvery) beat();
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
  }

  Result<void> begin() {
    floor::BinGrid grid;
    grid.length = std::chrono::minutes(store_.privacy.bin_minutes);
    grid.start = first_moment(grid.length);
    ASSIGN_OR_RETURN(floor_, Floor::create(store_, grid));
    config::StoreConfig reached = store_;
    reached.journey.level = floor_->journeys().level();
    ASSIGN_OR_RETURN(privacy_, floor::PrivacyDoor::create(reached, evaluation_));
    log(Level::kInfo, "event=floor-begins from={}", to_iso8601(grid.start));
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

  void wait() {
    std::vector<pollfd> ends{{link_->descriptor(), POLLIN, 0}, {door_.descriptor(), POLLIN, 0}};
    for (const EyeEnd& eye : eyes_) ends.push_back({eye.channel.descriptor(), POLLIN, 0});
    ::poll(ends.data(), ends.size(), kPollMs);
  }

  void tell(const EyeEnd& eye, bool begin) const {
    eye.channel.send(encode(FloorPacket{begin, epoch_, eye.last_number}));
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
      tell(eye, /*begin=*/false);
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
    release(floor_->process(*message));
  }

  static const CameraId& camera_of(const wire::EyeMessage& message) {
    return std::visit([](const auto& content) -> const CameraId& { return content.camera; },
                      message);
  }

  void release(const std::vector<floor::BinTally>& tallies) {
    for (const floor::BinTally& tally : tallies) {
      door_.add(privacy_->release(tally));
      if (const auto day = privacy_->add_to_day(tally)) door_.add(*day);
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
    link_->beat(std::move(figures));
  }

  /// Settles what is open: all that the eyes have sent, then the bins, then the day.
  Result<void> end() {
    while (hear_eyes()) {
    }
    release(floor_->finish());
    if (const auto day = privacy_->end_day()) door_.add(*day);
    const Duration until = HouseClock::uptime() + kHandOverFor;
    while (!door_.waiting().empty() && HouseClock::uptime() < until) {
      door_.pump(door_.newest());
      pollfd answer{door_.descriptor(), POLLIN, 0};
      ::poll(&answer, 1, kPollMs);
    }
    beat();
    log(door_.waiting().empty() ? Level::kInfo : Level::kError,
        "event=floor-ends released={} undelivered={}", door_.acknowledged(),
        door_.waiting().size());
    return {};
  }

  std::unique_ptr<RoomLink> link_;
  config::StoreConfig store_;
  bool evaluation_;
  FloorDoor door_;
  std::uint32_t epoch_;
  std::vector<EyeEnd> eyes_;
  std::optional<Floor> floor_;
  std::optional<floor::PrivacyDoor> privacy_;
  Duration beaten_at_{};
  std::uint64_t frames_ = 0, sightings_ = 0, refused_ = 0;
};

}  // namespace

Result<void> be_floor(const RoomOptions& options) {
  ASSIGN_OR_RETURN(auto link, RoomLink::open());
  ASSIGN_OR_RETURN(const std::string text, read_config_descriptor());
  ASSIGN_OR_RETURN(auto store, config::parse(text, options.config_name));
  return FloorRoom(std::move(link), std::move(store), options.demonstration).run();
}

}  // namespace sillage::app
