// SPDX-License-Identifier: Apache-2.0
#include "config/internal/sections.h"

namespace sillage::config::internal {
namespace {

constexpr std::array<std::string_view, 9> kZoneTypes = {"entrance",       "frontage",  "aisle",
                                                        "checkout_queue", "service",   "staff",
                                                        "fitting",        "objection", "other"};
constexpr std::array<std::string_view, 2> kModes = {"standard", "strict"};

constexpr std::string_view kPointsExample =
    "[\n"
    "  { image = [112, 448], floor = [0, 0] },\n"
    "  { image = [548, 441], floor = [4, 0] },\n"
    "  { image = [431, 187], floor = [4, 6] },\n"
    "  { image = [203, 189], floor = [0, 6] },\n"
    "  { image = [323, 276], floor = [2, 3] },\n"
    "]";

constexpr Traits id_traits(std::string_view why, std::string_view example) {
  return {.why = why, .required = true, .example = example, .format = Format::kId};
}

}  // namespace

std::vector<Binding<StoreDraft>> fields_of(const StoreDraft&) {
  return {
      describe_key(
          "id", &StoreDraft::id,
          {.why = "Names the store in databases and exports: 1 to 32 of a-z, 0-9, - and _.",
           .format = Format::kId}),
      describe_key("name", &StoreDraft::name, {.why = "Name that people read in reports."}),
      describe_key("time_zone", &StoreDraft::time_zone,
                   {.why = "IANA time zone; bins, days and reports follow it.",
                    .example = "\"Europe/Zurich\"",
                    .format = Format::kTimeZone}),
  };
}

std::vector<Binding<CameraDraft>> fields_of(const CameraDraft&) {
  return {
      describe_key("id", &CameraDraft::id, id_traits("Names the camera; unique.", "\"door\"")),
      describe_key(
          "name", &CameraDraft::name,
          {.why = "Name that people read.", .absent = "the id", .example = "\"Above the door\""}),
      describe_key(
          "source", &CameraDraft::source,
          {.why = "Video file or stream, without user or password; `process FILE` overrides it.",
           .absent = "given on the command line",
           .example = "\"rtsp://192.0.2.10/stream2\"",
           .format = Format::kSource}),
      describe_key(
          "image_size", &CameraDraft::image_size,
          {.why = "Width and height of the picture that the calibration was made on; frames of "
                  "another size are rescaled.",
           .unit = "pixels",
           .range = kImageSide,
           .absent = "the video's own size",
           .example = "[640, 480]"}),
      describe_key(
          "analysed_fps", &CameraDraft::analysed_fps,
          {.why = "Frames analysed per second, 0 for every frame; 5 to 10 follow a walking "
                  "person.",
           .unit = "1/s",
           .range = kAnalysedFps}),
  };
}

namespace {

using Bindings = std::vector<Binding<CalibrationDraft>>;

Bindings camera_kind_fields() {
  const Traits focal = {.why = "Focal length.",
                        .unit = "pixels",
                        .range = {1e-3, 1e6},
                        .required = true,
                        .example = "520",
                        .kinds = "camera"};
  return {
      describe_key("fx", &CalibrationDraft::fx, focal),
      describe_key("fy", &CalibrationDraft::fy, focal),
      describe_key("cx", &CalibrationDraft::cx,
                   {.why = "Principal point, from the left.",
                    .unit = "pixels",
                    .range = {-1e5, 1e5},
                    .required = true,
                    .example = "320",
                    .kinds = "camera tsai"}),
      describe_key("cy", &CalibrationDraft::cy,
                   {.why = "Principal point, from the top.",
                    .unit = "pixels",
                    .range = {-1e5, 1e5},
                    .required = true,
                    .example = "240",
                    .kinds = "camera tsai"}),
      describe_key("k1", &CalibrationDraft::k1,
                   {.why = "Radial distortion of the lens, second order (OpenCV's k1); negative is "
                           "barrel. The eye straightens it.",
                    .range = kRadialTerm,
                    .kinds = "camera"}),
      describe_key("k2", &CalibrationDraft::k2,
                   {.why = "Radial distortion, fourth order (OpenCV's k2).",
                    .range = kRadialTerm,
                    .kinds = "camera"}),
      describe_key("rotation", &CalibrationDraft::rotation,
                   {.why = "R row by row: camera axes = R * floor axes + t, z up from the floor.",
                    .range = {-1.001, 1.001},
                    .required = true,
                    .example = "[1, 0, 0, 0, -0.5, -0.8660254, 0, 0.8660254, -0.5]",
                    .count = 9,
                    .kinds = "camera"}),
      describe_key("translation", &CalibrationDraft::translation,
                   {.why = "t.",
                    .unit = "m",
                    .range = kCoordinate,
                    .required = true,
                    .example = "[-2, 2.5980762, 1.5]",
                    .count = 3,
                    .kinds = "camera"}),
  };
}

Binding<CalibrationDraft> tsai(std::string_view key, double CalibrationDraft::*member,
                               std::string_view why, std::string_view unit, Range range,
                               std::string_view example) {
  return describe_key(key, member,
                      {.why = why,
                       .unit = unit,
                       .range = range,
                       .required = true,
                       .example = example,
                       .kinds = "tsai"});
}

Bindings tsai_kind_fields() {
  constexpr Range kLength{1e-6, 1e4}, kAngle{-6.2832, 6.2832}, kShift{-1e7, 1e7};
  return {
      tsai("f", &CalibrationDraft::f, "Focal length.", "mm", kLength, "5.2"),
      tsai("dpx", &CalibrationDraft::dpx, "Effective pixel width on the sensor.", "mm", kLength,
           "0.01"),
      tsai("dpy", &CalibrationDraft::dpy, "Effective pixel height on the sensor.", "mm", kLength,
           "0.01"),
      describe_key("sx", &CalibrationDraft::sx,
                   {.why = "Horizontal scale uncertainty.", .range = {0.1, 10}, .kinds = "tsai"}),
      describe_key(
          "kappa1", &CalibrationDraft::kappa1,
          {.why = "Radial lens distortion; not corrected, refused where it moves the picture's "
                  "corner by more than 10 %.",
           .unit = "1/mm^2",
           .range = {-10, 10},
           .kinds = "tsai"}),
      tsai("rx", &CalibrationDraft::rx, "Rotation about x, applied first.", "rad", kAngle,
           "2.0943951"),
      tsai("ry", &CalibrationDraft::ry, "Rotation about y, applied second.", "rad", kAngle, "0"),
      tsai("rz", &CalibrationDraft::rz, "Rotation about z, applied last.", "rad", kAngle, "0"),
      tsai("tx", &CalibrationDraft::tx, "Translation in camera axes.", "mm", kShift, "-2000"),
      tsai("ty", &CalibrationDraft::ty, "Translation in camera axes.", "mm", kShift, "2598.0762"),
      tsai("tz", &CalibrationDraft::tz, "Translation in camera axes.", "mm", kShift, "1500"),
  };
}

}  // namespace

std::vector<Binding<CalibrationDraft>> fields_of(const CalibrationDraft&) {
  Bindings fields = {
      describe_key("kind", &CalibrationDraft::kind,
                   {.why = "How the floor is found in the picture; it decides which keys follow.",
                    .required = true,
                    .example = "\"points\"",
                    .choices = kCalibrationKinds}),
      describe_key("points", &CalibrationDraft::points,
                   {.why = "At least 4 floor points, better 6, spread over the view: where they "
                           "are in the picture "
                           "(pixels) and on the plan (m).",
                    .range = kCoordinate,
                    .required = true,
                    .example = kPointsExample,
                    .count = kMaxPairs,
                    .kinds = "points"}),
  };
  for (Binding<CalibrationDraft>& field : camera_kind_fields()) fields.push_back(std::move(field));
  for (Binding<CalibrationDraft>& field : tsai_kind_fields()) fields.push_back(std::move(field));
  fields.push_back(
      describe_key("picture_height_m", &CalibrationDraft::picture_height_m,
                   {.why = "Nominal metres that the picture's height stands for; every length "
                           "is then approximate.",
                    .unit = "m",
                    .range = kPictureHeight,
                    .kinds = "scale"}));
  return fields;
}

std::vector<Binding<LineDraft>> fields_of(const LineDraft&) {
  const auto point = [](std::string_view why, std::string_view example) {
    return Traits{
        .why = why, .unit = "m", .range = kCoordinate, .required = true, .example = example};
  };
  return {
      describe_key("id", &LineDraft::id, id_traits("Names the line; unique.", "\"entrance\"")),
      describe_key(
          "name", &LineDraft::name,
          {.why = "Name that people read.", .absent = "the id", .example = "\"Main entrance\""}),
      describe_key("from", &LineDraft::from, point("One end, on the floor.", "[0.5, 1]")),
      describe_key("to", &LineDraft::to, point("The other end.", "[3.5, 1]")),
      describe_key(
          "inside", &LineDraft::inside,
          point("Any point on the inner side; crossing towards it is an entry.", "[2, 3]")),
  };
}

std::vector<Binding<ZoneDraft>> fields_of(const ZoneDraft&) {
  return {
      describe_key("id", &ZoneDraft::id, id_traits("Names the zone; unique.", "\"tills\"")),
      describe_key("name", &ZoneDraft::name,
                   {.why = "Name that people read.", .absent = "the id", .example = "\"Tills\""}),
      describe_key("type", &ZoneDraft::type,
                   {.why = "What the zone is for; it decides which metrics it has.",
                    .example = "\"checkout_queue\"",
                    .choices = kZoneTypes}),
      describe_key("group", &ZoneDraft::group,
                   {.why = "Zones with too few people share one figure with those of their group.",
                    .absent = "all zones of its type",
                    .example = "\"fresh\"",
                    .format = Format::kId}),
      describe_key("area", &ZoneDraft::area,
                   {.why = "Corners in walking order, at least 3; the last joins the first.",
                    .unit = "m",
                    .range = kCoordinate,
                    .required = true,
                    .example = "[[0, 3], [3, 3], [3, 5], [0, 5]]",
                    .count = kMaxCorners}),
      describe_key("audit", &ZoneDraft::audit,
                   {.why = "Audited people who stayed here, six numbers as in [audience]: answers "
                           "are righter in some places than in others. From the same report.",
                    .unit = "people",
                    .range = kAuditedPeople,
                    .absent = "[audience] audit alone",
                    .example = "[90, 14, 21, 12, 97, 20]",
                    .count = 6}),
  };
}

std::vector<Binding<FunnelDraft>> fields_of(const FunnelDraft&) {
  return {
      describe_key("id", &FunnelDraft::id,
                   id_traits("Names the funnel; unique.", "\"to-the-till\"")),
      describe_key(
          "name", &FunnelDraft::name,
          {.why = "Name that people read.", .absent = "the id", .example = "\"To the till\""}),
      describe_key("zones", &FunnelDraft::zones,
                   {.why = "Ids of the zones that a visit must reach one after another, 1 to 7.",
                    .required = true,
                    .example = "[\"tills\"]",
                    .count = kMaxFunnelSteps,
                    .format = Format::kId}),
  };
}

std::vector<Binding<JourneyOptions>> fields_of(const JourneyOptions&) {
  return {
      describe_key(
          "level", &JourneyOptions::level,
          {.why = "How people are followed: 0 counts only, 1 within one camera, 2 from camera "
                  "to camera by place and time, 3 also by what they wear.",
           .range = kLinkLevel}),
      describe_key(
          "lag_s", &JourneyOptions::lag_s,
          {.why = "Who is who is decided this much later, by what was seen meanwhile; 0 trusts the "
                  "tracker as it is.",
           .unit = "s",
           .range = kJourneyLag}),
      describe_key(
          "lateness_s", &JourneyOptions::lateness_s,
          {.why = "A message of a camera that comes later than this is left out, and a camera "
                  "that is silent for longer is not waited for.",
           .unit = "s",
           .range = kLateness}),
  };
}

std::vector<Binding<MeasureOptions>> fields_of(const MeasureOptions&) {
  return {
      describe_key(
          "entry_confirm_s", &MeasureOptions::entry_confirm_s,
          {.why = "An entry counts once the person stayed inside this long; people who turn on "
                  "the doorstep do not count.",
           .unit = "s",
           .range = kEntryConfirm}),
      describe_key(
          "line_band_m", &MeasureOptions::line_band_m,
          {.why = "Band on both sides of a line in which nothing is decided; a person standing "
                  "on the line counts once.",
           .unit = "m",
           .range = kLineBand}),
      describe_key("zone_min_stay_s", &MeasureOptions::zone_min_stay_s,
                   {.why = "Shortest stay that is a zone visit; shorter is walking through.",
                    .unit = "s",
                    .range = kZoneMinStay}),
      describe_key(
          "zone_gap_s", &MeasureOptions::zone_gap_s,
          {.why = "Leaving a zone for less does not end a stay.", .unit = "s", .range = kZoneGap}),
      describe_key(
          "state_ttl_s", &MeasureOptions::state_ttl_s,
          {.why = "All that is held about a person is wiped this long after they were last seen.",
           .unit = "s",
           .range = kStateTtl}),
      describe_key("engaged_s", &MeasureOptions::engaged_s,
                   {.why = "A zone visit at least this long is an engagement.",
                    .unit = "s",
                    .range = kEngaged}),
      describe_key(
          "bounce_s", &MeasureOptions::bounce_s,
          {.why = "A visit shorter than this is a bounce.", .unit = "s", .range = kBounce}),
      describe_key("group_distance_m", &MeasureOptions::group_distance_m,
                   {.why = "People who come in together and stay this near are one group.",
                    .unit = "m",
                    .range = kGroupDistance}),
      describe_key(
          "group_share", &MeasureOptions::group_share,
          {.why = "Share of the first seconds that they must be that near.", .range = kShare}),
      describe_key("group_window_s", &MeasureOptions::group_window_s,
                   {.why = "For how long after coming in it is watched who belongs together.",
                    .unit = "s",
                    .range = kGroupWindow}),
      describe_key(
          "staff_presence_min", &MeasureOptions::staff_presence_min,
          {.why = "Who is inside longer than this works here and is left out; 0 switches it "
                  "off.",
           .unit = "min",
           .range = kStaffPresence}),
      describe_key(
          "objection_s", &MeasureOptions::objection_s,
          {.why = "Who stands on an objection spot this long is dropped from every figure.",
           .unit = "s",
           .range = kObjection}),
      describe_key("all_doors_counted", &MeasureOptions::all_doors_counted,
                   {.why = "Every way in and out has a line: people inside follow from entries and "
                           "exits."}),
  };
}

std::vector<Binding<PrivacyDraft>> fields_of(const PrivacyDraft&) {
  return {
      describe_key(
          "k", &PrivacyDraft::k,
          {.why = "Smallest group that a breakdown shows; smaller ones are merged. May be raised, "
                  "not lowered.",
           .unit = "people",
           .range = kGroupSize}),
      describe_key("bin_minutes", &PrivacyDraft::bin_minutes,
                   {.why = "Length of a bin; a divisor of a day of 1440 minutes.",
                    .unit = "minutes",
                    .range = kBinMinutes}),
      describe_key(
          "mode", &PrivacyDraft::mode,
          {.why =
               "Release mode. standard: exact totals, breakdowns from k people. strict: noise on "
               "every figure. Never both for the same people.",
           .choices = kModes}),
      describe_key("rho", &PrivacyDraft::rho,
                   {.why = "Strict: what all figures of a day cost one person, in zCDP; 0.015 is "
                           "epsilon 1 at delta 1e-7.",
                    .range = kRho}),
      describe_key("stays_per_day", &PrivacyDraft::stays_per_day,
                   {.why = "Strict: one person is seen as at most so many bodies a day, by coming "
                           "back or by being lost.",
                    .range = kStaysPerDay}),
      describe_key("expected_visits", &PrivacyDraft::expected_visits,
                   {.why = "Strict: visits of a usual day, for how long bins are until days have "
                           "been released; 0 = not known.",
                    .range = kExpectedVisits}),
      describe_key("read_marks", &PrivacyDraft::read_marks,
                   {.why = "Looks for the printed marks of people who object and of staff (sillage "
                           "notice badge); false looks for none, and nobody can object by one."}),
  };
}

std::vector<Binding<DetectorSettings>> fields_of(const DetectorSettings&) {
  return {
      describe_key("model", &DetectorSettings::model,
                   {.why = "Name of a model in models/manifest.toml (`sillage model list`).",
                    .absent = "the manifest's default",
                    .example = "\"\""}),
      describe_key("min_score", &DetectorSettings::min_score,
                   {.why = "Boxes with a lower score are dropped at once.", .range = kMinScore}),
  };
}

std::vector<Binding<AudienceSettings>> fields_of(const AudienceSettings&) {
  return {
      describe_key(
          "enabled", &AudienceSettings::enabled,
          {.why = "Estimates how visitors are perceived (feminine, masculine, unknown) "
                  "from bodies with masked heads; released as corrected counts of a day."}),
      describe_key("audit", &AudienceSettings::audit,
                   {.why = "Audited people who present feminine, answered as feminine, masculine, "
                           "unknown, then those who present masculine: corrects the counts. The "
                           "model card's, or what `sillage audience report` prints.",
                    .unit = "people",
                    .range = kAuditedPeople,
                    .count = 6}),
      describe_key("middle", &AudienceSettings::middle,
                   {.why = "What a look says of somebody who is as likely feminine as masculine: "
                           "light, clothes and angles shift it. From the same report as `audit`.",
                    .unit = "log-odds",
                    .range = kMiddle}),
      describe_key("certain", &AudienceSettings::certain,
                   {.why = "From how far off the middle on a visit is answered; it is unknown "
                           "below. From the same report as `audit`.",
                    .unit = "log-odds",
                    .range = kCertain}),
      describe_key("worst_gap_points", &AudienceSettings::worst_gap_points,
                   {.why = "The audit's worst group against all; above 10 the estimates are off.",
                    .unit = "points",
                    .range = kPointsOff}),
      describe_key("share_error_points", &AudienceSettings::share_error_points,
                   {.why = "The audit's error of corrected shares; above 4 the estimates are off.",
                    .unit = "points",
                    .range = kPointsOff}),
  };
}

std::vector<Section> sections() {
  return {
      {"store", 1, "The store itself.", fields_only(fields_of(StoreDraft{})), {}},
      {"camera",
       kMaxCameras,
       "A camera.",
       fields_only(fields_of(CameraDraft{})),
       {{"calibration",
         1,
         "Where the floor is in the camera's picture. Left out: kind = \"scale\" with its default.",
         fields_only(fields_of(CalibrationDraft{})),
         {}}}},
      {"line", kMaxLines, "A count line on the floor.", fields_only(fields_of(LineDraft{})), {}},
      {"zone", kMaxZones, "An area of the floor.", fields_only(fields_of(ZoneDraft{})), {}},
      {"funnel",
       kMaxFunnels,
       "Zones that visits are followed through, one after another.",
       fields_only(fields_of(FunnelDraft{})),
       {}},
      {"journey", 1, "How tracks become journeys.", fields_only(fields_of(JourneyOptions{})), {}},
      {"measure", 1, "Thresholds of the metrics.", fields_only(fields_of(MeasureOptions{})), {}},
      {"privacy", 1, "The privacy door.", fields_only(fields_of(PrivacyDraft{})), {}},
      {"detector", 1, "The person detector.", fields_only(fields_of(DetectorSettings{})), {}},
      {"audience",
       1,
       "Estimates of how visitors are perceived; off unless switched on here and signed for.",
       fields_only(fields_of(AudienceSettings{})),
       {}},
      {"governance",
       1,
       "Who answers for the counting and why it is done; notices and the gate take it from here.",
       fields_only(fields_of(Governance{})),
       {}},
  };
}

std::string_view describe_kind(std::string_view kind) {
  if (kind == "points") return "points clicked in the picture and measured on the plan";
  if (kind == "camera") return "a calibrated camera: focal lengths, principal point, R and t";
  if (kind == "tsai") return "a camera calibrated after Tsai, as published with older data sets";
  return "no calibration: the picture itself is the floor, scaled";
}

ZoneType zone_type(std::string_view name) {
  for (std::size_t i = 0; i < kZoneTypes.size(); ++i) {
    if (kZoneTypes[i] == name) return static_cast<ZoneType>(i);
  }
  return ZoneType::kOther;
}

}  // namespace sillage::config::internal
