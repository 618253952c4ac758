// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/durations.h"

#include <vector>

#include <gtest/gtest.h>

namespace sillage::floor {
namespace {

/// Of each class: completed stays, and stays that were cut off.
std::array<double, kDwellClasses> mass_of(const std::vector<std::array<int, 3>>& classes) {
  std::array<std::int64_t, kDwellClasses> completed{}, censored{};
  for (const auto& [c, ended, cut_off] : classes) {
    completed[static_cast<std::size_t>(c)] = ended;
    censored[static_cast<std::size_t>(c)] = cut_off;
  }
  return redistribute(completed, censored);
}

TEST(Redistribute, WithoutCensoringNothingMoves) {
  const auto mass = mass_of({{0, 3, 0}, {4, 7, 0}});
  EXPECT_EQ(mass[0], 3);
  EXPECT_EQ(mass[4], 7);
}

TEST(Redistribute, GivesTheKaplanMeierMass) {
  // Stays 1, 2+, 3, 4+, 5 (plus: cut off). Kaplan-Meier: S = 4/5, 4/5 * 2/3, 0.
  const auto mass = mass_of({{1, 1, 0}, {2, 0, 1}, {3, 1, 0}, {4, 0, 1}, {5, 1, 0}});
  EXPECT_NEAR(mass[1], 1, 1e-12);
  EXPECT_NEAR(mass[2], 0, 1e-12);
  EXPECT_NEAR(mass[3], 4.0 / 3, 1e-12);
  EXPECT_NEAR(mass[5], 8.0 / 3, 1e-12);
}

TEST(Redistribute, TheLongestStaysKeepTheirs) {
  const auto mass = mass_of({{1, 5, 0}, {3, 0, 4}});
  EXPECT_EQ(mass[1], 5);
  EXPECT_EQ(mass[3], 4);
}

}  // namespace
}  // namespace sillage::floor
