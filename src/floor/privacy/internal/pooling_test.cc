// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/pooling.h"

#include <bit>
#include <random>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using People = std::vector<std::int64_t>;
using testing::ElementsAre;

std::vector<bool> pooled(const People& people) { return pool(people, 10).pooled; }

TEST(Pooling, LargePartsAreShownAlone) {
  EXPECT_THAT(pooled({10, 200}), ElementsAre(false, false));
}

TEST(Pooling, EmptyPartsAreShownAsEmpty) {
  EXPECT_THAT(pooled({0, 10, 0}), ElementsAre(false, false, false));
}

TEST(Pooling, TheSmallestLargePartHidesTheSmallOne) {
  EXPECT_THAT(pooled({3, 40, 12}), ElementsAre(true, false, true));
}

TEST(Pooling, SmallPartsMayBeTheSamePeople) {
  // Nine and nine may be nine people all the same.
  EXPECT_THAT(pooled({9, 9, 30}), ElementsAre(true, true, true));
}

TEST(Pooling, AKnownWholeTellsThatTheyAreNot) {
  const auto pooling = pool(People{9, 9, 30}, 10, 45);
  EXPECT_THAT(pooling.pooled, ElementsAre(true, true, false));
  EXPECT_FALSE(pooling.all_pooled);
}

TEST(Pooling, NoPartIsShownWhereAllAreSmall) {
  const auto pooling = pool(People{3, 0, 8}, 10);
  EXPECT_THAT(pooling.pooled, ElementsAre(true, false, true));
  EXPECT_TRUE(pooling.all_pooled);
}

TEST(Pooling, ASinglePartIsTheWhole) {
  EXPECT_TRUE(pool(People{3}, 10).all_pooled);
  EXPECT_FALSE(pool(People{30}, 10).all_pooled);
  EXPECT_FALSE(pool(People{0}, 10).all_pooled);
}

/// A table in which it is known who is in which part; at most 32 people.
struct Table {
  std::vector<std::uint32_t> members;  ///< bit per person, per part
  People people() const {
    People counts;
    for (std::uint32_t part : members) counts.push_back(std::popcount(part));
    return counts;
  }
};

/// Every sum or difference of the published values that is a sum of parts stands for a set of parts
/// S (the span of disjoint groups and their whole holds no other indicator vectors than unions of
/// groups). Checks each S by brute force.
void expect_no_small_group(const Table& table, const Pooling& pooling, int k) {
  std::vector<std::uint32_t> groups;  // published: people behind each value
  std::uint32_t whole = 0, pool_members = 0;
  for (std::size_t i = 0; i < table.members.size(); ++i) {
    whole |= table.members[i];
    if (pooling.pooled[i]) {
      pool_members |= table.members[i];
    } else if (table.members[i] != 0) {
      groups.push_back(table.members[i]);
    }
  }
  // The pool is published or follows from the whole.
  if (pool_members != 0 && !pooling.all_pooled) groups.push_back(pool_members);
  for (std::uint32_t chosen = 1; chosen < 1u << groups.size(); ++chosen) {
    std::uint32_t people = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (chosen >> g & 1) people |= groups[g];
    }
    EXPECT_GE(std::popcount(people), k);
  }
}

TEST(Pooling, NoSumOrDifferenceIsolatesASmallGroup) {
  std::mt19937_64 random(7);
  int pooled_tables = 0;
  for (int round = 0; round < 20'000; ++round) {
    Table table;
    const int parts = 1 + static_cast<int>(random() % 7);
    for (int i = 0; i < parts; ++i) {
      std::uint32_t part = static_cast<std::uint32_t>(random());
      for (auto thin = random() % 4; thin > 0; --thin) part &= static_cast<std::uint32_t>(random());
      if (random() % 6 == 0) part = 0;
      table.members.push_back(part);
    }
    std::uint32_t whole = 0;
    for (std::uint32_t part : table.members) whole |= part;
    for (const std::int64_t known : {0, std::popcount(whole)}) {
      const Pooling pooling = pool(table.people(), 10, known);
      pooled_tables += pooling.all_pooled ? 0 : 1;
      expect_no_small_group(table, pooling, 10);
    }
  }
  EXPECT_GT(pooled_tables, 5000);  // the test would pass if everything were always withheld
}

/// Values of parts that solve the published equations are free within each pool: the rank of the
/// equations is the number of groups, so a part of a pool of two or more is never determined.
TEST(Pooling, APoolThatIsShownHasAtLeastTwoParts) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 20'000; ++round) {
    People people;
    for (auto i = 1 + random() % 8; i > 0; --i) {
      people.push_back(static_cast<std::int64_t>(random() % 25));
    }
    const Pooling pooling = pool(people, 10);
    const auto size = std::count(pooling.pooled.begin(), pooling.pooled.end(), true);
    if (!pooling.all_pooled) {
      EXPECT_NE(size, 1);
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (people[i] > 0 && people[i] < 10) {
        EXPECT_TRUE(pooling.pooled[i]);
      }
      if (people[i] == 0) {
        EXPECT_FALSE(pooling.pooled[i]);
      }
    }
  }
}

}  // namespace
}  // namespace sillage::floor::internal
