// SPDX-License-Identifier: Apache-2.0
// No field of any schema or interface can be joined with who somebody is: no purchase, no device,
// no plate, no name of a person or of a track. Read from the documents themselves.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/files.h"

namespace sillage {
namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;

/// A word of a field's name that would tie a figure to somebody.
const Words kForbidden = {
    "transaction", "transactions", "receipt", "receipts",  "basket",     "purchase", "purchases",
    "payment",     "payments",     "invoice", "loyalty",   "member",     "customer", "customers",
    "shopper",     "visitor",      "person",  "people",    "body",       "track",    "tracks",
    "identity",    "face",         "faces",   "embedding", "descriptor", "gait",     "template",
    "mac",         "bssid",        "ssid",    "imei",      "imsi",       "msisdn",   "bluetooth",
    "wifi",        "device",       "phone",   "licence",   "license",    "vehicle",  "card",
    "pos",         "till"};
/// Names that hold such a word and tie nobody to anything; each with its reason.
const Words kHarmless = {"person_age_s",             // the oldest state of anybody, in seconds
                         "shopper_associate_ratio",  // a ratio of sums
                         "PrivacyCard",
                         "Card",          // the privacy card of a store
                         "license",       // of the interface's own document
                         "body",          // text of a document that people set up
                         "requestBody"};  // of OpenAPI                   // a cookie attribute or a
                                          // verb in prose keys would be found here

Words words_of(const std::string& name) {
  Words words;
  std::string word;
  for (const char c : name + "_") {
    const bool is_letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    const bool begins = std::isupper(static_cast<unsigned char>(c)) != 0;
    if ((!is_letter || begins) && !word.empty()) words.insert(std::exchange(word, ""));
    if (is_letter) word += static_cast<char>(std::tolower(c));
  }
  return words;
}

std::vector<std::string> joinable(const std::set<std::string>& names) {
  std::vector<std::string> found;
  for (const std::string& name : names) {
    const Words words = words_of(name);
    const bool is_bad = std::any_of(words.begin(), words.end(),
                                    [](const std::string& w) { return kForbidden.contains(w); });
    if (is_bad && !kHarmless.contains(name)) found.push_back(name);
  }
  return found;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

std::string first_word(const std::string& line) {
  const auto begin = line.find_first_not_of(" \t\"'");
  if (begin == std::string::npos) return {};
  std::size_t end = begin;
  while (end < line.size() && (std::isalnum(static_cast<unsigned char>(line[end])) != 0 ||
                               line[end] == '_' || line[end] == '-')) {
    ++end;
  }
  return line.substr(begin, end - begin);
}

/// Columns: a name and then its type.
std::set<std::string> columns_in(const std::string& sql) {
  std::set<std::string> names;
  for (const std::string& line : lines_of(sql)) {
    const bool is_column =
        line.find(" INTEGER") != std::string::npos || line.find(" TEXT") != std::string::npos ||
        line.find(" REAL") != std::string::npos || line.find(" BLOB") != std::string::npos;
    const auto added = line.find("ADD COLUMN ");
    if (is_column)
      names.insert(first_word(added == std::string::npos ? line : line.substr(added + 11)));
  }
  return names;
}

/// Keys of mappings, and names of parameters.
std::set<std::string> keys_in(const std::string& yaml) {
  std::set<std::string> names;
  for (const std::string& line : lines_of(yaml)) {
    const std::string word = first_word(line);
    const auto colon = line.find(word) + word.size();
    if (!word.empty() && colon < line.size() && line[colon] == ':') names.insert(word);
    if (const auto name = line.find("name: "); name != std::string::npos) {
      names.insert(first_word(line.substr(name + 6)));
    }
  }
  return names;
}

void add_keys(const nlohmann::json& json, std::set<std::string>& names) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      names.insert(key);
      add_keys(value, names);
    }
  }
  if (json.is_array()) {
    for (const auto& value : json) add_keys(value, names);
  }
}

std::string text_of(const fs::path& path) {
  const auto text = read_file(fs::path(SILLAGE_SOURCE_DIR) / path);
  EXPECT_TRUE(text) << path;
  return text ? *text : std::string();
}

TEST(NoLink, NoColumnOfTheDatabaseTiesAFigureToSomebody) {
  const auto columns = columns_in(text_of("src/desk/store/internal/schema.cc"));
  EXPECT_GT(columns.size(), 20u);
  EXPECT_THAT(joinable(columns), testing::IsEmpty());
}

TEST(NoLink, NoKeyOfTheConfigurationDoes) {
  const auto schema = nlohmann::json::parse(text_of("docs/reference/store.schema.json"));
  std::set<std::string> keys;
  add_keys(schema, keys);
  EXPECT_GT(keys.size(), 60u);
  EXPECT_THAT(joinable(keys), testing::IsEmpty());
}

TEST(NoLink, NoFieldOrParameterOfTheInterfaceDoes) {
  std::size_t documents = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SILLAGE_SOURCE_DIR) / "api")) {
    if (entry.path().extension() != ".yaml") continue;
    ++documents;
    const auto keys = keys_in(text_of(fs::path("api") / entry.path().filename()));
    EXPECT_GT(keys.size(), 100u);
    EXPECT_THAT(joinable(keys), testing::IsEmpty()) << entry.path();
  }
  EXPECT_GE(documents, 1u);
}

/// Receipts have times to the second: a bin holds too many people to be joined with one.
TEST(NoLink, NoBinIsShorterThanAQuarterOfAnHour) {
  const auto schema = nlohmann::json::parse(text_of("docs/reference/store.schema.json"));
  const auto& bins = schema.at("properties").at("privacy").at("properties").at("bin_minutes");
  EXPECT_GE(bins.at("minimum").get<double>(), 15);
}

TEST(NoLink, AFieldThatWouldIsFound) {
  EXPECT_THAT(joinable(columns_in("  receipt_id INTEGER NOT NULL,\n  value REAL\n")),
              testing::ElementsAre("receipt_id"));
  EXPECT_THAT(joinable(keys_in("      loyaltyNumber:\n        type: string\n      - name: mac\n")),
              testing::ElementsAre("loyaltyNumber", "mac"));
}

}  // namespace
}  // namespace sillage
