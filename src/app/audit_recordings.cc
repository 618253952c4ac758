// SPDX-License-Identifier: Apache-2.0
#include "app/audit_recordings.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "app/audit_labels.h"
#include "app/inputs.h"
#include "app/playback.h"
#include "app/progress.h"
#include "app/stop.h"
#include "eval/mot.h"
#include "floor/journey/journeys.h"
#include "floor/measure/perceived.h"

namespace sillage::app {
namespace {

/// A box that overlaps somebody's by so much shows them.
constexpr double kShows = 0.5;
/// Of who was seen where: longer than floor/journey keeps a sighting to itself.
constexpr Duration kKept = std::chrono::seconds(120);

using PersonId = long;

/// The truth beside one recording, by frame from 1.
class Truth {
 public:
  static Result<Truth> read(const std::filesystem::path& recording) {
    ASSIGN_OR_RETURN(const auto rows, eval::read_mot(recording.parent_path() / "gt" / "gt.txt"));
    Truth truth;
    for (const eval::MotRow& row : rows) truth.frames_[row.frame].push_back(row);
    return truth;
  }

  /// Nobody where no box of the frame is like this one.
  std::optional<PersonId> whose(std::int64_t frame, const Box& box) const {
    const auto rows = frames_.find(frame);
    if (rows == frames_.end()) return std::nullopt;
    const auto best = std::max_element(
        rows->second.begin(), rows->second.end(),
        [&](const auto& a, const auto& b) { return iou(a.box, box) < iou(b.box, box); });
    if (iou(best->box, box) < kShows) return std::nullopt;
    return best->id;
  }

 private:
  std::map<std::int64_t, std::vector<eval::MotRow>> frames_;
};

/// Somebody in or near one zone.
struct InZone {
  Instant since{}, last = Instant::min();
  bool stayed = false;
};

/// What became of one identity.
struct Seen {
  floor::Perceived perceived;
  std::map<PersonId, int> shows;  ///< in how many sightings
  Instant first{}, last{};
  CameraId camera;
  std::map<std::string, InZone> zones;

  std::optional<PersonId> whose() const {
    if (shows.empty()) return std::nullopt;
    return std::max_element(shows.begin(), shows.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }
};

class Watch {
 public:
  Watch(Setup& setup, std::vector<CameraRecordings> cameras)
      : setup_(setup), cameras_(std::move(cameras)) {}

  Result<void> operator()() {
    RETURN_IF_ERROR(read_truth());
    ASSIGN_OR_RETURN(auto journeys, floor::Journeys::create(watched_part(setup_.store, cameras_)));
    ASSIGN_OR_RETURN(Playback playback, Playback::create(cameras_, *setup_.detector, setup_.store,
                                                         setup_.body_network));
    Progress progress("audit", frames_of(cameras_), "frames");
    for (std::int64_t frames = 0;; ++frames) {
      ASSIGN_OR_RETURN(const std::optional<PlayedFrame> played, playback.next());
      if (!played) break;
      note_owners(*played);
      for (const wire::EyeMessage& message : played->frame.messages) {
        take(journeys.process(message));
      }
      if (played->is_last) add_stats(playback.summary(played->camera, played->recording).described);
      progress.set(frames);
      if (is_stop_requested()) {
        return fail(ErrorCode::kCancelled, "stopped on request after {} frames", frames + 1);
      }
    }
    take(journeys.finish());
    return {};
  }

  const std::map<TrackId, Seen>& identities() const { return identities_; }
  const eye::AudienceStats& stats() const { return stats_; }

 private:
  Result<void> read_truth() {
    for (const CameraRecordings& camera : cameras_) {
      auto& of_camera = truth_.emplace_back();
      for (const Recording& recording : camera.recordings) {
        ASSIGN_OR_RETURN(Truth truth, Truth::read(recording.source.url));
        of_camera.push_back(std::move(truth));
      }
    }
    return {};
  }

  /// A track is confirmed some frames late; then its updates are of frames before.
  void note_owners(const PlayedFrame& played) {
    const EyeFrame& frame = played.frame;
    const std::string& camera = cameras_[played.camera].camera.id.value();
    numbers_[{camera, frame.captured_at}] = frame.index + 1;
    const Truth& truth = truth_[played.camera][played.recording];
    for (const eye::TrackUpdate& update : frame.updates) {
      const auto number = numbers_.find({camera, update.captured_at});
      if (number == numbers_.end() || update.state != eye::TrackState::kObserved) continue;
      owners_[{camera, update.captured_at}].emplace_back(update.foot_in_floor,
                                                         truth.whose(number->second, update.box));
    }
    const auto is_over = [&](const auto& entry) {
      return entry.first.second + kKept < frame.captured_at;
    };
    std::erase_if(numbers_, is_over);
    std::erase_if(owners_, is_over);
  }

