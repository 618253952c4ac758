// SPDX-License-Identifier: Apache-2.0
#include "config/internal/drafts.h"

namespace sillage::config::internal {
namespace {

CameraDraft draft_of(const Camera& camera) {
  return {camera.id.value(),
          camera.name,
          camera.source,
          {camera.image_width, camera.image_height},
          camera.analysed_fps};
}

CalibrationDraft draft_of(const ScaleCalibration& scale) {
  CalibrationDraft draft;
  draft.kind = "scale";
  draft.picture_height_m = scale.picture_height_m;
  return draft;
}

CalibrationDraft draft_of(const PointCalibration& points) {
  CalibrationDraft draft;
  draft.kind = "points";
  draft.points = points.pairs;
  return draft;
}

/// A Tsai camera was turned into a pinhole camera when it was read, and is written as one.
CalibrationDraft draft_of(const CameraCalibration& calibration) {
  const PinholeCamera& camera = calibration.camera;
  CalibrationDraft draft;
  draft.kind = "camera";
  draft.fx = camera.fx;
  draft.fy = camera.fy;
  draft.cx = camera.cx;
  draft.cy = camera.cy;
  draft.k1 = calibration.k1;
  draft.k2 = calibration.k2;
  draft.rotation.assign(camera.rotation.begin(), camera.rotation.end());
  draft.translation.assign(camera.translation.begin(), camera.translation.end());
  return draft;
}

LineDraft draft_of(const Line& line) {
  return {line.id.value(), line.name, line.segment.from, line.segment.to, line.inside};
}

ZoneDraft draft_of(const Zone& zone) {
  return {zone.id.value(), zone.name,           to_string(zone.type),
          zone.group,      zone.area.corners(), zone.audit};
}

FunnelDraft draft_of(const Funnel& funnel) {
  FunnelDraft draft{funnel.id.value(), funnel.name, {}};
  for (const ZoneId& zone : funnel.zones) draft.zones.push_back(zone.value());
  return draft;
}

/// Left out where the file leaves it out: an empty text or size that has a meaning of its own.
bool is_absent(const Field& field, const Value& value) {
  if (field.traits.absent.empty()) return false;
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* list = std::get_if<std::vector<double>>(&value)) return list->empty();
  if (const auto* size = std::get_if<ImageSize>(&value)) return *size == ImageSize{};
  return false;
}

template <class Draft>
WrittenTable write(std::string path, bool in_list, const Draft& draft, std::string_view kind = {}) {
  WrittenTable table{std::move(path), in_list, {}};
  for (const Binding<Draft>& binding : fields_of(draft)) {
    Value value = value_in(draft, binding);
    if (!binding.field.belongs_to(kind) || is_absent(binding.field, value)) continue;
    table.fields.push_back({binding.field, std::move(value)});
  }
  return table;
}

}  // namespace

std::vector<WrittenTable> to_tables(const StoreConfig& config) {
  std::vector<WrittenTable> tables;
  tables.push_back(
      write("store", false, StoreDraft{config.id.value(), config.name, config.time_zone}));
  for (const Camera& camera : config.cameras) {
    tables.push_back(write("camera", true, draft_of(camera)));
    const CalibrationDraft calibration =
        std::visit([](const auto& calibrated) { return draft_of(calibrated); }, camera.calibration);
    tables.push_back(write("camera.calibration", false, calibration, calibration.kind));
  }
  for (const Line& line : config.lines) tables.push_back(write("line", true, draft_of(line)));
  for (const Zone& zone : config.zones) tables.push_back(write("zone", true, draft_of(zone)));
  for (const Funnel& funnel : config.funnels) {
    tables.push_back(write("funnel", true, draft_of(funnel)));
  }
  tables.push_back(write("journey", false, config.journey));
  tables.push_back(write("measure", false, config.measure));
  tables.push_back(write(
      "privacy", false,
      PrivacyDraft{config.privacy.k, config.privacy.bin_minutes, to_string(config.privacy.mode),
                   config.privacy.read_marks, config.privacy.rho, config.privacy.stays_per_day,
                   config.privacy.expected_visits}));
  tables.push_back(write("detector", false, config.detector));
  tables.push_back(write("audience", false, config.audience));
  tables.push_back(write("governance", false, config.governance));
  return tables;
}

}  // namespace sillage::config::internal
