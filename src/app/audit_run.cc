// SPDX-License-Identifier: Apache-2.0
#include "app/audit_run.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <map>
#include <numbers>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "app/progress.h"
#include "base/files.h"
#include "eye/ingest/video_source.h"
#include "floor/measure/perceived.h"

namespace sillage::app {
namespace {

constexpr std::size_t kMostLabels = 64u << 20;
/// Between two pictures of a person: longer than the stage waits, shorter than it remembers.
constexpr Duration kBetween = std::chrono::seconds(30);

double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
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

Result<std::map<std::string, Labelled>> read_labels(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file, kMostLabels));
  std::stringstream in(text);
  std::string line;
  std::getline(in, line);
  const auto head = cells_of(line);
  const bool known =
      head.size() >= 3 && head[0] == "file" && head[1] == "person" && head[2] == "presentation";
  if (!known) {
    return fail(ErrorCode::kDataLoss,
                "{}:1: the columns are not file,person,presentation; write this head",
                file.string());
  }
  std::map<std::string, Labelled> people;
  std::map<std::string, std::string> presents;  ///< by body
  for (int number = 2; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const auto cells = cells_of(line);
    const bool named =
        cells.size() == head.size() && (cells[2] == "feminine" || cells[2] == "masculine");
    if (!named) {
      return fail(ErrorCode::kDataLoss,
                  "{}:{}: a row has {} columns, the third feminine or masculine; correct it",
                  file.string(), number, head.size());
    }
    Labelled& person = people[cells[1]];
    person.pictures.push_back({cells[0]});
    person.about.body = cells[1].substr(0, cells[1].find('-'));
    person.about.is_feminine = cells[2] == "feminine";
    const bool agrees =
        presents.try_emplace(person.about.body, cells[2]).first->second == cells[2];
    if (!agrees) {
      return fail(ErrorCode::kDataLoss,
                  "{}:{}: {} presents feminine in one row and masculine in another; what is before "
                  "the first '-' of a name is one human",
                  file.string(), number, person.about.body);
    }
    for (std::size_t i = 3; i < head.size(); ++i) {
      if (head[i] != kTilt) {
        person.about.groups[head[i]] = cells[i];
      } else if (const auto sine = sine_of(cells[i])) {
        person.pictures.back().tilt_sine = *sine;
      } else {
        return fail(ErrorCode::kDataLoss, "{}:{}: {} is '{}'; give 0 (level) to 90 (straight down)",
                    file.string(), number, kTilt, cells[i]);
      }
    }
  }
  if (!people.empty()) return people;
  return fail(ErrorCode::kDataLoss, "{} labels nobody; add a row per picture", file.string());
}

}  // namespace

Result<AuditRun> run_audit(const std::filesystem::path& pictures,
                           const std::filesystem::path& labels,
                           std::shared_ptr<eye::BodyNetwork> network) {
  ASSIGN_OR_RETURN(const auto people, read_labels(labels));
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
