// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/reader.h"

namespace sillage::config {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Case {
  const char* name;
  std::string toml;
  std::vector<std::string> says;  ///< what is wrong, where, and what to do
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Refuses : public ::testing::TestWithParam<Case> {};

TEST_P(Refuses, SaysWhatAndWhereAndWhatToDo) {
  const auto config = parse(GetParam().toml, "s.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kConfiguration);
  for (const std::string& part : GetParam().says) {
    EXPECT_THAT(config.error().message, HasSubstr(part));
  }
}

std::string zone(const std::string& rest) { return "[[zone]]\nid = \"z\"\n" + rest; }
std::string line(const std::string& rest) { return "[[line]]\nid = \"l\"\n" + rest; }
std::string camera(const std::string& rest) { return "[[camera]]\nid = \"c\"\n" + rest; }
std::string calibration(const std::string& rest) { return camera("[camera.calibration]\n" + rest); }
std::string repeated(int times, const std::string& head, const std::string& rest) {
  std::string text;
  for (int i = 0; i < times; ++i) text += head + "id = \"n" + std::to_string(i) + "\"\n" + rest;
  return text;
}
const char* const kLooking = "fx = 500\nfy = 500\ncx = 320\ncy = 240\n";
const char* const kTsai =
    "kind = \"tsai\"\nf = 5.2\ndpx = 0.01\ndpy = 0.01\ncx = 320\ncy = 240\nrx = 2.0943951\nry = "
    "0\nrz = 0\ntx = -2000\nty = 2598.0762\n";

std::string names(const ::testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Keys, Refuses,
    ::testing::Values(
        Case{"Syntax", "[store]\nid = \n", {"s.toml:2:", "no valid TOML", "correct it here"}},
        Case{"UnknownKey",
             "[measure]\nzone_gap = 3\n",
             {"s.toml:2:1: measure: unknown key 'zone_gap'", "did you mean 'zone_gap_s'?"}},
        Case{"CaseOfKey", "[store]\nID = \"a\"\n", {"did you mean 'id'?"}},
        Case{"UnknownFarKey",
             "[privacy]\nxyzzy = 3\n",
             {"unknown key 'xyzzy'",
              "remove it (keys here: k, bin_minutes, mode, rho, stays_per_day, "
              "expected_visits, read_marks)"}},
        Case{"KeyOfAnotherTable", "[store]\nbin_minutes = 15\n", {"it belongs into [privacy]"}},
        Case{"UnknownTable", "[zones]\n", {"s.toml:1:", "'zones'", "did you mean 'zone'?"}},
        Case{"UnknownFarTable", "[blockchain]\n", {"remove it (tables are: store, camera"}},
        Case{"KeyOutsideTables", "bin_minutes = 20\n", {"move it below [privacy]"}},
        Case{"TableNotList", "[zone]\nid = \"z\"\n", {"write [[zone]] with two brackets"}},
        Case{"ListNotTable", "[[store]]\nid = \"z\"\n", {"write it as one table, [store]"}},
        Case{"ListOfNumbers", "camera = [1]\n", {"entry 1 is a whole number; write [[camera]]"}},
        Case{"CalibrationNoTable",
             camera("calibration = 3\n"),
             {"camera 'c' calibration", "[camera.calibration]"}},
        Case{"TwiceTheKey", "[store]\nid = \"a\"\nid = \"b\"\n", {"s.toml:3:", "no valid TOML"}},
        Case{"NumberForText",
             "[store]\nname = 3\n",
             {"s.toml:2:8: store: name: is a whole number; write text in quotes"}},
        Case{"TextForNumber",
             "[measure]\nline_band_m = \"0.3\"\n",
             {"line_band_m: is text; write a number, without quotes"}},
        Case{"FractionForWhole", "[privacy]\nk = 10.5\n", {"write a whole number"}},
        Case{"BooleanForNumber",
             "[measure]\nzone_gap_s = true\n",
             {"is true or false; write a number"}},
        Case{"DateForText", "[store]\nname = 2026-01-01\n", {"is a date; write text in quotes"}},
        Case{"NotANumber",
             "[measure]\nzone_gap_s = nan\n",
             {"is not a finite number; write one within 0 to 300 s"}},
        Case{"Infinite", "[measure]\nzone_gap_s = inf\n", {"is not a finite number"}},
        Case{"HugeInteger", "[privacy]\nk = 9223372036854775807\n", {"set it to 10 to 1000"}},
        Case{"ControlCharacter",
             "[store]\nname = \"a\\u0007b\"\n",
             {"has control characters; remove them"}},
        Case{"LongText", "[store]\nname = \"" + std::string(3000, 'a') + "\"\n", {"shorten it"}},
        Case{"BadId", "[store]\nid = \"Shop 1\"\n", {"'Shop 1' is no id; use 1 to 32 characters"}},
        Case{"EmptyId", "[[camera]]\nid = \"\"\n", {"camera 1: id", "use 1 to 32 characters"}},
        Case{"MissingId",
             "[[camera]]\n",
             {"s.toml:1:1: camera 1: id is missing; add id = \"door\""}},
        Case{"TimeZoneSlip",
             "[store]\ntime_zone = \"Europe/Pari\"\n",
             {"'Europe/Pari' is not in the time zone database; did you mean \"Europe/Paris\"?"}},
        Case{"TimeZoneUnknown",
             "[store]\ntime_zone = \"Middle-earth/Shire-town\"\n",
             {"write a name like \"Europe/Paris\""}}),
    names);

INSTANTIATE_TEST_SUITE_P(
    Values, Refuses,
    ::testing::Values(
        Case{"SmallGroups", "[privacy]\nk = 9\n", {"privacy: k: 9 is out of range; set it to 10"}},
        Case{"ShortBins", "[privacy]\nbin_minutes = 5\n", {"set it to 15 to 1440 minutes"}},
        Case{"OddBins",
             "[privacy]\nbin_minutes = 50\n",
             {"s.toml:1:1: privacy.bin_minutes is 50", "use 15, 20, 30, 60"}},
        Case{"LargeRho", "[privacy]\nrho = 0.1\n", {"set it to 0.0001 to 0.05"}},
        Case{"NoStays", "[privacy]\nstays_per_day = 0\n", {"set it to 1 to 10"}},
        Case{"UnknownMode", "[privacy]\nmode = \"standrad\"\n", {"did you mean 'standard'?"}},
        Case{"LongState", "[measure]\nstate_ttl_s = 3600\n", {"set it to 1 to 300 s"}},
        Case{"AuditOfTooFew",
             "[audience]\nenabled = true\naudit = [5, 1, 1, 5, 40, 5]\n",
             {"audit 10 or more of each"}},
        Case{"MiddleOutOfReach", "[audience]\nmiddle = -5\n", {"set it to -4 to 4 log-odds"}},
        Case{"AuditThatTellsNothing",
             "[audience]\nenabled = true\naudit = [20, 20, 1, 20, 20, 1]\n",
             {"answers tell nothing", "enabled = false"}},
        Case{"EstimatesWithNoise",
             "[audience]\nenabled = true\n[privacy]\nmode = \"strict\"\n",
             {"standard", "enabled = false"}},
        Case{"Score", "[detector]\nmin_score = 25\n", {"set it to 0 to 1"}},
        Case{"ZeroImage",
             camera("image_size = [0, 480]\n"),
             {"camera 'c': image_size: 0 is out of range; set it to 1 to 16384 pixels"}},
        Case{"OneSide",
             camera("image_size = [640]\n"),
             {"is a list of 1 value; write [width, height]"}},
        Case{"NegativeRate", camera("analysed_fps = -1\n"), {"set it to 0 to 240 1/s"}},
        Case{"SameCamera",
             camera("") + camera(""),
             {"s.toml:4:6: camera 'c': id 'c' is there twice; give each its own id"}},
        Case{"SameZone",
             zone("area = [[0,0],[1,0],[0,1]]\n") + zone("area = [[0,0],[1,0],[0,1]]\n"),
             {"zone 'z': id 'z' is there twice"}},
        Case{"SameBadZone",
             zone("area = [[0,0],[1,0]]\n") + zone("area = [[0,0],[1,0]]\n"),
             {"zone 'z': id 'z' is there twice"}},
        Case{"SameLine",
             line("from=[0,0]\nto=[1,0]\ninside=[0,1]\n") +
                 line("from=[0,0]\nto=[1,0]\ninside=[0,1]\n"),
             {"line 'l': id 'l' is there twice"}},
        Case{
            "Cameras", repeated(65, "[[camera]]\n", ""), {"65 times, 64 are allowed; remove some"}},
        Case{"Lines",
             repeated(65, "[[line]]\n", "from=[0,0]\nto=[1,0]\ninside=[0,1]\n"),
             {"line: is there 65 times, 64 are allowed"}},
        Case{"Zones",
             repeated(257, "[[zone]]\n", "area = [[0,0],[1,0],[0,1]]\n"),
             {"zone: is there 257 times, 256 are allowed"}},
        Case{"TwoCorners",
             zone("area = [[0, 0], [1, 0]]\n"),
             {"s.toml:3:8: zone 'z': an area needs at least 3 corners", "add corners"}},
        Case{"Crossing",
             zone("area = [[0, 0], [1, 1], [1, 0], [0, 1]]\n"),
             {"zone 'z': the area crosses itself", "put the corners in walking order"}},
        Case{"NoArea", zone(""), {"zone 'z': area is missing; add area = [["}},
        Case{"FlatCorner",
             zone("area = [[0, 0], [1, 1], 3]\n"),
             {"s.toml:3:", "is a whole number; write a point as [x, y]"}},
        Case{"ThreeNumbers",
             zone("area = [[0, 0, 0], [1, 1], [3, 0]]\n"),
             {"is a list of 3 values; write a point as [x, y]"}},
        Case{"FarCorner",
             zone("area = [[0, 0], [12000, 0], [0, 1]]\n"),
             {"s.toml:3:18: zone 'z': area: 12000 is out of range; set it to -10000 to 10000 m"}},
        Case{"ManyCorners",
             zone("area = [" +
                  [] {
                    std::string points;
                    for (int i = 0; i < 257; ++i) points += "[0, " + std::to_string(i) + "],";
                    return points;
                  }() +
                  "]\n"),
             {"has 257 entries, 256 are allowed; simplify it"}},
        Case{"ZoneType",
             zone("type = \"aile\"\narea = [[0,0],[1,0],[0,1]]\n"),
             {"'aile' is not known; did you mean 'aisle'?", "use one of entrance, frontage"}},
        Case{"NoLength",
             line("from = [1, 1]\nto = [1, 1]\ninside = [2, 2]\n"),
             {"s.toml:4:6: line 'l': has no length", "give from and to two different points"}},
        Case{"InsideOnLine",
             line("from = [0, 1]\nto = [4, 1]\ninside = [2, 1]\n"),
             {"s.toml:5:10: line 'l': inside lies on the line", "move it a step into the store"}},
        Case{
            "NoInside", line("from = [0, 1]\nto = [4, 1]\n"), {"inside is missing; add inside ="}}),
    names);

/// Two zones, and a funnel with this line.
std::string funnel(const std::string& zones) {
  return "[[zone]]\nid = \"tills\"\narea = [[0, 0], [1, 0], [0, 1]]\n"
         "[[zone]]\nid = \"office\"\ntype = \"staff\"\narea = [[3, 0], [4, 0], [3, 1]]\n"
         "[[funnel]]\nid = \"way\"\n" +
         zones;
}

INSTANTIATE_TEST_SUITE_P(
    FunnelsAndFlags, Refuses,
    ::testing::Values(
        Case{"NoSteps", funnel("zones = []\n"), {"has no zones; name the ids"}},
        Case{"UnknownStep",
             funnel("zones = [\"tills\", \"till\"]\n"),
             {"zone 'till' does not exist; name the id of a [[zone]]"}},
        Case{"UnmeasuredStep",
             funnel("zones = [\"office\"]\n"),
             {"zone 'office' is of type staff, in which nobody is measured"}},
        Case{"StepsAsText", funnel("zones = \"tills\"\n"), {"is text; write a list of texts"}},
        Case{"StepOfNumber", funnel("zones = [3]\n"), {"is a whole number; write text in quotes"}},
        Case{"FlagAsText",
             "[measure]\nall_doors_counted = \"yes\"\n",
             {"is text; write true or false, without quotes"}},
        Case{"UnknownLevel", "[journey]\nlevel = 4\n", {"4 is out of range; set it to 0 to 3"}}),
    names);

INSTANTIATE_TEST_SUITE_P(
    Calibrations, Refuses,
    ::testing::Values(
        Case{"NoKind",
             calibration("picture_height_m = 4\n"),
             {"camera 'c' calibration: kind is missing; add kind = \"points\""}},
        Case{"UnknownKind",
             calibration("kind = \"point\"\n"),
             {"did you mean 'points'?", "points, camera, tsai, scale"}},
        Case{"KeyOfOtherKind",
             calibration("kind = \"scale\"\nfx = 500\n"),
             {"s.toml:5:6: camera 'c' calibration: fx does not go with kind = \"scale\"",
              "remove it or change the kind"}},
        Case{"NoPoints",
             calibration("kind = \"points\"\n"),
             {"points is missing; add points = [ { image = [112, 448], floor = [0, 0] }"}},
        Case{
            "ThreePoints",
            calibration("kind = \"points\"\npoints = [{image=[0,0],floor=[0,0]},{image=[9,0],floor="
                        "[1,0]},{image=[0,9],floor=[0,1]}]\n"),
            {"camera 'c' calibration: calibration needs at least 4 point pairs, 3 given; add"}},
        Case{
            "PointsOnALine",
            calibration("kind = \"points\"\npoints = [{image=[0,0],floor=[0,0]},{image=[1,1],floor="
                        "[1,1]},{image=[2,2],floor=[2,2]},{image=[3,3],floor=[3,3]}]\n"),
            {"do not fix the floor", "take points spread over the whole view"}},
        Case{"Residual",
             calibration(
                 "kind = \"points\"\npoints = "
                 "[{image=[0,480],floor=[0,0]},{image=[640,480],floor=[6,0]},{image=[440,240]"
                 ",floor=[6,8]},{image=[200,240],floor=[0,8]},{image=[320,300],floor=[3,0.5]}"
                 "]\n"),
             {"the points disagree by", "m rms", "measure that point again", "0.5 m are allowed"}},
        Case{"PairWithoutFloor",
             calibration("kind = \"points\"\npoints = [{ image = [0, 0] }]\n"),
             {"write each pair as { image = [u, v], floor = [x, y] }"}},
        Case{"NoRotation",
             calibration(std::string("kind = \"camera\"\ntranslation = [0,0,5]\n"
                                     "rotation = [1,0,0,0,1,0,0,0,0.5]\n") +
                         kLooking),
             {"is not a rotation matrix; give R row by row"}},
        Case{"ShortRotation",
             calibration(std::string("kind = \"camera\"\ntranslation = [0,0,5]\nrotation = [1]\n") +
                         kLooking),
             {"rotation: is a list of 1 value; write a list of 9 numbers"}},
        Case{"UnderTheFloor",
             calibration(std::string("kind = \"camera\"\ntranslation = [0,0,-5]\n"
                                     "rotation = [1,0,0,0,-1,0,0,0,-1]\n") +
                         kLooking),
             {"puts the camera 5.00 m below the floor; check units"}},
        Case{"MillimetresForMetres",
             calibration(std::string("kind = \"camera\"\ntranslation = [0,0,5000]\n"
                                     "rotation = [1,0,0,0,-1,0,0,0,-1]\n") +
                         kLooking),
             {"puts the camera 5000.00 m above the floor; check units"}},
        Case{"TsaiInMetres", calibration(std::string(kTsai) + "tz = 1.5e6\n"), {"check units"}},
        Case{"TsaiDistortion",
             calibration(std::string(kTsai) + "tz = 1500\nkappa1 = 0.1\n"),
             {"kappa1 moves the picture's corner by 160 %", "kind = \"points\""}}),
    names);

TEST(Problems, AllAreListedInTheOrderOfTheFile) {
  const auto config = parse(
      "[store]\nid = \"No Id\"\ntime_zone = 3\n[[zone]]\nid = \"z\"\narea = "
      "[[0,0],[1,0]]\n[privacy]\n"
      "k = 1\nkk = 2\n",
      "s.toml");
  ASSERT_FALSE(config);
  const std::string& message = config.error().message;
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 4);
  std::size_t at = 0;
  for (const char* place : {"s.toml:2:", "s.toml:3:", "s.toml:6:", "s.toml:8:", "s.toml:9:"}) {
    const std::size_t found = message.find(place);
    ASSERT_NE(found, std::string::npos) << place << "\n" << message;
    EXPECT_GE(found, at) << message;
    at = found;
  }
}

TEST(Problems, AreBounded) {
  std::string toml = "[store]\n";
  for (int i = 0; i < 500; ++i) toml += "key_that_is_not_there_" + std::to_string(i) + " = 1\n";
  const auto config = parse(toml, "s.toml");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr("and 450 more; mend these first"));
}

TEST(Problems, DoNotReachTheTerminalRaw) {
  const auto config = parse("[store]\n\"\\u001b[31mred\" = 1\n", "s.toml");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, AllOf(HasSubstr("?[31mred"), Not(HasSubstr("\x1b"))));
}

