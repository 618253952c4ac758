// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/day_books.h"

#include <cmath>

#include <gtest/gtest.h>

#include "sim/agents/moment.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

const std::chrono::sys_days kDate = *parse_date("2026-01-05");

/// The kiosk with a second aisle and a place before the till.
Plan plan_of_test() {
  const auto plan = parse(testing::small_plan() + R"(
[[zone]]
id = "back"
type = "aisle"
area = [[1.6, 4.3], [4.9, 4.3], [4.9, 5.9], [1.6, 5.9]]
[[zone]]
id = "pay"
type = "service"
area = [[5.1, 2.1], [7.5, 2.1], [7.5, 3.2], [5.1, 3.2]]
)",
                          "plan.toml");
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}
enum ZoneIndex { kFront, kHall, kBack, kPay };

class Rows : public RowSink {
 public:
  void visit(const VisitRow& row) override { visits.push_back(row); }
  void stay(const StayRow& row) override { stays.push_back(row); }
  void queue(const QueueRow& row) override { queues.push_back(row); }
  void unit(const UnitRow& row) override { units.push_back(row); }
  std::vector<VisitRow> visits;
  std::vector<StayRow> stays;
  std::vector<QueueRow> queues;
  std::vector<UnitRow> units;
};

/// People moved by hand through the books.
class Script {
 public:
  Script() : plan(plan_of_test()), books(plan, TruthOptions{}, kDate, &rows) {}

  Instant at(double s) const { return Instant(kDate) + std::chrono::hours(10) + from_seconds(s); }
  static constexpr std::size_t kBin = 40;  ///< 10:00 to 10:15

  PersonId appear(double s, Point place, Role role = Role::kVisitor, UnitId unit = UnitId{0}) {
    Person person;
    person.id = PersonId{next_++};
    person.unit = unit;
    person.role = role;
    person.presentation = Presentation::kFeminine;
    person.age_band = AgeBand::k35To54;
    books.appeared(at(s), person, place);
    places_.push_back(place);
    return person.id;
  }
  /// Walks at 1 m/s; when they are there.
  double walk(PersonId id, double from_s, Point to) {
    Point& place = places_[static_cast<std::size_t>(id)];
    const int steps = std::max(1, static_cast<int>(std::ceil(distance(place, to) * 10)));
    const Point from = place;
    for (int i = 1; i <= steps; ++i) {
      place = from + (to - from) * (1.0 * i / steps);
      const Moved moved{id, place};
      books.moved(at(from_s + 0.1 * i), std::span(&moved, 1));
    }
    return from_s + 0.1 * steps;
  }
  double walk(PersonId id, double from_s, const std::vector<Point>& way) {
    for (const Point to : way) from_s = walk(id, from_s, to);
    return from_s;
  }
  void vanish(PersonId id, double s) { books.vanished(at(s), id); }

  Plan plan;
  Rows rows;
  DayBooks books;

 private:
  std::uint32_t next_ = 0;
  std::vector<Point> places_;
};

TEST(DayBooks, AVisitIsWhatHappenedFromEntryToExit) {
  Script script;
  const PersonId id = script.appear(0, {-5, -1.5});
  double s = script.walk(id, 0, {{1.7, -1.5}, {1.7, 2}});
  const double entered = s - 1.6;  // the line lies at y = 0.4
  s = script.walk(id, s + 20, {{1.7, 5}});
  s = script.walk(id, s + 30, {{1.7, 2}, {5.5, 2.5}});
  s = script.walk(id, s + 10, {{1.7, 1.6}, {1.7, -1.5}});
  const double left = s - 1.9;
  s = script.walk(id, s, Point{13, -1.5});
  script.vanish(id, s + 0.1);
  const DayFigures figures = script.books.close();
  const BinFigures& bin = figures.bins[Script::kBin];

  EXPECT_EQ(bin.crowd.lines[0].entries, 1);
  EXPECT_EQ(bin.crowd.lines[0].exits, 1);
  EXPECT_EQ(bin.visits, 1);
  EXPECT_EQ(bin.bounces, 0);
  EXPECT_EQ(bin.pass_by, 0);
  EXPECT_EQ(bin.units, 1);
  EXPECT_EQ(bin.segments[0][1], 1);
  EXPECT_EQ(bin.reached_till, 1);
  EXPECT_EQ(bin.reach[kHall].exposed, 1);
  EXPECT_EQ(bin.reach[kHall].engaged, 1) << "the long stay; the way back through it was shorter";
  EXPECT_EQ(bin.reach[kFront].exposed, 0) << "not a zone of the visit";
  EXPECT_EQ(bin.crowd.zones[kHall].visits, 2);
  EXPECT_EQ(bin.crowd.zones[kBack].visits, 1);
  EXPECT_EQ(bin.crowd.zones[kPay].visits, 1);
  using Flows = std::map<std::pair<int, int>, std::int64_t>;
  using Paths = std::map<std::vector<int>, std::int64_t>;
  EXPECT_EQ(bin.flows, (Flows{{{kHall, kBack}, 1}, {{kBack, kHall}, 1}, {{kHall, kPay}, 1}}));
  EXPECT_EQ(figures.paths, (Paths{{{kHall, kBack, kHall, kPay}, 1}}));
  ASSERT_EQ(script.rows.visits.size(), 1u);
  EXPECT_NEAR(seconds(script.rows.visits[0].entered - script.at(entered)), 0, 0.11);
  EXPECT_NEAR(seconds(script.rows.visits[0].left - script.at(left)), 0, 0.11);
  EXPECT_NEAR(bin.occupancy_mean, (left - entered) / 900, 0.002);
  EXPECT_EQ(bin.occupancy_max, 1);
}

