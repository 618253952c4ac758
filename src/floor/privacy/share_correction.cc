// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/share_correction.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <vector>

namespace sillage::floor {
namespace {

constexpr int kDraws = 400;
constexpr double kTail = 0.025;
/// The widest that shares can spread, for the ridge: half of them 0, half 1.
constexpr double kPriorVariance = 0.25;
/// Added to each number of the audit and to each count of answers: nothing is impossible because it
/// was not seen (Jeffreys).
constexpr double kUnseen = 0.5;
constexpr std::uint64_t kSeed = 20261126;
/// Standard deviations of shares between the parts of a store: the usual one (half-Cauchy), and
/// those that are gone through.
constexpr double kUsualSpread = 0.1, kMostSpread = 0.5;
constexpr int kSpreads = 50;

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
std::optional<double> inverted(double q, const Rates& f, const Rates& m) {
  const double of_f = f.as_feminine - q * (f.as_feminine + f.as_masculine);
  const double of_m = m.as_feminine - q * (m.as_feminine + m.as_masculine);
  const double slope = of_f - of_m;
  if (slope < 1e-3) return std::nullopt;
  return std::clamp(-of_m / slope, 0.0, 1.0);
}

Rates rates_of(const std::array<double, 3>& row) {
  const double sum = row[0] + row[1] + row[2] + 3 * kUnseen;
  return {(row[0] + kUnseen) / sum, (row[1] + kUnseen) / sum};
}

/// Of a share, by the chance in so many answers.
double variance_of(double q, double answers, const Rates& f, const Rates& m) {
  const double slope = (f.as_feminine - q * (f.as_feminine + f.as_masculine)) -
                       (m.as_feminine - q * (m.as_feminine + m.as_masculine));
  const double answered = (f.as_feminine + f.as_masculine + m.as_feminine + m.as_masculine) / 2;
  const double spread = slope / std::max(answered, 1e-9);
  return q * (1 - q) / std::max(answers, 1.0) / (spread * spread);
}

/// Of a share, by the chance in whom its audit met.
double variance_by_audit(double share, double q, const Confusion& audit, const Rates& f,
                         const Rates& m) {
  const auto of = [q](const Rates& r, const std::array<double, 3>& people) {
    const double spread = (1 - q) * (1 - q) * r.as_feminine * (1 - r.as_feminine) +
                          q * q * r.as_masculine * (1 - r.as_masculine) +
                          2 * q * (1 - q) * r.as_feminine * r.as_masculine;
    return spread / (people[0] + people[1] + people[2] + 3 * kUnseen);
  };
  const double slope = (f.as_feminine - q * (f.as_feminine + f.as_masculine)) -
                       (m.as_feminine - q * (m.as_feminine + m.as_masculine));
  return (share * share * of(f, audit[0]) + (1 - share) * (1 - share) * of(m, audit[1])) /
         (slope * slope);
}

/// A share as the answers alone tell it.
struct Told {
  double share = 0.5, variance = 1e6;
};
Told told_of(double as_feminine, double as_masculine, const Confusion& audit, bool by_audit) {
  const Rates f = rates_of(audit[0]), m = rates_of(audit[1]);
  const double n = as_feminine + as_masculine, q = (as_feminine + kUnseen) / (n + 2 * kUnseen);
  const auto share = n > 0 ? inverted(q, f, m) : std::nullopt;
  if (!share) return {};
  return {*share,
          variance_of(q, n, f, m) + (by_audit ? variance_by_audit(*share, q, audit, f, m) : 0)};
}

/// How much of a share's distance from a half is told (ridge), by its noise.
double kept_of(double variance) { return kPriorVariance / (kPriorVariance + variance); }

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
  /// What share of answers is likely to say feminine, after so many of either.
  double draw_share(double as_feminine, double as_masculine) {
    const double f = std::gamma_distribution<double>(as_feminine + kUnseen)(random_);
    return f / (f + std::gamma_distribution<double>(as_masculine + kUnseen)(random_));
  }

 private:
  const Confusion& audit_;
  std::mt19937_64 random_{kSeed};
};

/// People of either presentation who are added to a zone's audit.
constexpr double kLikeTheStore = 20;

Confusion confusion_of(const std::vector<double>& audit) {
  Confusion counts{};
  for (std::size_t i = 0; i < 6; ++i) counts[i / 3][i % 3] = audit.at(i);
  return counts;
}

}  // namespace

