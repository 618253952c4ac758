// SPDX-License-Identifier: Apache-2.0
#include "eye/track/tracker.h"

#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geometry/standing_body.h"

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr int kWidth = 640, kHeight = 480;

/// A camera that looks straight along y: 100 pixels per metre, no perspective.
TrackerView flat_view() { return {Homography::scale(0.01), kWidth, kHeight, true}; }

Detection person(double foot_x, double foot_y, float score = 0.9F, double height = 100) {
  return {{foot_x - height * 0.2, foot_y - height, height * 0.4, height}, score};
}

Tracker make(TrackerOptions options = {}) { return *Tracker::create(options, flat_view()); }

/// Runs `frames` frames; `scene(i)` gives the detections of frame i.
template <class Scene>
std::vector<TrackUpdate> watch(Tracker& tracker, int frames, Duration step, Scene scene) {
  std::vector<TrackUpdate> all;
  for (int i = 0; i < frames; ++i) {
    const std::vector<Detection> detections = scene(i);
    for (auto& update : tracker.process(Instant(i * step), detections)) all.push_back(update);
  }
  for (auto& update : tracker.finish()) all.push_back(update);
  return all;
}

std::set<TrackId> ids(const std::vector<TrackUpdate>& updates) {
  std::set<TrackId> result;
  for (const auto& update : updates) result.insert(update.track);
  return result;
}

TEST(Tracker, OneWalkerIsOneTrackAtAnyFrameRate) {
  for (int fps : {5, 10, 30}) {
    Tracker tracker = make();
    const auto updates = watch(tracker, 4 * fps, from_seconds(1.0 / fps), [&](int i) {
      return std::vector{person(100 + 120.0 * i / fps, 400)};
    });
    EXPECT_EQ(ids(updates).size(), 1u) << fps << " frames/s";
    EXPECT_EQ(updates.back().state, TrackState::kEnded);
  }
}

TEST(Tracker, SendsTheUnconfirmedPastOnceConfirmed) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 20, milliseconds(100),
                             [](int i) { return std::vector{person(100 + 10 * i, 400)}; });
  ASSERT_FALSE(updates.empty());
  EXPECT_EQ(updates.front().captured_at, Instant{}) << "the first frame must not be lost";
  EXPECT_EQ(updates.size(), 21u) << "20 observations and the end";
}

TEST(Tracker, UpdatesOfOneTrackComeInTheOrderOfTime) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> jitter(-4, 4), chance(0, 1);
  Tracker tracker = make();
  const auto updates = watch(tracker, 300, milliseconds(100), [&](int i) {
    std::vector<Detection> people;
    for (int p = 0; p < 5; ++p) {
      if (chance(random) < 0.2) continue;
      people.push_back(person(60 + 110 * p + jitter(random) + 30 * std::sin(i * 0.05),
                              300 + 20 * p + jitter(random), 0.8F));
    }
    return people;
  });
  std::map<TrackId, Instant> last;
  for (const auto& update : updates) {
    if (update.state == TrackState::kEnded) continue;  // repeats the last observation
    const auto [entry, fresh] = last.try_emplace(update.track, update.captured_at);
    EXPECT_TRUE(fresh || entry->second < update.captured_at);
    entry->second = update.captured_at;
  }
  EXPECT_GE(last.size(), 5u);
}

TEST(Tracker, ASingleFalseBoxIsNobody) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 50, milliseconds(100), [](int i) {
    return i == 20 ? std::vector{person(300, 300, 0.95F)} : std::vector<Detection>{};
  });
  EXPECT_TRUE(updates.empty());
}

TEST(Tracker, BridgesAShortOcclusion) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 60, milliseconds(100), [](int i) {
    if (i > 20 && i < 30) return std::vector<Detection>{};
    return std::vector{person(100 + 8 * i, 400)};
  });
  EXPECT_EQ(ids(updates).size(), 1u);
}

TEST(Tracker, ForgetsSomebodyWhoIsGone) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 200, milliseconds(100), [](int i) {
    if (i > 20 && i < 150) return std::vector<Detection>{};
    return std::vector{person(300, 400)};
  });
  EXPECT_EQ(ids(updates).size(), 2u) << "13 s later it is somebody else";
}

TEST(Tracker, TwoPeopleWhoCrossKeepTheirIdentities) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 60, milliseconds(100), [](int i) {
    return std::vector{person(100 + 8 * i, 390), person(580 - 8 * i, 420, 0.9F, 110)};
  });
  EXPECT_EQ(ids(updates).size(), 2u);
  std::map<TrackId, std::pair<double, double>> ends;  // first and last x
  for (const auto& update : updates) {
    ends.try_emplace(update.track, update.foot_in_floor.x, 0).first->second.second =
        update.foot_in_floor.x;
  }
  for (const auto& [id, x] : ends) EXPECT_GT(std::abs(x.first - x.second), 3.0);
}

