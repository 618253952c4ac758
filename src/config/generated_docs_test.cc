// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <functional>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "config/internal/sections.h"
#include "config/reader.h"

namespace sillage::config {
namespace {

using internal::Field;
using internal::Section;
using nlohmann::json;
using ::testing::HasSubstr;

void expect_file(const std::string& name, const std::string& command, const std::string& text) {
  const auto path = std::filesystem::path(SILLAGE_SOURCE_DIR) / "docs" / "reference" / name;
  const auto file = read_file(path);
  ASSERT_TRUE(file) << file.error().to_string();
  EXPECT_TRUE(*file == text) << "docs/reference/" << name << " is out of date; run: sillage config "
                             << command << " > docs/reference/" << name;
}

TEST(GeneratedDocs, AreUpToDate) {
  expect_file("configuration.md", "reference", reference_markdown());
  expect_file("store.schema.json", "schema", json_schema());
  expect_file("store.example.toml", "example", example_toml());
}

void for_each_field(const std::function<void(const std::string&, const Field&)>& visit) {
  for (const Section& section : internal::sections()) {
    for (const Field& field : section.fields) visit(std::string(section.path), field);
    for (const Section& child : section.children) {
      for (const Field& field : child.fields) {
        visit(std::string(section.path) + "." + std::string(child.path), field);
      }
    }
  }
}

TEST(GeneratedDocs, NameEveryKey) {
  const std::string reference = reference_markdown(), example = example_toml();
  for_each_field([&](const std::string& path, const Field& field) {
    const std::string key(field.key);
    EXPECT_THAT(reference, HasSubstr("| `" + key + "` |")) << path;
    EXPECT_TRUE(example.find("\n" + key + " = ") != std::string::npos ||
                example.find("\n#" + key + " = ") != std::string::npos)
        << path << "." << key;
    EXPECT_FALSE(field.traits.why.empty()) << path << "." << key;
  });
}

/// The schema of a table's properties; a calibration's are those of all its kinds.
std::vector<json> properties_of(const json& schema, const std::string& path) {
  if (path == "camera.calibration") {
    std::vector<json> kinds;
    const json& camera = schema["properties"]["camera"]["items"]["properties"];
    for (const json& kind : camera["calibration"]["oneOf"]) kinds.push_back(kind["properties"]);
    return kinds;
  }
  const json& table = schema["properties"][path];
  return {table.contains("items") ? table["items"]["properties"] : table["properties"]};
}

TEST(JsonSchema, NamesEveryKeyAndRefusesOthers) {
  const json schema = json::parse(json_schema());
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"]["privacy"]["additionalProperties"], false);
  int fields = 0;
  for_each_field([&](const std::string& path, const Field& field) {
    ++fields;
    const auto candidates = properties_of(schema, path);
    EXPECT_TRUE(std::any_of(candidates.begin(), candidates.end(),
                            [&](const json& properties) { return properties.contains(field.key); }))
        << path << "." << field.key;
  });
  EXPECT_GT(fields, 30);
}

TEST(JsonSchema, TellsLimitsAndDefaults) {
  const json schema = json::parse(json_schema());
  const json& k = schema["properties"]["privacy"]["properties"]["k"];
  EXPECT_EQ(k["type"], "integer");
  EXPECT_EQ(k["minimum"], 10);
  EXPECT_EQ(k["default"], 10);
  const json& zone = schema["properties"]["zone"]["items"];
  EXPECT_EQ(zone["required"], json::array({"id", "area"}));
  EXPECT_EQ(zone["properties"]["type"]["enum"].size(), 9u);
}

TEST(Example, Parses) {
  const auto config = parse(example_toml(), "example");
  ASSERT_TRUE(config) << config.error().to_string();
  EXPECT_TRUE(config->warnings.empty()) << config->warnings.front();
  EXPECT_EQ(config->cameras.size(), 1u);
  EXPECT_EQ(config->lines.size(), 1u);
  EXPECT_EQ(config->zones.size(), 1u);
}

/// The example with the calibration that it shows switched off and another one switched on.
std::string with_kind(const std::string& kind) {
  std::istringstream lines(example_toml());
  std::string text, line, table;
  bool wanted = true;
  const std::string off = "#[camera.calibration]", shown = "[camera.calibration]";
  while (std::getline(lines, line)) {
    if (line == shown || line == off) {
      std::getline(lines, table);
      wanted = table == (line == off ? "#" : "") + ("kind = \"" + kind + "\"");
      if (wanted) text += shown + "\nkind = \"" + kind + "\"\n";
      continue;
    }
    if (line.starts_with("[[")) wanted = true;
    const bool is_setting = line.starts_with('#') && line.size() > 1 && line[1] != ' ';
    if (wanted) text += (is_setting ? line.substr(1) : line) + "\n";
  }
  return text;
}

TEST(Example, EveryKindOfCalibrationParses) {
  for (const std::string_view kind : internal::kCalibrationKinds) {
    const auto config = parse(with_kind(std::string(kind)), kind);
    ASSERT_TRUE(config) << config.error().to_string() << with_kind(std::string(kind));
    const Calibration& calibration = config->cameras.at(0).calibration;
    const std::size_t expected = kind == "scale" ? 0u : kind == "points" ? 1u : 2u;
    EXPECT_EQ(calibration.index(), expected) << kind;
  }
}

TEST(Example, PinholeAndTsaiAreTheSameCamera) {
  const auto pinhole = parse(with_kind("camera"), "camera"),
             tsai = parse(with_kind("tsai"), "tsai");
  ASSERT_TRUE(pinhole && tsai);
  const auto a = floor_from_image(pinhole->cameras[0], 640, 480);
  const auto b = floor_from_image(tsai->cameras[0], 640, 480);
  ASSERT_TRUE(a && b);
  for (const Point p : {Point{100, 400}, Point{320, 240}, Point{600, 300}}) {
    EXPECT_NEAR(a->apply(p).x, b->apply(p).x, 1e-5);
    EXPECT_NEAR(a->apply(p).y, b->apply(p).y, 1e-5);
  }
}

}  // namespace
}  // namespace sillage::config
