// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "eye/common/frame.h"
#include "geometry/box.h"
#include "geometry/point.h"
#include "wire/sighting.h"

namespace sillage::eye {

struct Mark {
  wire::Badge badge = wire::Badge::kNone;
  Point centre;  ///< pixels of the picture
};

/// AprilTag's detector, which knows our two codes and no other. One thread, deterministic; nothing
/// is written anywhere.
class MarkDetector {
 public:
  static Result<MarkDetector> create();
  MarkDetector(MarkDetector&&) noexcept;
  MarkDetector& operator=(MarkDetector&&) noexcept;
  ~MarkDetector();

  /// Marks in the part of the picture; what lies outside of it is not read. `coarse` looks for
  /// their edges at half the resolution, for near people.
  std::vector<Mark> find(const I420View& picture, const Box& part, bool coarse);

 private:
  struct Impl;
  explicit MarkDetector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
