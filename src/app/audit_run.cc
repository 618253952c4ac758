// SPDX-License-Identifier: Apache-2.0
#include "app/audit_run.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>

#include "app/audit_labels.h"
#include "app/progress.h"
#include "eye/ingest/video_source.h"
#include "floor/measure/perceived.h"

namespace sillage::app {
namespace {

/// Between two pictures of a person: longer than the stage waits, shorter than it remembers.
constexpr Duration kBetween = std::chrono::seconds(30);

double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Picture {
  std::string file;
  double tilt_sine = eye::SeenPerson{}.tilt_sine;
};

struct Labelled {
  eval::AuditedPerson about;
  std::vector<Picture> pictures;
};

/// The column that is no group: how steeply the camera looks down at the person.
constexpr std::string_view kTilt = "tilt_deg";

/// Nothing where it is no angle between level and straight down.
std::optional<double> sine_of(const std::string& degrees) {
  double value = 0;
  const char* end = degrees.data() + degrees.size();
  const auto [stop, error] = std::from_chars(degrees.data(), end, value);
  if (error != std::errc() || stop != end || !(value >= 0 && value <= 90)) return std::nullopt;
  return std::sin(value * std::numbers::pi / 180);
}

Result<std::map<std::string, Labelled>> read_pictures(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const auto labels, read_audit_labels(file, /*of_pictures=*/true));
  std::map<std::string, Labelled> people;
  for (const AuditLabel& label : labels) {
    Labelled& person = people[label.person];
    person.about.body = label.body();
    person.about.is_feminine = label.is_feminine;
    person.about.groups = label.groups;
    person.pictures.push_back({label.file});
    const auto tilt = person.about.groups.extract(std::string(kTilt));
    if (!tilt) continue;
    const auto sine = sine_of(tilt.mapped());
    if (!sine) {
      return fail(ErrorCode::kDataLoss, "{}: {} is '{}'; give 0 (level) to 90 (straight down)",
                  label.where, kTilt, tilt.mapped());
    }
    person.pictures.back().tilt_sine = *sine;
  }
  return people;
}

}  // namespace

Result<AuditRun> run_audit(const std::filesystem::path& pictures,
                           const std::filesystem::path& labels,
                           std::shared_ptr<eye::BodyNetwork> network) {
  ASSIGN_OR_RETURN(const auto people, read_pictures(labels));
  ASSIGN_OR_RETURN(auto stage, eye::AudienceStage::create({}, std::move(network)));
  Progress progress("audit", static_cast<std::int64_t>(people.size()), "people");
  AuditRun run;
  std::uint64_t number = 0;
  double spent_ms = 0;
  for (const auto& [name, person] : people) {
    const TrackId track{++number};
    floor::Perceived seen;
    Instant at{};
    for (const auto& [file, tilt_sine] : person.pictures) {
      eye::SourceOptions options;
      options.url = (pictures / file).string();
      ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(options)));
      ASSIGN_OR_RETURN(const auto frame, source.next());
      if (!frame) {
        return fail(ErrorCode::kDataLoss, "{} holds no picture; take it out of {}", file,
                    labels.string());
      }
      const Box box{0, 0, 1.0 * frame->picture.width, 1.0 * frame->picture.height};
      const std::vector<eye::SeenPerson> one{{track, box, tilt_sine}};
      const std::vector<eye::Detection> boxes{{box, 1.0F}};
      const double began = processor_ms();
      at += kBetween;
      ASSIGN_OR_RETURN(const auto found, stage.process(at, frame->picture, one, boxes));
      spent_ms += processor_ms() - began;
      for (const auto& each : found) seen.add(each.evidence);
    }
    stage.end(track);
    run.people.push_back(person.about);
    run.people.back().mean = seen.mean();
    run.people.back().weight = seen.weight();
    progress.set(static_cast<std::int64_t>(number));
  }
  run.seen = stage.stats();
  run.look_ms = spent_ms / static_cast<double>(std::max<std::int64_t>(1, run.seen.crops));
  return run;
}

}  // namespace sillage::app
