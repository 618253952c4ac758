// SPDX-License-Identifier: Apache-2.0
#include "app/audit_recordings.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>

#include "config/reader.h"
#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {
namespace {

using ::testing::HasSubstr;

/// Says the same of everybody.
class Sure : public eye::BodyNetwork {
 public:
  Result<double> feminine(std::span<const float>) override { return 1.5; }
};

/// Three people stand side by side in nine seconds, the last of them for two.
constexpr int kFrames = 90;
std::vector<Box> there(int frame) {
  std::vector<Box> boxes{{40.0 + 0.2 * frame, 80, 32, 80}, {140.0 + 0.2 * frame, 80, 32, 80}};
  if (frame < 20) boxes.push_back({250, 80, 32, 80});
  return boxes;
}

class AuditOfRecordings : public ::testing::Test {
 protected:
  /// Whoever stands in place i is person `ids[i]` of the truth.
  void film(const std::string& name, const std::vector<int>& ids) {
    std::filesystem::create_directories(folder_ / name / "gt");
    write_clip(folder_ / name / "clip.y4m", kFrames, there, /*checks=*/20);
    std::ofstream gt(folder_ / name / "gt" / "gt.txt");
    for (int frame = 0; frame < kFrames; ++frame) {
      const auto boxes = there(frame);
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        gt << frame + 1 << ',' << ids[i] << ',' << boxes[i].left << ',' << boxes[i].top << ','
           << boxes[i].width << ',' << boxes[i].height << ",1,1,1\n";
      }
    }
  }

  Result<app::AuditRun> audit(const std::vector<std::string>& names, const std::string& labels) {
    std::ofstream(folder_ / "labels.csv") << labels;
    app::Setup setup;
    // The first of the three places lies in a zone.
    setup.store = *config::parse(R"(
[[camera]]
id = "door"
[[zone]]
id = "left"
area = [[0, 2], [2, 2], [2, 5], [0, 5]]
)",
                                 "s.toml");
    setup.detector = make_bright_detector();
    setup.body_network = std::make_shared<Sure>();
    // Hours apart, so that nobody goes on.
    std::vector<std::string> files;
    for (const auto& name : names) {
      files.push_back("door=" + (folder_ / name / "clip.y4m").string() + "@2026-11-23T" +
                      std::to_string(10 + files.size()) + ":00:00Z");
    }
    return app::run_audit_of_recordings(setup, files, folder_ / "labels.csv");
  }

  ScratchFolder folder_;
};

TEST_F(AuditOfRecordings, EveryoneSeenForAStayIsWhoTheTruthSays) {
  film("a", {5, 9, 7});
  film("b", {9, 2, 7});
  const auto run = audit({"a", "b"},
                         "person,presentation,wears\n5,feminine,skirt\n9,masculine,trousers\n"
                         "7,feminine,trousers\n");
  ASSERT_TRUE(run) << run.error().to_string();
  ASSERT_EQ(run->people.size(), 3u);  // 7 was there for two seconds
  int left = 0;
  for (const auto& person : run->people) {
    for (const auto& zone : person.zones) left += zone == "left" ? 1 : 0;
    EXPECT_NEAR(person.mean, 1.5, 1e-9);
    EXPECT_GT(person.weight, 1);
    EXPECT_EQ(person.groups.at("camera"), "door");
    EXPECT_EQ(person.is_feminine, person.body == "5");
    EXPECT_EQ(person.groups.at("wears"), person.body == "5" ? "skirt" : "trousers");
  }
  EXPECT_EQ(std::count_if(run->people.begin(), run->people.end(),
                          [](const auto& person) { return person.body == "9"; }),
            2);
  EXPECT_EQ(left, 2);                 // one in each recording
  ASSERT_EQ(run->others.size(), 1u);  // 2 has no row
  EXPECT_GT(run->others.front().weight, 1);
  EXPECT_GT(run->seen.looks, 8);
  EXPECT_FALSE(run->look_ms);
}

TEST_F(AuditOfRecordings, SaysWhatItLacks) {
  film("a", {5, 9, 7});
  const auto nobody = audit({"a"}, "person,presentation\n6,feminine\n");
  ASSERT_FALSE(nobody);
  EXPECT_THAT(nobody.error().to_string(), HasSubstr("the id in gt.txt"));
  const auto pictures = audit({"a"}, "file,person,presentation\na.png,6,feminine\n");
  ASSERT_FALSE(pictures);
  EXPECT_THAT(pictures.error().to_string(), HasSubstr("labels.csv:1: the columns are not person,"));
  const auto unsure = audit({"a"}, "person,presentation\n5,feminine\n6,unsure\n");
  ASSERT_FALSE(unsure);
  EXPECT_THAT(unsure.error().to_string(), HasSubstr("labels.csv:3: 'unsure' is neither"));
  std::filesystem::remove_all(folder_ / "a" / "gt");
  const auto truth = audit({"a"}, "person,presentation\n5,feminine\n");
  ASSERT_FALSE(truth);
  EXPECT_THAT(truth.error().to_string(), HasSubstr("gt.txt"));
}

}  // namespace
}  // namespace sillage::e2e
