// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>

#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "floor/measure/internal/scene.h"
#include "wire/sighting.h"

namespace sillage::floor {
namespace {

using internal::play;
using internal::Scene;
using internal::test_store;

using Random = std::mt19937_64;

double uniform(Random& random, double low, double high) {
  // Not std::uniform_real_distribution: its numbers differ between libraries.
  return low + (high - low) * static_cast<double>(random() >> 11) * 0x1.0p-53;
}

/// Walks in or out with a trembling foot, missed frames and a pause on the line.
void add_walker(Scene& scene, Random& random, std::uint64_t track, double from_s, bool inward) {
  const double x = uniform(random, 0.5, 3.5);
  const double pause_at = uniform(random, -0.3, 0.3);
  double pause_s = uniform(random, 0, 1) < 0.5 ? uniform(random, 0, 20) : 0;
  double y = 0, s = from_s, blind_until = 0;
  const double end = inward ? 6 : 4;  // so far from the line that nobody is lost before it counts
  y = inward ? -3 : -4;
  while (y < end) {
    if (y >= pause_at && pause_s > 0) {
      pause_s -= 0.1;
    } else {
      y += 0.12;
    }
    s += 0.1;
    if (s > blind_until + 0.5 && uniform(random, 0, 1) < 0.03)
      blind_until = s + uniform(random, 0, 2);
    if (s < blind_until) continue;
    const double way = inward ? y : -y;
    scene.see(track, s, {x + uniform(random, -0.1, 0.1), way + uniform(random, -0.1, 0.1)});
  }
}

TEST(MeterProperty, EveryWalkerIsCountedOnce) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    Scene scene;
    std::int64_t in = 0, out = 0;
    for (std::uint64_t track = 1; track <= 40; ++track) {
      const bool inward = random() % 2 == 0;
      ++(inward ? in : out);
      add_walker(scene, random, track, uniform(random, 2, 300), inward);
    }
    auto meter = *Meter::create(test_store(), {});
    const auto bins = play(meter, scene.messages(400));
    ASSERT_EQ(bins.size(), 1u);
    const LineTally& door = bins[0].lines.at(LineId("door"));
    EXPECT_EQ(door.entries.count, in) << "seed " << seed;
    EXPECT_EQ(door.exits.count, out) << "seed " << seed;
    EXPECT_LE(door.entering_people, in);
  }
}

std::string to_text(const DurationTally& durations) {
  std::string text;
  for (int c = 0; c < kDwellClasses; ++c) {
    text += fmt::format(" {}+{}:{}", durations.completed[c], durations.censored[c],
                        durations.class_people[c]);
  }
  return text + fmt::format(" {}\n", durations.people);
}

/// All that visits, ways, queues, groups and staff came to.
std::string visits_to_text(const BinTally& bin) {
  const VisitTally& v = bin.visits;
  std::string text = fmt::format("{}/{}/{} {} {} {} {} {} {}", v.visits.count, v.visits.doubtful,
                                 v.visits.missed, v.people, v.timed, v.bounces, v.bouncing_people,
                                 v.reached_service, v.reaching_people);
  text += to_text(v.duration);
  for (const auto& [id, reach] : bin.reach) {
    text += fmt::format("{} {}:{} {}:{}\n", id.value(), reach.exposed, reach.exposed_people,
                        reach.engaged, reach.engaged_people);
  }
  for (const auto& [ends, flow] : bin.flows) {
    text += fmt::format("{}>{} {}:{}\n", ends.first.value(), ends.second.value(),
                        flow.count.thousandths, flow.people);
  }
  for (const auto& [zones, path] : bin.paths) {
    for (const ZoneId& zone : zones) text += zone.value() + ',';
    text += fmt::format(" {}:{}\n", path.visits, path.people);
  }
  for (const auto& [id, funnel] : bin.funnels) {
    text += fmt::format("{} {}:{}\n", id.value(), fmt::join(funnel.reached, ","),
                        fmt::join(funnel.people, ","));
  }
  for (const auto& [id, queue] : bin.queues) {
    text += fmt::format("{} {}:{} {}:{} {} {} {}", id.value(), queue.joined, queue.joining_people,
                        queue.abandoned, queue.abandoning_people, queue.person_s, queue.samples,
                        queue.length_max);
    text += to_text(queue.wait) + to_text(queue.service);
  }
  text += fmt::format("{} {} {} {} {}\n", bin.groups.units, bin.groups.units_of_several,
                      bin.groups.people_in_several, bin.pass_by ? bin.pass_by->people : -1,
                      bin.objections);
  for (const auto& [id, p] : bin.presence) {
    text +=
        fmt::format("{} {}:{} {}:{}\n", id.value(), p.shopper_s, p.shoppers, p.staff_s, p.staff);
  }
  return text;
}

