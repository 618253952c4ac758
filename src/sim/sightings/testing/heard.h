// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wire/sighting.h"

namespace sillage::sim::testing {

/// Test support: what the floor hears of an eye, all of it as the wire takes it.
struct Heard {
  std::vector<wire::Sighting> sightings;
  std::vector<wire::FrameMark> marks;

  void take(const std::vector<wire::EyeMessage>& messages) {
    for (const auto& message : messages) {
      const auto decoded = wire::decode_eye_message(wire::encode(message));
      EXPECT_TRUE(decoded.has_value()) << decoded.error().to_string();
      if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
        sightings.push_back(*sighting);
      } else {
        marks.push_back(std::get<wire::FrameMark>(message));
      }
    }
  }
  std::set<TrackId> tracks() const {
    std::set<TrackId> ids;
    for (const auto& each : sightings) ids.insert(each.track);
    return ids;
  }
};

}  // namespace sillage::sim::testing
