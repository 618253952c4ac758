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
  int max_width = 640;        ///< pixels of the longer side; larger pictures are scaled down first
  double mask_margin = 0.15;  ///< a detection hides its box grown by this share on every side
  Result<void> check() const;
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
/// one histogram per pixel and channel, never a past frame. Bounded memory: 99 bytes a pixel of the
/// plate (30 MB at 640x480, 40 MB at most with the default options), whatever the number of
/// samples. The colours of a still scene come out within 2 grey levels, from 5 samples on within 1.
class PlateBuilder {
 public:
  /// Options out of range are taken to the nearest in range; `check()` reports them.
  explicit PlateBuilder(PlateOptions options = {});
  ~PlateBuilder();
  /// Adds a sample. `people`: boxes of everything person-like at a low threshold, in pixels of
  /// `picture`; a box that is not finite hides everything. Samples of another size than the first
  /// are scaled to it; a picture without pixels is no sample.
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