Audits audits_of(const config::StoreConfig& store) {
  Audits audits{confusion_of(store.audience.audit), {}};
  for (const config::Zone& zone : store.zones) {
    if (zone.audit.empty()) continue;
    Confusion& own = audits.zones[zone.id] = confusion_of(zone.audit);
    for (std::size_t side = 0; side < own.size(); ++side) {
      const auto& all = audits.store[side];
      const double people = all[0] + all[1] + all[2];
      for (std::size_t i = 0; i < all.size(); ++i) own[side][i] += kLikeTheStore * all[i] / people;
    }
  }
  return audits;
}

Share corrected_share(std::int64_t as_feminine, std::int64_t as_masculine, const Confusion& audit) {
  if (as_feminine + as_masculine <= 0) return {0.5, 0, 1};
  const auto said_f = static_cast<double>(as_feminine), said_m = static_cast<double>(as_masculine);
  const Told told = told_of(said_f, said_m, audit, /*by_audit=*/false);
  const double value = 0.5 + kept_of(told.variance) * (told.share - 0.5);
  Bootstrap bootstrap(audit);
  std::vector<double> drawn;
  for (int i = 0; i < kDraws; ++i) {
    const Rates f = bootstrap.draw(0), m = bootstrap.draw(1);
    if (const auto one = inverted(bootstrap.draw_share(said_f, said_m), f, m)) {
      drawn.push_back(*one);
    }
  }
  const auto at = static_cast<std::size_t>(kTail * kDraws);
  if (drawn.size() < kDraws - at) return {value, 0, 1};  // the audit does not even tell the sign
  std::sort(drawn.begin(), drawn.end());
  return {value, std::min(value, drawn[at]), std::max(value, drawn[drawn.size() - 1 - at])};
}

std::vector<Share> shares_of_parts(std::span<const AnsweredPart> parts) {
  std::vector<Share> shares;
  std::vector<Told> told;
  for (const AnsweredPart& part : parts) {
    const std::int64_t f = part.answered[kFeminine], m = part.answered[kMasculine];
    shares.push_back(corrected_share(f, m, part.audit));
    told.push_back(
        told_of(static_cast<double>(f), static_cast<double>(m), part.audit, part.has_own_audit));
  }
  std::vector<double> drawn(parts.size(), 0);
  double likely = 0, most_likely = -std::numeric_limits<double>::infinity();
  for (int i = 1; i <= kSpreads; ++i) {
    const double spread = kMostSpread * i / kSpreads;
    // What all say together, the half of the ridge among them.
    double weights = 1 / kPriorVariance, sum = 0.5 * weights;
    for (const Told& one : told) {
      const double weight = 1 / (one.variance + spread * spread);
      weights += weight;
      sum += weight * one.share;
    }
    const double mean = sum / weights;
    double log_likely = -0.5 * std::log(weights) - std::log1p(std::pow(spread / kUsualSpread, 2)) -
                        0.5 * std::pow(mean - 0.5, 2) / kPriorVariance;
    for (const Told& one : told) {
      const double variance = one.variance + spread * spread;
      log_likely -= 0.5 * (std::log(variance) + std::pow(one.share - mean, 2) / variance);
    }
    if (log_likely > most_likely) {  // so that no sum is out of range, however many parts
      const double less = std::exp(most_likely - log_likely);
      likely *= less;
      for (double& value : drawn) value *= less;
      most_likely = log_likely;
    }
    const double weight = std::exp(log_likely - most_likely);
    likely += weight;
    for (std::size_t k = 0; k < told.size(); ++k) {
      const double own = spread * spread / (spread * spread + told[k].variance);
      drawn[k] += weight * (own * told[k].share + (1 - own) * mean);
    }
  }
  for (std::size_t k = 0; k < shares.size(); ++k) {
    shares[k].value = std::clamp(drawn[k] / likely, 0.0, 1.0);
    shares[k].low = std::min(shares[k].low, shares[k].value);
    shares[k].high = std::max(shares[k].high, shares[k].value);
  }
  return shares;
}

CorrectedCounts corrected(const SegmentCounts& answered, const Confusion& audit) {
  return shared_out(answered, corrected_share(answered[kFeminine], answered[kMasculine], audit));
}

CorrectedCounts shared_out(const SegmentCounts& answered, const Share& share) {
  const auto all = static_cast<double>(answered[kFeminine] + answered[kMasculine]);
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
