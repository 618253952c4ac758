// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;

std::string repeat(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(HostilePlan, DeepNestingIsRefused) {
  for (const std::string& toml :
       {"x = " + repeat("[", 100'000), "x = " + repeat("{a=", 100'000),
        "[" + repeat("a.", 200'000) + "a]\n", repeat("a.", 200'000) + "a = 1\n",
        repeat("1.1 . ", 150'000) + "a = 1\n", repeat("1.1.", 200'000) + "a = 1\n",
        repeat("\"]\".", 200'000) + "a = 1\n"}) {
    const auto plan = parse(toml, "plan.toml");
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::kConfiguration);
    EXPECT_LT(plan.error().message.size(), 10'000u);
  }
  EXPECT_FALSE(parse("[" + repeat("a.", 2'990) + "a]\n", "plan.toml"));
}

TEST(HostilePlan, TooMuchIsRefused) {
  EXPECT_THAT(parse(std::string((1u << 20) + 1, ' '), "plan.toml").error().message,
              HasSubstr("is this a floor plan?"));
  std::string doors = testing::small_plan();
  for (int i = 0; i < 40; ++i) {
    doors += "[[door]]\nid = \"d" + std::to_string(i) + "\"\nfrom = [1, 0]\nto = [2, 0]\n";
  }
  EXPECT_THAT(parse(doors, "plan.toml").error().message, HasSubstr("32 are allowed"));
}

TEST(HostilePlan, AnEmptyFileSaysWhatIsMissing) {
  EXPECT_THAT(parse("", "plan.toml").error().message, HasSubstr("add [store] with the corners"));
}

/// One random change: a byte, a cut, a doubled or moved piece, or a token that parsers dislike.
void mutate(std::string& text, std::mt19937& random) {
  static constexpr const char* kTokens[] = {
      "nan", "-inf", "1e999", "[[",   "]",     "\"",       "{",        "0",    "-1",
      "\\u", "1e-9", "\n",    "true", "24:00", "[[zone]]", "[[door]]", "9999", "\xf0"};
  const auto pick = [&](std::size_t size) { return size == 0 ? 0 : random() % size; };
  const std::size_t at = pick(text.size()), length = pick(30);
  switch (pick(6)) {
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
    default:  // another digit, which most often leaves valid TOML
      if (const std::size_t digit = text.find_first_of("0123456789", at); digit != text.npos) {
        text[digit] = static_cast<char>('0' + pick(10));
      }
      break;
  }
}

/// Whatever the bytes, there is a plan or an error that says where.
TEST(HostilePlan, MutationsAreAnswered) {
  std::mt19937 random(20240611);
  int accepted = 0;
  constexpr int kRuns = 4000;
  for (int run = 0; run < kRuns; ++run) {
    std::string text = testing::small_plan();
    for (unsigned i = 0; i <= random() % 4; ++i) mutate(text, random);
    const auto plan = parse(text, "plan.toml");
    if (plan) {
      ++accepted;
      continue;
    }
    ASSERT_EQ(plan.error().code, ErrorCode::kConfiguration);
    ASSERT_THAT(plan.error().message, HasSubstr("plan.toml"));
  }
  EXPECT_GT(accepted, kRuns / 20) << "the mutations are too wild to test the checks";
  EXPECT_LT(accepted, kRuns * 19 / 20) << "the mutations are too tame to test the parser";
}

}  // namespace
}  // namespace sillage::sim
