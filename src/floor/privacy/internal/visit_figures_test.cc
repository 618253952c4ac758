// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/visitors_test.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::Metric;

constexpr int kZones = 5;

/// What an attacker knows a figure to count.
struct Known {
  std::string name;
  double value = 0;
  std::function<bool(const Visitor&)> counts;
};

std::vector<ZoneId> zones_of(const config::StoreConfig& store, const Figure& figure) {
  for (const config::Funnel& funnel : store.funnels) {
    if (funnel.id.value() != figure.scope) continue;
    return {funnel.zones.begin(),
            funnel.zones.begin() + static_cast<std::ptrdiff_t>(figure.extent[0])};
  }
  return {};
}

/// Everything that was told about sets of visits.
std::vector<Known> learn(const Figures& figures, const config::StoreConfig& store) {
  std::vector<Known> known;
  double shorter = 0;
  for (const Figure& figure : figures) {
    if (!figure.value) continue;
    const std::string name = std::string(to_string(figure.metric)) + figure.scope;
    const double edge = figure.extent[1];
    const int zone = figure.scope.size() == 2 ? figure.scope[1] - '0' : 0;
    switch (figure.metric) {
      case Metric::kTimedVisits:
        known.push_back({name, *figure.value, [](const Visitor&) { return true; }});
        break;
      case Metric::kBounces:
        known.push_back({name, *figure.value, [](const Visitor& v) { return v.duration_s < 30; }});
        break;
      case Metric::kVisitDuration:
        shorter += *figure.value;
        known.push_back({name + std::to_string(edge), shorter,
                         [edge](const Visitor& v) { return v.duration_s < edge; }});
        break;
      case Metric::kCheckoutReached:
        known.push_back({name, *figure.value, [](const Visitor& v) {
                           return v.exposed[kZones - 1] || v.exposed[kZones - 2];
                         }});
        break;
      case Metric::kZoneExposed:
        known.push_back(
            {name, *figure.value, [zone](const Visitor& v) { return v.exposed[zone]; }});
        break;
      case Metric::kFunnel: {
        const auto zones = zones_of(store, figure);
        known.push_back({name + std::to_string(zones.size()), *figure.value,
                         [zones](const Visitor& v) { return went_through(v.path, zones); }});
        break;
      }
      default:
        break;
    }
  }
  return known;
}

/// What is told of visits of a day that is one bin.
Figures told_of(const BinTally& tally, const config::StoreConfig& store) {
  Figures figures;
  add_visits(tally, store.privacy.k, figures);
  // The day tells again how many visits were timed.
  std::erase_if(figures, [](const Figure& figure) { return figure.metric == Metric::kTimedVisits; });
  add_visit_lengths(tally.visits, store, figures);
  add_visit_parts(tally, store, figures);
  return figures;
}

