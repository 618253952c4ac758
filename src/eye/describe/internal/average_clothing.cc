// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/average_clothing.h"

#include <algorithm>

namespace sillage::eye {
namespace {

using F = ClothingFeatures;

constexpr int kLooksAtStart = 10;
constexpr int kLooksAtMost = 500;

/// Mean of a band's block over the development half of the data, all bands alike.
constexpr std::array<float, F::kPerBand> kBand{
    0.001F, 0.002F, 0.010F, 0.026F, 0.031F, 0.006F, 0.134F, 0.312F, 0.169F, 0.044F, 0.019F, 0.325F,
    0.686F, 0.296F, 0.030F, 0.022F, 0.156F, 0.282F, 0.107F, 0.005F, 0.014F, 0.016F, 0.009F, 0.002F,
    0.001F, 0.006F, 0.097F, 0.155F, 0.139F, 0.076F, 0.202F, 0.292F, 0.296F, 0.290F, 0.207F};

}  // namespace

AverageClothing::AverageClothing() : looks_(kLooksAtStart) {
  for (int i = 0; i < F::kSize; ++i) mean_[i] = kBand[i % F::kPerBand];
}

void AverageClothing::add(const ClothingFeatures& features) {
  looks_ = std::min(looks_ + 1, kLooksAtMost);
  for (int i = 0; i < F::kSize; ++i) {
    if (!features.seen[i / F::kPerBand]) continue;
    mean_[i] += (features.values[i] - mean_[i]) / static_cast<float>(looks_);
  }
}

void AverageClothing::add_difference(const ClothingFeatures& features, F::Vector& sum) const {
  for (int i = 0; i < F::kSize; ++i) {
    if (features.seen[i / F::kPerBand]) sum[i] += features.values[i] - mean_[i];
  }
}

}  // namespace sillage::eye
