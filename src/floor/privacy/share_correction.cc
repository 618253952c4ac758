// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/share_correction.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

namespace sillage::floor {
namespace {

constexpr int kDraws = 400;
constexpr double kTail = 0.025;
/// The widest that shares can spread, for the ridge: half of them 0, half 1.
constexpr double kPriorVariance = 0.25;
/// Added to each number of the audit: nothing is impossible because it was not seen (Jeffreys).
constexpr double kUnseen = 0.5;
constexpr std::uint64_t kSeed = 20261126;

constexpr auto kUnknown = static_cast<std::size_t>(wire::Segment::kUnknown);
constexpr auto kFeminine = static_cast<std::size_t>(wire::Segment::kFeminine);
constexpr auto kMasculine = static_cast<std::size_t>(wire::Segment::kMasculine);

/// Of those who present one way: answered as feminine and as masculine.
struct Rates {
  double as_feminine = 0, as_masculine = 0;
};

/// Share s of feminine people so that the share q of answers that say feminine comes out:
/// q = (s f1 + (1 - s) m1) / (s (f1 + f2) + (1 - s) (m1 + m2)).
/// Nothing where answers tell nothing, or the wrong way round.
std::optional<double> inverted(double q, double answers, const Rates& f, const Rates& m) {
  const double of_f = f.as_feminine - q * (f.as_feminine + f.as_masculine);
  const double of_m = m.as_feminine - q * (m.as_feminine + m.as_masculine);
  const double slope = of_f - of_m;
  if (slope < 1e-3) return std::nullopt;
  const double share = -of_m / slope;
  const double answered = (f.as_feminine + f.as_masculine + m.as_feminine + m.as_masculine) / 2;
  const double spread = slope / std::max(answered, 1e-9);
  const double variance = q * (1 - q) / std::max(answers, 1.0) / (spread * spread);
  const double kept = kPriorVariance / (kPriorVariance + variance);
  return std::clamp(0.5 + kept * (share - 0.5), 0.0, 1.0);
}

class Bootstrap {
 public:
  explicit Bootstrap(const Confusion& audit) : audit_(audit) {}

  Rates draw(std::size_t truth) {
    std::array<double, 3> parts{};
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      parts[i] = std::gamma_distribution<double>(audit_[truth][i] + kUnseen)(random_);
      sum += parts[i];
    }
    return {parts[0] / sum, parts[1] / sum};
  }
  double draw_share(double q, std::int64_t answers) {
    return static_cast<double>(std::binomial_distribution<std::int64_t>(answers, q)(random_)) /
           static_cast<double>(answers);
  }

 private:
  const Confusion& audit_;
  std::mt19937_64 random_{kSeed};
};

Rates rates_of(const std::array<double, 3>& row) {
  const double sum = row[0] + row[1] + row[2] + 3 * kUnseen;
  return {(row[0] + kUnseen) / sum, (row[1] + kUnseen) / sum};
}

}  // namespace

Share corrected_share(std::int64_t as_feminine, std::int64_t as_masculine, const Confusion& audit) {
  const std::int64_t answers = as_feminine + as_masculine;
  if (answers <= 0) return {0.5, 0, 1};
  const double q = static_cast<double>(as_feminine) / static_cast<double>(answers);
  const auto n = static_cast<double>(answers);
  const double value = inverted(q, n, rates_of(audit[0]), rates_of(audit[1])).value_or(0.5);
  Bootstrap bootstrap(audit);
  std::vector<double> drawn;
  for (int i = 0; i < kDraws; ++i) {
    const Rates f = bootstrap.draw(0), m = bootstrap.draw(1);
    if (const auto share = inverted(bootstrap.draw_share(q, answers), n, f, m)) {
      drawn.push_back(*share);
    }
  }
  const auto at = static_cast<std::size_t>(kTail * kDraws);
  if (drawn.size() < kDraws - at) return {value, 0, 1};  // the audit does not even tell the sign
  std::sort(drawn.begin(), drawn.end());
  return {value, std::min(value, drawn[at]), std::max(value, drawn[drawn.size() - 1 - at])};
}

CorrectedCounts corrected(const SegmentCounts& answered, const Confusion& audit) {
  const std::int64_t known = answered[kFeminine] + answered[kMasculine];
  const Share share = corrected_share(answered[kFeminine], answered[kMasculine], audit);
  const auto all = static_cast<double>(known);
  CorrectedCounts out;
  out.value[kUnknown] = out.low[kUnknown] = out.high[kUnknown] =
      static_cast<double>(answered[kUnknown]);
  out.value[kFeminine] = all * share.value;
  out.low[kFeminine] = all * share.low;
  out.high[kFeminine] = all * share.high;
  out.value[kMasculine] = all - out.value[kFeminine];
  out.low[kMasculine] = all - out.high[kFeminine];
  out.high[kMasculine] = all - out.low[kFeminine];
  return out;
}

}  // namespace sillage::floor
