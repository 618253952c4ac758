// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/rooms.h"

#include <csignal>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/supervisor/house_clock.h"

namespace sillage::faults {

using app::RoomKind;

Rooms::Rooms(const std::string& config, std::vector<std::string> cameras,
             const std::string& database, Instant now)
    : config_(::memfd_create("config", MFD_CLOEXEC)),
      snapshot_(::memfd_create("snapshot", MFD_CLOEXEC)) {
  EXPECT_GE(::sodium_init(), 0);
  ::randombytes_buf(first_.key.data(), first_.key.size());
  first_.clock_offset = now.time_since_epoch() - app::HouseClock::uptime();
  EXPECT_EQ(::write(config_.number(), config.data(), config.size()),
            static_cast<ssize_t>(config.size()));
  const auto line = [&] {
    auto pair = app::Channel::pair();
    EXPECT_TRUE(pair);
    ends_.push_back(std::move(pair->first));
    ends_.push_back(std::move(pair->second));
    return ends_.size() - 2;
  };
  ends_.reserve(2 * cameras.size() + 2);
  const std::size_t to_desk = line();
  floor_.kind = RoomKind::kFloor;
  floor_.descriptors = {ends_[to_desk].descriptor(), snapshot_.number()};
  for (std::size_t i = 0; i < cameras.size(); ++i) {
    const std::size_t end = line();
    floor_.descriptors.push_back(ends_[end + 1].descriptor());
    const int ours = ::fcntl(ends_[end].descriptor(), F_DUPFD_CLOEXEC, 3);
    eyes_.push_back(std::make_unique<app::EyeLine>(app::Channel(app::Descriptor(ours)), 1));
  }
  desk_.kind = RoomKind::kDesk;
  desk_.descriptors = {ends_[to_desk + 1].descriptor()};
  desk_.arguments = {"--db", database};
  for (app::RoomProcess* room : {&floor_, &desk_}) {
    room->program = SILLAGE_BINARY;
    room->arguments.insert(room->arguments.end(), {"--config-name", "test.toml"});
  }
  keep_going();
}

Rooms::~Rooms() {
  is_ending_ = true;
  for (app::RoomProcess* room : {&floor_, &desk_}) {
    if (room->is_running()) kill(room->kind);
  }
}

bool Rooms::kill(RoomKind kind) {
  app::RoomProcess& victim = room(kind);
  if (!victim.is_running()) return false;
  ::kill(victim.pid, SIGKILL);
  ::waitpid(victim.pid, nullptr, 0);
  victim.pid = -1;
  return true;
}

void Rooms::hear(app::RoomProcess& room) {
  while (const auto packet = room.control.receive()) {
    const auto message = app::decode_control(*packet);
    if (!message) break;
    if (const auto* beat = std::get_if<app::Beat>(&*message)) room.figures = beat->figures;
  }
}

void Rooms::keep_going() {
  for (app::RoomProcess* room : {&floor_, &desk_}) {
    if (room->is_running()) hear(*room);
    if (room->is_running() && ::waitpid(room->pid, nullptr, WNOHANG) == room->pid) room->pid = -1;
    if (room->is_running() || is_ending_) continue;
    const auto started = app::start(*room, config_.number(), first_);
    EXPECT_TRUE(started) << started.error().to_string();
  }
}

bool Rooms::end(app::RoomProcess& room, Duration limit) {
  room.control.send(app::encode(app::ControlMessage(app::Stop{})));
  const Duration until = app::HouseClock::uptime() + limit;
  while (room.is_running() && app::HouseClock::uptime() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    keep_going();
  }
  return !room.is_running();
}

bool Rooms::stop(Duration limit) {
  is_ending_ = true;
  return end(floor_, limit) && end(desk_, limit);
}

std::uint64_t Rooms::count(app::FloorFigure figure) const {
  const auto index = static_cast<std::size_t>(figure);
  return index < floor_.figures.size() ? floor_.figures[index] : 0;
}

int Rooms::starts(RoomKind kind) const {
  return static_cast<int>(kind == RoomKind::kFloor ? floor_.starts : desk_.starts);
}

}  // namespace sillage::faults