TEST(DayBooks, ZoneTimeAndHeatAddUp) {
  Script script;
  const PersonId id = script.appear(0, {2, 1.7});  // in the hall
  script.walk(id, 100, Point{2.2, 1.7});
  script.vanish(id, 200);
  const DayFigures figures = script.books.close();
  const BinFigures& bin = figures.bins[Script::kBin];
  double heat_s = 0;
  for (const auto& [square, s] : bin.crowd.heat) heat_s += s;
  EXPECT_NEAR(heat_s, 199.9, 1e-6) << "last there one tick before they were gone";
  EXPECT_NEAR(bin.crowd.zones[kHall].person_s, 199.9, 1e-6);
  EXPECT_EQ(bin.crowd.zones[kHall].visits, 1);
  EXPECT_EQ(bin.crowd.zones[kHall].cut_off, 1);
  EXPECT_EQ(bin.crowd.zones[kHall].dwell.classes[duration_class(199.9)], 1);
}

TEST(DayBooks, TimeIsCutAtTheBinsEdge) {
  Script script;
  const PersonId id = script.appear(0, {2, 1.7});
  script.vanish(id, 1000);
  const DayFigures figures = script.books.close();
  EXPECT_NEAR(figures.bins[Script::kBin].crowd.zones[kHall].person_s, 899.9, 1e-6)
      << "the step that ends at 10:15 belongs to the next bin";
  EXPECT_NEAR(figures.bins[Script::kBin + 1].crowd.zones[kHall].person_s, 100.0, 1e-6);
  EXPECT_EQ(figures.bins[Script::kBin].crowd.zones[kHall].visits, 0);
  EXPECT_EQ(figures.bins[Script::kBin + 1].crowd.zones[kHall].visits, 1) << "where it ended";
}

TEST(DayBooks, FittingRoomsAreNotMeasured) {
  Script script;
  const PersonId id = script.appear(0, {0.7, 5.3});
  script.vanish(id, 60);
  const DayFigures figures = script.books.close();
  EXPECT_TRUE(figures.bins[Script::kBin].crowd.heat.empty());
}

TEST(DayBooks, ComingBackWithinAMinuteIsTheSameVisit) {
  for (const double away_s : {30.0, 90.0}) {
    Script script;
    const PersonId id = script.appear(0, {1.7, -1.5});
    double s = script.walk(id, 0, {{1.7, 2}});
    s = script.walk(id, s + 40, {{1.7, -1}});
    s = script.walk(id, s + away_s, {{1.7, 2}});
    s = script.walk(id, s + 40, {{1.7, -1.5}});
    script.vanish(id, s + 5);
    const DayFigures figures = script.books.close();
    const BinFigures& bin = figures.bins[Script::kBin];
    EXPECT_EQ(bin.visits, away_s < 60 ? 1 : 2);
    EXPECT_EQ(bin.crowd.lines[0].entries, 2) << "crossings are crossings";
    EXPECT_EQ(bin.units, 1);
  }
}

