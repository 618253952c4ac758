// SPDX-License-Identifier: Apache-2.0
#include "app/recording_run.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <variant>

#include <fmt/core.h>
#include <sys/resource.h>

#include "app/floor.h"
#include "app/inputs.h"
#include "app/plate_pass.h"
#include "app/playback.h"
#include "app/progress.h"
#include "app/silhouettes.h"
#include "app/stop.h"
#include "base/files.h"
#include "desk/report/report.h"
#include "desk/serve/installation.h"
#include "desk/store/store.h"
#include "eye/plate/plate.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;
constexpr std::uint8_t kGreyLuma = 128;

using SteadyClock = std::chrono::steady_clock;

double since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

double peak_memory_mb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Run {
 public:
  Run(Setup& setup, const RecordingOutputs& outputs) : setup_(setup), outputs_(outputs) {}

  Result<RunSummary> operator()(const std::vector<std::string>& files, const Clock& clock) {
    const auto start = SteadyClock::now();
    summary_.started_at = clock.now();
    RETURN_IF_ERROR(prepare(files));
    RETURN_IF_ERROR(watch());
    release(floor_->finish());
    keep(door_->finish());
    const floor::MeterStats& stats = floor_->measured();
    summary_.sightings = stats.sightings;
    summary_.tracks = stats.tracks;
    warn_about(stats);
    summary_.elapsed_s = since(start);
    RETURN_IF_ERROR(write());
    summary_.peak_memory_mb = peak_memory_mb();
    return std::move(summary_);
  }

 private:
  Result<void> prepare(const std::vector<std::string>& words) {
    ASSIGN_OR_RETURN(cameras_, read_inputs(words, setup_));
    if (cameras_.size() > 1 && !outputs_.silhouettes.empty()) {
      return fail(ErrorCode::kUsage,
                  "--silhouettes shows one camera, these recordings are of {}; process one alone "
                  "for its silhouettes",
                  cameras_.size());
    }
    std::vector<std::string> inputs;
    for (const CameraRecordings& camera : cameras_) {
      for (const Recording& recording : camera.recordings) inputs.push_back(recording.source.url);
    }
    if (!setup_.config_file.empty()) inputs.push_back(setup_.config_file);
    RETURN_IF_ERROR(check_outputs(
        {outputs_.database, outputs_.csv, outputs_.report, outputs_.silhouettes}, inputs));
    if (!outputs_.database.empty()) {
      ASSIGN_OR_RETURN(store_, desk::open_sqlite(outputs_.database));
      RETURN_IF_ERROR(store_->expect_mode(setup_.store.id, /*evaluation=*/true,
                                          floor::release_mode(setup_.store)));
    }
    const floor::BinGrid grid = grid_of(cameras_, setup_.store);
    ASSIGN_OR_RETURN(floor_, Floor::create(watched_part(setup_.store, cameras_), grid));
    summary_.store = setup_.store;
    summary_.store.journey.level = floor_->journeys().level();
    ASSIGN_OR_RETURN(door_, floor::PrivacyDoor::create(summary_.store, /*evaluation=*/true));
    for (const CameraRecordings& camera : cameras_) summary_.cameras.push_back(camera.camera.id);
    summary_.model = setup_.model.name;
    summary_.start_known = grid.align;
    summary_.warnings = setup_.store.warnings;
    return cameras_.size() == 1 ? prepare_plate() : Result<void>{};
  }

  /// The picture that a person may look at. With several cameras there is none: figures are shown
  /// on the plan.
  Result<void> prepare_plate() {
    if (outputs_.report.empty() && outputs_.silhouettes.empty()) return {};
    ASSIGN_OR_RETURN(plate_, make_plate(first().source, *setup_.detector));
    // The report says it beside the picture; who only looks at silhouettes reads it here.
    if (plate_ && outputs_.report.empty()) {
      for (const std::string& note : plate_notes()) summary_.warnings.push_back(note);
    }
    if (!plate_) {
      summary_.warnings.emplace_back(
          "the recording is too short for a picture of the empty scene (half a minute is "
          "needed); the report and the silhouettes do without");
    }
    return {};
  }

  Result<void> watch() {
    ASSIGN_OR_RETURN(Playback playback, Playback::create(cameras_, *setup_.detector, summary_.store,
                                                         setup_.body_network));
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
      image_from_floor_.push_back(playback.eye(i)->floor_from_image().inverse());
    }
    warn_about_unseen();
    RETURN_IF_ERROR(open_silhouettes(playback));
    const std::string name = cameras_.size() == 1 && cameras_[0].recordings.size() == 1
                                 ? first().info.name
                                 : "recordings";
    Progress progress(name, frames_of(cameras_), "frames");
    for (std::int64_t frames = 0;;) {
      if (is_stop_requested()) {
        return fail(ErrorCode::kCancelled,
                    "stopped on request while watching {}; nothing was written, start again to get "
                    "a result",
                    name);
      }
      ASSIGN_OR_RETURN(const std::optional<PlayedFrame> played, playback.next());
      if (!played) break;
      const EyeFrame& frame = played->frame;
      const bool is_frame =
          !frame.messages.empty() && std::holds_alternative<wire::FrameMark>(frame.messages.back());
      if (silhouettes_) RETURN_IF_ERROR(silhouettes_->add(frame, is_frame));
      if (silhouettes_ && played->is_last) RETURN_IF_ERROR(silhouettes_->flush());
      const auto start = SteadyClock::now();
      for (const wire::EyeMessage& message : frame.messages) release(floor_->process(message));
      summary_.floor_s += since(start);
      if (is_frame) progress.set(++frames);
      if (played->is_last) note_end(playback, *played);
    }
    return {};
  }

  Result<void> open_silhouettes(const Playback& playback) {
    if (outputs_.silhouettes.empty()) return {};
    double fps = first().info.nominal_fps > 0 ? first().info.nominal_fps : 10;
    const double analysed = setup_.analysed_fps(cameras_.front().camera);
    if (analysed > 0) fps = std::min(fps, analysed);
    ASSIGN_OR_RETURN(silhouettes_, Silhouettes::create(outputs_.silhouettes, *playback.eye(0),
                                                       setup_.store, background().view(), fps));
    return {};
  }

  void note_end(const Playback& playback, const PlayedFrame& played) {
    const CameraRecordings& camera = cameras_[played.camera];
    summary_.recordings.push_back({camera.camera.id, camera.recordings[played.recording].info.name,
                                   playback.summary(played.camera, played.recording)});
    warn_about(summary_.recordings.back());
  }

  void release(const std::vector<floor::BinTally>& tallies) {
    for (const floor::BinTally& tally : tallies) keep(door_->take(tally));
  }

  void keep(std::vector<wire::Release> releases) {
    for (wire::Release& release : releases) {
      const bool is_day = release.header().period == wire::Period::kDay;
      (is_day ? summary_.days : summary_.releases).push_back(std::move(release));
    }
  }

  /// What silhouettes are drawn on: the plate, or flat grey where there is none.
  const eye::I420Image& background() {
    if (plate_) return plate_->picture;
    const auto& info = first().info;
    grey_ = eye::I420Image(info.width, info.height);
    std::fill_n(grey_.y(), static_cast<std::size_t>(info.width) * info.height, kGreyLuma);
    return grey_;
  }

  bool is_seen(Point in_floor) const {
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
      const auto& info = cameras_[i].recordings.front().info;
      const Point p = image_from_floor_[i].apply(in_floor);
      if (is_finite(p) && p.x >= 0 && p.y >= 0 && p.x <= info.width && p.y <= info.height) {
        return true;
      }
    }
    return false;
  }

  /// Typing pixels for metres is the first mistake of a new installation.
  void warn_about_unseen() {
    const std::string by = cameras_.size() == 1 ? fmt::format("the picture of camera '{}'",
                                                              cameras_.front().camera.id.value())
                                                : "the pictures of these cameras";
    const auto warn = [&](const char* what, const std::string& id) {
      summary_.warnings.push_back(
          fmt::format("{} '{}' lies outside {}, so nobody is counted there; "
                      "check its coordinates (metres, not pixels)",
                      what, id, by));
    };
    for (const auto& line : setup_.store.lines) {
      const Segment& s = line.segment;
      if (!is_seen(s.from) && !is_seen(s.to) && !is_seen((s.from + s.to) * 0.5)) {
        warn("line", line.id.value());
      }
    }
    for (const auto& zone : setup_.store.zones) {
      const auto& corners = zone.area.corners();
      Point middle;
      for (const Point& corner : corners) {
        middle = middle + corner * (1.0 / static_cast<double>(corners.size()));
      }
      if (!is_seen(middle) && std::none_of(corners.begin(), corners.end(),
                                           [&](const Point& corner) { return is_seen(corner); })) {
        warn("zone", zone.id.value());
      }
    }
  }

  void warn_about(const RecordingSummary& recording) {
    const auto& stats = recording.eye.stats;
    if (recording.eye.broke_off) {
      summary_.warnings.push_back(
          fmt::format("{} broke off ({}); the result covers what came before", recording.file,
                      recording.eye.broke_off->to_string()));
    }
    if (stats.truncated) {
      summary_.warnings.push_back(fmt::format(
          "{} ends early: the file promises more than the {} frames that could be read; "
          "the result covers what is there",
          recording.file, stats.frames_read));
    }
    if (stats.corrupt_packets > 0) {
      summary_.warnings.push_back(fmt::format("{}: {} damaged packets were left out",
                                              recording.file, stats.corrupt_packets));
    }
    if (stats.size_changes > 0) {
      summary_.warnings.push_back(
          fmt::format("{}: the picture changed its size {} times; all frames were scaled to the "
                      "first size",
                      recording.file, stats.size_changes));
    }
  }

  void warn_about(const floor::MeterStats& stats) {
    if (stats.rejected > 0) {
      summary_.warnings.push_back(fmt::format(
          "{} sightings or frames lay outside the floor or came out of order and were left out",
          stats.rejected));
    }
    if (const auto door = stats.disagreeing_door()) {
      summary_.warnings.push_back(fmt::format(
          "{} people seen inside had not been seen to come in, and {} who came in were not seen to "
          "go out; the least sure crossings are those of line '{}' at camera '{}'",
          stats.inside_added + stats.let_in, stats.inside_removed, door->first.value(),
          door->second.value()));
    }
    const bool is_given = std::all_of(cameras_.begin(), cameras_.end(),
                                      [](const CameraRecordings& c) { return c.start_given; });
    if (summary_.start_known && !is_given) {
      summary_.warnings.emplace_back(
          "the time of day comes from the file, which may name its export rather than its filming; "
          "give --start to set it");
    }
    if (!summary_.start_known) {
      summary_.warnings.emplace_back(
          "the recording does not say when it was made; times count from its first frame (give "
          "--start to set them)");
    }
  }

  Result<void> write() {
    if (silhouettes_) {
      RETURN_IF_ERROR(silhouettes_->finish());
      summary_.written.push_back("silhouettes: " + outputs_.silhouettes.string());
    }
    if (store_) {
      RETURN_IF_ERROR(write_database());
      summary_.written.push_back("database: " + outputs_.database.string());
    }
    if (!outputs_.csv.empty()) {
      RETURN_IF_ERROR(write_file_atomically(outputs_.csv, desk::render_csv(all_releases())));
      summary_.written.push_back("table: " + outputs_.csv.string());
    }
    if (!outputs_.report.empty()) {
      ASSIGN_OR_RETURN(const std::string page, desk::render_html(report_input()));
      RETURN_IF_ERROR(write_file_atomically(outputs_.report, page));
      summary_.written.push_back("report: " + outputs_.report.string());
    }
    return {};
  }

  Result<void> write_database() {
    std::string names, hashes;
    std::size_t count = 0;
    for (const CameraRecordings& camera : cameras_) {
      for (const Recording& recording : camera.recordings) {
        // A stream has no bytes to hash; its name has to do.
        names += (names.empty() ? "" : ", ") + recording.info.name;
        hashes += sha256_of_file(recording.source.url).value_or("");
        ++count;
      }
    }
    ASSIGN_OR_RETURN(
        const std::int64_t run,
        store_->begin_run(
            {summary_.started_at, SILLAGE_VERSION, names, count == 1 ? hashes : sha256_hex(hashes),
             setup_.model.name + " " + setup_.model.sha256, sha256_hex(setup_.config_text)}));
    // Names for the dashboard. As of the recording: a repetition leaves the same file.
    const Instant begin = first().info.starts_at;
    ASSIGN_OR_RETURN(const auto records, desk::open_records(outputs_.database));
    RETURN_IF_ERROR(desk::install(*records, {setup_.store, {}, false, begin, false}, begin));
    return store_->write(all_releases(), run);
  }

  /// Bins, then days.
  std::vector<wire::Release> all_releases() const {
    std::vector<wire::Release> all = summary_.releases;
    all.insert(all.end(), summary_.days.begin(), summary_.days.end());
    return all;
  }

  desk::ReportInput report_input() const {
    desk::ReportInput input;
    input.store = setup_.store;
    input.releases = summary_.releases;
    input.days = summary_.days;
    input.start_known = summary_.start_known;
    input.source = first().info.name;
    if (summary_.recordings.size() > 1) {
      input.source += fmt::format(" and {} more", summary_.recordings.size() - 1);
    }
    input.version = SILLAGE_VERSION;
    input.model = setup_.model.name;
    input.warnings = summary_.warnings;
    input.made_at = summary_.started_at;
    input.language = outputs_.language;
    if (plate_) input.plate = report_plate();
    return input;
  }

  /// What the picture of the empty scene cannot show.
  std::vector<std::string> plate_notes() const {
    std::vector<std::string> notes;
    if (plate_->unseen > 0.001) {
      notes.push_back(
          fmt::format("{:.1f} % of the picture was never free of people; it is painted grey",
                      plate_->unseen * 100));
    }
    if (const auto places = plate_->painted_over.size(); places > 0) {
      notes.push_back(
          fmt::format("painted grey, because something there looks like a person who "
                      "never moved: {} {}",
                      places, places == 1 ? "place" : "places"));
    }
    return notes;
  }

  desk::ReportPlate report_plate() const {
    desk::ReportPlate plate;
    plate.width = plate_->picture.width();
    plate.height = plate_->picture.height();
    plate.rgb = eye::to_rgb(plate_->picture.view());
    const auto& info = first().info;
    const double sx = static_cast<double>(plate.width) / info.width;
    const double sy = static_cast<double>(plate.height) / info.height;
    plate.image_from_floor = image_from_floor_.front().matrix();
    for (int i = 0; i < 3; ++i) {
      plate.image_from_floor[i] *= sx;
      plate.image_from_floor[3 + i] *= sy;
    }
    plate.notes = plate_notes();
    return plate;
  }

  const Recording& first() const { return cameras_.front().recordings.front(); }

  Setup& setup_;
  const RecordingOutputs& outputs_;
  RunSummary summary_;
  std::vector<CameraRecordings> cameras_;  ///< outlives the playback
  std::unique_ptr<desk::Store> store_;
  std::optional<Floor> floor_;
  std::optional<floor::PrivacyDoor> door_;
  std::optional<eye::Plate> plate_;
  eye::I420Image grey_;
  std::optional<Silhouettes> silhouettes_;
  std::vector<Homography> image_from_floor_;  ///< by camera
};

}  // namespace

Result<RunSummary> run_recordings(Setup& setup, const std::vector<std::string>& files,
                                  const RecordingOutputs& outputs, const Clock& clock) {
  return Run(setup, outputs)(files, clock);
}

}  // namespace sillage::app
