// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sillage::eye::plate_internal {

/// One 8-bit plane of a picture, borrowed.
struct PlaneView {
  const std::uint8_t* data = nullptr;
  int stride = 0;
};

/// A histogram of 64 classes for every sample of one plane: 65 bytes a sample, never more. When a
/// count is full, all counts of that sample are halved, so that the last few hundred values weigh
/// most.
class HistogramPlane {
 public:
  HistogramPlane(int width, int height);

  /// Counts every sample whose `hidden` byte is 0. `hidden` has width * height bytes.
  void add(PlaneView plane, const std::vector<std::uint8_t>& hidden);

  struct Median {
    std::vector<std::uint8_t> values;  ///< width * height
    std::size_t unseen = 0;            ///< samples that were never counted; their value is `grey`
  };
  Median median(std::uint8_t grey) const;

  int width() const { return width_; }
  int height() const { return height_; }

 private:
  void median_of_tile(std::size_t tile, std::uint8_t grey, Median& out) const;

  int width_;
  int height_;
  /// In tiles of 64 neighbouring samples, class by class: neighbours mostly fall into the same
  /// classes, so that a picture touches a small part of the memory.
  std::vector<std::uint8_t> counts_;
  /// How often a sample was counted: exact up to 255, then its remainder by 5, as 251 to 255.
  std::vector<std::uint8_t> seen_;
};

}  // namespace sillage::eye::plate_internal
