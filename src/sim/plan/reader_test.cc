// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "sim/plan/lens.h"
#include "sim/plan/solids.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;
using testing::small_plan;
using testing::with;

TEST(PlanReader, ReadsWhatIsWritten) {
  const auto plan = parse(small_plan(), "plan.toml");
  ASSERT_TRUE(plan) << plan.error().to_string();
  EXPECT_EQ(plan->id, "kiosk");
  EXPECT_EQ(plan->outline.size(), 4u);
  EXPECT_EQ(plan->tills.at(0).queue.at(1), (Point{5.3, 3.6}));
  EXPECT_EQ(plan->zones.at(0).type, config::ZoneType::kFrontage);
  EXPECT_EQ(plan->zones.at(1).name, "hall") << "left out: the id";
  EXPECT_EQ(plan->rooms.at(0).kind, RoomKind::kFitting);
  EXPECT_EQ(plan->opening[0]->from, std::chrono::hours(9));
  EXPECT_FALSE(plan->opening[6]);
  EXPECT_EQ(plan->staff.at(0).hours.to, std::chrono::minutes(19 * 60 + 15));
  EXPECT_TRUE(plan->staff.at(0).days[6]) << "left out: every day";
  EXPECT_EQ(plan->arrivals.hours.size(), 24u);
  EXPECT_EQ(plan->cameras.at(0).image_size, (ImageSize{640, 360}));
}

TEST(PlanReader, ReadsAFolder) {
  const auto missing = load("/nowhere/at/all");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(missing.error().message, HasSubstr("give a folder with a plan.toml"));
}

struct BadPlan {
  const char* piece;
  const char* other;
  const char* element;  ///< that the message must name
  const char* advice;   ///< what it must say to do
};

class BadPlans : public ::testing::TestWithParam<BadPlan> {};

