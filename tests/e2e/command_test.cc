// SPDX-License-Identifier: Apache-2.0
// The program as a person meets it: exit codes, messages, help.
#include "tests/e2e/command.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kPets = std::string(SILLAGE_SOURCE_DIR) + "/examples/pets/store.toml";

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

TEST(Command, HelpShowsExamplesAndVersionIsShort) {
  const auto help = run_sillage({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("Examples:"));
  const auto version = run_sillage({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_LT(version.out.size(), 20u);
}

TEST(Command, WrongUsageIsExitCodeTwo) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"proces"},
                                                    {"process"},
                                                    {"process", "a.mp4", "--nosuch"},
                                                    {"eval"},
                                                    {"eval", "video"},
                                                    {"process", "a.mp4", "--fps", "x"}}) {
    const auto result = run_sillage(arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_FALSE(result.err.empty());
  }
}

struct BadVideo {
  std::string name;
  std::string content;
  std::string message;
};
void PrintTo(const BadVideo& video, std::ostream* out) { *out << video.name; }

class BadVideos : public testing::TestWithParam<BadVideo> {};

TEST_P(BadVideos, GiveAClearErrorAndNoHalfResult) {
  const ScratchFolder folder;
  const auto path = folder / GetParam().name;
  if (GetParam().content == "<folder>") {
    std::filesystem::create_directory(path);
  } else if (GetParam().content != "<absent>") {
    write(path, GetParam().content);
  }
  const auto result = run_sillage({"process", path, "--config", kPets, "--report",
                                   folder / "report.html", "--csv", folder / "figures.csv"});
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_THAT(result.err, AllOf(HasSubstr("sillage: error: "), HasSubstr(GetParam().message)));
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(folder / "report.html"));
  EXPECT_FALSE(std::filesystem::exists(folder / "figures.csv"));
}

INSTANTIATE_TEST_SUITE_P(Command, BadVideos,
                         testing::Values(BadVideo{"absent.mp4", "<absent>", "absent.mp4"},
                                         BadVideo{"folder.mp4", "<folder>", "folder.mp4"},
                                         BadVideo{"empty.mp4", "", "empty"},
                                         BadVideo{"text.mp4", "this is not a video\n", "text.mp4"}),
                         [](const auto& video) {
                           return video.param.name.substr(0, video.param.name.find('.'));
                         });

TEST(Command, ConfigurationErrorsAreExitCodeThree) {
  const ScratchFolder folder;
  const std::string head = "[store]\nid = \"s\"\n[[camera]]\nid = \"c\"\n";
  const std::vector<std::pair<std::string, std::string>> cases{
      {head + "[[zone]]\nid = \"z\"\narea = [[0, 0], [1, 1]]\n", "at least 3 corners"},
      {head + "[[zone]]\nid = \"z\"\narea = [[0, 0], [1, 1], [1, 0], [0, 1]]\n", "crosses itself"},
      {head + "[[line]]\nid = \"l\"\nfrom = [1, 1]\nto = [1, 1]\ninside = [0, 0]\n", "length"},
      {head + "[privacyy]\nk = 10\n", "did you mean"},
      {head + "[privacy]\nk = \"ten\"\n", "k"},
      {head + "[privacy]\nk = 3\n", "10"},
      {"[store", "store.toml"}};
  for (const auto& [text, message] : cases) {
    write(folder / "store.toml", text);
    const auto result = run_sillage({"config", "check", folder / "store.toml"});
    EXPECT_EQ(result.exit_code, 3) << text << result.err;
    EXPECT_THAT(result.err, HasSubstr(message)) << text;
    const auto process =
        run_sillage({"process", folder / "any.mp4", "--config", folder / "store.toml"});
    EXPECT_EQ(process.exit_code, 3) << text << process.err;
  }
}