/// Two tallies in one comparable piece of text.
std::string to_text(const BinTally& bin) {
  std::string text =
      fmt::format("{} {} {} {} {} {} {}\n", bin.start.time_since_epoch().count(),
                  bin.end.time_since_epoch().count(), bin.observed.count(), bin.people,
                  bin.occupancy_mean, bin.occupancy_max, bin.occupancy_samples);
  for (const auto& [id, line] : bin.lines) {
    text += fmt::format("{} {}/{}/{} {}/{}/{} {} {}\n", id.value(), line.entries.count,
                        line.entries.doubtful, line.entries.missed, line.exits.count,
                        line.exits.doubtful, line.exits.missed, line.entering_people,
                        line.exiting_people);
  }
  for (const auto& [id, zone] : bin.zones) {
    text += fmt::format("{} {} {} {}", id.value(), zone.visits, zone.doubtful, zone.people);
    for (int c = 0; c < kDwellClasses; ++c) {
      text += fmt::format(" {}+{}:{}", zone.completed[c], zone.censored[c], zone.class_people[c]);
    }
    text += '\n';
  }
  text += visits_to_text(bin);
  for (const auto& level : bin.heat) {
    for (const auto& [index, cell] : level) {
      text += fmt::format("({},{}) {} {}\n", index.x, index.y, cell.person_s, cell.people);
    }
  }
  return text;
}

/// The test store with everything in it that people can be counted by.
config::StoreConfig whole_store() {
  config::StoreConfig store = test_store();
  const auto add = [&](const char* id, config::ZoneType type, std::vector<Point> corners) {
    store.zones.push_back({ZoneId(id), "", type, *Polygon::create(std::move(corners))});
  };
  add("corner", config::ZoneType::kOther, {{2, 1}, {7, 1}, {2, 5}});
  add("street", config::ZoneType::kFrontage, {{-4, -5}, {8, -5}, {8, -1}, {-4, -1}});
  add("queue", config::ZoneType::kCheckoutQueue, {{4, 2}, {6, 2}, {6, 6}, {4, 6}});
  add("till", config::ZoneType::kService, {{6, 2}, {8, 2}, {8, 6}, {6, 6}});
  add("back", config::ZoneType::kStaff, {{-2, 6}, {0, 6}, {0, 8}, {-2, 8}});
  add("spot", config::ZoneType::kObjection, {{-3, 1}, {0, 1}, {0, 5}, {-3, 5}});
  store.funnels.push_back({FunnelId("buy"), "", {ZoneId("hall"), ZoneId("till")}});
  store.measure.all_doors_counted = true;
  return store;
}

/// People who wander about and now and then are lost and found under another id.
Scene wanderers(Random& random, int people, double until_s, double hidden_s = 20) {
  Scene scene;
  std::uint64_t track = 0;
  for (int i = 0; i < people; ++i) {
    Point place{uniform(random, -2, 6), uniform(random, -6, 6)};
    Point way{0, 0};
    double s = uniform(random, 0, until_s / 2);
    ++track;
    while (s < until_s) {
      if (random() % 20 == 0) way = {uniform(random, -0.15, 0.15), uniform(random, -0.15, 0.15)};
      place = place + way;
      s += 0.1;
      const auto kind =
          random() % 10 == 0 ? wire::SightingKind::kPredicted : wire::SightingKind::kObserved;
      scene.see(track, s, place, kind, random() % 10 == 0 ? 0.4f : 0.9f);
      if (random() % 100 == 0) s += uniform(random, 0, 4);
      if (random() % 200 == 0) {
        scene.end(track, s + uniform(random, 0, 6));
        s += uniform(random, 0.1, hidden_s);
        ++track;
      }
    }
  }
  return scene;
}