TEST_P(BadPlans, NameTheElementAndWhatToDo) {
  const BadPlan& bad = GetParam();
  const std::string text = with(small_plan(), bad.piece, bad.other);
  ASSERT_FALSE(text.empty()) << "the test's piece is not in the plan: " << bad.piece;
  const auto plan = parse(text, "plan.toml");
  ASSERT_FALSE(plan) << bad.other;
  EXPECT_EQ(plan.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(plan.error().message, HasSubstr("plan.toml"));
  EXPECT_THAT(plan.error().message, HasSubstr(bad.element));
  EXPECT_THAT(plan.error().message, HasSubstr(bad.advice));
}

INSTANTIATE_TEST_SUITE_P(
    Text, BadPlans,
    ::testing::Values(
        BadPlan{"[store]", "[stroe]", "unknown table 'stroe'", "did you mean 'store'?"},
        BadPlan{"[[wall]]", "[wall]", "wall", "write [[wall]] with two brackets"},
        BadPlan{"role =", "rule =", "staff 'anna': unknown key 'rule'", "did you mean 'role'?"},
        BadPlan{"id = \"main\"", "id = \"Main door\"", "door 'Main door': id",
                "use 1 to 32 of a-z"},
        BadPlan{"height_m = 2.8", "height_m = \"high\"", "camera 'corner': height_m",
                "write a number, without quotes"},
        BadPlan{"height_m = 2.8", "height_m = nan", "camera 'corner': height_m", "set it to"},
        BadPlan{"width_m = 2.5", "passers_per_hour = -3", "pavement 'street': passers_per_hour",
                "set it to 0 to 3000 1/h"},
        BadPlan{"from = [1, 0]\n", "", "door 'main'", "add from = "},
        BadPlan{"kind = \"fitting\"", "kind = \"fiting\"", "room 'cabin': kind",
                "use one of fitting, staff"},
        BadPlan{"queue = [[5.3, 2.5], [5.3, 3.6]]", "queue = []", "till 'till': queue",
                "write a list of 1 to 32 points"},
        BadPlan{"id = \"hall\"", "id = \"front\"", "zone 'front'", "give each its own"},
        BadPlan{"from = \"08:45\"", "from = \"8.45\"", "staff 'anna': from",
                "write it as \"08:45\""},
        BadPlan{"role = \"cashier\"", "role = \"cashier\"\non = \"mon tues\"",
                "staff 'anna': on: 'tues'", "use mon tue"},
        BadPlan{"[[wall]]", "[opening]\nmonday = \"9-7\"\n[[wall]]", "opening: monday",
                "write \"09:00-19:00\" or \"closed\""},
        BadPlan{"id = \"kiosk\"", "id = \"kiosk\"\ntime_zone = \"Mars/Base\"",
                "time_zone 'Mars/Base'", "write a name like"},
        BadPlan{"[store]", "[store", "no valid TOML", "correct it here"}));

INSTANTIATE_TEST_SUITE_P(
    Shapes, BadPlans,
    ::testing::Values(
        BadPlan{"outline = [[0, 0], [8, 0], [8, 6], [0, 6]]",
                "outline = [[0, 0], [8, 6], [8, 0], [0, 6]]", "store: outline", "walking order"},
        BadPlan{"outline = [[0, 0], [8, 0], [8, 6], [0, 6]]",
                "outline = [[0, 0], [900, 0], [900, 600], [0, 600]]", "store: outline",
                "are these metres?"},
        BadPlan{"to = [8, 4]", "to = [9.5, 4]", "wall 'partition'", "move its ends inside"},
        BadPlan{"to = [8, 4]", "to = [6, 4]", "wall 'partition'", "has no length"},
        BadPlan{"[4.5, 3.1], [2.5, 3.1]]", "[9.5, 3.1], [2.5, 3.1]]", "shelf 'goods'",
                "move it inside"},
        BadPlan{"from = [1, 0]\nto = [2.4, 0]", "from = [1, 0.8]\nto = [2.4, 0.8]",
                "door 'main': lies in no wall", "onto one edge of [store] outline"},
        BadPlan{"to = [2.4, 0]", "to = [1.2, 0]", "door 'main'", "move from and to apart"},
        BadPlan{"[[till]]", "[[door]]\nid = \"second\"\nfrom = [2, 0]\nto = [3, 0]\n[[till]]",
                "door 'second': overlaps door 'main'", "move one of them"},
        BadPlan{"customer = [6.2, 2.5]", "customer = [2, 5]", "till 'till': customer",
                "m from the counter"},
        BadPlan{"queue = [[5.3, 2.5], [5.3, 3.6]]", "queue = [[6.2, 2.6]]", "till 'till': queue",
                "begin it 0.4 to 5 m away"},
        BadPlan{"clerk = [6.2, 0.9]\n", "", "till 'till': clerk is missing", "self_service = true"},
        BadPlan{"opening = [[0.3, 4.6], [1.1, 4.6]]", "opening = [[0.3, 5], [1.1, 5]]",
                "room 'cabin': opening", "move both ends onto one edge"},
        BadPlan{"from = [-5, -1.5]\nto = [13, -1.5]", "from = [-5, 1.5]\nto = [13, 1.5]",
                "pavement 'street': reaches into the store", "move it out"},
        BadPlan{"area = [[1.6, 1.6]", "area = [[0.2, 4.9], [1.6, 1.6]",
                "zone 'hall': overlaps room 'cabin'", "move a corner"},
        BadPlan{"type = \"aisle\"", "type = \"frontage\"", "zone 'hall': is a frontage",
                "move it outside"},
        BadPlan{"type = \"frontage\"", "type = \"aisle\"", "zone 'front'", "move it inside"},
        BadPlan{"inside = [1.7, 2]", "inside = [1.7, 0.4]", "line 'entrance'",
                "move it a step into the store"},
        BadPlan{"at = [7.8, 5.8]", "at = [8.8, 5.8]", "camera 'corner': hangs outside the store",
                "move `at` into the outline"},
        BadPlan{"at = [7.8, 5.8]\nheight_m = 2.8", "at = [3, 2.8]\nheight_m = 1.2",
                "camera 'corner': hangs inside", "move it out or higher"},
        BadPlan{"height_m = 2.8", "height_m = 4", "camera 'corner': hangs 4 m high", "lower it"},
        BadPlan{"yaw_deg = 220", "k1 = -0.9", "camera 'corner': k1", "use a smaller distortion"},
        BadPlan{"yaw_deg = 220", "yaw_deg = 40", "camera 'corner': sees no floor", "turn it"}));

INSTANTIATE_TEST_SUITE_P(
    PeopleAndTimes, BadPlans,
    ::testing::Values(
        BadPlan{"[[wall]]", "[opening]\nmonday = \"19:00-09:00\"\n[[wall]]", "opening: mon",
                "give a later second time"},
        BadPlan{"to = \"19:15\"", "to = \"08:45\"", "staff 'anna': the shift has no length",
                "give a later `to`"},
        BadPlan{"to = \"19:15\"", "to = \"19:15\"\non = \"\"", "staff 'anna': works on no day",
                "add one to `on`"},
        BadPlan{"till = \"till\"", "till = \"till-9\"", "staff 'anna': till 'till-9'",
                "name a till with a clerk's place"},
        BadPlan{"role = \"cashier\"\ntill = \"till\"", "role = \"floor\"",
                "till 'till': nobody serves", "add a [[staff]]"},
        BadPlan{
            "[[staff]]",
            "[[staff]]\nid = \"ben\"\nrole = \"cashier\"\ntill = \"till\"\nfrom = \"12:00\"\nto "
            "= \"14:00\"\n[[staff]]",
            "staff 'anna': is at till 'till' at the same time as 'ben'", "change one's hours"},
        BadPlan{"[[wall]]", "[visitors]\ncouple_share = 0.7\nfamily_share = 0.4\n[[wall]]",
                "visitors: couple_share", "lower one"},
        BadPlan{"[[wall]]", "[arrivals]\nhours = [1, 2, 3]\n[[wall]]", "arrivals: hours",
                "write a list of 24 numbers"},
        BadPlan{"[[wall]]",
                "[arrivals]\nhours = [1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]\n[[wall]]",
                "arrivals: every open hour has weight 0", "raise one"},
        BadPlan{"[[wall]]", "[special]\nregular_at = \"20:00\"\n[[wall]]",
                "special: regular_at lies outside", "change one"},
        BadPlan{"[[wall]]",
                "[special]\nlone_opening_min = 240\n[opening]\nmonday = "
                "\"09:00-12:00\"\n[[wall]]",
                "special: lone_opening_min", "shorten it"}));

INSTANTIATE_TEST_SUITE_P(
    Ways, BadPlans,
    ::testing::Values(
        BadPlan{"[[door]]", "[[wall]]\nid = \"bar\"\nfrom = [0, 1]\nto = [8, 1]\n[[door]]",
                "till 'till': customer cannot be reached", "clear a way 0.48 m wide"},
        BadPlan{"[[door]]",
                "[[shelf]]\nid = \"bar\"\narea = [[0.6, 0.2], [2.8, 0.2], [2.8, 0.9], [0.6, "
                "0.9]]\n[[door]]",
                "door 'main': is blocked inside", "clear a way"},
        BadPlan{"customer = [6.2, 2.5]", "customer = [6.2, 2.1]", "till 'till': customer at",
                "move it"},
        BadPlan{"queue = [[5.3, 2.5], [5.3, 3.6]]", "queue = [[5, 2.5], [2.1, 2.7]]",
                "till 'till': the queue runs through a wall", "lead it round"},
        BadPlan{"[[pavement]]",
                "[[wall]]\nid = \"bar\"\nfrom = [0, 4.2]\nto = [1.6, 4.2]\n[[wall]]\nid = "
                "\"bar-2\"\nfrom = [1.6, 4.2]\nto = [1.6, 6]\n[[pavement]]",
                "room 'cabin': cannot be entered", "clear its opening"},
        BadPlan{"from = [-5, -1.5]\nto = [13, -1.5]", "from = [-5, -9]\nto = [13, -9]",
                "door 'main': no pavement", "move or add a [[pavement]]"},
        BadPlan{"area = [[1.6, 1.6], [4.9, 1.6], [4.9, 4.2], [1.6, 4.2]]",
                "area = [[2.6, 2.6], [4.4, 2.6], [4.4, 3], [2.6, 3]]",
                "zone 'hall': nobody can stand", "enlarge it"}));

TEST(PlanReader, ListsEveryProblem) {
  std::string text = with(small_plan(), "at = [7.8, 5.8]", "at = [9, 5.8]");
  text = with(text, "to = \"19:15\"", "to = \"08:00\"");
  const auto plan = parse(text, "plan.toml");
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message, HasSubstr("camera 'corner'"));
  EXPECT_THAT(plan.error().message, HasSubstr("\nplan.toml:"));
  EXPECT_THAT(plan.error().message, HasSubstr("staff 'anna'"));
}

