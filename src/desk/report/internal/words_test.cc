// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/words.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace sillage::desk::report {
namespace {

struct Entry {
  const char* name;
  std::string_view Words::*member;
};

constexpr Entry kEntries[] = {
#define SILLAGE_ENTRY(name) {#name, &Words::name},
    SILLAGE_REPORT_WORDS(SILLAGE_ENTRY)
#undef SILLAGE_ENTRY
};

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> out;
  for (std::size_t i = text.find('{'); i != std::string_view::npos; i = text.find('{', i + 1)) {
    out.emplace(text.substr(i, 3));
  }
  return out;
}

TEST(Words, EveryLanguageHasEveryStringWithTheSamePlaceholders) {
  for (const Words* words : all_languages()) {
    for (const Entry& entry : kEntries) {
      const std::string_view text = words->*entry.member;
      EXPECT_FALSE(text.empty()) << words->code << " lacks " << entry.name;
      EXPECT_EQ(placeholders(text), placeholders(kEnglish.*entry.member))
          << words->code << " " << entry.name;
    }
  }
}

TEST(Words, NeedNoEscaping) {
  for (const Words* words : all_languages()) {
    for (const Entry& entry : kEntries) {
      EXPECT_EQ((words->*entry.member).find_first_of("<>&\""), std::string_view::npos)
          << words->code << " " << entry.name;
    }
  }
}

TEST(Words, SentencesAreTranslated) {
  for (const Words* words : all_languages()) {
    if (words == &kEnglish) continue;
    for (const Entry& entry : kEntries) {
      const std::string_view english = kEnglish.*entry.member;
      if (std::count(english.begin(), english.end(), ' ') < 3) continue;
      EXPECT_NE(words->*entry.member, english) << words->code << " " << entry.name;
    }
  }
}

TEST(Words, NameTwelveMonthsAndSevenDays) {
  for (const Words* words : all_languages()) {
    EXPECT_EQ(std::count(words->months.begin(), words->months.end(), ','), 11) << words->code;
    EXPECT_EQ(std::count(words->weekdays.begin(), words->weekdays.end(), ','), 6) << words->code;
  }
}

}  // namespace
}  // namespace sillage::desk::report
