// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace sillage::floor::internal {

/// Up to when the sightings of all cameras have arrived. A camera whose frames lag behind the
/// newest by more than `kMaxLag` is left out, so that it never holds up the others.
class Watermark {
 public:
  static constexpr std::size_t kMaxCameras = 256;
  static constexpr Duration kMaxLag = std::chrono::seconds(10);

  /// Small number of a camera, in the order of first appearance; nothing beyond kMaxCameras.
  std::optional<int> number_of(const CameraId& camera);
  /// False where the frame is not newer than the last one of its camera.
  bool advance(int camera, Instant frame);
  /// Whether a sighting is older than the eye may send.
  bool is_late(int camera, Instant at) const;

  /// Newest frame of any camera; nothing before the first.
  std::optional<Instant> now() const { return now_; }
  /// Requires a frame.
  Instant value() const;

 private:
  std::map<CameraId, int> numbers_;
  std::vector<std::optional<Instant>> frames_;
  std::optional<Instant> now_;
};

}  // namespace sillage::floor::internal
