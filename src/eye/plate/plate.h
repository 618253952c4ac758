// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "eye/common/detection.h"
#include "eye/common/frame.h"

namespace sillage::eye {

struct PlateOptions {
  int max_width = 640;        ///< pixels; larger pictures are scaled down first
  double mask_margin = 0.15;  ///< a detection hides its box grown by this share on every side
};

/// The picture of the empty scene, with what could not be shown.
struct Plate {
  I420Image picture;
  /// Share of the pixels that were hidden in every sample and are painted flat grey, 0 to 1.
  double unseen = 0;
  /// Places, in pixels of `picture`, painted over because the check found somebody (or something
  /// like somebody) who never moved away.
  std::vector<Box> painted_over;
};

/// Temporal median of a fixed scene, from samples in which detected people are masked out. Keeps
/// one histogram per pixel and channel, never a past frame. Bounded memory (about 30 MB at 640x480).
class PlateBuilder {
 public:
  explicit PlateBuilder(PlateOptions options = {});
  ~PlateBuilder();
  /// Adds a sample. `people`: boxes of everything person-like at a low threshold, in pixels of
  /// `picture`. Samples of another size than the first are scaled to it.
  void add(const I420View& picture, std::span<const Detection> people);
  int samples() const;
  /// The median so far; kUnavailable without samples.
  Result<Plate> build() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Paints over whatever `people` (found on the plate itself at a low threshold) still shows.
void paint_over(Plate& plate, std::span<const Detection> people, const PlateOptions& options = {});

}  // namespace sillage::eye
