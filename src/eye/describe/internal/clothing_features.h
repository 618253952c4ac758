// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "eye/describe/internal/body_cells.h"

namespace sillage::eye {

/// What a body wears, from the shoulders down in six bands, each with three soft histograms:
/// log-chroma, lightness, and rank of lightness within this body, which a change of the light
/// keeps. Square roots, weighted, so that straight distances compare histograms well.
struct ClothingFeatures {
  static constexpr int kBands = 6;
  static constexpr int kChroma = 5;  ///< bins each way
  static constexpr int kLight = 5;
  static constexpr int kRank = 5;
  static constexpr int kPerBand = kChroma * kChroma + kLight + kRank;
  static constexpr int kSize = kBands * kPerBand;
  using Vector = std::array<float, kSize>;

  Vector values{};
  std::array<bool, kBands> seen{};  ///< a band of which nothing is seen is all 0

  ClothingFeatures() = default;
  ClothingFeatures(const ClothingFeatures&) = delete;
  ClothingFeatures& operator=(const ClothingFeatures&) = delete;
  ~ClothingFeatures();  ///< wipes
};

void clothing_features(const BodyCells& body, ClothingFeatures& features);

}  // namespace sillage::eye
