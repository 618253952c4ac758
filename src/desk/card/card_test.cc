// SPDX-License-Identifier: Apache-2.0
#include "desk/card/card.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "desk/card/internal/words.h"

namespace sillage::desk {
namespace {

using testing::HasSubstr;
using testing::Not;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

Figure figure(Metric metric, const std::string& scope, std::optional<double> value,
              FigureState state = FigureState::kReleased) {
  Figure made;
  made.metric = metric;
  made.scope = scope;
  made.value = value;
  made.state = state;
  return made;
}

StoredBin bin(std::vector<Figure> figures, double rho = 0) {
  StoredBin made;
  made.header.store = StoreId("corner");
  made.header.bin_end = made.header.bin_start + std::chrono::minutes(15);
  made.header.person_age_s = 61.2;
  made.header.rho = rho;
  if (rho > 0) made.header.mode = wire::ReleaseMode::kStrict;
  made.figures = std::move(figures);
  return made;
}

PrivacyCard card_of_bins(const std::vector<StoredBin>& bins) {
  return make_card(StoreId("corner"), Instant{}, Instant{} + std::chrono::hours(24), bins);
}

TEST(PrivacyCard, CountsWhatWasToldAndWhatWasNot) {
  const PrivacyCard card =
      card_of_bins({bin({figure(Metric::kEntries, "", 40),
                         figure(Metric::kZoneVisits, "a", std::nullopt, FigureState::kWithheld),
                         figure(Metric::kOccupancyMean, "", std::nullopt)})});
  EXPECT_EQ(card.told.at(Metric::kEntries).shown, 1);
  EXPECT_EQ(card.told.at(Metric::kZoneVisits).withheld, 1);
  EXPECT_EQ(card.told.at(Metric::kOccupancyMean).unobserved, 1);
  EXPECT_EQ(card.person_age_s, 61.2);
  EXPECT_FALSE(card.frame_age_s);
}

TEST(PrivacyCard, AddsUpWhatADayCosts) {
  const PrivacyCard card =
      card_of_bins({bin({figure(Metric::kEntries, "", 40)}, 0.005), bin({}, 0.010)});
  EXPECT_EQ(card.mode, wire::ReleaseMode::kStrict);
  EXPECT_NEAR(card.rho, 0.015, 1e-12);
  EXPECT_NEAR(card.epsilon(), 1.0, 0.01);
  EXPECT_NEAR(card.epsilon(30), 5.8, 0.05);
  const auto json = nlohmann::json::parse(card_json(card));
  EXPECT_NEAR(json["protection"]["thirty_days"]["epsilon"].get<double>(), 5.8, 0.05);
  EXPECT_THAT(*card_page(card, "en"), HasSubstr("right at most 74 times of 100"));
}

TEST(PrivacyCard, SaysWhereASmallGroupFollowsOrModesMeet) {
  const PrivacyCard leaky =
      card_of_bins({bin({figure(Metric::kTimedVisits, "", 40), figure(Metric::kBounces, "", 38)})});
  EXPECT_EQ(leaky.small_groups, 1u);
  EXPECT_THAT(*card_page(leaky, "en"), HasSubstr("role=\"alert\""));
  const PrivacyCard mixed = card_of_bins({bin({figure(Metric::kEntries, "", 40)}), bin({}, 0.010)});
  EXPECT_TRUE(mixed.is_mixed);
  EXPECT_THAT(*card_page(mixed, "de"), HasSubstr("nebeneinander"));
}

TEST(PrivacyCard, AnAgeAboveItsLimitIsAnAlarm) {
  StoredBin old = bin({figure(Metric::kEntries, "", 40)});
  old.header.frame_age_s = 7;
  const PrivacyCard card = card_of_bins({old});
  EXPECT_TRUE(nlohmann::json::parse(card_json(card))["ages"]["picture"]["alarm"].get<bool>());
  EXPECT_FALSE(nlohmann::json::parse(card_json(card))["ages"]["person"]["alarm"].get<bool>());
  EXPECT_THAT(*card_page(card, "fr"), HasSubstr("la limite de 2 secondes"));
}

/// What a terminal shows says the same as the page, in the same language.
TEST(PrivacyCard, TheTextForATerminalHasTheWordsOfThePage) {
  std::vector<StoredBin> bins;
  for (int i = 0; i < 20; ++i) {
    bins.push_back(bin({figure(Metric::kEntries, "", 40)}));
    bins.back().header.frame_age_s = i == 0 ? 0.31 : 0.17;
  }
  const PrivacyCard card = card_of_bins(bins);
  for (const char* language : {"en", "fr", "de"}) {
    const std::string text = *card_text(card, language);
    const card::Words& words = *card::words_of(language);
    EXPECT_THAT(text, HasSubstr(words.title));
    EXPECT_THAT(text, HasSubstr(words.sees_title));
    EXPECT_THAT(text, HasSubstr(words.about_queues));
    const bool english = std::string_view(language) == "en";
    EXPECT_THAT(text, HasSubstr(english ? "0.4" : "0,4"));  // rounded up
    EXPECT_THAT(text, HasSubstr(english ? "0.2" : "0,2"));  // nine of ten
    EXPECT_THAT(text, Not(HasSubstr("<")));
  }
  const auto json = nlohmann::json::parse(card_json(card));
  EXPECT_EQ(json["ages"]["picture"]["oldest_of_bins"][3]["bins"], 19);
  EXPECT_EQ(json["ages"]["person"]["oldest_of_bins"][6]["bins"], 20);
}

/// It says what is not told at all, and does not claim that nothing is estimated where it is.
TEST(PrivacyCard, SaysWhatIsNotToldAndWhatIsEstimated) {
  const std::string strict = *card_page(card_of_bins({bin({}, 0.010)}), "fr");
  EXPECT_THAT(strict, HasSubstr("files d’attente"));
  Figure segment = figure(Metric::kSegmentVisits, "", 40);
  const std::string estimating = *card_page(card_of_bins({bin({segment})}), "en");
  EXPECT_THAT(estimating, HasSubstr("estimates an age band"));
  EXPECT_THAT(estimating, Not(HasSubstr("guesses neither age")));
}

/// A page that asks another machine for anything would tell it who reads the card.
TEST(PrivacyCard, IsReadInThreeLanguagesAndLoadsNothing) {
  const PrivacyCard card = card_of_bins({bin({figure(Metric::kEntries, "", 40)})});
  for (const char* language : {"en", "fr", "de"}) {
    const std::string page = *card_page(card, language);
    EXPECT_THAT(page, HasSubstr(std::string("<html lang=\"") + language));
    EXPECT_THAT(page, HasSubstr("62"));  // never less than it was
    EXPECT_THAT(page, Not(HasSubstr("{0}")));
    for (const char* loads : {"http:", "https:", "src=", "<script", "<link", "url("}) {
      EXPECT_THAT(page, Not(HasSubstr(loads))) << language;
    }
  }
  const auto missing = card_page(card, "xx");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("use en, fr or de"));
}

TEST(PrivacyCard, NoSentenceIsMissingInALanguage) {
  for (const char* language : {"en", "fr", "de"}) {
    const card::Words* words = card::words_of(language);
    ASSERT_NE(words, nullptr);
    const auto* all = reinterpret_cast<const std::string_view*>(words);
    for (std::size_t i = 0; i < sizeof(*words) / sizeof(std::string_view); ++i) {
      EXPECT_FALSE(all[i].empty()) << language << " " << i;
    }
  }
}

}  // namespace
}  // namespace sillage::desk
