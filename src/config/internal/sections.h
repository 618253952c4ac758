// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "config/internal/field.h"
#include "config/store_config.h"

namespace sillage::config::internal {

// Drafts hold a table of the file as it is written, before it is checked as a whole.

struct StoreDraft {
  std::string id = StoreConfig{}.id.value();
  std::string name = StoreConfig{}.name;
  std::string time_zone = StoreConfig{}.time_zone;
};

struct CameraDraft {
  std::string id;
  std::string name;
  std::string source;
  ImageSize image_size;
  double analysed_fps = Camera{}.analysed_fps;
};

struct CalibrationDraft {
  std::string kind;
  std::vector<PointPair> points;
  double fx = 0, fy = 0, cx = 0, cy = 0, k1 = 0, k2 = 0;
  std::vector<double> rotation;
  std::vector<double> translation;
  double f = 0, dpx = 0, dpy = 0, sx = 1, kappa1 = 0;
  double rx = 0, ry = 0, rz = 0, tx = 0, ty = 0, tz = 0;
  double picture_height_m = ScaleCalibration{}.picture_height_m;
};

struct LineDraft {
  std::string id;
  std::string name;
  Point from;
  Point to;
  Point inside;
};

struct ZoneDraft {
  std::string id;
  std::string name;
  std::string type = to_string(ZoneType::kOther);
  std::string group;
  std::vector<Point> area;
  std::vector<double> audit;
};

struct FunnelDraft {
  std::string id;
  std::string name;
  std::vector<std::string> zones;
};

struct PrivacyDraft {
  int k = PrivacyOptions{}.k;
  int bin_minutes = PrivacyOptions{}.bin_minutes;
  std::string mode = "standard";
  bool read_marks = PrivacyOptions{}.read_marks;
  double rho = PrivacyOptions{}.rho;
  int stays_per_day = PrivacyOptions{}.stays_per_day;
  int expected_visits = PrivacyOptions{}.expected_visits;
};

std::vector<Binding<StoreDraft>> fields_of(const StoreDraft&);
std::vector<Binding<CameraDraft>> fields_of(const CameraDraft&);
std::vector<Binding<CalibrationDraft>> fields_of(const CalibrationDraft&);
std::vector<Binding<LineDraft>> fields_of(const LineDraft&);
std::vector<Binding<ZoneDraft>> fields_of(const ZoneDraft&);
std::vector<Binding<FunnelDraft>> fields_of(const FunnelDraft&);
std::vector<Binding<JourneyOptions>> fields_of(const JourneyOptions&);
std::vector<Binding<MeasureOptions>> fields_of(const MeasureOptions&);
std::vector<Binding<PrivacyDraft>> fields_of(const PrivacyDraft&);
std::vector<Binding<DetectorSettings>> fields_of(const DetectorSettings&);
std::vector<Binding<AudienceSettings>> fields_of(const AudienceSettings&);
std::vector<Binding<Governance>> fields_of(const Governance&);

/// A table of the file, `[path]`, or a list of them, `[[path]]`.
struct Section {
  std::string_view path;
  int at_most = 1;  ///< more than 1: a list of tables
  std::string_view why;
  std::vector<Field> fields;
  std::vector<Section> children;  ///< at most one table each

  bool is_list() const { return at_most > 1; }
};

/// The whole file, in the order in which it is written.
std::vector<Section> sections();

inline constexpr std::array<std::string_view, 4> kCalibrationKinds = {"points", "camera", "tsai",
                                                                      "scale"};
/// What a calibration kind is, in one line.
std::string_view describe_kind(std::string_view kind);

/// The type with that name; kOther for any other text.
ZoneType zone_type(std::string_view name);

}  // namespace sillage::config::internal