TEST(StoreConfigOf, IsWhatSillageWouldBeTold) {
  const auto plan = parse(small_plan(), "plan.toml");
  ASSERT_TRUE(plan);
  const config::StoreConfig store = store_config_of(*plan);
  ASSERT_EQ(store.zones.size(), 3u);
  EXPECT_EQ(store.zones[2].type, config::ZoneType::kFitting);
  EXPECT_EQ(store.lines.at(0).inside, (Point{1.7, 2}));
  const auto floor = config::floor_from_image(store.cameras.at(0), 640, 360);
  ASSERT_TRUE(floor);
  const Lens lens(plan->cameras[0]);
  const auto pixel = lens.image_from_world({3, 1.5, 0});
  ASSERT_TRUE(pixel);
  EXPECT_NEAR(floor->apply(*pixel).x, 3, 1e-6);
  EXPECT_NEAR(floor->apply(*pixel).y, 1.5, 1e-6);
}

TEST(PlanReference, IsUpToDate) {
  const auto page = read_file(std::string(SILLAGE_SOURCE_DIR) + "/docs/reference/plan.md");
  ASSERT_TRUE(page) << page.error().to_string();
  EXPECT_EQ(*page, plan_reference()) << "renew it: sillage sim reference > docs/reference/plan.md";
}

}  // namespace
}  // namespace sillage::sim
