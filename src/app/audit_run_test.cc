// SPDX-License-Identifier: Apache-2.0
#include "app/audit_run.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>

#include "base/testing/temporary.h"
#include "floor/measure/perceived.h"

namespace sillage::app {
namespace {

using ::testing::HasSubstr;

/// Says how red a body is.
class Redness : public eye::BodyNetwork {
 public:
  Result<double> feminine(std::span<const float> body) override {
    double red = 0;
    for (std::size_t i = 0; i < kSize / 3; ++i) red += body[i];
    return red / (kSize / 3.0) / 64 - 2;
  }
};

class Audit : public ::testing::Test {
 protected:
  static constexpr int kWidth = 64, kHeight = 160;

  /// A body so red in the upper rows, in squares that nothing blurs.
  void draw(const std::string& name, int red, int rows = kHeight) {
    std::ofstream file(folder_.path() / name, std::ios::binary);
    file << "P6 " << kWidth << " " << kHeight << " 255\n";
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) {
        const int dark = (x / 4 + y / 4) % 2 * 60;
        for (const int value : {(y < rows ? red : 60) - dark, 130 - dark, 130 - dark}) {
          file.put(static_cast<char>(value));
        }
      }
    }
  }
  Result<AuditRun> run(const std::string& rows) {
    std::ofstream(folder_.path() / "labels.csv") << "file,person,presentation,camera\n" << rows;
    return run_audit(folder_.path(), folder_.path() / "labels.csv", std::make_shared<Redness>());
  }

  TemporaryFolder folder_;
};

TEST_F(Audit, AddsUpWhatTheLooksAtAPersonSay) {
  draw("a.ppm", 220);
  draw("b.ppm", 180);
  draw("c.ppm", 90);
  const auto audit = run("a.ppm,7-door,feminine,door\nb.ppm,7-door,feminine,door\n"
                         "b.ppm,7-till,feminine,till\nc.ppm,8,masculine,door\n");
  ASSERT_TRUE(audit) << audit.error().to_string();
  EXPECT_EQ(audit->seen.looks, 4);
  ASSERT_EQ(audit->people.size(), 3u);
  const auto& [door, till, other] = std::tie(audit->people[0], audit->people[1], audit->people[2]);
  EXPECT_EQ(door.body, "7");
  EXPECT_EQ(till.body, "7");
  EXPECT_EQ(other.body, "8");
  EXPECT_EQ(till.groups.at("camera"), "till");
  EXPECT_NEAR(door.mean - till.mean, 20 / 64.0, 0.1);
  EXPECT_LT(other.mean, till.mean - 1);
  EXPECT_NEAR(door.weight, 2 / (1 + floor::Perceived::kCorrelation), 1e-9);
  EXPECT_NEAR(till.weight, 1, 1e-9);
}

TEST_F(Audit, OneHumanPresentsInOneWay) {
  draw("a.ppm", 220);
  const auto audit = run("a.ppm,7-door,feminine,door\na.ppm,7-till,masculine,till\n");
  ASSERT_FALSE(audit);
  EXPECT_THAT(audit.error().to_string(), HasSubstr("labels.csv:3: 7 presents"));
  EXPECT_THAT(audit.error().to_string(), HasSubstr("first '-'"));
}

TEST_F(Audit, MasksMoreWhereTheCameraLooksDownMore) {
  const auto masked_rows = [&](const std::string& tilt) {
    std::ofstream(folder_.path() / "labels.csv")
        << "file,person,presentation,tilt_deg\na.ppm,7,feminine," << tilt << "\n";
    return run_audit(folder_.path(), folder_.path() / "labels.csv", std::make_shared<Redness>());
  };
  draw("a.ppm", 220, 70);  // red ends at 0.44 of the height
  const auto level = masked_rows("0"), steep = masked_rows("55");
  ASSERT_TRUE(level && steep);
  EXPECT_GT(level->people[0].mean, steep->people[0].mean + 0.1);
  EXPECT_TRUE(level->people[0].groups.empty());
  const auto odd = masked_rows("120");
  ASSERT_FALSE(odd);
  EXPECT_THAT(odd.error().to_string(), HasSubstr("labels.csv:2: tilt_deg is '120'; give 0"));
}

}  // namespace
}  // namespace sillage::app
