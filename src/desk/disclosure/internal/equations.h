// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sillage::desk::internal {

__extension__ using Wide = __int128;

/// An exact fraction in lowest terms. Numbers of released tables keep it small; where it would not
/// fit any more, `is_exact()` turns false and stays so for all that is made of it.
class Fraction {
 public:
  Fraction(std::int64_t whole = 0) : top_(whole) {}  // NOLINT: a whole number is a fraction
  Fraction operator+(const Fraction& other) const;
  Fraction operator-(const Fraction& other) const { return *this + other * Fraction(-1); }
  Fraction operator*(const Fraction& other) const;
  Fraction operator/(const Fraction& other) const;
  bool operator==(const Fraction& other) const {
    return top_ == other.top_ && under_ == other.under_;
  }
  bool operator<(const Fraction& other) const;
  bool is_zero() const { return top_ == 0; }
  bool is_exact() const { return exact_; }
  double value() const { return static_cast<double>(top_) / static_cast<double>(under_); }
  /// The whole numbers next to it.
  std::int64_t floor() const;
  std::int64_t ceil() const { return -((*this * Fraction(-1)).floor()); }

 private:
  static Fraction of(Wide top, Wide under, bool exact);
  Wide top_ = 0;
  Wide under_ = 1;
  bool exact_ = true;
};

/// Linear equations between unknown numbers of 0 or more.
class Equations {
 public:
  /// Unknown and how often it counts.
  using Terms = std::vector<std::pair<std::size_t, std::int64_t>>;

  explicit Equations(std::size_t unknowns) : unknowns_(unknowns) {}
  void add(const Terms& terms, std::int64_t value);

  /// The value of the combination, where it is a combination of the equations.
  std::optional<Fraction> value_of(const Terms& terms) const;

  struct Bounds {
    Fraction low;
    std::optional<Fraction> high;  ///< nothing: without limit
  };
  /// The smallest and the largest value that the equations leave; nothing where they contradict one
  /// another.
  std::optional<Bounds> bounds(const Terms& terms) const;

 private:
  using Row = std::vector<Fraction>;  ///< the coefficients, then the value
  Row row_of(const Terms& terms) const;
  void reduce(Row& row) const;

  std::size_t unknowns_;
  std::vector<Row> rows_;           ///< in reduced echelon form
  std::vector<std::size_t> leads_;  ///< first unknown of each
};

}  // namespace sillage::desk::internal
