// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/reader.h"

namespace sillage::config {
namespace {

using ::testing::HasSubstr;

std::string repeat(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(HostileInput, DeepNestingIsRefused) {
  for (const std::string& toml : {
           "x = " + repeat("[", 100'000),
           "x = " + repeat("{a=", 100'000),
           "[" + repeat("a.", 200'000) + "a]\n",
           repeat("a.", 200'000) + "a = 1\n",
           repeat("\"!\".", 200'000) + "a = 1\n",
           repeat("1.1 . ", 150'000) + "a = 1\n",
           repeat("1.1_.", 150'000) + "a = 1\n",
       }) {
    const auto config = parse(toml, "s.toml");
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().code, ErrorCode::kConfiguration);
    EXPECT_LT(config.error().message.size(), 10'000u);
  }
  const auto config = parse("[" + repeat("a.", 5'000) + "a]\n", "s.toml");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr("write tables as `sillage config example` does"));
}

TEST(HostileInput, NestingJustBelowTheLimitIsHarmless) {
  EXPECT_FALSE(parse("[" + repeat("a.", 2'990) + "a]\n", "s.toml"));
}

TEST(HostileInput, ManyDecimalNumbersAreNoNesting) {
  const auto config = parse("[[zone]]\nid = \"z\"\narea = [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5]] # " +
                                repeat("1.5, -2.25; ", 5'000) + "\n",
                            "s.toml");
  EXPECT_TRUE(config) << config.error().to_string();
}

TEST(HostileInput, TextAboveTheLimitIsRefused) {
  const auto config = parse(std::string((1u << 20) + 1, ' '), "s.toml");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr("is this a store's configuration?"));
}

TEST(HostileInput, BytesThatAreNoTextAreRefused) {
  for (const std::string& toml :
       {std::string("\xff\xfe\x00\x01", 4), std::string("[store]\nname = \"\xc3\x28\"\n"),
        std::string("[store]\nname = \"a\0b\"\n", 22), std::string(1000, '\0')}) {
    const auto config = parse(toml, "s.toml");
    ASSERT_FALSE(config);
    EXPECT_THAT(config.error().message, HasSubstr("s.toml:"));
  }
}

/// One random change: a byte, a cut, a doubled or moved piece, or a token that parsers dislike.
void mutate(std::string& text, std::mt19937& random) {
  static constexpr const char* kTokens[] = {
      "nan",      "-inf", "1e999",      "[[", "]",   "\"\"\"", "{",
      "'",        "\\u",  "0x7fffffff", "\n", "= =", "true",   "99999999999999999999",
      "[camera]", "\xf0"};
  const auto pick = [&](std::size_t size) {
    return size == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, size - 1)(random);
  };
  const std::size_t at = pick(text.size()), length = pick(40);
  switch (pick(5)) {
    case 0:
      if (!text.empty()) text[at] = static_cast<char>(pick(256));
      break;
    case 1:
      text.erase(at, length);
      break;
    case 2:
      text.insert(at, text.substr(pick(text.size()), length));
      break;
    case 3:
      text.insert(at, kTokens[pick(std::size(kTokens))]);
      break;
    default:
      text.replace(at, length, kTokens[pick(std::size(kTokens))]);
      break;
  }
}

/// Whatever the bytes, there is an answer that reads back or an error that says where.
TEST(HostileInput, MutationsOfTheExampleAreAnswered) {
  std::mt19937 random(20240611);
  const std::string example = example_toml();
  int accepted = 0;
  constexpr int kRuns = 3000;
  for (int run = 0; run < kRuns; ++run) {
    std::string text = example;
    for (unsigned i = 0; i <= random() % 6; ++i) mutate(text, random);
    const auto config = parse(text, "s.toml");
    if (!config) {
      ASSERT_EQ(config.error().code, ErrorCode::kConfiguration);
      ASSERT_THAT(config.error().message, HasSubstr("s.toml"));
      continue;
    }
    ++accepted;
    const auto again = parse(to_toml(*config), "written.toml");
    ASSERT_TRUE(again) << again.error().to_string() << "\n" << text;
  }
  EXPECT_GT(accepted, kRuns / 20) << "the mutations are too wild to test the checks";
  EXPECT_LT(accepted, kRuns * 19 / 20) << "the mutations are too tame to test the parser";
}

}  // namespace
}  // namespace sillage::config
