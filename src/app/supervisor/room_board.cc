// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/room_board.h"

#include <algorithm>

namespace sillage::app {
namespace {

/// A rate over less is noise.
constexpr Duration kRateOver = std::chrono::seconds(5);
/// Every room is told of once a second.
constexpr Duration kGoneAfter = std::chrono::seconds(10);

/// What the API calls it.
std::string shown_state(const RoomReport& eye) {
  const auto state = static_cast<CameraState>(eye.get(EyeFigure::kState));
  if (!eye.is_up) return to_string(CameraState::kOffline);
  return eye.figures.empty() || state == CameraState::kDark ? "unknown" : to_string(state);
}

}  // namespace

void RoomBoard::note(const Report& report, Instant now) {
  const std::lock_guard lock(mutex_);
  clock_error_ = report.clock_error;
  at_ = now;
  const RoomReport& room = report.room;
  const auto known = std::find_if(rooms_.begin(), rooms_.end(), [&](const Told& one) {
    return one.room.kind == room.kind && one.room.camera == room.camera;
  });
  if (known == rooms_.end()) {
    rooms_.push_back({room, now});
  } else {
    *known = {room, now};
  }
  if (room.kind != RoomKind::kEye) return;
  Rate& rate = rates_[room.camera];
  const std::uint64_t analysed = room.get(EyeFigure::kAnalysed);
  if (analysed < rate.analysed) rate = {analysed, now, {}};  // the eye was started again
  if (now - rate.since < kRateOver) return;
  const double passed = seconds(now - rate.since);
  rate = {analysed, now, static_cast<double>(analysed - rate.analysed) / passed};
}

std::vector<RoomReport> RoomBoard::present() const {
  std::vector<RoomReport> rooms;
  for (const Told& told : rooms_) {
    if (at_ - told.at < kGoneAfter) rooms.push_back(told.room);
  }
  return rooms;
}

std::string RoomBoard::metrics() const {
  const std::lock_guard lock(mutex_);
  return metrics_text(present(), seconds(clock_error_));
}

desk::LiveState RoomBoard::live() const {
  const std::lock_guard lock(mutex_);
  desk::LiveState live;
  for (const RoomReport& room : present()) {
    if (room.kind == RoomKind::kFloor && room.is_up) live.at = at_;
    if (room.kind != RoomKind::kEye) continue;
    desk::CameraHealth camera;
    camera.camera = room.camera;
    camera.state = shown_state(room);
    if (const auto since = room.get(EyeFigure::kStateSince); since > 0) {
      camera.since = Instant(Duration(static_cast<Duration::rep>(since)));
    }
    if (const auto rate = rates_.find(room.camera); rate != rates_.end()) {
      camera.analysed_fps = rate->second.fps;
    }
    live.cameras.push_back(std::move(camera));
  }
  return live;
}

}  // namespace sillage::app