TEST(Tracker, AJoltOfTheCameraChangesNobody) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 90, from_seconds(1.0 / 30), [](int i) {
    const double jolt = i % 20 < 3 ? 30 : 0;
    std::vector<Detection> people;
    for (int p = 0; p < 5; ++p) {
      people.push_back(person(80 + 110 * p + 0.5 * i, 250 + 40 * p + jolt));
    }
    return people;
  });
  EXPECT_EQ(ids(updates).size(), 5u);
}

TEST(Tracker, SomebodyBehindAnotherIsWaitedFor) {
  // A walker passes behind a standing person, hidden for 1.2 s.
  Tracker tracker = make();
  const auto updates = watch(tracker, 60, milliseconds(100), [](int i) {
    const double x = 150 + 6 * i;
    std::vector<Detection> people{person(330, 430, 0.9F, 140)};
    if (x < 295 || x > 365) people.push_back(person(x, 400));
    return people;
  });
  EXPECT_EQ(ids(updates).size(), 2u);
}

TEST(Tracker, IsDeterministic) {
  const auto run = [] {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(50, 450);
    Tracker tracker = make();
    return watch(tracker, 100, milliseconds(100), [&](int) {
      std::vector<Detection> people;
      for (int p = 0; p < 8; ++p) people.push_back(person(place(random), place(random), 0.5F));
      return people;
    });
  };
  const auto a = run(), b = run();
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].track, b[i].track);
    EXPECT_EQ(a[i].box, b[i].box);
  }
}

TEST(Tracker, SurvivesBoxesThatMakeNoSense) {
  const double nan = std::nan("");
  Tracker tracker = make();
  const auto updates = watch(tracker, 30, milliseconds(100), [&](int) {
    return std::vector<Detection>{{{0, 0, 0, 0}, 0.9F},
                                  {{nan, nan, 10, 10}, 0.9F},
                                  {{10, 10, -5, 20}, 0.9F},
                                  {{-1e9, -1e9, 1e9, 1e9}, 0.9F},
                                  {{5, 5, 10, nan}, 0.9F}};
  });
  for (const auto& update : updates) EXPECT_TRUE(is_finite(update.foot_in_floor));
}

TEST(Tracker, NeverHoldsMoreTracksThanAllowed) {
  TrackerOptions options;
  options.max_tracks = 10;
  Tracker tracker = make(options);
  const auto updates = watch(tracker, 20, milliseconds(100), [](int) {
    std::vector<Detection> people;
    for (int p = 0; p < 30; ++p) people.push_back(person(10 + 20 * p, 450, 0.9F, 40));
    return people;
  });
  EXPECT_LE(ids(updates).size(), 10u);
  EXPECT_GE(ids(updates).size(), 5u);
}

TEST(Tracker, RefusesSettingsThatCannotWork) {
  TrackerOptions options;
  options.acceleration_density = -1;
  const auto tracker = Tracker::create(options, flat_view());
  ASSERT_FALSE(tracker);
  EXPECT_THAT(tracker.error().message, HasSubstr("give positive, finite numbers"));
  EXPECT_FALSE(Tracker::create({}, {Homography::scale(1), 0, 0, true}));
}

/// 3 m above the floor's origin, looks along y and down by 30 degrees.
TrackerView tilted_view(bool measured) {
  PinholeCamera camera{350, 350, 320, 240, {1, 0, 0, 0, -0.5, -0.8660254, 0, 0.8660254, -0.5}, {}};
  camera.translation = {0, 3 * 0.8660254, 3 * 0.5};
  return {*Homography::from_camera(camera), kWidth, kHeight, true, measured};
}

/// Stands at a place for two seconds with so much of the body in sight, from the head down.
Point place_of_somebody(bool measured, Point at, double share) {
  const TrackerView view = tilted_view(measured);
  const auto body = StandingBody::create(view.floor_from_image, {}, kWidth, kHeight);
  Box box = *body->box_at(at);
  box.height *= share;
  Tracker tracker = *Tracker::create({}, view);
  const auto updates = watch(tracker, 20, milliseconds(100), [&](int) {
    return std::vector{Detection{box, 0.9F}};
  });
  EXPECT_EQ(ids(updates).size(), 1u);
  return updates.back().foot_in_floor;
}

TEST(Tracker, KnowsWhereSomebodyStandsWhoseLegsAreHidden) {
  const Point at{0, 6};
  EXPECT_LT(distance(place_of_somebody(true, at, 1), at), 0.35);
  EXPECT_LT(distance(place_of_somebody(true, at, 0.55), at), 0.5);
  EXPECT_GT(distance(place_of_somebody(false, at, 0.55), at), 1.5)
      << "by the end of the box, as where metres were not measured";
}