/// Delays each message by up to the backfill, never one of a track before an earlier one of it,
/// and marks not at all.
std::vector<wire::EyeMessage> shuffled(std::vector<wire::EyeMessage> messages, Random& random) {
  struct Timed {
    Instant arrives;
    wire::EyeMessage message;
  };
  std::vector<Timed> timed;
  std::map<TrackId, Instant> last;
  for (auto& message : messages) {
    Instant arrives;
    if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
      arrives = sighting->captured_at + from_seconds(uniform(random, 0, 2.9));
      Instant& before = last[sighting->track];
      arrives = before = std::max(before, arrives);
    } else {
      arrives = std::get<wire::FrameMark>(message).captured_at;
    }
    timed.push_back({arrives, std::move(message)});
  }
  std::stable_sort(timed.begin(), timed.end(),
                   [](const Timed& a, const Timed& b) { return a.arrives < b.arrives; });
  messages.clear();
  for (auto& entry : timed) messages.push_back(std::move(entry.message));
  return messages;
}

TEST(MeterProperty, TheOrderOfArrivalDoesNotMatter) {
  const config::StoreConfig store = whole_store();
  std::int64_t visits = 0, flows = 0, joined = 0, passed = 0, excluded = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    const Scene scene = wanderers(random, 12, 200);
    const auto messages = scene.messages(210);
    const BinGrid grid{.start = Instant{}, .length = std::chrono::minutes(1)};
    auto meter = *Meter::create(store, grid);
    const auto expected = play(meter, messages);
    ASSERT_EQ(expected.size(), 4u);
    EXPECT_EQ(meter.stats().rejected, 0);
    for (const BinTally& bin : expected) {
      visits += bin.visits.visits.count;
      flows += static_cast<std::int64_t>(bin.flows.size());
      joined += bin.queues.at(ZoneId("queue")).joined;
      passed += bin.pass_by->people;
      excluded += bin.objections;
    }
    for (int round = 0; round < 4; ++round) {
      auto again = *Meter::create(store, grid);
      const auto bins = play(again, shuffled(messages, random));
      EXPECT_EQ(again.stats().rejected, 0);
      ASSERT_EQ(bins.size(), expected.size());
      for (std::size_t i = 0; i < bins.size(); ++i) {
        EXPECT_EQ(to_text(bins[i]), to_text(expected[i])) << "seed " << seed << ", bin " << i;
      }
    }
  }
  // It was worth comparing.
  EXPECT_GT(std::min({visits, flows, joined, passed, excluded}), 0)
      << visits << " " << flows << " " << joined << " " << passed << " " << excluded;
}

TEST(MeterProperty, HeatIsTheSameTimeOnEveryLevelAndNeverMoreThanWasSeen) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    // Hidden so briefly that all tracks are one body.
    Scene scene = wanderers(random, 1, 100, 1.5);
    std::map<TrackId, std::pair<Instant, Instant>> spans;
    for (const auto& sighting : scene.sightings()) {
      auto& span = spans.try_emplace(sighting.track, sighting.captured_at, sighting.captured_at)
                       .first->second;
      span.second = sighting.captured_at;
    }
    Duration seen{};
    for (const auto& [track, span] : spans) seen += span.second - span.first;
    auto meter = *Meter::create(test_store(), {});
    const auto bins = play(meter, scene.messages(110));
    std::vector<double> sums;
    for (const auto& level : bins.at(0).heat) {
      double sum = 0;
      for (const auto& [index, cell] : level) {
        sum += cell.person_s;
        EXPECT_EQ(cell.people, 1);
      }
      sums.push_back(sum);
    }
    EXPECT_LE(sums[0], seconds(seen) + 1e-6);
    EXPECT_GT(sums[0], 0);
    for (double sum : sums) EXPECT_NEAR(sum, sums[0], 1e-6);
  }
}

