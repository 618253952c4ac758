// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "eye/describe/epoch_keys.h"
#include "eye/describe/internal/clothing_features.h"

namespace sillage::eye {

/// The secret of one epoch as 64 directions at right angles: bit i of a code says on which side of
/// direction i the features lie. The share of bits in which two codes differ grows with the angle
/// between the features (Charikar 2002; at right angles: Ji et al. 2012). Without the key the
/// directions are unknown, and codes of two epochs have nothing in common.
class Projection {
 public:
  static constexpr int kBits = 64;
  explicit Projection(const EpochKeys::Key& key);
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;
  ~Projection();  ///< wipes

  std::uint64_t encode(const ClothingFeatures::Vector& features) const;

 private:
  std::array<ClothingFeatures::Vector, kBits> directions_;
};

}  // namespace sillage::eye