TEST(Secrets, AreRefusedAndNotRepeated) {
  for (const char* source : {
           "rtsp://admin:hunter2@192.0.2.1/stream",
           "rtsp://hunter2@192.0.2.1/stream",
           "rtsp://admin:hun/hunter2@192.0.2.1/stream",
           "rtsp://192.0.2.1/user=admin&password=hunter2&channel=1",
           "http://192.0.2.1/video?token=hunter2",
           "http://192.0.2.1/video?user=a&PWD=hunter2",
       }) {
    const auto config = parse(camera(std::string("source = \"") + source + "\"\n"), "s.toml");
    ASSERT_FALSE(config) << source;
    EXPECT_THAT(config.error().message, AllOf(HasSubstr("s.toml:3:10: camera 'c': source"),
                                              HasSubstr("credentials do not go into this file"),
                                              HasSubstr("remove them"), Not(HasSubstr("hunter2"))));
  }
  const auto config = parse(camera("password = \"hunter2\"\n"), "s.toml");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message,
              AllOf(HasSubstr("credentials do not go into this file"), Not(HasSubstr("hunter2"))));
}

TEST(Secrets, OrdinarySourcesPass) {
  for (const char* source : {"clip.mp4", "/videos/a@b.mp4", "rtsp://192.0.2.1:554/stream2",
                             "rtsp://host/cam@1", "rtsp://host:8554/live/a@b",
                             "http://[2001:db8::1]/x@y", "file:///videos/compass=north.mp4"}) {
    const auto config = parse(camera(std::string("source = \"") + source + "\"\n"), "s.toml");
    EXPECT_TRUE(config) << config.error().to_string();
  }
}

