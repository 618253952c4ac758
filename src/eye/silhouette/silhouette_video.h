// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/frame.h"
#include "geometry/box.h"
#include "geometry/segment.h"

namespace sillage::eye {

/// What is drawn on the plate in one picture: nothing of a person but a flat shape of its size.
/// All shapes of one video have the same colour, so that nobody can be followed by it.
struct SilhouetteScene {
  std::vector<Box> people;  ///< pixels of the original frames
  std::string caption;      ///< "0:12.3  in 3  out 1", ASCII
};

struct SilhouetteOptions {
  std::filesystem::path path;  ///< .mp4
  int source_width = 0;        ///< size of the original frames, whose pixels the boxes are in
  int source_height = 0;
  double fps = 10;
  std::vector<Segment> lines;             ///< count lines, pixels of the original frames
  std::vector<std::vector<Point>> zones;  ///< outlines, pixels of the original frames
};

/// Writes the plate with flat-coloured silhouettes moving on it: what a person may look at to check
/// a count. H.264 where the build of libavcodec has it, else MPEG-4. Written beside the target and
/// renamed at the end: no half file is left behind.
class SilhouetteVideo {
 public:
  static Result<SilhouetteVideo> create(SilhouetteOptions options, const I420View& plate);
  SilhouetteVideo(SilhouetteVideo&&) noexcept;
  SilhouetteVideo& operator=(SilhouetteVideo&&) noexcept;
  /// Without finish() the temporary file is removed.
  ~SilhouetteVideo();
  Result<void> add(const SilhouetteScene& scene);
  Result<void> finish();

 private:
  struct Impl;
  explicit SilhouetteVideo(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
