// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/clothing_features.h"

#include <algorithm>
#include <cmath>

#include <sodium.h>

namespace sillage::eye {
namespace {

using F = ClothingFeatures;
constexpr int kRows = BodyCells::kRows;
constexpr int kColumns = BodyCells::kColumns;
constexpr int kCells = kRows * kColumns;
constexpr int kChromaBins = F::kChroma * F::kChroma;

/// Chosen on the development half of the data: docs/adr/0013-clothing-code.md.
constexpr float kDark = 24.0F;  ///< keeps the chroma of dark cloth from being noise
constexpr float kChromaRange = 0.22F;
constexpr float kLightWeight = 0.25F;
constexpr float kRankWeight = 0.6F;
constexpr float kCentreSigma = 0.34F;  ///< of the grid's width: the sides are often background
constexpr float kBandReach = 2.0F / F::kBands;

/// Shares of three neighbouring bins.
struct Soft {
  int first = 0;
  std::array<float, 3> share{};
};

/// Quadratic B-spline over `bins` bins whose centres lie from 0 to 1: a small change of the value
/// changes the shares little, also at a bin's centre.
Soft soft(float value, int bins) {
  const float at = std::clamp(value, 0.0F, 1.0F) * static_cast<float>(bins - 1);
  const int nearest = std::min(static_cast<int>(at + 0.5F), bins - 1);
  const float off = at - static_cast<float>(nearest);
  std::array<float, 3> share{0.5F * (0.5F - off) * (0.5F - off), 0.75F - off * off,
                             0.5F * (0.5F + off) * (0.5F + off)};
  // What would fall beyond the ends belongs to nobody.
  if (nearest == 0) return {0, {share[1] / (1 - share[0]), share[2] / (1 - share[0]), 0}};
  if (nearest == bins - 1) {
    return {bins - 3, {0, share[0] / (1 - share[2]), share[1] / (1 - share[2])}};
  }
  return {nearest - 1, share};
}

using Weights = std::array<float, kColumns>;

Weights column_weights() {
  Weights weights;
  for (int i = 0; i < kColumns; ++i) {
    const float x = (static_cast<float>(i) + 0.5F) / kColumns - 0.5F;
    weights[i] = std::exp(-0.5F * x * x / (kCentreSigma * kCentreSigma));
  }
  return weights;
}

/// Share of the seen body that is darker than each cell; of cells alike, half.
void lightness_ranks(const BodyCells& body, const Weights& weights,
                     std::array<float, kCells>& ranks) {
  std::array<int, kCells> order;
  int n = 0;
  float total = 0;
  for (int i = 0; i < kCells; ++i) {
    if (!body.cells[i].seen) continue;
    order[n++] = i;
    total += weights[i % kColumns];
  }
  std::sort(order.begin(), order.begin() + n, [&](int a, int b) {
    return body.cells[a].y != body.cells[b].y ? body.cells[a].y < body.cells[b].y : a < b;
  });
  float below = 0;
  for (int first = 0; first < n;) {
    int last = first;
    float here = 0;
    while (last < n && body.cells[order[last]].y == body.cells[order[first]].y) {
      here += weights[order[last++] % kColumns];
    }
    for (; first < last; ++first) ranks[order[first]] = (below + here / 2) / total;
    below += here;
  }
  sodium_memzero(order.data(), sizeof order);
}

void add(const Soft& value, float weight, float* bins) {
  for (int i = 0; i < 3; ++i) bins[value.first + i] += weight * value.share[i];
}

void add_cell(const BodyCell& cell, float rank, float weight, float* block) {
  const float light = std::max(cell.y - 16, 0.0F);
  const float scale = 1 / ((light + kDark) * 2 * kChromaRange);
  const Soft u = soft((cell.u - 128) * scale + 0.5F, F::kChroma);
  const Soft v = soft((cell.v - 128) * scale + 0.5F, F::kChroma);
  for (int i = 0; i < 3; ++i) {
    add(v, weight * u.share[i], block + (u.first + i) * F::kChroma);
  }
  add(soft(std::log((light + 16) / 16) / std::log(235.0F / 16), F::kLight), weight,
      block + kChromaBins);
  add(soft(rank, F::kRank), weight, block + kChromaBins + F::kLight);
}

/// The histograms of each row of cells, and the weight behind them.
struct Rows {
  std::array<std::array<float, F::kPerBand>, kRows> bins{};
  std::array<float, kRows> weight{};
};

float block_weight(int index) {
  if (index < kChromaBins) return 1;
  return index < kChromaBins + F::kLight ? kLightWeight : kRankWeight;
}

/// A band is a triangle over the rows that reaches to the middle of the bands beside its
/// neighbours.
void add_band(const Rows& rows, int band, F& features) {
  float* block = features.values.data() + band * F::kPerBand;
  std::fill_n(block, F::kPerBand, 0.0F);
  const float centre = (static_cast<float>(band) + 0.5F) / F::kBands;
  float total = 0;
  for (int row = 0; row < kRows; ++row) {
    const float y = (static_cast<float>(row) + 0.5F) / kRows;
    const float near = 1 - std::abs(y - centre) / kBandReach;
    if (near <= 0) continue;
    total += near * rows.weight[row];
    for (int i = 0; i < F::kPerBand; ++i) block[i] += near * rows.bins[row][i];
  }
  features.seen[band] = total > 0;
  if (!features.seen[band]) return;
  for (int i = 0; i < F::kPerBand; ++i) block[i] = block_weight(i) * std::sqrt(block[i] / total);
}

}  // namespace

ClothingFeatures::~ClothingFeatures() { sodium_memzero(this, sizeof *this); }

void clothing_features(const BodyCells& body, ClothingFeatures& features) {
  const Weights weights = column_weights();
  std::array<float, kCells> ranks{};
  lightness_ranks(body, weights, ranks);
  Rows rows;
  for (int i = 0; i < kCells; ++i) {
    if (!body.cells[i].seen) continue;
    const float weight = weights[i % kColumns];
    add_cell(body.cells[i], ranks[i], weight, rows.bins[i / kColumns].data());
    rows.weight[i / kColumns] += weight;
  }
  for (int band = 0; band < F::kBands; ++band) add_band(rows, band, features);
  sodium_memzero(ranks.data(), sizeof ranks);
  sodium_memzero(&rows, sizeof rows);
}

}  // namespace sillage::eye
