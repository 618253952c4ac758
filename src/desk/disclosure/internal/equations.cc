// SPDX-License-Identifier: Apache-2.0
#include "desk/disclosure/internal/equations.h"

#include <algorithm>
#include <numeric>

namespace sillage::desk::internal {
namespace {

Wide absolute(Wide value) { return value < 0 ? -value : value; }

Wide common_factor(Wide a, Wide b) {
  a = absolute(a);
  b = absolute(b);
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

}  // namespace

Fraction Fraction::of(Wide top, Wide under, bool exact) {
  if (under < 0) {
    top = -top;
    under = -under;
  }
  const Wide factor = common_factor(top, under);
  Fraction made;
  made.top_ = factor > 1 ? top / factor : top;
  made.under_ = factor > 1 ? under / factor : under;
  made.exact_ = exact;
  return made;
}

Fraction Fraction::operator+(const Fraction& other) const {
  Wide left = 0, right = 0, top = 0, under = 0;
  const bool over = __builtin_mul_overflow(top_, other.under_, &left) |
                    __builtin_mul_overflow(other.top_, under_, &right) |
                    __builtin_mul_overflow(under_, other.under_, &under) |
                    __builtin_add_overflow(left, right, &top);
  return over ? of(0, 1, false) : of(top, under, exact_ && other.exact_);
}

Fraction Fraction::operator*(const Fraction& other) const {
  Wide top = 0, under = 0;
  const bool over = __builtin_mul_overflow(top_, other.top_, &top) |
                    __builtin_mul_overflow(under_, other.under_, &under);
  return over ? of(0, 1, false) : of(top, under, exact_ && other.exact_);
}

Fraction Fraction::operator/(const Fraction& other) const {
  return *this * of(other.under_, other.top_, other.exact_);
}

bool Fraction::operator<(const Fraction& other) const { return (*this - other).top_ < 0; }

std::int64_t Fraction::floor() const {
  Wide whole = top_ / under_;
  if (top_ % under_ != 0 && top_ < 0) --whole;
  return static_cast<std::int64_t>(whole);
}

Equations::Row Equations::row_of(const Terms& terms) const {
  Row row(unknowns_ + 1);
  for (const auto& [unknown, times] : terms) row[unknown] = row[unknown] + Fraction(times);
  return row;
}

/// Takes off whatever follows from the equations.
void Equations::reduce(Row& row) const {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Fraction times = row[leads_[i]];
    if (times.is_zero()) continue;
    for (std::size_t j = 0; j <= unknowns_; ++j) {
      if (!rows_[i][j].is_zero()) row[j] = row[j] - times * rows_[i][j];
    }
  }
}

void Equations::add(const Terms& terms, std::int64_t value) {
  Row row = row_of(terms);
  row[unknowns_] = Fraction(value);
  reduce(row);
  const auto lead = std::find_if(row.begin(), row.end() - 1,
                                 [](const Fraction& number) { return !number.is_zero(); });
  if (lead == row.end() - 1) return;
  const Fraction by = *lead;
  const auto at = static_cast<std::size_t>(lead - row.begin());
  for (Fraction& number : row) number = number / by;
  for (Row& other : rows_) {
    const Fraction times = other[at];
    if (times.is_zero()) continue;
    for (std::size_t j = 0; j <= unknowns_; ++j) other[j] = other[j] - times * row[j];
  }
  rows_.push_back(std::move(row));
  leads_.push_back(at);
}

std::optional<Fraction> Equations::value_of(const Terms& terms) const {
  Row row = row_of(terms);
  reduce(row);
  const bool follows =
      std::all_of(row.begin(), row.end() - 1, [](const Fraction& n) { return n.is_zero(); });
  if (!follows) return std::nullopt;
  return row.back() * Fraction(-1);
}

namespace {

/// The simplex method in exact fractions, by Bland's rule, which never runs in a circle.
class Simplex {
 public:
  Simplex(std::vector<std::vector<Fraction>> rows, std::size_t unknowns)
      : rows_(std::move(rows)), unknowns_(unknowns) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].back() < Fraction(0)) {
        for (Fraction& number : rows_[i]) number = number * Fraction(-1);
      }
      // An unknown of its own for each equation, to begin with; it has to leave.
      const Fraction value = rows_[i].back();
      rows_[i].back() = Fraction(0);
      rows_[i].resize(unknowns_ + rows_.size() + 1);
      rows_[i][unknowns_ + i] = Fraction(1);
      rows_[i].back() = value;
      basis_.push_back(unknowns_ + i);
    }
  }

  /// False where the equations have no answer of numbers of 0 or more.
  bool begin() {
    std::vector<Fraction> cost(width());
    for (std::size_t i = 0; i < rows_.size(); ++i) cost[unknowns_ + i] = Fraction(1);
    const auto least = minimise(cost, width());
    if (!least || !least->is_zero()) return false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (basis_[i] < unknowns_) continue;
      for (std::size_t j = 0; j < unknowns_; ++j) {
        if (!rows_[i][j].is_zero()) {
          pivot(i, j);
          break;
        }
      }
    }
    return true;
  }

  /// The least of a combination; nothing where there is none.
  std::optional<Fraction> minimise(const std::vector<Fraction>& cost) {
    std::vector<Fraction> widened = cost;
    widened.resize(width());
    return minimise(widened, unknowns_);
  }

 private:
  std::size_t width() const { return unknowns_ + rows_.size(); }

  std::optional<Fraction> minimise(const std::vector<Fraction>& cost, std::size_t usable) {
    for (;;) {
      std::optional<std::size_t> enters;
      for (std::size_t j = 0; j < usable && !enters; ++j) {
        Fraction gain = cost[j];
        for (std::size_t i = 0; i < rows_.size(); ++i) {
          if (!rows_[i][j].is_zero()) gain = gain - cost[basis_[i]] * rows_[i][j];
        }
        if (gain < Fraction(0)) enters = j;
      }
      if (!enters) break;
      std::optional<std::size_t> leaves;
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (!(Fraction(0) < rows_[i][*enters])) continue;
        if (!leaves) {
          leaves = i;
          continue;
        }
        const Fraction here = rows_[i].back() / rows_[i][*enters];
        const Fraction best = rows_[*leaves].back() / rows_[*leaves][*enters];
        if (here < best || (here == best && basis_[i] < basis_[*leaves])) leaves = i;
      }
      if (!leaves) return std::nullopt;
      pivot(*leaves, *enters);
    }
    Fraction sum;
    for (std::size_t i = 0; i < rows_.size(); ++i) sum = sum + cost[basis_[i]] * rows_[i].back();
    return sum;
  }

  void pivot(std::size_t row, std::size_t column) {
    const Fraction by = rows_[row][column];
    for (Fraction& number : rows_[row]) {
      if (!number.is_zero()) number = number / by;
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Fraction times = rows_[i][column];
      if (i == row || times.is_zero()) continue;
      for (std::size_t j = 0; j < rows_[i].size(); ++j) {
        if (!rows_[row][j].is_zero()) rows_[i][j] = rows_[i][j] - times * rows_[row][j];
      }
    }
    basis_[row] = column;
  }

  std::vector<std::vector<Fraction>> rows_;
  std::size_t unknowns_;
  std::vector<std::size_t> basis_;
};

}  // namespace

std::optional<Equations::Bounds> Equations::bounds(const Terms& terms) const {
  Simplex simplex(rows_, unknowns_);
  if (!simplex.begin()) return std::nullopt;
  std::vector<Fraction> cost(unknowns_);
  for (const auto& [unknown, times] : terms) cost[unknown] = cost[unknown] + Fraction(times);
  const auto low = simplex.minimise(cost);
  if (!low) return std::nullopt;
  for (Fraction& number : cost) number = number * Fraction(-1);
  const auto high = simplex.minimise(cost);
  Bounds bounds{*low, std::nullopt};
  if (high) bounds.high = *high * Fraction(-1);
  return bounds;
}

}  // namespace sillage::desk::internal
