// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "desk/serve/internal/harness_test.h"

namespace sillage::desk::serve {
namespace {

Json quality(Harness& desk, const char* to) {
  return Harness::json_of(
      desk.ask("viewer", std::string("/stores/demo/quality?from=2026-11-02&to=") + to));
}

TEST(Quality, TimeInWhichAStoreWasSilentLowersIt) {
  Harness desk;
  const double before = quality(desk, "2026-11-23").at("coverage");
  desk.clock().advance(std::chrono::hours(12 * 24));
  desk.shared().renew();
  const Json after = quality(desk, "2026-12-05");
  EXPECT_NEAR(after.at("coverage").get<double>(), before * 21.5 / 33, 0.02 * before);
  EXPECT_EQ(after.at("grade"), "C");
  const Json& silent = after.at("days").back();
  EXPECT_EQ(silent.at("bins"), 0);
  EXPECT_EQ(silent.at("bins_expected"), 96);
}

TEST(Quality, TimeThatHasNotPassedDoesNot) {
  Harness desk;
  EXPECT_DOUBLE_EQ(quality(desk, "2026-12-24").at("coverage").get<double>(),
                   quality(desk, "2026-11-24").at("coverage").get<double>());
  EXPECT_EQ(quality(desk, "2026-12-24").at("days").back().at("bins_expected"), 0);
}

}  // namespace
}  // namespace sillage::desk::serve
