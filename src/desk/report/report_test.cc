// SPDX-License-Identifier: Apache-2.0
#include "desk/report/report.h"

#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/report/internal/markup.h"
#include "desk/report/internal/sample_input.h"
#include "desk/report/internal/words.h"

namespace sillage::desk {
namespace {

using report::markup::Element;
using report::markup::Page;
using ::testing::HasSubstr;
using ::testing::Not;
using wire::Metric;
namespace sample = report::sample;

std::string html_of(const ReportInput& input) {
  const auto html = render_html(input);
  EXPECT_TRUE(html) << html.error().to_string();
  return html.value_or("");
}

Page page_of(const ReportInput& input) {
  Page page = report::markup::read(html_of(input));
  EXPECT_EQ(page.fault, "");
  return page;
}

TEST(Report, IsOnePageWithEverySection) {
  const Page page = page_of(sample::input());
  EXPECT_EQ(page.all("h1").size(), 1u);
  EXPECT_EQ(page.all("h1")[0]->text, "Corner Shop");
  for (const char* id : {"key-figures", "heat", "flow", "visits", "dwell", "ways", "figures",
                         "privacy", "method", "warnings"}) {
    EXPECT_TRUE(page.by_id(id)) << id;
  }
  EXPECT_THAT(page.text_of("key-figures"), HasSubstr("30Between 29 and 33"));
  EXPECT_THAT(page.text_of("key-figures"), HasSubstr("24No doubtful cases"));
  EXPECT_THAT(page.text_of("flow"), HasSubstr("2 per minute"));
  EXPECT_THAT(page.text_of("heat"), HasSubstr("up to 120 person-seconds"));
  EXPECT_THAT(page.text_of("privacy"), HasSubstr("3 figures were merged and 2 were withheld"));
  EXPECT_THAT(page.text_of("method"), HasSubstr("person-v0"));
}

TEST(Report, LoadsNothingAndRunsNothing) {
  const std::string html = html_of(sample::input());
  const Page page = report::markup::read(html);
  bool policy = false;
  for (const Element& element : page.elements) {
    EXPECT_NE(element.name, "script");
    EXPECT_NE(element.name, "link");
    EXPECT_NE(element.name, "iframe");
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on")) << name;
      EXPECT_NE(name, "src");
      if (name == "href") {
        EXPECT_TRUE(value.starts_with("#") || value.starts_with("data:image/png;base64,"));
      }
      policy = policy || (name == "content" && value.starts_with("default-src 'none'; "
                                                                 "style-src 'unsafe-inline'; "
                                                                 "img-src data:"));
    }
  }
  EXPECT_TRUE(policy);
  EXPECT_THAT(html, Not(HasSubstr("://")));
  EXPECT_THAT(html, Not(HasSubstr("@import")));
}

TEST(Report, HasNamesForAssistiveTechnology) {
  const Page page = page_of(sample::input());
  std::set<std::string> ids;
  for (const Element& element : page.elements) {
    const auto id = element.attributes.find("id");
    if (id == element.attributes.end()) continue;
    EXPECT_TRUE(ids.insert(id->second).second) << id->second;
  }
  int charts = 0;
  for (const Element* svg : page.all("svg")) {
    if (svg->attributes.contains("aria-hidden")) continue;
    ++charts;
    EXPECT_EQ(svg->attributes.at("role"), "img");
    EXPECT_THAT(svg->text, Not(::testing::IsEmpty()));
  }
  EXPECT_EQ(charts, 3);
  for (const Element& element : page.elements) {
    const auto named = element.attributes.find("aria-labelledby");
    if (named == element.attributes.end()) continue;
    std::istringstream words(named->second);
    for (std::string id; words >> id;) EXPECT_TRUE(ids.contains(id)) << id;
  }
  EXPECT_EQ(page.all("table").size(), page.all("caption").size());
  for (const Element* cell : page.all("th")) EXPECT_TRUE(cell->attributes.contains("scope"));
  EXPECT_EQ(page.all("html")[0]->attributes.at("lang"), "en");
}

TEST(Report, IsTheSameEveryTime) { EXPECT_EQ(html_of(sample::input()), html_of(sample::input())); }

TEST(Report, MarksAnEvaluationOnlyWhereItIsOne) {
  ReportInput input = sample::input();
  const std::string mark = "Evaluation of a recording — not a deployed store";
  EXPECT_THAT(html_of(input), Not(HasSubstr(mark)));
  wire::ReleaseHeader header = input.releases[0].header();
  header.evaluation = true;
  input.releases = {sample::release(header, input.releases[0].figures())};
  EXPECT_THAT(html_of(input), HasSubstr(mark));
}

TEST(Report, EscapesEverythingFromOutside) {
  const std::string evil = "\"><script>alert('x')</script>&<b onload=\"y\">\xff\x01";
  ReportInput input = sample::input();
  input.store.name = input.source = input.version = input.model = evil;
  input.store.lines[0].name = input.store.zones[0].name = evil;
  input.warnings = {evil};
  input.plate->notes = {evil};
  input.store.lines.push_back(input.store.lines[0]);
  input.store.lines[1].id = LineId("back");
  const std::string html = html_of(input);
  const Page page = report::markup::read(html);
  EXPECT_EQ(page.fault, "");
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<b onload")));
  EXPECT_THAT(html, Not(HasSubstr("\xff")));
  EXPECT_THAT(page.all("h1")[0]->text, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)"));
}

TEST(Report, SaysWhyThereIsNothingToSee) {
  ReportInput input = sample::input();
  input.releases.clear();
  input.plate.reset();
  input.store.lines.clear();
  input.store.zones.clear();
  const Page page = page_of(input);
  EXPECT_THAT(page.text_of("key-figures"), HasSubstr("Nothing was released for this period"));
  EXPECT_THAT(page.text_of("heat"), HasSubstr("Add lines and zones"));
  EXPECT_THAT(page.text_of("flow"), HasSubstr("Add a line at the entrance"));
  EXPECT_THAT(page.text_of("dwell"), HasSubstr("Draw a zone"));
  EXPECT_THAT(page.text_of("privacy"), HasSubstr("at least 10 people"));
}

TEST(Report, NeverShowsZeroForWhatWasNotMeasured) {
  ReportInput input = sample::input();
  input.releases = {sample::release(input.releases[0].header(),
                                    {sample::figure(Metric::kEntries, "", std::nullopt),
                                     sample::figure(Metric::kExits, "", 0, 0, 0)})};
  const Page page = page_of(input);
  std::vector<std::string> values;
  for (const Element* element : page.all("dd")) {
    if (element->attributes.at("class").starts_with("big")) values.push_back(element->text);
  }
  EXPECT_THAT(values,
              ::testing::ElementsAre("not measured", "0", "not measured", "not measured", "100%"));
}

TEST(Report, ExplainsABinInWhichEverythingIsWithheld) {
  ReportInput input = sample::input();
  input.releases = {sample::release(
      input.releases[0].header(),
      {sample::figure(Metric::kEntries, "", 3), sample::figure(Metric::kExits, "", 3),
       sample::withheld(Metric::kEntries, "door"), sample::withheld(Metric::kZoneVisits, "shelf"),
       sample::stays("shelf", 5, 20480, std::nullopt), sample::heat(0, 0, 32, std::nullopt)})};
  const Page page = page_of(input);
  EXPECT_THAT(page.text_of("heat"), HasSubstr("No area had a group of at least 10 people"));
  EXPECT_THAT(page.text_of("dwell"), HasSubstr("The times of stay are withheld"));
  EXPECT_THAT(page.text_of("privacy"), HasSubstr("0 figures were merged and 4 were withheld"));
}

TEST(Report, DrawsAFloorPlanWithoutAPlate) {
  ReportInput input = sample::input();
  input.plate.reset();
  const Page page = page_of(input);
  EXPECT_TRUE(page.all("image").empty());
  EXPECT_THAT(page.text_of("map-title"), HasSubstr("Floor plan"));
  EXPECT_THAT(page.text_of("heat"), HasSubstr("Tea shelf"));
}

TEST(Report, ShowsTheTimesOfTheStore) {
  const Page page = page_of(sample::input());
  const std::string head = page.all("header")[0]->text;
  EXPECT_THAT(head, HasSubstr("Monday, 23 November 2026, 10:00–10:15"));
  EXPECT_THAT(head, HasSubstr("Times in Europe/Paris"));
}

TEST(Report, ShowsOffsetsWhereTheStartIsUnknown) {
  ReportInput input = sample::input();
  input.start_known = false;
  wire::ReleaseHeader header = sample::header(Instant{});
  input.releases = {sample::release(header, input.releases[0].figures())};
  const Page page = page_of(input);
  EXPECT_THAT(page.all("header")[0]->text, HasSubstr("0:00:00 to 0:15:00 of the video"));
  EXPECT_THAT(page.all("main")[0]->text, Not(HasSubstr("1970")));
}

/// Every bin of a day, each with one entry total.
ReportInput whole_day(const char* from, const char* to) {
  ReportInput input = sample::input();
  input.releases.clear();
  for (Instant t = sample::instant(from); t < sample::instant(to); t += std::chrono::minutes(15)) {
    input.releases.push_back(
        sample::release(sample::header(t), {sample::figure(Metric::kEntries, "", 30, 30, 30),
                                            sample::figure(Metric::kExits, "", 30, 30, 30)}));
  }
  return input;
}

TEST(Report, TellsTheTwoHoursOfALongDayApart) {
  const Page page = page_of(whole_day("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
  EXPECT_THAT(page.all("header")[0]->text, HasSubstr("25 October 2026, 00:00–24:00 · 100 bins"));
  EXPECT_THAT(page.text_of("flow"), HasSubstr("02:15–02:30 CEST"));
  EXPECT_THAT(page.text_of("flow"), HasSubstr("02:15–02:30 CET"));
}

TEST(Report, LeavesTheMissingHourOfAShortDayOut) {
  const Page page = page_of(whole_day("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
  EXPECT_THAT(page.all("header")[0]->text, HasSubstr("29 March 2026, 00:00–24:00 · 92 bins"));
  EXPECT_THAT(page.text_of("flow"), HasSubstr("03:00–03:15 CEST"));
  EXPECT_THAT(page.text_of("flow"), Not(HasSubstr("02:00–02:15")));
}

TEST(Report, SpeaksEveryLanguage) {
  for (const report::Words* words : report::all_languages()) {
    ReportInput input = sample::input();
    input.language = words->code;
    const Page page = page_of(input);
    EXPECT_EQ(page.all("html")[0]->attributes.at("lang"), words->code);
    EXPECT_THAT(page.text_of("privacy-heading"), HasSubstr(std::string(words->privacy_title)));
  }
}

TEST(Report, RefusesALanguageItDoesNotHave) {
  ReportInput input = sample::input();
  input.language = "xx";
  const auto html = render_html(input);
  ASSERT_FALSE(html);
  EXPECT_THAT(html.error().message, HasSubstr("choose en, fr or de"));
}

TEST(Report, RefusesATimeZoneThatDoesNotExist) {
  ReportInput input = sample::input();
  input.store.time_zone = "Europe/Atlantis";
  const auto html = render_html(input);
  ASSERT_FALSE(html);
  EXPECT_THAT(html.error().message, HasSubstr("Europe/Atlantis"));
  EXPECT_THAT(html.error().message, HasSubstr("write an IANA name"));
}

TEST(Report, RefusesAPlateThatIsNotAPicture) {
  ReportInput input = sample::input();
  input.plate->rgb.pop_back();
  const auto cut = render_html(input);
  ASSERT_FALSE(cut);
  EXPECT_THAT(cut.error().message, HasSubstr("make it again from the video"));
  input.plate = sample::plate();
  input.plate->image_from_floor = {};
  const auto flat = render_html(input);
  ASSERT_FALSE(flat);
  EXPECT_THAT(flat.error().message, HasSubstr("check the calibration"));
}

TEST(Report, ClaimsOnlyWhatIsTrue) {
  for (const report::Words* words : report::all_languages()) {
    ReportInput input = sample::input();
    input.language = words->code;
    const std::string html = html_of(input);
    EXPECT_THAT(html, Not(HasSubstr("personal data")));
    EXPECT_THAT(html, Not(HasSubstr("GDPR")));
    EXPECT_THAT(html, HasSubstr(report::say(words->privacy_true, 10)));
  }
}

/// A bin and a day of a store with a queue, a funnel and a frontage.
ReportInput visited_store() {
  using sample::figure;
  ReportInput input = sample::input();
  input.store.zones.push_back({ZoneId("till"), "Till <1>", config::ZoneType::kCheckoutQueue,
                               *Polygon::create({{5, 1}, {6, 1}, {6, 3}, {5, 3}})});
  input.store.funnels = {{FunnelId("buy"), "Tea & till", {ZoneId("shelf"), ZoneId("till")}}};
  const auto by_duration = [](Metric metric, const char* scope, double from_s, double to_s,
                              double value) {
    wire::Figure made = sample::stays(scope, from_s, to_s, value);
    made.metric = metric;
    return made;
  };
  const auto way = [](Metric metric, std::vector<std::string> zones, double value) {
    wire::Figure made = figure(metric, "", value);
    made.way = std::move(zones);
    return made;
  };
  wire::Figure first = figure(Metric::kFunnel, "buy", 24),
               second = sample::withheld(Metric::kFunnel, "buy");
  first.extent[0] = 1;
  second.extent[0] = 2;
  wire::ReleaseHeader header = sample::header(sample::instant("2026-11-23T09:15:00Z"));
  input.releases.push_back(
      sample::release(header, {figure(Metric::kEntries, "", 20),
                               figure(Metric::kVisits, "", 44, 43, 45),
                               figure(Metric::kTimedVisits, "", 40),
                               figure(Metric::kPassBy, "", 80),
                               figure(Metric::kGroups, "", 31),
                               sample::withheld(Metric::kGroupsOfSeveral, ""),
                               figure(Metric::kObjections, "", 2),
                               figure(Metric::kQueueJoined, "till", 40),
                               figure(Metric::kQueueAbandoned, "till", 10),
                               figure(Metric::kQueueLengthMean, "till", 1.5),
                               figure(Metric::kQueueLengthMax, "till", 4),
                               by_duration(Metric::kQueueWait, "till", 20, 40, 30),
                               by_duration(Metric::kServiceTime, "till", 40, 80, 30)}));
  header.period = wire::Period::kDay;
  header.bin_start = sample::instant("2026-11-22T23:00:00Z");
  header.bin_end = header.bin_start + std::chrono::hours(24);
  input.days = {sample::release(
      header, {figure(Metric::kTimedVisits, "", 40), figure(Metric::kBounces, "", 10),
               by_duration(Metric::kVisitDuration, "", 0, 20, 12),
               by_duration(Metric::kVisitDuration, "", 20, 160, 28),
               figure(Metric::kZoneExposed, "shelf", 30),
               figure(Metric::kZoneEngagements, "shelf", 45),
               way(Metric::kFlow, {"shelf", "till"}, 17), way(Metric::kFlow, {}, 13), first, second,
               way(Metric::kPath, {"shelf", "till", "shelf"}, 15), way(Metric::kPath, {}, 25)})};
  return input;
}

TEST(Report, SaysWhatVisitsDid) {
  const Page page = page_of(visited_store());
  const std::string visits = page.text_of("visits");
  EXPECT_THAT(visits, HasSubstr("Visits44"));
  EXPECT_THAT(visits, HasSubstr("Shorter than 30 s25%"));
  EXPECT_THAT(visits, HasSubstr("Share over 1 of 2 bins")) << "of those who came near";
  EXPECT_THAT(visits, HasSubstr("Passers-by80"));
  EXPECT_THAT(visits, HasSubstr("all who came near20%"));
  EXPECT_THAT(visits, HasSubstr("Groups of two or morewithheld"));
  EXPECT_THAT(visits, HasSubstr("Objections2"));
  EXPECT_THAT(visits, HasSubstr("40 stays. Half of them lasted"));
  EXPECT_THAT(visits, HasSubstr("Tea shelf3075%451.50"));
  EXPECT_THAT(visits, Not(HasSubstr("Reached a service point")));
}

TEST(Report, ListsWaysPathsAndSteps) {
  const Page page = page_of(visited_store());
  const std::string ways = page.text_of("ways");
  EXPECT_THAT(ways, HasSubstr("Tea shelf → Till &lt;1&gt;17\n"));
  EXPECT_THAT(ways, HasSubstr("all others13\n"));
  EXPECT_THAT(ways, HasSubstr("Paths of visits, Monday, 23 November 2026"));
  EXPECT_THAT(ways, HasSubstr("Tea shelf → Till &lt;1&gt; → Tea shelf15"));
  EXPECT_THAT(ways, HasSubstr("Steps of Tea &amp; till"));
  EXPECT_THAT(ways, HasSubstr("1Tea shelf24"));
  EXPECT_THAT(ways, HasSubstr("2Till &lt;1&gt;withheld"));
}

TEST(Report, ShowsQueuesWhereThereAreAny) {
  const Page page = page_of(visited_store());
  const std::string queues = page.text_of("queues");
  EXPECT_THAT(queues, HasSubstr("Joined the queue40"));
  EXPECT_THAT(queues, HasSubstr("Gave up waiting25%"));
  EXPECT_THAT(queues, HasSubstr("Queue length on average1.5"));
  EXPECT_THAT(queues, HasSubstr("30 stays. Half of them lasted 28 s or less"));
  EXPECT_FALSE(page_of(sample::input()).by_id("queues"));
}

TEST(Report, TablesOfAllFiguresNameStepsAndDurations) {
  for (const char* language : {"en", "fr", "de"}) {
    ReportInput input = visited_store();
    input.language = language;
    const Page page = page_of(input);
    EXPECT_EQ(page.text_of("figures").find("metric"), std::string::npos);
    EXPECT_THAT(page.text_of("figures"), HasSubstr("Tea shelf → Till &lt;1&gt;"));
    std::set<std::string> ids;
    for (const Element& element : page.elements) {
      const auto id = element.attributes.find("id");
      EXPECT_TRUE(id == element.attributes.end() || ids.insert(id->second).second);
    }
  }
  EXPECT_THAT(page_of(visited_store()).text_of("figures"), HasSubstr("Steps reached: step 1"));
  EXPECT_THAT(page_of(visited_store()).text_of("figures"), HasSubstr("Waits by duration: 20 s"));
}

}  // namespace
}  // namespace sillage::desk
