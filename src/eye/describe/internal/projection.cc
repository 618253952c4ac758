// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/projection.h"

#include <cmath>
#include <numeric>

#include <sodium.h>

namespace sillage::eye {
namespace {

using Vector = ClothingFeatures::Vector;
static_assert(Projection::kBits <= ClothingFeatures::kSize);

double dot(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

Projection::Projection(const EpochKeys::Key& key) {
  constexpr unsigned char kNonce[crypto_stream_chacha20_NONCEBYTES] = {};
  std::array<unsigned char, (kBits * ClothingFeatures::kSize + 7) / 8> signs;
  crypto_stream_chacha20(signs.data(), signs.size(), kNonce, key.data());
  std::size_t bit = 0;
  for (int i = 0; i < kBits; ++i) {
    Vector& direction = directions_[i];
    for (float& value : direction) {
      value = (signs[bit / 8] >> bit % 8 & 1) != 0 ? 1.0F : -1.0F;
      ++bit;
    }
    for (int j = 0; j < i; ++j) {
      const auto along = static_cast<float>(dot(direction, directions_[j]));
      for (int k = 0; k < ClothingFeatures::kSize; ++k) direction[k] -= along * directions_[j][k];
    }
    const auto scale = static_cast<float>(1 / std::sqrt(dot(direction, direction)));
    for (float& value : direction) value *= scale;
  }
  sodium_memzero(signs.data(), signs.size());
}

Projection::~Projection() { sodium_memzero(this, sizeof *this); }

std::uint64_t Projection::encode(const Vector& features) const {
  std::uint64_t bits = 0;
  for (int i = 0; i < kBits; ++i) {
    if (dot(features, directions_[i]) > 0) bits |= std::uint64_t{1} << i;
  }
  return bits;
}

}  // namespace sillage::eye