/// Any visit there could be, to tell which sets lie within which whatever people do.
std::vector<Visitor> conceivable() {
  std::mt19937_64 random(9);
  auto all = some_visitors(random, 2'000, kZones);
  for (int i = 0; i < 50; ++i) {
    for (const Visitor& v : some_visitors(random, 40, kZones)) all.push_back(v);
  }
  return all;
}

/// Which sets lie within which, whatever people do.
class Nesting {
 public:
  bool within(const Known& small, const Known& large) {
    const auto [known, fresh] = known_.try_emplace({small.name, large.name}, false);
    if (fresh) {
      known->second = std::none_of(all_.begin(), all_.end(), [&](const Visitor& v) {
        return small.counts(v) && !large.counts(v);
      });
    }
    return known->second;
  }

 private:
  std::vector<Visitor> all_ = conceivable();
  std::map<std::pair<std::string, std::string>, bool> known_;
};

TEST(VisitFigures, NoDifferenceOfTwoShowsFewerThanK) {
  const auto store = store_of(kZones);
  Nesting nesting;
  std::mt19937_64 random(5);
  int shown = 0, differences = 0, unions = 0;
  for (int round = 0; round < 150; ++round) {
    const auto visitors = some_visitors(random, 5 + static_cast<int>(random() % 200), kZones);
    const Figures figures = told_of(tally_of(visitors, store), store);
    const auto known = learn(figures, store);
    const auto tells = [&](const std::string& name) {
      return std::any_of(known.begin(), known.end(),
                         [&](const Known& one) { return one.name == name; });
    };
    if (tells("checkout_reached") && tells("zone_exposedz3") && tells("zone_exposedz4")) {
      const auto both = std::count_if(visitors.begin(), visitors.end(), [](const Visitor& v) {
        return v.exposed[kZones - 1] && v.exposed[kZones - 2];
      });
      EXPECT_TRUE(both == 0 || both >= 10) << both << " went to both services";
      ++unions;
    }
    for (const Known& small : known) {
      const auto people = std::count_if(visitors.begin(), visitors.end(), small.counts);
      EXPECT_EQ(people, small.value) << small.name;
      EXPECT_TRUE(small.name == "timed_visits" || people == 0 || people >= 10) << small.name;
      ++shown;
      for (const Known& large : known) {
        if (&large == &small || !nesting.within(small, large)) continue;
        const auto between = std::count_if(visitors.begin(), visitors.end(), [&](const Visitor& v) {
          return large.counts(v) && !small.counts(v);
        });
        EXPECT_TRUE(between == 0 || between >= 10 || people == 0)
            << between << " between " << large.name << " and " << small.name << " of "
            << visitors.size();
        ++differences;
      }
    }
  }
  EXPECT_GT(unions, 10);
  EXPECT_GT(shown, 1'000);
  EXPECT_GT(differences, 2'000);
}

BinTally crowd(std::int64_t timed) {
  BinTally tally;
  tally.lines[LineId("door")] = {};
  tally.visits.visits.count = tally.visits.people = timed;
  tally.visits.timed = tally.visits.duration.people = timed;
  tally.visits.duration.completed[8] = tally.visits.duration.class_people[8] = timed;
  return tally;
}

Figure only(const BinTally& tally, Metric metric, const config::StoreConfig& store = {}) {
  Figures found;
  for (const Figure& figure : told_of(tally, store)) {
    if (figure.metric == metric) found.push_back(figure);
  }
  EXPECT_EQ(found.size(), 1u);
  return found.empty() ? Figure{} : found.front();
}

TEST(VisitFigures, TotalsAreExactHoweverFewCame) {
  BinTally tally = crowd(2);
  tally.visits.visits = {3, 1, 2};
  const Figure visits = only(tally, Metric::kVisits);
  EXPECT_EQ(visits.value, 3);
  EXPECT_EQ(visits.low, 2);
  EXPECT_EQ(visits.high, 5);
  EXPECT_EQ(only(tally, Metric::kTimedVisits).value, 2);
  tally.groups = {7, 0, 0};
  EXPECT_EQ(only(tally, Metric::kGroups).value, 7);
}

TEST(VisitFigures, PartsOfAFewVisitsAreWithheldEvenWhereNobodyIsInThem) {
  EXPECT_EQ(only(crowd(9), Metric::kBounces).state, wire::FigureState::kWithheld);
  EXPECT_EQ(only(crowd(10), Metric::kBounces).value, 0);
  EXPECT_EQ(only(crowd(0), Metric::kBounces).value, 0);
}

TEST(VisitFigures, AllButOneIsToldByNobody) {
  BinTally tally = crowd(40);
  tally.visits.bounces = tally.visits.bouncing_people = 39;
  EXPECT_EQ(only(tally, Metric::kBounces).state, wire::FigureState::kWithheld);
  tally.visits.bounces = tally.visits.bouncing_people = 40;
  EXPECT_EQ(only(tally, Metric::kBounces).value, 40);
}

TEST(VisitFigures, SinglesAndGroupsHideOneAnother) {
  for (const auto& [units, several, people, shown] : {std::tuple{40, 12, 30, true},
                                                      {40, 3, 9, false},
                                                      {40, 35, 80, false},
                                                      {40, 40, 90, true},
                                                      {40, 0, 0, true},
                                                      {9, 0, 0, false}}) {
    BinTally tally = crowd(0);
    tally.groups = {units, several, people};
    EXPECT_EQ(only(tally, Metric::kGroupsOfSeveral).value.has_value(), shown) << several;
  }
}

TEST(VisitFigures, EngagementsNeedKPeopleAndAreNoMirrorOfExposure) {
  config::StoreConfig store;
  BinTally tally = crowd(60);
  ReachTally& reach = tally.reach[ZoneId("shelf")];
  reach = {.exposed = 40, .exposed_people = 40, .engaged = 24, .engaged_people = 20};
  EXPECT_EQ(only(tally, Metric::kZoneEngagements).value, 24);
  reach.engaged_people = 9;
  EXPECT_FALSE(only(tally, Metric::kZoneEngagements).value);
  reach.engaged_people = 39;
  EXPECT_FALSE(only(tally, Metric::kZoneEngagements).value) << "one was there and passed on";
  reach.engaged_people = 40;
  EXPECT_EQ(only(tally, Metric::kZoneEngagements).value, 24);
}

TEST(VisitFigures, AllServicesAndTheirUnionTellOfNoFewWhoWentToSeveral) {
  for (const auto& [reached, people, first, second, shown] : {std::tuple{30, 30, 20, 11, false},
                                                              {30, 30, 20, 10, true},
                                                              {50, 50, 30, 30, true},
                                                              {50, 49, 30, 30, false}}) {
    BinTally tally = crowd(60);
    tally.visits.reached_service = reached;
    tally.visits.reaching_people = people;
    for (const auto& [zone, count] : {std::pair{kZones - 2, first}, {kZones - 1, second}}) {
      tally.reach[zone_id(zone)] = {.exposed = count, .exposed_people = count};
    }
    const Figures figures = told_of(tally, store_of(kZones));
    std::map<std::string, bool> exposed;
    EXPECT_EQ(only(tally, Metric::kCheckoutReached, store_of(kZones)).value, reached);
    for (const Figure& figure : figures) {
      if (figure.metric == Metric::kZoneExposed) exposed[figure.scope] = figure.value.has_value();
    }
    EXPECT_TRUE(exposed["z3"]);
    EXPECT_EQ(exposed["z4"], shown) << second << " " << people;
  }
}

TEST(VisitFigures, BodiesOfVisitsThatWereCutOffHideNobodyElse) {
  BinTally tally = crowd(29);
  tally.visits.bounces = tally.visits.bouncing_people = 20;
  tally.visits.duration.censored[8] = 5;
  tally.visits.duration.people = 34;
  EXPECT_FALSE(only(tally, Metric::kBounces).value) << "nine stayed longer";
}

TEST(VisitFigures, AFewVisitsThatWereCutOffHaveNoDurations) {
  for (const std::int64_t number : {1, 9, 10}) {
    BinTally tally = crowd(0);
    DurationTally& stays = tally.visits.duration;
    stays.censored[8] = stays.class_people[8] = stays.people = number;
    const Figures figures = told_of(tally, {});
    double shown = 0;
    for (const Figure& figure : figures) {
      if (figure.metric == Metric::kVisitDuration) shown += figure.value.value_or(0);
    }
    EXPECT_EQ(shown, number < 10 ? 0 : number);
  }
}

TEST(VisitFigures, WithoutALineThereAreNoVisits) {
  Figures figures;
  add_visits(BinTally{}, 10, figures);
  EXPECT_TRUE(figures.empty());
}

}  // namespace
}  // namespace sillage::floor::internal
