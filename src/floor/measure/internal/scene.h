// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "floor/measure/meter.h"

namespace sillage::floor::internal {

/// Test support: people walking about in front of one camera, played to a Meter.
class Scene {
 public:
  static constexpr Duration kFrame = std::chrono::milliseconds(100);

  explicit Scene(Instant start = Instant{}) : start_(start) {}

  Instant at(double s) const { return start_ + from_seconds(s); }

  void see(std::uint64_t track, double s, Point place,
           wire::SightingKind kind = wire::SightingKind::kObserved, float score = 1) {
    sightings_.push_back(
        {CameraId("cam"), at(s), TrackId{track}, kind, place, {0.01, 0, 0.01}, score});
  }
  /// The track is over from `s` on; lost at its last sighting before.
  void end(std::uint64_t track, double s) { ends_.push_back({track, at(s)}); }

  /// Walks from corner to corner of the path at 1.4 m/s, a sighting per frame; returns when.
  double walk(std::uint64_t track, double from_s, const std::vector<Point>& path) {
    double s = from_s;
    see(track, s, path.front());
    for (std::size_t i = 1; i < path.size(); ++i) {
      const int steps = std::max(1, static_cast<int>(distance(path[i - 1], path[i]) / 0.14));
      for (int j = 1; j <= steps; ++j) {
        s += seconds(kFrame);
        see(track, s, path[i - 1] + (path[i] - path[i - 1]) * (1.0 * j / steps));
      }
    }
    return s;
  }
  double stand(std::uint64_t track, double from_s, Point place, double for_s) {
    double s = from_s;
    for (; s < from_s + for_s; s += seconds(kFrame)) see(track, s, place);
    return s;
  }

  std::vector<wire::Sighting>& sightings() { return sightings_; }

  /// The messages in the order of time, a mark after each frame until `until_s`.
  std::vector<wire::EyeMessage> messages(double until_s) const {
    std::vector<std::tuple<Instant, int, wire::EyeMessage>> timed;
    for (const auto& sighting : sightings_) timed.emplace_back(sighting.captured_at, 0, sighting);
    for (const auto& [track, when] : ends_) {
      timed.emplace_back(
          when, 1,
          wire::Sighting{
              CameraId("cam"), when, TrackId{track}, wire::SightingKind::kEnded, {}, {}, 1});
    }
    for (Instant t = start_; t < at(until_s); t += kFrame) {
      timed.emplace_back(t, 2, wire::FrameMark{CameraId("cam"), t, kFrame});
    }
    std::stable_sort(timed.begin(), timed.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    std::vector<wire::EyeMessage> messages;
    for (const auto& [when, order, message] : timed) messages.push_back(message);
    return messages;
  }

 private:
  struct End {
    std::uint64_t track = 0;
    Instant when;
  };
  Instant start_;
  std::vector<wire::Sighting> sightings_;
  std::vector<End> ends_;
};

/// Plays all and returns all bins.
inline std::vector<BinTally> play(Meter& meter, const std::vector<wire::EyeMessage>& messages) {
  std::vector<BinTally> bins;
  for (const auto& message : messages) {
    for (auto& bin : meter.process(message)) bins.push_back(std::move(bin));
  }
  for (auto& bin : meter.finish()) bins.push_back(std::move(bin));
  return bins;
}

/// A store with a door on y = 0 from x = 0 to x = 4 (inside above) and a zone in x 0..4, y 2..6.
inline config::StoreConfig test_store() {
  config::StoreConfig store;
  store.lines.push_back({LineId("door"), "Door", {{0, 0}, {4, 0}}, {2, 1}});
  store.zones.push_back({ZoneId("hall"), "Hall", config::ZoneType::kAisle,
                         *Polygon::create({{0, 2}, {4, 2}, {4, 6}, {0, 6}})});
  return store;
}

}  // namespace sillage::floor::internal
