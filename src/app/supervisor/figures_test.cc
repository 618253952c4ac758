// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/supervisor/messages.h"

namespace sillage::app {
namespace {

using testing::HasSubstr;

RoomReport eye() {
  RoomReport room{RoomKind::kEye, CameraId("door"), true, 3, 1000, {}};
  room.figures.resize(static_cast<std::size_t>(EyeFigure::kEnd));
  const auto set = [&](EyeFigure figure, std::uint64_t value, std::size_t beyond = 0) {
    room.figures[static_cast<std::size_t>(figure) + beyond] = value;
  };
  set(EyeFigure::kRead, 70);
  set(EyeFigure::kAgeMaxUs, 250'000);
  set(EyeFigure::kAgeClass0, 5);
  set(EyeFigure::kAgeClass0, 2, kAgeClasses - 1);
  return room;
}

TEST(Metrics, AreTextWithTheCameraAsTheOnlyName) {
  const std::string text = metrics_text({eye()}, 0.5);
  EXPECT_THAT(text, HasSubstr("\nsillage_frames_read_total{camera=\"door\"} 70\n"));
  EXPECT_THAT(text, HasSubstr("\nsillage_frame_age_max_seconds{camera=\"door\"} 0.25\n"));
  EXPECT_THAT(text, HasSubstr("sillage_room_restarts_total{room=\"eye\",camera=\"door\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("sillage_clock_error_seconds 0.5\n"));
}

TEST(Metrics, AgesAreAHistogramThatGrows) {
  const std::string text = metrics_text({eye()}, 0);
  EXPECT_THAT(text, HasSubstr("age_seconds_bucket{camera=\"door\",le=\"0.05\"} 5\n"));
  EXPECT_THAT(text, HasSubstr("age_seconds_bucket{camera=\"door\",le=\"2\"} 5\n"));
  EXPECT_THAT(text, HasSubstr("age_seconds_bucket{camera=\"door\",le=\"+Inf\"} 7\n"));
  EXPECT_THAT(text, HasSubstr("age_seconds_count{camera=\"door\"} 7\n"));
}

TEST(Messages, ComeThroughWholeOrNotAtAll) {
  const Report report{eye(), std::chrono::seconds(2)};
  const auto bytes = encode(ControlMessage(report));
  const auto back = decode_control(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<Report>(*back).room.figures, report.room.figures);
  EXPECT_EQ(std::get<Report>(*back).room.camera, report.room.camera);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_control(std::span(bytes).first(size))) << size;
  }
  auto longer = bytes;
  longer.push_back({});
  EXPECT_FALSE(decode_control(longer));
}

TEST(Messages, PiecesOfReleasesStayWithinTheirRelease) {
  ReleasePiece piece{4, 10, 20, std::vector<std::byte>(10)};
  EXPECT_TRUE(decode_release_piece(encode(piece)));
  piece.offset = 11;
  EXPECT_FALSE(decode_release_piece(encode(piece)));
  piece = {4, 0xFFFFFFFF, 0xFFFFFFFF, std::vector<std::byte>(10)};
  EXPECT_FALSE(decode_release_piece(encode(piece)));
}

TEST(Messages, AnEyeSendsWholeMessagesAlone) {
  EXPECT_TRUE(decode_eye_packet(encode(EyePacket{1, 2, std::vector<std::byte>(120)})));
  EXPECT_TRUE(decode_eye_packet(encode(EyePacket{})));
  EXPECT_FALSE(decode_eye_packet(encode(EyePacket{1, 2, std::vector<std::byte>(119)})));
}

}  // namespace
}  // namespace sillage::app
