// SPDX-License-Identifier: Apache-2.0
#include "shoppers.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/core.h>

namespace sillage::bench {
namespace {

constexpr double kFloorEach = 2;  // m2
constexpr double kMissed = 0.05, kLostEveryS = 20, kLostS = 2, kNoise = 0.1;
constexpr double kSpeed = 0.8, kTurn = 0.8;  // m/s, rad per root s

}  // namespace

Shoppers::Shoppers(ShoppersOptions options)
    : options_(options), side_m_(std::sqrt(std::max(100.0, kFloorEach * options.people))) {
  const int columns = static_cast<int>(std::ceil(std::sqrt(options.cameras)));
  const double share = side_m_ / columns;
  reach_m_ = 0.75 * share;
  for (int c = 0; c < options.cameras; ++c) {
    eyes_.push_back({CameraId("camera" + std::to_string(c)),
                     {share * (c % columns + 0.5), share * (c / columns + 0.5)}});
  }
  people_.resize(static_cast<std::size_t>(options.people));
  for (Person& person : people_) {
    person.place = {uniform(0, side_m_), uniform(0, side_m_)};
    person.by_camera.resize(eyes_.size());
  }
}

double Shoppers::uniform(double low, double high) {
  return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1.0p-53;
}

config::StoreConfig Shoppers::store() const {
  config::StoreConfig store;
  for (const Eye& eye : eyes_) {
    config::Camera camera;
    camera.id = eye.id;
    camera.calibration = config::PointCalibration{};
    store.cameras.push_back(camera);
  }
  const double middle = side_m_ / 2, side = side_m_ / 4;
  store.lines.push_back(
      {LineId("middle"), "", {{0, middle}, {side_m_, middle}}, {middle, middle + 1}});
  for (int i = 0; i < 16; ++i) {
    const double x = side * (i % 4), y = side * (i / 4);
    auto area = Polygon::create({{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}});
    store.zones.push_back(
        {ZoneId(fmt::format("zone-{}", i)), "", config::ZoneType::kAisle, std::move(*area)});
  }
  return store;
}

void Shoppers::move(Person& person) {
  const double dt = 1 / options_.fps;
  if (uniform(0, 1) < dt / options_.mean_stay_s) {
    person.place = {uniform(0, side_m_), uniform(0, side_m_)};
    for (Seen& seen : person.by_camera) seen = {};
  }
  person.heading += kTurn * std::sqrt(dt) * std::sqrt(12.0) * uniform(-0.5, 0.5);
  const Point step{std::cos(person.heading), std::sin(person.heading)};
  person.place = person.place + step * (kSpeed * dt);
  person.place.x = std::clamp(person.place.x, 0.0, side_m_);
  person.place.y = std::clamp(person.place.y, 0.0, side_m_);
}

void Shoppers::look(Eye& eye, std::size_t number, Instant at, std::vector<wire::EyeMessage>& out) {
  for (Person& person : people_) {
    const Point from = person.place - eye.middle;
    Seen& seen = person.by_camera[number];
    if (std::max(std::abs(from.x), std::abs(from.y)) > reach_m_) {
      seen = {};
      continue;
    }
    if (seen.track == 0) seen.track = ++eye.last_track;
    if (seen.hidden == 0 && uniform(0, 1) < 1 / (kLostEveryS * options_.fps)) {
      seen = {++eye.last_track, static_cast<int>(uniform(0, kLostS) * options_.fps)};
    }
    if (seen.hidden > 0) --seen.hidden;
    if (seen.hidden > 0 || uniform(0, 1) < kMissed) continue;
    const double noise = kNoise * std::sqrt(12.0);
    const Point place =
        person.place + Point{noise * uniform(-0.5, 0.5), noise * uniform(-0.5, 0.5)};
    out.emplace_back(wire::Sighting{eye.id,
                                    at,
                                    TrackId{seen.track},
                                    wire::SightingKind::kObserved,
                                    place,
                                    {0.01, 0, 0.01},
                                    0.99F});
  }
}

std::vector<wire::EyeMessage> Shoppers::next() {
  std::vector<wire::EyeMessage> messages;
  const Duration frame = from_seconds(1 / options_.fps);
  for (Person& person : people_) move(person);
  for (std::size_t c = 0; c < eyes_.size(); ++c) {
    const Instant at = now_ + frame * c / eyes_.size();
    look(eyes_[c], c, at, messages);
    messages.emplace_back(wire::FrameMark{eyes_[c].id, at, frame});
  }
  now_ += frame;
  return messages;
}

}  // namespace sillage::bench