TEST(Command, ExampleStoresAreInOrder) {
  for (const char* example : {"pets", "table"}) {
    const auto result =
        run_sillage({"config", "check",
                     std::string(SILLAGE_SOURCE_DIR) + "/examples/" + example + "/store.toml"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
}

TEST(Command, AStoreIsEvaluatedByAConfigurationThatHasWhatItsPlanMeasures) {
  const ScratchFolder folder;
  const std::string plan = std::string(SILLAGE_SOURCE_DIR) + "/examples/demo-store";
  std::string text = run_sillage({"sim", "store", plan}).out;
  const auto evaluate = [&] {
    write(folder / "store.toml", text);
    return run_sillage({"eval", "store", plan,
                        "door=" + (folder / "absent.mp4").string() + "@2026-01-10T17:00:00+01:00",
                        "--config", folder / "store.toml"});
  };
  const auto complete = evaluate();
  EXPECT_EQ(complete.exit_code, 1);
  EXPECT_THAT(complete.err, HasSubstr("absent.mp4"));
  const auto fruit = text.find("id = \"fruit\"");
  ASSERT_NE(fruit, std::string::npos);
  text.replace(fruit, 12, "id = \"other\"");
  const auto lacking = evaluate();
  EXPECT_EQ(lacking.exit_code, 3) << lacking.err;
  EXPECT_THAT(lacking.err, AllOf(HasSubstr("zone 'fruit'"), HasSubstr("sillage sim store")));
}

TEST(Command, AModelWithTheWrongHashIsRefused) {
  const ScratchFolder folder;
  write(folder / "model.onnx", "not a model");
  write(folder / "manifest.toml",
        "default = \"m\"\n[[model]]\nname = \"m\"\nfile = \"model.onnx\"\nsha256 = \"" +
            std::string(64, 'a') +
            "\"\nlicence = \"Apache-2.0\"\nsource = \"here\"\nshipped = true\n"
            "input_width = 512\ninput_height = 288\ncolour_order = \"rgb\"\nletterbox_fill = 114\n"
            "decoder = \"sillage\"\nnms_iou = 0.6\n");
  write_clip(folder / "clip.y4m", 10, [](int) { return std::vector<Box>{}; });
  const auto result =
      run_sillage({"process", folder / "clip.y4m", "--manifest", folder / "manifest.toml"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr(std::string(64, 'a'))) << "both hashes are shown";
}

TEST(Command, AForeignDatabaseIsLeftAlone) {
  const ScratchFolder folder;
  write_clip(folder / "clip.y4m", 10, [](int) { return std::vector<Box>{}; });
  write(folder / "notes.txt", "my notes, not a database; keep them");
  const auto result = run_sillage({"process", folder / "clip.y4m", "--db", folder / "notes.txt"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("notes.txt"));
  std::ifstream in(folder / "notes.txt");
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "my notes, not a database; keep them");
}

TEST(Command, ProcessWithoutConfigurationStillTellsWhatItSaw) {
  const ScratchFolder folder;
  write_clip(folder / "clip.y4m", 30, [](int) { return std::vector<Box>{}; });
  const auto result = run_sillage({"process", folder / "clip.y4m", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["frames"]["read"], 30);
  EXPECT_EQ(json["frames"]["dropped"], 0);
  EXPECT_EQ(json["evaluation"], true);
  EXPECT_THAT(result.err, HasSubstr("Next:"));
}

TEST(Command, DoctorTellsWhichFloorNoCameraSees) {
  const ScratchFolder folder;
  const auto verdict = [&](const std::string& points) {
    write(folder / "store.toml",
          "[store]\nid = \"shop\"\nname = \"Shop\"\ntime_zone = \"Europe/Zurich\"\n"
          "[[camera]]\nid = \"door\"\nimage_size = [1280, 720]\n"
          "[camera.calibration]\nkind = \"points\"\npoints = [" +
              points + "]\n");
    const auto file = (folder / "store.toml").string();
    const auto result = run_sillage({"doctor", "--json", "--config", file});
    const auto json = nlohmann::json::parse(result.out);
    for (const auto& check : json["checks"]) {
      if (check["name"] == "camera door") return check["result"].get<std::string>();
    }
    return result.out;
  };
  EXPECT_EQ(
      verdict("{ image = [212, 690], floor = [0, 0] }, { image = [1090, 672], floor = [4, 0] },"
              "{ image = [861, 268], floor = [4, 6] }, { image = [405, 271], floor = [0, 6] }"),
      "ok");
  EXPECT_EQ(
      verdict("{ image = [0, 0], floor = [0, 0] }, { image = [1280, 0], floor = [9, 1] },"
              "{ image = [1280, 720], floor = [4, 5] }, { image = [0, 720], floor = [1, 7] }"),
      "absent");
}

TEST(Command, DoctorNamesEveryCheckAndHowToMendIt) {
  const auto result = run_sillage({"doctor", "--json"});
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(result.exit_code, json["failed"] == 0 ? 0 : 4);
  EXPECT_GE(json["checks"].size(), 8u);
  for (const auto& check : json["checks"]) {
    EXPECT_FALSE(check["name"].get<std::string>().empty());
    EXPECT_TRUE(check["result"] == "ok" || !check["mend"].get<std::string>().empty())
        << check.dump();
  }
}

}  // namespace
}  // namespace sillage::e2e
