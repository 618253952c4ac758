// SPDX-License-Identifier: Apache-2.0
#include "eval/oracle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

MotRow box(int frame, long id, double left, double confidence = 1, int object_class = 1) {
  return {frame, id, {left, 0, 40, 100}, confidence, object_class};
}

std::vector<long> ids(const Result<std::vector<MotRow>>& rows) {
  std::vector<long> all;
  EXPECT_TRUE(rows);
  if (rows) {
    for (const auto& row : *rows) all.push_back(row.id);
  }
  return all;
}

TEST(Oracle, BoxesTakeTheIdsOfThePeopleTheyLieOn) {
  const std::vector<MotRow> truth{box(1, 7, 0), box(1, 8, 100), box(2, 7, 5)};
  const auto named = name_by_truth({box(1, -1, 98, 0.9), box(1, -1, 2, 0.8), box(2, -1, 6, 0.7)},
                                   truth, 0.1, Preprocess::kMot17);
  EXPECT_THAT(ids(named), testing::UnorderedElementsAre(8, 7, 7));
  for (const auto& row : *named) EXPECT_NEAR(row.box.left, row.id == 8 ? 98 : 2, 4);
}

TEST(Oracle, TheWholeFrameIsAssignedAtOnce) {
  // The first box fits both people, the second only the first person.
  const std::vector<MotRow> truth{box(1, 7, 0), box(1, 8, 12)};
  const auto named =
      name_by_truth({box(1, -1, 5), box(1, -1, -10)}, truth, 0.1, Preprocess::kMot17);
  ASSERT_EQ(ids(named).size(), 2u);
  for (const auto& row : *named) EXPECT_EQ(row.id, row.box.left < 0 ? 7 : 8);
}

TEST(Oracle, WhatIsFarOffWeakOrOnNobodyIsDropped) {
  const std::vector<MotRow> truth{box(1, 7, 0), box(1, 8, 200, 0), box(1, 9, 400, 1, 8)};
  const std::vector<MotRow> boxes{box(1, -1, 30), box(1, -1, 200), box(1, -1, 400),
                                  box(1, -1, 0, 0.1), box(3, -1, 0)};
  EXPECT_THAT(ids(name_by_truth(boxes, truth, 0.1, Preprocess::kMot17)), testing::IsEmpty());
  EXPECT_THAT(ids(name_by_truth(boxes, truth, 0.1, Preprocess::kMot15)), testing::ElementsAre(9))
      << "MOT15 has no classes";
}

}  // namespace
}  // namespace sillage::eval