  void take(const std::vector<floor::JourneyMessage>& messages) {
    for (const floor::JourneyMessage& message : messages) {
      const auto* sighting = std::get_if<wire::Sighting>(&message);
      if (sighting == nullptr || sighting->kind != wire::SightingKind::kObserved) continue;
      Seen& seen = identities_[sighting->track];
      if (seen.first == Instant{}) seen.first = sighting->captured_at;
      seen.last = sighting->captured_at;
      seen.camera = sighting->camera;
      note_zones(*sighting, seen);
      if (sighting->evidence) seen.perceived.add(*sighting->evidence);
      if (const auto whose = whose_is(*sighting)) ++seen.shows[*whose];
    }
  }

  /// Stays as the floor counts them, but for who stands on a zone's edge.
  void note_zones(const wire::Sighting& sighting, Seen& seen) const {
    const Instant at = sighting.captured_at;
    for (const config::Zone& zone : setup_.store.zones) {
      const bool tells =
          zone.type != config::ZoneType::kStaff && zone.type != config::ZoneType::kObjection;
      if (!tells || !zone.area.contains(sighting.foot_in_floor)) continue;
      InZone& in = seen.zones[zone.id.value()];
      const auto& measure = setup_.store.measure;
      if (in.last == Instant::min() || at - in.last > from_seconds(measure.zone_gap_s))
        in.since = at;
      in.last = at;
      in.stayed = in.stayed || at - in.since >= from_seconds(measure.zone_min_stay_s);
    }
  }

  /// Of whoever was found nearest to this place by this camera at the time.
  std::optional<PersonId> whose_is(const wire::Sighting& sighting) const {
    const auto owners = owners_.find({sighting.camera.value(), sighting.captured_at});
    if (owners == owners_.end()) return std::nullopt;
    const auto off = [&](const auto& owner) {
      return distance(owner.first, sighting.foot_in_floor);
    };
    return std::min_element(owners->second.begin(), owners->second.end(),
                            [&](const auto& a, const auto& b) { return off(a) < off(b); })
        ->second;
  }

  void add_stats(const DescribeStats& described) {
    const eye::AudienceStats& more = described.audience;
    stats_.crops += more.crops, stats_.looks += more.looks, stats_.too_small += more.too_small;
    stats_.cut += more.cut, stats_.hidden += more.hidden, stats_.blurred += more.blurred;
  }

  using Moment = std::pair<std::string, Instant>;  ///< of a camera

  Setup& setup_;
  std::vector<CameraRecordings> cameras_;
  std::vector<std::vector<Truth>> truth_;  ///< by camera and recording
  std::map<Moment, std::int64_t> numbers_;
  /// Where a track was; nobody where the truth has no such box.
  std::map<Moment, std::vector<std::pair<Point, std::optional<PersonId>>>> owners_;
  std::map<TrackId, Seen> identities_;
  eye::AudienceStats stats_;
};

}  // namespace

Result<AuditRun> run_audit_of_recordings(Setup& setup, const std::vector<std::string>& recordings,
                                         const std::filesystem::path& labels) {
  ASSIGN_OR_RETURN(const auto rows, read_audit_labels(labels, /*of_pictures=*/false));
  std::map<std::string, const AuditLabel*> by_person;
  for (const AuditLabel& row : rows) by_person[row.person] = &row;
  ASSIGN_OR_RETURN(auto cameras, read_inputs(recordings, setup));
  Watch watch(setup, std::move(cameras));
  RETURN_IF_ERROR(watch());
  AuditRun run;
  run.seen = watch.stats();
  const Duration stay = from_seconds(setup.store.measure.zone_min_stay_s);
  for (const auto& [id, seen] : watch.identities()) {
    if (seen.last - seen.first < stay) continue;
    eval::AuditedPerson person;
    person.mean = seen.perceived.mean();
    person.weight = seen.perceived.weight();
    const auto whose = seen.whose();
    const auto row = whose ? by_person.find(std::to_string(*whose)) : by_person.end();
    if (row == by_person.end()) {
      run.others.push_back(std::move(person));
      continue;
    }
    person.body = row->second->body();
    person.is_feminine = row->second->is_feminine;
    person.groups = row->second->groups;
    person.groups["camera"] = seen.camera.value();
    for (const auto& [zone, in] : seen.zones) {
      if (in.stayed) person.zones.push_back(zone);
    }
    run.people.push_back(std::move(person));
  }
  if (!run.people.empty()) return run;
  return fail(ErrorCode::kDataLoss,
              "nobody whom {} labels was seen in the recordings; its `person` is the id in gt.txt",
              labels.string());
}

}  // namespace sillage::app