TEST(Warnings, UncalibratedCameraWithZones) {
  const auto config = parse(camera("") + zone("area = [[0,0],[1,0],[0,1]]\n"), "s.toml");
  ASSERT_TRUE(config);
  ASSERT_EQ(config->warnings.size(), 1u);
  EXPECT_THAT(config->warnings[0],
              AllOf(HasSubstr("s.toml:1:1: camera 'c': not calibrated"),
                    HasSubstr("add [camera.calibration] with four measured points")));
  const auto bare = parse(camera(""), "s.toml");
  ASSERT_TRUE(bare);
  EXPECT_TRUE(bare->warnings.empty());
}

std::string five_points(const char* fifth_floor, const char* fifth_image = "[320,288]") {
  return calibration(
      std::string(
          "kind = \"points\"\npoints = [{image=[0,480],floor=[0,0]},{image=[640,480],floor=[6,"
          "0]},{image=[440,240],floor=[6,8]},{image=[200,240],floor=[0,8]},{image=") +
      fifth_image + ",floor=" + fifth_floor + "}]\n");
}

TEST(Warnings, DoubtfulResidualNamesAPoint) {
  const auto exact = parse(five_points("[3, 4.8]"), "s.toml");
  ASSERT_TRUE(exact) << exact.error().to_string();
  EXPECT_TRUE(exact->warnings.empty());
  const auto doubtful = parse(five_points("[3, 4.0]"), "s.toml");
  ASSERT_TRUE(doubtful) << doubtful.error().to_string();
  ASSERT_EQ(doubtful->warnings.size(), 1u);
  EXPECT_THAT(doubtful->warnings[0],
              AllOf(HasSubstr("the points disagree by 0."), HasSubstr("measure that point again")));
}

TEST(Warnings, PointOutsideThePicture) {
  std::string toml = five_points("[3, 4.8]");
  toml.insert(toml.find("[camera.cal"), "image_size = [600, 480]\n");
  const auto config = parse(toml, "s.toml");
  ASSERT_TRUE(config) << config.error().to_string();
  ASSERT_EQ(config->warnings.size(), 1u);
  EXPECT_THAT(config->warnings[0],
              AllOf(HasSubstr("point 2 at [640, 480] lies outside the picture of 600 x 480"),
                    HasSubstr("check it and image_size")));
}

TEST(Warnings, LensDistortionIsStated) {
  const auto config =
      parse(calibration(std::string(kTsai) + "tz = 1500\nkappa1 = 0.002\n"), "s.toml");
  ASSERT_TRUE(config) << config.error().to_string();
  ASSERT_EQ(config->warnings.size(), 1u);
  EXPECT_THAT(config->warnings[0], AllOf(HasSubstr("kappa1 is not corrected"), HasSubstr("3.2 %"),
                                         HasSubstr("kind = \"points\" would even that out")));
}

}  // namespace
}  // namespace sillage::config
