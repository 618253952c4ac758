// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eye/describe/internal/clothing_features.h"

namespace sillage::eye {

/// What people wear on average before this camera. It takes the camera's own colour cast with it:
/// taken off, the features of one person before two cameras become alike. Begins as the average of
/// published pictures, which counts as 10 looks; in the long run the last few hundred looks count.
class AverageClothing {
 public:
  AverageClothing();
  void add(const ClothingFeatures& features);
  /// Adds `features` less the average to `sum`; bands that are not seen add nothing.
  void add_difference(const ClothingFeatures& features, ClothingFeatures::Vector& sum) const;

 private:
  ClothingFeatures::Vector mean_;
  int looks_;
};

}  // namespace sillage::eye