TEST(DayBooks, WhoLooksInAndLeavesBounces) {
  Script script;
  const PersonId id = script.appear(0, {1.7, -1});
  double s = script.walk(id, 0, {{1.7, 2}});
  s = script.walk(id, s + 5, {{1.7, -1}});
  script.vanish(id, s + 5);
  EXPECT_EQ(script.books.close().bins[Script::kBin].bounces, 1);
}

TEST(DayBooks, WhoPassesTheFrontWithoutComingInPassesBy) {
  Script script;
  const PersonId id = script.appear(0, {-4, -1.5}, Role::kPasserBy);
  const double s = script.walk(id, 0, Point{12, -1.5});
  script.vanish(id, s + 0.1);
  const PersonId far = script.appear(100, {-4, -1.5}, Role::kPasserBy);
  script.vanish(far, 110);  // turned round before it
  const BinFigures bin = script.books.close().bins[Script::kBin];
  EXPECT_EQ(bin.pass_by, 1);
  EXPECT_EQ(bin.crowd.lines[0].entries, 0);
  EXPECT_EQ(bin.visits, 0);
  EXPECT_EQ(bin.crowd.zones[kFront].visits, 1);
}

TEST(DayBooks, StaffIsKeptApart) {
  Script script;
  const PersonId id = script.appear(0, {1.7, -1.5}, Role::kFloorStaff);
  const double s = script.walk(id, 0, {{1.7, 2}});
  script.vanish(id, s + 60);
  const BinFigures bin = script.books.close().bins[Script::kBin];
  EXPECT_EQ(bin.staff.lines[0].entries, 1);
  EXPECT_EQ(bin.crowd.lines[0].entries, 0);
  EXPECT_EQ(bin.visits, 0);
  EXPECT_EQ(bin.occupancy_max, 0);
  EXPECT_EQ(bin.staff.zones[kHall].visits, 1);
  EXPECT_GT(bin.staff.zones[kHall].person_s, 50);
}

TEST(DayBooks, UnitsCountOnceHoweverManyTheyAre) {
  Script script;
  std::vector<PersonId> ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(script.appear(0, {1.4 + 0.3 * i, -1.5}, Role::kVisitor, UnitId{7}));
  }
  for (const PersonId id : ids) script.vanish(id, script.walk(id, 0, Point{1.7, 2}) + 30);
  const BinFigures bin = script.books.close().bins[Script::kBin];
  EXPECT_EQ(bin.crowd.lines[0].entries, 3);
  EXPECT_EQ(bin.units, 1);
  EXPECT_EQ(bin.units_of_several, 1);
  ASSERT_EQ(script.rows.units.size(), 1u);
  EXPECT_EQ(script.rows.units[0].people, 3);
}

TEST(DayBooks, QueuesAreCounted) {
  Script script;
  script.books.joined_queue(script.at(10), UnitId{1}, 0, 2);
  script.books.joined_queue(script.at(20), UnitId{2}, 0, 1);
  script.books.service_began(script.at(40), UnitId{1}, 0);
  script.books.left_queue(script.at(70), UnitId{2}, 0);
  script.books.service_ended(script.at(100), UnitId{1}, 0);
  const BinFigures bin = script.books.close().bins[Script::kBin];
  const TillFigures& till = bin.tills[0];
  EXPECT_EQ(till.joined, 2);
  EXPECT_EQ(till.abandoned, 1);
  EXPECT_DOUBLE_EQ(till.wait.sum_s, 30);
  EXPECT_DOUBLE_EQ(till.service.sum_s, 60);
  EXPECT_EQ(till.length_max, 3);
  EXPECT_DOUBLE_EQ(till.length_mean, (2 * 30 + 1 * 50) / 900.0);
  ASSERT_EQ(script.rows.queues.size(), 2u);
  EXPECT_TRUE(script.rows.queues[0].left) << "gave up";
  EXPECT_TRUE(script.rows.queues[1].served_to);
}

TEST(DayBooks, DaysWhenClocksChangeHaveTheirLength) {
  Plan plan = plan_of_test();
  plan.time_zone = "Europe/Zurich";
  DayBooks spring(plan, TruthOptions{}, *parse_date("2026-03-29"), nullptr);
  DayBooks autumn(plan, TruthOptions{}, *parse_date("2026-10-25"), nullptr);
  EXPECT_EQ(spring.close().bins.size(), 23u * 4);
  EXPECT_EQ(autumn.close().bins.size(), 25u * 4);
}

}  // namespace
}  // namespace sillage::sim