/// How far beyond where somebody stands they are placed after three seconds behind something low.
double error_behind_something_low(bool measured, double stature) {
  const TrackerView view = tilted_view(measured);
  const auto body = StandingBody::create(view.floor_from_image, {}, kWidth, kHeight);
  Tracker tracker = *Tracker::create({}, view);
  double error = 0;
  for (int i = 0; i < 60; ++i) {
    const Point at{-1.5 + 0.05 * i, 6};
    Box box = *body->box_at(at);
    const double foot = box.bottom();
    box.height *= stature, box.top = foot - box.height;
    if (i >= 30) box.height *= 0.88;
    for (const auto& update :
         tracker.process(Instant(i * milliseconds(100)), std::vector{Detection{box, 0.9F}})) {
      error = distance(update.foot_in_floor, at);
    }
  }
  return error;
}

TEST(Tracker, KnowsFromTheStatureThatALittleOfTheLegsIsHidden) {
  EXPECT_LT(error_behind_something_low(true, 1), 0.25);
  EXPECT_LT(error_behind_something_low(true, 0.95), 0.35) << "somebody smaller than most";
  EXPECT_GT(error_behind_something_low(false, 1), 0.3) << "as where metres were not measured";
}

TEST(Tracker, SomebodyWhoWalksBehindACounterStaysThemselvesAndWhereTheyAre) {
  const TrackerView view = tilted_view(true);
  const auto body = StandingBody::create(view.floor_from_image, {}, kWidth, kHeight);
  Tracker tracker = *Tracker::create({}, view);
  std::vector<TrackUpdate> updates;
  for (int i = 0; i < 60; ++i) {
    const Point at{-1.5 + 0.05 * i, 6};
    Box box = *body->box_at(at);
    if (i >= 20 && i < 40) box.height *= 0.6;
    for (const auto& update :
         tracker.process(Instant(i * milliseconds(100)), std::vector{Detection{box, 0.9F}})) {
      updates.push_back(update);
      if (i >= 12) {
        EXPECT_LT(distance(update.foot_in_floor, at), 0.5) << i;
      }
      if (i >= 22 && i < 40) {
        EXPECT_LT(update.box.height, 0.75 * body->box_at(at)->height)
            << "whoever looks at the body gets no counter";
      }
    }
  }
  EXPECT_EQ(ids(updates).size(), 1u);
}

/// People of several statures, one after the other: most walk over open floor, every fourth behind
/// a table, and so does the last: how far they are placed from where they are.
double error_behind_a_table(int people) {
  const TrackerView view = tilted_view(true);
  const auto body = StandingBody::create(view.floor_from_image, {}, kWidth, kHeight);
  const double edge = body->box_at({0, 6})->bottom() - 0.14 * body->box_at({0, 6})->height;
  Tracker tracker = *Tracker::create({}, view);
  double error = 0;
  Instant now;
  for (int person = 1; person <= people; ++person) {
    const double stature = person == people ? 1 : 0.9 + 0.2 * (person * 7 % 20) / 20;
    const bool behind = person % 4 == 0 || person == people;
    for (int i = 0; i < 40; ++i) {
      const Point at{-2 + 0.1 * i, behind ? 6.0 : 5.0};
      Box box = *body->box_at(at);
      const double top = box.bottom() - stature * box.height;
      box.height = (behind ? edge : box.bottom()) - top;
      box.top = top;
      now += milliseconds(100);
      for (const auto& update : tracker.process(now, std::vector{Detection{box, 0.9F}})) {
        if (i == 30) error = distance(update.foot_in_floor, at);
      }
    }
    now += std::chrono::seconds(30);
    tracker.process(now, {});
  }
  return error;
}

TEST(Tracker, LearnsWhereATableHidesLegs) {
  const double before = error_behind_a_table(1), after = error_behind_a_table(80);
  EXPECT_GT(before, 0.35) << "as somebody smaller, farther away";
  EXPECT_LT(after, 0.7 * before);
}

TEST(Tracker, NobodyBeginsInAnUpperCornerOfThePicture) {
  const auto people = [](double left, double top) {
    Tracker tracker = make();
    const Box box{left, top, 16, 36};
    return ids(watch(tracker, 100, milliseconds(100),
                     [&](int) {
                       return std::vector{Detection{box, 0.8F}};
                     }))
        .size();
  };
  EXPECT_EQ(people(kWidth - 18, 1), 0u);
  EXPECT_EQ(people(1, 3), 0u);
  EXPECT_EQ(people(kWidth - 18, 20), 1u);
  EXPECT_EQ(people(200, 1), 1u);
  EXPECT_EQ(people(kWidth - 18, kHeight - 60), 1u);
}

TEST(Tracker, WhoWalksIntoAnUpperCornerStaysThemselves) {
  Tracker tracker = make();
  const auto updates = watch(tracker, 80, milliseconds(100), [&](int i) {
    const double left = std::min(540.0 + 2 * i, kWidth - 40.0);
    return std::vector{Detection{{left, std::max(0.0, 60.0 - i), 40, 100}, 0.9F}};
  });
  EXPECT_EQ(ids(updates).size(), 1u);
  EXPECT_GE(updates.back().captured_at, Instant(milliseconds(7900)));
}

}  // namespace
}  // namespace sillage::eye