/// What holds of any tally, whatever came in.
void expect_sound(const BinTally& bin) {
  EXPECT_LT(bin.start, bin.end);
  EXPECT_LE(bin.observed, bin.end - bin.start);
  for (const auto& [id, line] : bin.lines) {
    EXPECT_LE(line.entries.doubtful, line.entries.count);
    EXPECT_LE(line.entering_people, line.entries.count);
    EXPECT_EQ(line.entering_people == 0, line.entries.count == 0);
    EXPECT_EQ(line.exiting_people == 0, line.exits.count == 0);
  }
  for (const auto& [id, zone] : bin.zones) {
    std::int64_t stays = 0;
    for (int c = 0; c < kDwellClasses; ++c) {
      stays += zone.completed[c] + zone.censored[c];
      EXPECT_LE(zone.class_people[c], zone.completed[c] + zone.censored[c]);
    }
    EXPECT_EQ(stays, zone.visits);
    EXPECT_LE(zone.people, zone.visits);
  }
  EXPECT_LE(bin.visits.bounces, bin.visits.timed);
  EXPECT_LE(bin.visits.reached_service, bin.visits.timed);
  EXPECT_LE(bin.visits.people, bin.visits.visits.count);
  for (const auto& [id, reach] : bin.reach) EXPECT_LE(reach.exposed, bin.visits.timed);
  for (const auto& [ends, flow] : bin.flows) {
    EXPECT_LE(flow.people * 1000, flow.count.thousandths);
    EXPECT_NE(ends.first, ends.second);
  }
  for (const auto& [id, funnel] : bin.funnels) {
    EXPECT_TRUE(std::is_sorted(funnel.reached.rbegin(), funnel.reached.rend()));
  }
  for (const auto& [id, queue] : bin.queues) {
    EXPECT_GE(queue.person_s, 0);
    EXPECT_LE(queue.person_s, queue.length_max * queue.samples);
  }
  EXPECT_LE(2 * bin.groups.units_of_several, bin.groups.people_in_several);
  EXPECT_LE(bin.groups.units_of_several, bin.groups.units);
  EXPECT_GE(bin.occupancy_mean, 0);
  for (const auto& level : bin.heat) {
    for (const auto& [index, cell] : level) {
      EXPECT_GE(cell.people, 0);
      EXPECT_LE(cell.people, bin.people);
      EXPECT_GE(cell.person_s, 0);
    }
  }
}

TEST(MeterProperty, AnyValidMessagesGiveASoundTallyAndLeaveNothingBehind) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const double scale_s = seed % 3 == 0 ? 1e8 : seed % 3 == 1 ? 100 : 4000;
    auto meter = *Meter::create(whole_store(), {.start = Instant{}});
    std::vector<BinTally> bins;
    double now = 0;
    for (int i = 0; i < 3000; ++i) {
      const CameraId camera(random() % 4 == 0 ? "b" : "a");
      if (random() % 200 == 0) now += uniform(random, 0, scale_s);
      now += uniform(random, 0, 0.3);
      const Instant at(from_seconds(std::max(0.0, now + uniform(random, -4, 1))));
      wire::EyeMessage message = wire::FrameMark{camera, at, from_seconds(uniform(random, 0, 2))};
      if (random() % 3 != 0) {
        const double reach = random() % 50 == 0 ? 1e5 : 8;
        message = wire::Sighting{camera,
                                 at,
                                 TrackId{1 + random() % 20},
                                 static_cast<wire::SightingKind>(random() % 3),
                                 {uniform(random, -reach, reach), uniform(random, -reach, reach)},
                                 {1, 0, 1},
                                 static_cast<float>(uniform(random, 0, 1))};
      }
      const auto checked = wire::decode_eye_message(wire::encode(message));
      ASSERT_TRUE(checked) << checked.error().message;
      const TrackId earlier{random() % 22}, later{random() % 22};
      meter.process(PossibleLink{earlier, later, at, uniform(random, -0.2, 1.2)});
      for (auto& bin : meter.process(*checked)) bins.push_back(std::move(bin));
    }
    for (auto& bin : meter.finish()) bins.push_back(std::move(bin));
    ASSERT_FALSE(bins.empty());
    EXPECT_EQ(meter.stats().people_held, 0);
    for (std::size_t i = 0; i < bins.size(); ++i) {
      expect_sound(bins[i]);
      if (i > 0) {
        EXPECT_GE(bins[i].start, bins[i - 1].end);
      }
    }
  }
}

}  // namespace
}  // namespace sillage::floor
