// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/numbers.h"

#include <limits>

#include <gtest/gtest.h>

#include "desk/report/internal/html.h"

namespace sillage::desk::report {
namespace {

TEST(Numbers, FollowTheLanguage) {
  EXPECT_EQ(number(kEnglish, 1234567.891, 2), "1,234,567.89");
  EXPECT_EQ(number(kGerman, 1234.5, 1), "1.234,5");
  EXPECT_EQ(number(kFrench, 1234.5, 1), "1\u202f234,5");
  EXPECT_EQ(number(kEnglish, 999, 0), "999");
  EXPECT_EQ(number(kEnglish, -0.04, 1), "0.0");
  EXPECT_EQ(number(kEnglish, -4, 0), "−4");
  EXPECT_EQ(number(kEnglish, std::numeric_limits<double>::infinity(), 0), "unknown");
}

TEST(Numbers, DropDecimalsOfWholeFigures) {
  EXPECT_EQ(figure(kEnglish, 12), "12");
  EXPECT_EQ(figure(kEnglish, 4.25), "4.3");
  EXPECT_EQ(figure(kEnglish, 4.96), "5");
  EXPECT_EQ(rate(kEnglish, 0.267), "0.27");
  EXPECT_EQ(rate(kEnglish, 12.34), "12.3");
  EXPECT_EQ(rounded(kEnglish, 0.01234), "0.0123");
  EXPECT_EQ(rounded(kEnglish, 4379.4), "4,379");
}

TEST(Numbers, NeverRoundAPartToTheWhole) {
  EXPECT_EQ(percent(kEnglish, 1), "100%");
  EXPECT_EQ(percent(kEnglish, 0.99999), "99.9%");
  EXPECT_EQ(percent(kEnglish, 0.00001), "0.1%");
  EXPECT_EQ(percent(kEnglish, 0), "0%");
  EXPECT_EQ(percent(kGerman, 0.953), "95,3\u202f%");
}

TEST(Numbers, DurationsInTheLargestTwoUnits) {
  EXPECT_EQ(duration(kEnglish, 7.07), "7.1 s");
  EXPECT_EQ(duration(kEnglish, 14.14), "14 s");
  EXPECT_EQ(duration(kEnglish, 90), "1 min 30 s");
  EXPECT_EQ(duration(kEnglish, 3600), "1 h");
  EXPECT_EQ(duration(kEnglish, 7505), "2 h 5 min");
  EXPECT_EQ(duration(kEnglish, 0), "0 s");
}

TEST(Escape, LeavesNoMarkupAndNoBrokenText) {
  EXPECT_EQ(escape("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(escape("Café ☕ 🛒"), "Café ☕ 🛒");
  EXPECT_EQ(escape("a\xC0\xAF\x62"), "a\uFFFD\uFFFDb") << "overlong form";
  EXPECT_EQ(escape("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "half of a surrogate pair";
  EXPECT_EQ(escape(std::string("a\0b", 3)), "a\uFFFDb");
  EXPECT_EQ(escape("cut \xE2\x82"), "cut \uFFFD\uFFFD");
}

TEST(Shorten, CutsBetweenCharacters) {
  EXPECT_EQ(shorten("héhé", 4), "héhé");
  EXPECT_EQ(shorten("héhé", 2), "hé…");
}

}  // namespace
}  // namespace sillage::desk::report
