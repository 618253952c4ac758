// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "config/governance.h"
#include "geometry/homography.h"
#include "geometry/polygon.h"
#include "geometry/radial_lens.h"
#include "geometry/segment.h"

namespace sillage::config {

/// Floor calibration from points clicked in the picture and measured on the plan.
struct PointCalibration {
  std::vector<PointPair> pairs;  ///< at least four
};

/// A calibrated camera: K, R, t, and the radial distortion of its lens, which the eye straightens.
/// Tsai's model, as published with older data sets, comes without its distortion (given images must
/// be undistorted or the distortion small).
struct CameraCalibration {
  PinholeCamera camera;
  double k1 = 0, k2 = 0;  ///< geometry/radial_lens.h
};

/// No floor calibration: the floor plane is the picture itself, scaled. Lines and zones are then in
/// picture axes (x right, y down, origin top-left) in these nominal metres, and every length,
/// hysteresis and heat value is approximate; outputs carry a warning.
struct ScaleCalibration {
  double picture_height_m = 5.0;  ///< nominal metres that the picture's height stands for
};

using Calibration = std::variant<ScaleCalibration, PointCalibration, CameraCalibration>;

struct Camera {
  CameraId id;
  std::string name;
  std::string source;   ///< file or URL; `process FILE` overrides it
  int image_width = 0;  ///< pixels that the calibration refers to; 0 = the video's own
  int image_height = 0;
  double analysed_fps = 0;  ///< frames analysed per second; 0 = every frame
  Calibration calibration;
};

/// A count line on the floor. Crossing it towards `inside` is an entry.
struct Line {
  LineId id;
  std::string name;
  Segment segment;  ///< metres
  Point inside;     ///< any point on the inner side, not on the line; metres
};

enum class ZoneType {
  kEntrance,
  kFrontage,
  kAisle,
  kCheckoutQueue,
  kService,
  kStaff,
  kFitting,
  kObjection,  ///< who stands here wants not to be measured
  kOther
};
const char* to_string(ZoneType type);

struct Zone {
  ZoneId id;
  std::string name;
  ZoneType type = ZoneType::kOther;
  Polygon area;  ///< metres
  /// Zones of one group may share a figure where one alone has too few people; empty: all zones of
  /// its type.
  std::string group{};
  /// Audited people who stayed here, as AudienceSettings::audit has them; empty: that alone.
  std::vector<double> audit{};
};

/// Steps that visits are followed along, in this order.
struct Funnel {
  FunnelId id;
  std::string name;
  std::vector<ZoneId> zones;  ///< 1 to 7
};

/// Thresholds of the metrics (docs/reference/metrics.md); all echoed with every answer.
struct MeasureOptions {
  double entry_confirm_s = 2.0;    ///< an entry counts once the person stayed inside this long, s
  double line_band_m = 0.3;        ///< hysteresis on both sides of a count line, m
  double zone_min_stay_s = 5.0;    ///< T: shortest stay that is a zone visit, s
  double zone_gap_s = 3.0;         ///< G: leaving for less does not end a stay, s
  double state_ttl_s = 60.0;       ///< per-person state is wiped this long after last seen, s
  double engaged_s = 15.0;         ///< E: a zone visit at least this long is an engagement, s
  double bounce_s = 30.0;          ///< B: a visit shorter than this is a bounce, s
  double group_distance_m = 1.5;   ///< who comes in together stays this near, m
  double group_share = 0.7;        ///< of the first group_window_s, at least this share
  double group_window_s = 10.0;    ///< how long it is watched whether people belong together, s
  double staff_presence_min = 90;  ///< who is inside longer than this works here, min; 0 = off
  double objection_s = 3.0;        ///< standing on an objection spot this long is an objection, s
  /// Every way in and out has a line, so that people inside can be had by conservation.
  bool all_doors_counted = false;
  Result<void> check() const;
};

/// How the tracks of people become journeys.
struct JourneyOptions {
  /// L0 counts only, L1 tracks of one camera, L2 hand-over by place and time, L3 clothing too.
  int level = 2;
  double lag_s = 2.0;  ///< identities are decided this much later, s; 0 = at once, by the eye alone
  double lateness_s = 2.0;  ///< a message that comes later than this is left out, s
  Result<void> check() const;
};

/// How releases protect people: groups of k and exact totals, or noise on every figure.
enum class PrivacyMode { kStandard, kStrict };
const char* to_string(PrivacyMode mode);

struct PrivacyOptions {
  int k = 10;            ///< smallest group that a breakdown shows; raise only
  int bin_minutes = 15;  ///< length of a bin; 15 or more, a divisor of a day
  /// The eye looks for the printed marks of staff and of people who object.
  bool read_marks = true;
  PrivacyMode mode = PrivacyMode::kStandard;
  double rho = 0.015;       ///< strict: zCDP of one person-day over all figures
  int stays_per_day = 2;    ///< strict: a person-day is at most so many bodies
  int expected_visits = 0;  ///< strict: on a usual day, for the first days; 0 = not known
  Result<void> check() const;
};

struct DetectorSettings {
  std::string model;       ///< name in models/manifest.toml; empty = its default
  double min_score = 0.3;  ///< boxes below are dropped at once
  Result<void> check() const;
};

/// What the card of the model in models/ says of its audit.
struct AudienceCard {
  std::vector<double> audit;
  double middle = 0, certain = 0;
  double worst_gap_points = 0;
  double share_error_points = 0;
};

/// Estimates of how visitors are perceived, from bodies whose heads are masked. Figures of an audit
/// are those of the model's card, or what `sillage audience report` prints for the store's cameras.
struct AudienceSettings {
  bool enabled = false;  ///< needs the gate's attestation
  /// People of the audit who present feminine and were answered as feminine, masculine, unknown;
  /// then the same of those who present masculine.
  std::vector<double> audit = card().audit;
  /// Log-odds of a look that says as little of one as of the other, before these cameras.
  double middle = card().middle;
  double certain = card().certain;  ///< log-odds from which on a visit is answered
  double worst_gap_points = card().worst_gap_points;      ///< balanced accuracy, worst group
  double share_error_points = card().share_error_points;  ///< of corrected shares
  Result<void> check() const;
  /// Switched on, and the audit is within the limits.
  bool is_on() const;
  static const AudienceCard& card();
  /// Why it is off although it is switched on; empty otherwise.
  std::string why_off() const;
};
/// Above these the estimates switch themselves off.
inline constexpr double kMostGapPoints = 10;
inline constexpr double kMostShareErrorPoints = 4;

/// Everything that one store's installation needs to know. Distances in metres on the floor plan.
struct StoreConfig {
  StoreId id{"store"};
  std::string name = "Store";
  std::string time_zone = "UTC";  ///< IANA name; bins, days and reports follow it
  std::vector<Camera> cameras;
  std::vector<Line> lines;
  std::vector<Zone> zones;
  std::vector<Funnel> funnels;
  JourneyOptions journey;
  MeasureOptions measure;
  PrivacyOptions privacy;
  DetectorSettings detector;
  AudienceSettings audience;
  Governance governance;
  /// What the reader accepted but the user should know, ready to print; empty if made by hand.
  std::vector<std::string> warnings;
};

/// floor_from_image of a camera whose frames have this size. Calibrations made at another size
/// (image_width x image_height) are rescaled. `report` is filled for point calibrations.
Result<Homography> floor_from_image(const Camera& camera, int frame_width, int frame_height,
                                    HomographyFit* report = nullptr);

/// What straightens pixels of frames of this size before floor_from_image takes them; straight
/// already for every calibration but a camera's.
RadialLens lens_of(const Camera& camera, int frame_width, int frame_height);

/// A store without configuration: one uncalibrated camera, no lines, no zones.
StoreConfig default_store();

}  // namespace sillage::config
