// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "wire/sighting.h"

namespace sillage::floor::internal {

/// The clothing codes of one track, the latest of each camera and epoch, and some of the tracks
/// that it continues; none older than the epoch before that of the latest. Overwritten when they
/// go. Link level L3 only.
class Codes {
 public:
  Codes() = default;
  Codes(const Codes&) = default;
  Codes& operator=(const Codes&) = default;
  ~Codes();

  void add(int camera, const wire::ClothingCode& code);
  /// Wipes what no code that is still made can be compared with, whether or not a newer one came.
  void expire(Instant now);
  /// Those of an earlier track of the same person, as far as there is room: other looks at them.
  void inherit(const Codes& earlier);
  /// What a camera gave becomes what it gave in `by`.
  void replace(int camera, const Codes& by);
  bool empty() const { return held_ == 0; }
  /// The share of bits that differ, mean over all pairs of codes of one epoch; nothing where there
  /// is no such pair. 0 to 1. Those of the other that a camera gave may be left out.
  std::optional<double> distance(const Codes& other, std::optional<int> but_of = {}) const;

 private:
  void wipe_from(std::size_t first);
  void forget_before(std::uint32_t epoch);
  template <class Gone>
  void forget_if(Gone gone);

  static constexpr int kEarlier = -1;
  struct Held {
    int camera = 0;  ///< or kEarlier
    wire::ClothingCode code;
  };
  std::array<Held, 6> codes_{};
  std::size_t held_ = 0;
  std::size_t next_ = 0;
};

/// What a distance of codes says about "one person" against "two": the log of a likelihood ratio,
/// for each pair of cameras. Learned on line from links that place and time made sure of, and from
/// people who were seen at once in two places; begins with published figures and is pooled over all
/// pairs where one pair has shown little. Holds no code.
class ClothingOdds {
 public:
  double log_ratio(int camera, int other, double distance) const;
  /// `weight`: the probability that they were one, or two, people.
  void learn_same(int camera, int other, double distance, double weight);
  void learn_two(int camera, int other, double distance, double weight);

 private:
  static constexpr std::size_t kClasses = 16;
  using Counts = std::array<double, kClasses>;
  struct Learned {
    Counts same{}, two{};
  };
  static Counts published(double a, double b);
  static void add(Counts& counts, double distance, double weight);
  static double share(const Counts& counts, const Counts& prior, double worth, std::size_t i);

  Learned all_;
  std::map<std::pair<int, int>, Learned> pairs_;
};

}  // namespace sillage::floor::internal
