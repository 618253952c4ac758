// SPDX-License-Identifier: Apache-2.0
#include "config/internal/assemble.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "config/internal/calibration.h"
#include "config/internal/sections.h"

namespace sillage::config::internal {
namespace {

/// Shorter than a hand: two clicks on the same spot.
constexpr double kShortestLine = 0.05;

const std::vector<Table>& tables_of(const Document& document, std::string_view section) {
  static const std::vector<Table> kNone;
  const auto found = document.find(section);
  return found == document.end() ? kNone : found->second;
}

/// The draft of a section that is there at most once.
template <class Draft>
Draft read_single(const Document& document, std::string_view section) {
  Draft draft;
  for (const Table& table : tables_of(document, section))
    fill(draft, fields_of(draft), table.values);
  return draft;
}

template <class Draft>
Draft read_draft(const Table& table) {
  Draft draft;
  fill(draft, fields_of(draft), table.values);
  return draft;
}

/// Reports an id that an earlier table of the same kind has.
class UniqueIds {
 public:
  void check(const Table& table, const std::string& id, Problems& problems) {
    if (id.empty() || ids_.insert(id).second) return;
    problems.error(table.where("id"), table.subject, "id '{}' is there twice; give each its own id",
                   id);
  }

 private:
  std::set<std::string> ids_;
};

Camera read_camera(const Table& table, Problems& problems) {
  const auto draft = read_draft<CameraDraft>(table);
  Camera camera;
  camera.id = CameraId(draft.id);
  camera.name = draft.name.empty() ? draft.id : draft.name;
  camera.source = draft.source;
  camera.image_width = draft.image_size.width;
  camera.image_height = draft.image_size.height;
  camera.analysed_fps = draft.analysed_fps;
  for (const Table& calibration : table.children) {
    camera.calibration = read_calibration(calibration, draft.image_size, problems);
  }
  return camera;
}

Line read_line(const Table& table, Problems& problems) {
  const auto draft = read_draft<LineDraft>(table);
  Line line{LineId(draft.id),
            draft.name.empty() ? draft.id : draft.name,
            {draft.from, draft.to},
            draft.inside};
  for (const char* key : {"from", "to", "inside"}) {
    if (!table.values.contains(key)) return line;
  }
  if (line.segment.length() < kShortestLine) {
    problems.error(table.where("to"), table.subject,
                   "has no length ({:.3f} m); give from and to two different points",
                   line.segment.length());
  } else if (std::abs(line.segment.signed_distance(line.inside)) < kShortestLine) {
    problems.error(table.where("inside"), table.subject,
                   "inside lies on the line, so it tells no side; move it a step into the store");
  }
  return line;
}

void read_zone(const Table& table, StoreConfig& config, Problems& problems) {
  const auto draft = read_draft<ZoneDraft>(table);
  if (!table.values.contains("area")) return;
  auto area = Polygon::create(draft.area);
  if (!area) {
    problems.error(table.where("area"), table.subject, "{}", area.error().message);
    return;
  }
  config.zones.push_back({ZoneId(draft.id), draft.name.empty() ? draft.id : draft.name,
                          zone_type(draft.type), std::move(*area), draft.group, draft.audit});
}

/// Steps name zones that are measured; who works or changes clothes there is not followed.
void read_funnel(const Table& table, StoreConfig& config, Problems& problems) {
  const auto draft = read_draft<FunnelDraft>(table);
  if (!table.values.contains("zones")) return;
  if (draft.zones.empty()) {
    problems.error(table.where("zones"), table.subject,
                   "has no zones; name the ids of zones in the order of the way");
    return;
  }
  Funnel funnel{FunnelId(draft.id), draft.name.empty() ? draft.id : draft.name, {}};
  for (const std::string& id : draft.zones) {
    const auto zone = std::find_if(config.zones.begin(), config.zones.end(),
                                   [&](const Zone& z) { return z.id.value() == id; });
    if (zone == config.zones.end()) {
      problems.error(table.where("zones"), table.subject,
                     "zone '{}' does not exist; name the id of a [[zone]]", id);
    } else if (zone->type == ZoneType::kStaff || zone->type == ZoneType::kFitting ||
               zone->type == ZoneType::kObjection) {
      problems.error(table.where("zones"), table.subject,
                     "zone '{}' is of type {}, in which nobody is measured; leave it out", id,
                     to_string(zone->type));
    }
    funnel.zones.emplace_back(id);
  }
  config.funnels.push_back(std::move(funnel));
}

void read_options(const Document& document, StoreConfig& config, Problems& problems) {
  config.journey = read_single<JourneyOptions>(document, "journey");
  config.measure = read_single<MeasureOptions>(document, "measure");
  config.detector = read_single<DetectorSettings>(document, "detector");
  config.audience = read_single<AudienceSettings>(document, "audience");
  config.governance = read_single<Governance>(document, "governance");
  const auto privacy = read_single<PrivacyDraft>(document, "privacy");
  config.privacy = {.k = privacy.k,
                    .bin_minutes = privacy.bin_minutes,
                    .read_marks = privacy.read_marks,
                    .mode = privacy.mode == to_string(PrivacyMode::kStrict)
                                ? PrivacyMode::kStrict
                                : PrivacyMode::kStandard,
                    .rho = privacy.rho,
                    .stays_per_day = privacy.stays_per_day,
                    .expected_visits = privacy.expected_visits};
  const auto report = [&](const Result<void>& result, std::string_view section) {
    if (result) return;
    const auto& tables = tables_of(document, section);
    problems.error(tables.empty() ? Position{} : tables.front().at, "", "{}",
                   result.error().message);
  };
  report(config.journey.check(), "journey");
  report(config.measure.check(), "measure");
  report(config.privacy.check(), "privacy");
  report(config.detector.check(), "detector");
  report(config.governance.check(), "governance");
  report(config.audience.check(), "audience");
  if (const std::string why = config.audience.why_off(); !why.empty()) {
    problems.warn(tables_of(document, "audience").front().at, "", "{}", why);
  }
  if (config.audience.enabled && config.privacy.mode == PrivacyMode::kStrict) {
    problems.error(tables_of(document, "audience").front().at, "",
                   "estimates of how visitors are perceived are released in mode \"standard\" "
                   "alone; set enabled = false, or mode = \"standard\" in [privacy]");
  }
}

bool is_uncalibrated(const Camera& camera) {
  return std::holds_alternative<ScaleCalibration>(camera.calibration);
}

void warn_of_uncalibrated(const Document& document, const StoreConfig& config, Problems& problems) {
  if (config.lines.empty() && config.zones.empty()) return;
  const auto& tables = tables_of(document, "camera");
  for (std::size_t i = 0; i < config.cameras.size(); ++i) {
    if (!is_uncalibrated(config.cameras[i])) continue;
    problems.warn(
        tables[i].at, tables[i].subject,
        "not calibrated, so lines and zones are in the picture's axes and every length is "
        "approximate; add [camera.calibration] with four measured points");
  }
}

}  // namespace

StoreConfig assemble(const Document& document, Problems& problems) {
  StoreConfig config;
  const auto store = read_single<StoreDraft>(document, "store");
  config.id = StoreId(store.id);
  config.name = store.name;
  config.time_zone = store.time_zone;
  UniqueIds cameras, lines, zones, funnels;
  for (const Table& table : tables_of(document, "camera")) {
    config.cameras.push_back(read_camera(table, problems));
    cameras.check(table, config.cameras.back().id.value(), problems);
  }
  for (const Table& table : tables_of(document, "line")) {
    config.lines.push_back(read_line(table, problems));
    lines.check(table, config.lines.back().id.value(), problems);
  }
  for (const Table& table : tables_of(document, "zone")) {
    read_zone(table, config, problems);
    zones.check(table, read_draft<ZoneDraft>(table).id, problems);
  }
  for (const Table& table : tables_of(document, "funnel")) {
    read_funnel(table, config, problems);
    funnels.check(table, read_draft<FunnelDraft>(table).id, problems);
  }
  read_options(document, config, problems);
  if (config.cameras.empty() && !document.contains("camera")) {
    problems.warn({}, "", "no camera; add a [[camera]] with an id");
  }
  warn_of_uncalibrated(document, config, problems);
  return config;
}

}  // namespace sillage::config::internal
