// SPDX-License-Identifier: Apache-2.0
#include "wire/sighting.h"

#include <functional>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::wire {
namespace {

using ::testing::HasSubstr;

constexpr Instant kMorning = std::chrono::sys_days(std::chrono::year{2026} / 11 / 23) +
                             std::chrono::hours(9) + std::chrono::microseconds(123456);

Sighting a_sighting() {
  return {.camera = CameraId("door-1"),
          .captured_at = kMorning,
          .track = TrackId{0xFEDCBA9876543210},
          .kind = SightingKind::kPredicted,
          .foot_in_floor = {-3.25, 17.5},
          .foot_covariance = {0.04, -0.01, 0.09},
          .score = 0.75f,
          .badge = Badge::kStaff,
          .code = ClothingCode{1982345, 0x8000000000000001},
          .evidence = Evidence{-37}};
}

FrameMark a_mark() { return {CameraId("door-1"), kMorning, std::chrono::milliseconds(140)}; }

TEST(EyeMessage, SightingSurvivesTheTrip) {
  const auto bytes = encode(a_sighting());
  EXPECT_EQ(bytes.size(), kEyeMessageSize);
  const auto message = decode_eye_message(bytes);
  ASSERT_TRUE(message) << message.error().to_string();
  const auto* got = std::get_if<Sighting>(&*message);
  ASSERT_NE(got, nullptr);
  EXPECT_EQ(got->camera, CameraId("door-1"));
  EXPECT_EQ(got->captured_at, kMorning);
  EXPECT_EQ(got->track, TrackId{0xFEDCBA9876543210});
  EXPECT_EQ(got->kind, SightingKind::kPredicted);
  EXPECT_EQ(got->foot_in_floor, (Point{-3.25, 17.5}));
  EXPECT_EQ(got->foot_covariance.xx, 0.04);
  EXPECT_EQ(got->foot_covariance.xy, -0.01);
  EXPECT_EQ(got->foot_covariance.yy, 0.09);
  EXPECT_EQ(got->score, 0.75f);
  EXPECT_EQ(got->badge, Badge::kStaff);
  EXPECT_EQ(got->code, (ClothingCode{1982345, 0x8000000000000001}));
  EXPECT_EQ(got->evidence, Evidence{-37});
}

TEST(EyeMessage, FrameMarkSurvivesTheTrip) {
  const auto bytes = encode(a_mark());
  EXPECT_EQ(bytes.size(), kEyeMessageSize);
  const auto message = decode_eye_message(bytes);
  ASSERT_TRUE(message) << message.error().to_string();
  const auto* got = std::get_if<FrameMark>(&*message);
  ASSERT_NE(got, nullptr);
  EXPECT_EQ(got->camera, CameraId("door-1"));
  EXPECT_EQ(got->captured_at, kMorning);
  EXPECT_EQ(got->observed, std::chrono::milliseconds(140));
}

TEST(EyeMessage, EvidenceThatBalancesIsNotNoEvidence) {
  Sighting sighting = a_sighting();
  for (const std::optional<Evidence> evidence :
       {std::optional<Evidence>{}, std::optional(Evidence{0}), std::optional(Evidence{-128})}) {
    sighting.evidence = evidence;
    const auto message = decode_eye_message(encode(sighting));
    ASSERT_TRUE(message);
    EXPECT_EQ(std::get<Sighting>(*message).evidence, evidence);
  }
}

TEST(EyeMessage, MostSightingsHaveNoCode) {
  Sighting sighting = a_sighting();
  sighting.code.reset();
  const auto message = decode_eye_message(encode(sighting));
  ASSERT_TRUE(message);
  EXPECT_EQ(std::get<Sighting>(*message).code, std::nullopt);
}

TEST(EyeMessage, LayoutIsLittleEndianAndFixed) {
  const auto bytes = encode(a_sighting());
  const std::string start(reinterpret_cast<const char*>(bytes.data()), 4);
  EXPECT_EQ(start, "SLGE");
  EXPECT_EQ(bytes[4], std::byte{kSightingVersion});
  EXPECT_EQ(bytes[48], std::byte{0x10});  // lowest byte of the track first
  EXPECT_EQ(bytes[55], std::byte{0xFE});
}

TEST(EyeMessage, LongestCameraIdFits) {
  Sighting sighting = a_sighting();
  sighting.camera = CameraId(std::string(32, 'c'));
  const auto message = decode_eye_message(encode(sighting));
  ASSERT_TRUE(message);
  EXPECT_EQ(std::get<Sighting>(*message).camera, sighting.camera);
}

TEST(EyeMessage, EarliestAndLatestTimesAreTaken) {
  FrameMark mark = a_mark();
  mark.captured_at = Instant{};  // a recording whose start is unknown begins here
  EXPECT_TRUE(decode_eye_message(encode(mark)));
  mark.captured_at = std::chrono::sys_days(std::chrono::year{2201} / 1 / 1) - Duration(1);
  EXPECT_TRUE(decode_eye_message(encode(mark)));
}

struct BadSighting {
  const char* name;
  std::function<void(Sighting&)> spoil;
  const char* reason;
};

class BadSightingTest : public ::testing::TestWithParam<BadSighting> {};

TEST_P(BadSightingTest, IsRefusedWithTheReasonAndWhatToDo) {
  Sighting sighting = a_sighting();
  GetParam().spoil(sighting);
  const auto message = decode_eye_message(encode(sighting));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(message.error().message, HasSubstr(GetParam().reason));
  EXPECT_THAT(message.error().message, HasSubstr("run eye and floor from the same build"));
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

INSTANTIATE_TEST_SUITE_P(
    Each, BadSightingTest,
    ::testing::Values(
        BadSighting{"EmptyCamera", [](Sighting& s) { s.camera = {}; }, "camera"},
        BadSighting{"CapitalsInCamera", [](Sighting& s) { s.camera = CameraId("Door"); }, "camera"},
        BadSighting{"CameraTooLong", [](Sighting& s) { s.camera = CameraId(std::string(33, 'c')); },
                    "camera"},
        BadSighting{"ZeroInsideCamera",
                    [](Sighting& s) { s.camera = CameraId(std::string("a\0b", 3)); }, "unused"},
        BadSighting{"Before1970", [](Sighting& s) { s.captured_at = Instant(Duration(-1)); },
                    "time"},
        BadSighting{"After2200",
                    [](Sighting& s) {
                      s.captured_at = std::chrono::sys_days(std::chrono::year{2201} / 1 / 1);
                    },
                    "time"},
        BadSighting{"UnknownBadge", [](Sighting& s) { s.badge = static_cast<Badge>(3); }, "badge"},
        BadSighting{"CodeWithoutEpoch",
                    [](Sighting& s) {
                      s.code = ClothingCode{0, 5};
                    },
                    "epoch"},
        BadSighting{"NoTrack", [](Sighting& s) { s.track = {}; }, "track"},
        BadSighting{"NanPosition", [](Sighting& s) { s.foot_in_floor.x = kNan; }, "position"},
        BadSighting{"InfinitePosition", [](Sighting& s) { s.foot_in_floor.y = -kInfinity; },
                    "position"},
        BadSighting{"NanCovariance", [](Sighting& s) { s.foot_covariance.xy = kNan; },
                    "covariance"},
        BadSighting{"NegativeVariance", [](Sighting& s) { s.foot_covariance.xx = -0.01; },
                    "covariance"},
        BadSighting{"IndefiniteCovariance",
                    [](Sighting& s) {
                      s.foot_covariance = {1, 1.01, 1};
                    },
                    "covariance"},
        BadSighting{"ScoreAboveOne", [](Sighting& s) { s.score = 1.01f; }, "score"},
        BadSighting{"NegativeScore", [](Sighting& s) { s.score = -0.01f; }, "score"},
        BadSighting{"NanScore", [](Sighting& s) { s.score = static_cast<float>(kNan); }, "score"},
        BadSighting{"UnknownKind", [](Sighting& s) { s.kind = static_cast<SightingKind>(3); },
                    "kind"}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(EyeMessage, SingularCovarianceIsTaken) {
  Sighting sighting = a_sighting();
  sighting.foot_covariance = {0.1, 0.1 * std::sqrt(3.0), 0.3};
  EXPECT_TRUE(decode_eye_message(encode(sighting)));
  sighting.foot_covariance = {};
  EXPECT_TRUE(decode_eye_message(encode(sighting)));
}

TEST(EyeMessage, ObservedTimeIsBounded) {
  FrameMark mark = a_mark();
  mark.observed = Duration(-1);
  EXPECT_FALSE(decode_eye_message(encode(mark)));
  mark.observed = std::chrono::hours(1) + Duration(1);
  EXPECT_FALSE(decode_eye_message(encode(mark)));
  mark.observed = Duration::max();
  EXPECT_FALSE(decode_eye_message(encode(mark)));
}

TEST(EyeMessage, AnotherVersionIsNamed) {
  auto bytes = encode(a_mark());
  bytes[4] = std::byte{kSightingVersion + 1};
  const auto message = decode_eye_message(bytes);
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(message.error().message, HasSubstr("from the same build"));
}

TEST(EyeMessage, WrongSizesAreRefused) {
  auto bytes = encode(a_mark());
  EXPECT_FALSE(decode_eye_message({}));
  EXPECT_FALSE(decode_eye_message(std::span(bytes).first(bytes.size() - 1)));
  bytes.push_back(std::byte{0});
  EXPECT_FALSE(decode_eye_message(bytes));
}

/// Whatever one changed byte does, the answer is a refusal or a message that stands for exactly
/// these bytes: nothing is silently mended or ignored.
TEST(EyeMessage, EverySingleByteChangeIsRefusedOrMeant) {
  for (const EyeMessage& original : {EyeMessage(a_sighting()), EyeMessage(a_mark())}) {
    const auto bytes = encode(original);
    int refused = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (unsigned change = 1; change < 256; ++change) {
        auto spoiled = bytes;
        spoiled[i] ^= static_cast<std::byte>(change);
        const auto message = decode_eye_message(spoiled);
        if (message) {
          ASSERT_EQ(encode(*message), spoiled) << "byte " << i << " change " << change;
        } else {
          ++refused;
        }
      }
    }
    EXPECT_GT(refused, 50 * 255);
  }
}

TEST(EyeMessage, WithoutEvidenceItsBytesAreZero) {
  Sighting sighting = a_sighting();
  sighting.evidence.reset();
  auto bytes = encode(sighting);
  for (const std::size_t i : {102u, 103u}) ASSERT_EQ(bytes[i], std::byte{0});
  bytes[103] = std::byte{1};
  EXPECT_FALSE(decode_eye_message(bytes));
  bytes[102] = std::byte{2};
  EXPECT_FALSE(decode_eye_message(bytes));
}

TEST(EyeMessage, NothingHidesInUnusedBytes) {
  for (const EyeMessage& original : {EyeMessage(a_sighting()), EyeMessage(a_mark())}) {
    auto bytes = encode(original);
    for (std::size_t i : {6u, 7u, 8u + 20u, 116u, 119u}) {
      auto spoiled = bytes;
      ASSERT_EQ(spoiled[i], std::byte{0});
      spoiled[i] = std::byte{1};
      EXPECT_FALSE(decode_eye_message(spoiled)) << "byte " << i;
    }
  }
}

}  // namespace
}  // namespace sillage::wire
