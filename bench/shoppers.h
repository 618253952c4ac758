// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "config/store_config.h"
#include "wire/sighting.h"

namespace sillage::bench {

struct ShoppersOptions {
  int cameras = 16;
  int people = 300;
  double fps = 10;
  double mean_stay_s = 600;  ///< then somebody else comes in somewhere else
};

/// People who walk about a store of 2 m2 each (at least 100 m2) under cameras in a grid, each of
/// which sees half as far again as its share of the floor, so that a place is seen by two on
/// average. 5 % of the sightings are missed, 0.1 m of noise; every 20 s on average the eye loses
/// somebody for up to 2 s and finds them under a new track. Cameras take turns within a frame.
/// Repeatable.
class Shoppers {
 public:
  explicit Shoppers(ShoppersOptions options);

  /// As far as the floor must know it; link level 2, a count line across the middle, 16 zones.
  config::StoreConfig store() const;
  /// What all eyes send in the next frame, each of its own time.
  std::vector<wire::EyeMessage> next();
  Instant now() const { return now_; }
  /// Nobody is seen and no frame is taken for so long: night.
  void pause(Duration length) { now_ += length; }

 private:
  struct Seen {
    std::uint64_t track = 0;
    int hidden = 0;  ///< frames to go
  };
  struct Person {
    Point place;
    double heading = 0;
    std::vector<Seen> by_camera;
  };
  struct Eye {
    CameraId id;
    Point middle;
    std::uint64_t last_track = 0;
  };
  void move(Person& person);
  void look(Eye& eye, std::size_t number, Instant at, std::vector<wire::EyeMessage>& out);
  double uniform(double low, double high);

  ShoppersOptions options_;
  double side_m_;
  double reach_m_;  ///< of a camera, to each side of its middle
  std::mt19937_64 random_{1};
  std::vector<Eye> eyes_;
  std::vector<Person> people_;
  Instant now_ = std::chrono::sys_days(std::chrono::year{2026} / 1 / 5);
};

}  // namespace sillage::bench
