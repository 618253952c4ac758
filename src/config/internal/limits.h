// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace sillage::config::internal {

/// What a number of the configuration may be, both ends included.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  constexpr bool holds(double value) const { return value >= low && value <= high; }  // no NaN
};

// One place for the limits: the reader, the option structs, the schema and the reference page all
// take them from here.
inline constexpr Range kEntryConfirm{0, 60};
inline constexpr Range kLineBand{0, 5};
inline constexpr Range kZoneMinStay{0, 3600};
inline constexpr Range kZoneGap{0, 300};
inline constexpr Range kLinkLevel{0, 3};
inline constexpr Range kJourneyLag{0, 5};
inline constexpr Range kLateness{0, 60};
inline constexpr Range kStateTtl{1, 300};  // 300 s is the promise of the privacy design
inline constexpr Range kEngaged{0, 3600};
inline constexpr Range kBounce{0, 3600};
inline constexpr Range kGroupDistance{0.1, 10};
inline constexpr Range kShare{0, 1};
inline constexpr Range kGroupWindow{1, 60};
inline constexpr Range kStaffPresence{0, 1440};
inline constexpr Range kObjection{0, 60};
inline constexpr Range kGroupSize{10, 1000};
inline constexpr Range kBinMinutes{15, 1440};
inline constexpr Range kRho{0.0001, 0.05};  // 0.05: the ceiling of the privacy design
inline constexpr Range kStaysPerDay{1, 10};
inline constexpr Range kExpectedVisits{0, 100'000};
inline constexpr Range kFiguresKept{1, 120};
inline constexpr Range kMinScore{0, 1};
inline constexpr Range kAuditedPeople{0, 1'000'000};
inline constexpr Range kPointsOff{0, 100};
inline constexpr Range kMiddle{-4, 4};
inline constexpr Range kCertain{0, 8};
inline constexpr Range kAnalysedFps{0, 240};
inline constexpr Range kPictureHeight{0.1, 1000};
inline constexpr Range kRadialTerm{-1, 1};
inline constexpr Range kImageSide{1, 16384};
/// Metres from the plan's origin; farther is a slip of the unit (millimetres, degrees).
inline constexpr Range kCoordinate{-10'000, 10'000};
/// Pixels; a calibration point may lie beside the picture, not far away.
inline constexpr Range kPixel{-100'000, 100'000};

inline constexpr int kMaxCameras = 64;
inline constexpr int kMaxLines = 64;
inline constexpr int kMaxZones = 256;
inline constexpr int kMaxFunnels = 16;
inline constexpr int kMaxFunnelSteps = 7;
inline constexpr int kMaxPairs = 256;
inline constexpr int kMaxCorners = 256;
inline constexpr int kMaxTextBytes = 2048;
inline constexpr int kMaxFileBytes = 1 << 20;
/// A calibration whose points disagree by more (rms, m) is refused, or draws a warning.
inline constexpr double kWorstResidual = 0.5;
inline constexpr double kDoubtfulResidual = 0.2;
/// Shift of the picture's corner by lens distortion, as a share, that is refused or draws a
/// warning.
inline constexpr double kWorstDistortion = 0.1;
inline constexpr double kDoubtfulDistortion = 0.005;

}  // namespace sillage::config::internal
