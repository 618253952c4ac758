// SPDX-License-Identifier: Apache-2.0
#include "app/recording_run.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <variant>

#include <fmt/core.h>
#include <sys/resource.h>

#include "app/floor.h"
#include "app/plate_pass.h"
#include "app/progress.h"
#include "app/silhouettes.h"
#include "app/stop.h"
#include "app/survey.h"
#include "base/files.h"
#include "desk/report/report.h"
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
    for (const Recording& recording : recordings_) RETURN_IF_ERROR(watch(recording));
    release(floor_->finish());
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
  Result<void> prepare(const std::vector<std::string>& files) {
    std::vector<std::string> inputs = files;
    if (!setup_.config_file.empty()) inputs.push_back(setup_.config_file);
    RETURN_IF_ERROR(check_outputs(
        {outputs_.database, outputs_.csv, outputs_.report, outputs_.silhouettes}, inputs));
    ASSIGN_OR_RETURN(recordings_, survey(files, setup_.starts_at, setup_.analysed_fps));
    if (!outputs_.database.empty()) {
      ASSIGN_OR_RETURN(store_, desk::open_sqlite(outputs_.database));
    }
    const Recording& last = recordings_.back();
    floor::BinGrid grid;
    grid.start = recordings_.front().info.starts_at;
    if (last.info.duration) grid.end = last.info.starts_at + *last.info.duration;
    grid.length = std::chrono::minutes(setup_.store.privacy.bin_minutes);
    grid.align = recordings_.front().info.start_known;
    ASSIGN_OR_RETURN(floor_, Floor::create(setup_.store, grid));
    ASSIGN_OR_RETURN(door_, floor::PrivacyDoor::create(setup_.store, /*evaluation=*/true));
    summary_.store = setup_.store;
    summary_.camera = setup_.camera.id;
    summary_.model = setup_.model.name;
    summary_.start_known = grid.align;
    summary_.warnings = setup_.store.warnings;
    if (!outputs_.report.empty() || !outputs_.silhouettes.empty()) {
      ASSIGN_OR_RETURN(plate_, make_plate(recordings_.front().source, *setup_.detector));
      // The report says it beside the picture; who only looks at silhouettes reads it here.
      if (plate_ && outputs_.report.empty()) {
        for (const std::string& note : plate_notes()) summary_.warnings.push_back(note);
      }
      if (!plate_) {
        summary_.warnings.emplace_back(
            "the recording is too short for a picture of the empty scene (half a minute is "
            "needed); "
            "the report and the silhouettes do without");
      }
    }
    return {};
  }

  Result<void> watch(const Recording& recording) {
    ASSIGN_OR_RETURN(Eye eye, Eye::create(setup_.camera, recording.source, *setup_.detector,
                                          setup_.store.detector.min_score));
    if (!outputs_.silhouettes.empty() && !silhouettes_) {
      double fps = recording.info.nominal_fps > 0 ? recording.info.nominal_fps : 10;
      if (setup_.analysed_fps > 0) fps = std::min(fps, setup_.analysed_fps);
      ASSIGN_OR_RETURN(silhouettes_, Silhouettes::create(outputs_.silhouettes, eye, setup_.store,
                                                         background().view(), fps));
    }
    if (!image_from_floor_) {
      image_from_floor_ = eye.floor_from_image().inverse();
      warn_about_unseen();
    }
    Progress progress(recording.info.name, recording.info.frames, "frames");
    for (;;) {
      if (is_stop_requested()) {
        return fail(ErrorCode::kCancelled,
                    "stopped on request while watching {}; nothing was written, start again to get "
                    "a result",
                    recording.info.name);
      }
      ASSIGN_OR_RETURN(const std::optional<EyeFrame> frame, eye.next());
      if (!frame) break;
      const bool is_frame = !frame->messages.empty() &&
                            std::holds_alternative<wire::FrameMark>(frame->messages.back());
      if (silhouettes_) RETURN_IF_ERROR(silhouettes_->add(*frame, is_frame));
      const auto start = SteadyClock::now();
      for (const wire::EyeMessage& message : frame->messages) release(floor_->process(message));
      summary_.floor_s += since(start);
      if (is_frame) progress.set(frame->index + 1);
    }
    if (silhouettes_) RETURN_IF_ERROR(silhouettes_->flush());
    summary_.recordings.push_back({recording.info.name, eye.summary()});
    warn_about(summary_.recordings.back());
    return {};
  }

  void release(const std::vector<floor::BinTally>& tallies) {
    for (const floor::BinTally& tally : tallies) {
      summary_.releases.push_back(door_->release(tally));
    }
  }

  /// What silhouettes are drawn on: the plate, or flat grey where there is none.
  const eye::I420Image& background() {
    if (plate_) return plate_->picture;
    const auto& info = recordings_.front().info;
    grey_ = eye::I420Image(info.width, info.height);
    std::fill_n(grey_.y(), static_cast<std::size_t>(info.width) * info.height, kGreyLuma);
    return grey_;
  }

  bool is_seen(Point in_floor) const {
    const auto& info = recordings_.front().info;
    const Point p = image_from_floor_->apply(in_floor);
    return is_finite(p) && p.x >= 0 && p.y >= 0 && p.x <= info.width && p.y <= info.height;
  }

  /// Typing pixels for metres is the first mistake of a new installation.
  void warn_about_unseen() {
    const auto warn = [&](const char* what, const std::string& id) {
      summary_.warnings.push_back(fmt::format(
          "{} '{}' lies outside the picture of camera '{}', so nobody is counted there; "
          "check its coordinates (metres, not pixels)",
          what, id, setup_.camera.id.value()));
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
    if (summary_.start_known && !setup_.starts_at) {
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
      RETURN_IF_ERROR(write_file_atomically(outputs_.csv, desk::render_csv(summary_.releases)));
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
    for (const Recording& recording : recordings_) {
      // A stream has no bytes to hash; its name has to do.
      names += (names.empty() ? "" : ", ") + recording.info.name;
      hashes += sha256_of_file(recording.source.url).value_or("");
    }
    ASSIGN_OR_RETURN(const std::int64_t run,
                     store_->begin_run({summary_.started_at, SILLAGE_VERSION, names,
                                        recordings_.size() == 1 ? hashes : sha256_hex(hashes),
                                        setup_.model.name + " " + setup_.model.sha256,
                                        sha256_hex(setup_.config_text)}));
    return store_->write(summary_.releases, run);
  }

  desk::ReportInput report_input() const {
    desk::ReportInput input;
    input.store = setup_.store;
    input.releases = summary_.releases;
    input.start_known = summary_.start_known;
    input.source = recordings_.front().info.name;
    if (recordings_.size() > 1) input.source += fmt::format(" and {} more", recordings_.size() - 1);
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
    const auto& info = recordings_.front().info;
    const double sx = static_cast<double>(plate.width) / info.width;
    const double sy = static_cast<double>(plate.height) / info.height;
    plate.image_from_floor = image_from_floor_->matrix();
    for (int i = 0; i < 3; ++i) {
      plate.image_from_floor[i] *= sx;
      plate.image_from_floor[3 + i] *= sy;
    }
    plate.notes = plate_notes();
    return plate;
  }

  Setup& setup_;
  const RecordingOutputs& outputs_;
  RunSummary summary_;
  std::vector<Recording> recordings_;
  std::unique_ptr<desk::Store> store_;
  std::optional<Floor> floor_;
  std::optional<floor::PrivacyDoor> door_;
  std::optional<eye::Plate> plate_;
  eye::I420Image grey_;
  std::optional<Silhouettes> silhouettes_;
  std::optional<Homography> image_from_floor_;
};

}  // namespace

Result<RunSummary> run_recordings(Setup& setup, const std::vector<std::string>& files,
                                  const RecordingOutputs& outputs, const Clock& clock) {
  return Run(setup, outputs)(files, clock);
}

}  // namespace sillage::app
