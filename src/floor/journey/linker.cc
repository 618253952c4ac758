// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/linker.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "floor/journey/internal/doors.h"
#include "floor/journey/internal/hand_over.h"
#include "floor/journey/internal/marginals.h"
#include "floor/journey/internal/traced.h"

namespace sillage::floor {
namespace {

using internal::HandOver;
using internal::LinkOdds;
using internal::Traced;

constexpr std::size_t kMostPeople = 10'000;
constexpr std::size_t kMostWaiting = 1'000'000;
/// Who was not seen for so long is out of sight.
constexpr Duration kQuiet = std::chrono::seconds(1);
/// A track may begin a little before the one that it continues ends: clocks differ, and two cameras
/// see somebody in turn.
constexpr Duration kOverlap = std::chrono::milliseconds(500);
/// Nobody gets farther than this.
constexpr double kReachM = 2.5, kFastestMps = 3.5;
/// Odds below these are not worth a thought.
constexpr double kLeastOdds = 1e-4;
/// What codes say is learned from links that place and time alone make as sure as this, and from a
/// few people who were seen at once at least so far apart.
constexpr double kSureByPlace = 0.9, kApartM = 3;
constexpr int kMostCompared = 4;

}  // namespace

Result<void> LinkerOptions::check() const {
  if (!(lag_s >= 0 && lag_s <= 10)) {
    return fail(ErrorCode::kInvalidArgument, "the lag of linking is {} s; give 0 to 10 s", lag_s);
  }
  if (!(memory_s > 0 && memory_s <= 300)) {
    return fail(ErrorCode::kInvalidArgument,
                "people out of sight are remembered for {} s; give more than 0 and at most 300 s",
                memory_s);
  }
  if (!(surely > 0.5 && surely < 1)) {
    return fail(ErrorCode::kInvalidArgument,
                "the posterior of a sure link is {}; give more than 0.5 and less than 1", surely);
  }
  if (!(possibly > 0 && possibly <= surely)) {
    return fail(ErrorCode::kInvalidArgument,
                "the posterior of a possible link is {}; give more than 0 and at most {}", possibly,
                surely);
  }
  return {};
}

struct Linker::Impl {
  using Serial = std::uint64_t;

  Impl(LinkerOptions o, const std::vector<config::Line>& lines)
      : options(o), doors(lines), lag(from_seconds(o.lag_s)), memory(from_seconds(o.memory_s)) {}

  // --- what comes in ---

  void take(const wire::Sighting& sighting) {
    if (sighting.kind == wire::SightingKind::kEnded) return;  // silence says the same
    const int camera = number_of(sighting.camera);
    const auto known = serial_of.find(sighting.track);
    Serial serial = 0;
    if (known != serial_of.end()) {
      serial = known->second;
      people.at(serial).see(sighting, camera, doors);
    } else {
      serial = ++last_serial;
      serial_of.emplace(sighting.track, serial);
      people.emplace(serial, Traced(sighting, camera, doors.side_of(sighting.foot_in_floor)));
    }
    Traced& traced = people.at(serial);
    if (options.clothing && sighting.code) traced.codes.add(camera, *sighting.code);
    ++traced.unsent;
    waiting.push_back({sighting, serial});
    std::get<wire::Sighting>(waiting.back().message).code.reset();
    now = std::max(now, sighting.captured_at);
  }

  void take(const wire::FrameMark& mark) {
    waiting.push_back({mark, 0});
    now = std::max(now, mark.captured_at);
  }

  int number_of(const CameraId& camera) {
    return cameras.try_emplace(camera, static_cast<int>(cameras.size())).first->second;
  }

  // --- who continues whom ---

  struct Group {
    std::vector<Serial> tails, heads;
    std::vector<LinkOdds> links;
    std::vector<HandOver::Rates> rates;        ///< of the links
    std::vector<std::optional<double>> codes;  ///< how much they differ
  };

  Group candidates() {
    Group group;
    for (auto& [serial, traced] : people) {
      if (traced.identity == TrackId{}) {
        if (!traced.start) traced.start = hand_over.start_portal(traced.first_spot());
        group.heads.push_back(serial);
      } else if (!traced.continued && traced.ends() <= now - kQuiet) {
        if (!traced.end) traced.end = hand_over.end_portal(traced.last_spot());
        group.tails.push_back(serial);
      }
    }
    for (std::size_t t = 0; t < group.tails.size(); ++t) add_links(t, group);
    return group;
  }

  void add_links(std::size_t t, Group& group) {
    const Traced& tail = people.at(group.tails[t]);
    const auto end = tail.as_end();
    const double unseen = hand_over.unseen_share(end, seconds(now - end.at));
    for (std::size_t h = 0; h < group.heads.size(); ++h) {
      const Traced& head = people.at(group.heads[h]);
      const Duration gap = head.begins() - tail.ends();
      if (gap < -kOverlap || gap > memory) continue;
      const auto start = head.as_start();
      const double reach = kReachM + kFastestMps * std::max(0.0, seconds(gap));
      if (distance(end.spot.place, start.spot.place) > reach) continue;
      const auto rates = hand_over.rates(end, start);
      const double odds = tail.open * rates.sum() / (hand_over.new_rate(start.portal) * unseen);
      if (odds < kLeastOdds) continue;
      group.links.push_back({static_cast<int>(t), static_cast<int>(h), odds});
      group.rates.push_back(rates);
      group.codes.push_back(tail.codes.distance(head.codes));
    }
  }

  /// What place and time say is learned from; what codes say is added.
  std::vector<double> with_clothing(const Group& group) {
    auto links = group.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (!group.codes[i]) continue;
      links[i].odds *=
          std::exp(clothing.log_ratio(tail_of(group, i).last_spot().camera,
                                      head_of(group, i).first_spot().camera, *group.codes[i]));
    }
    return marginals(group, links);
  }

  void learn_clothing(const Group& group, const std::vector<double>& by_place, Instant due) {
    for (std::size_t i = 0; i < group.links.size(); ++i) {
      const Traced& head = head_of(group, i);
      if (!group.codes[i] || head.begins() > due || by_place[i] < kSureByPlace) continue;
      clothing.learn_same(tail_of(group, i).last_spot().camera, head.first_spot().camera,
                          *group.codes[i], by_place[i]);
    }
    for (const Serial serial : group.heads) {
      const Traced& head = people.at(serial);
      if (head.begins() > due || head.codes.empty()) continue;
      int compared = 0;
      for (const auto& [id, other] : people) {
        const bool is_at_once =
            id != serial && other.ends() >= head.ends() - kQuiet && other.begins() <= head.ends();
        if (!is_at_once || distance(other.last_spot().place, head.last_spot().place) < kApartM) {
          continue;
        }
        const auto differ = other.codes.distance(head.codes);
        if (!differ || ++compared > kMostCompared) continue;
        clothing.learn_two(other.last_spot().camera, head.first_spot().camera, *differ,
                           1.0 / kMostCompared);
      }
    }
  }

  Traced& tail_of(const Group& group, std::size_t link) {
    return people.at(group.tails[static_cast<std::size_t>(group.links[link].tail)]);
  }
  Traced& head_of(const Group& group, std::size_t link) {
    return people.at(group.heads[static_cast<std::size_t>(group.links[link].head)]);
  }
  static std::vector<double> marginals(const Group& group, const std::vector<LinkOdds>& links) {
    return internal::link_marginals(links, static_cast<int>(group.tails.size()),
                                    static_cast<int>(group.heads.size()));
  }

  /// Decides who they are that began until `due`.
  void decide(Instant due, std::vector<JourneyMessage>& out) {
    const bool is_called_for = std::any_of(people.begin(), people.end(), [&](const auto& entry) {
      return entry.second.identity == TrackId{} && entry.second.begins() <= due;
    });
    if (!is_called_for) return;
    const Group group = candidates();
    auto probability = marginals(group, group.links);
    if (options.clothing) {
      learn_clothing(group, probability, due);
      probability = with_clothing(group);
    }
    std::vector<std::vector<std::size_t>> links_of(group.heads.size());
    for (std::size_t i = 0; i < group.links.size(); ++i) {
      links_of[static_cast<std::size_t>(group.links[i].head)].push_back(i);
    }
    for (std::size_t h = 0; h < group.heads.size(); ++h) {
      Traced& head = people.at(group.heads[h]);
      if (head.begins() <= due) settle(head, group, links_of[h], probability, out);
    }
  }

  void settle(Traced& head, const Group& group, const std::vector<std::size_t>& links,
              const std::vector<double>& probability, std::vector<JourneyMessage>& out) {
    const auto start = head.as_start();
    double is_new = 1;
    std::vector<PossibleLink> possible;
    for (const std::size_t i : links) {
      Traced& tail = tail_of(group, i);
      const double p = probability[i];
      is_new -= p;
      const auto& rates = group.rates[i];
      hand_over.learn_link(tail.as_end(), start,
                           {p * rates.near / rates.sum(), p * rates.elsewhere / rates.sum()});
      tail.open *= 1 - p;
      if (p >= options.surely) {
        head.identity = tail.identity;
        head.codes.inherit(tail.codes);
        tail.continued = true;
        serial_of.erase(tail.track());
      } else if (p >= options.possibly) {
        possible.push_back({tail.identity, {}, head.begins(), p});
      }
    }
    hand_over.learn_new(start.portal, std::max(0.0, is_new));
    if (head.identity != TrackId{}) {
      ++stats.links;
      return;
    }
    head.identity = TrackId{static_cast<std::uint64_t>(++stats.people)};
    if (!possible.empty()) ++stats.abstained;
    for (PossibleLink& link : possible) {
      link.later = head.identity;
      out.emplace_back(link);
    }
  }

  // --- what goes out ---

  void send(Instant due, std::vector<JourneyMessage>& out) {
    while (!waiting.empty()) {
      auto& [message, serial] = waiting.front();
      if (waiting.front().at() > due) break;
      if (auto* sighting = std::get_if<wire::Sighting>(&message)) {
        Traced& traced = people.at(serial);
        sighting->track = traced.identity;
        --traced.unsent;
        out.emplace_back(*sighting);
      } else {
        out.emplace_back(std::get<wire::FrameMark>(message));
      }
      waiting.pop_front();
    }
  }

  /// Ends whom nobody can continue any more.
  void end(Instant last_seen, std::vector<JourneyMessage>& out) {
    for (auto it = people.begin(); it != people.end();) {
      Traced& traced = it->second;
      const bool is_over = traced.unsent == 0 && traced.identity != TrackId{} &&
                           (traced.continued || traced.ends() < last_seen);
      if (!is_over) {
        ++it;
        continue;
      }
      if (!traced.continued) say_farewell(traced, out);
      it = people.erase(it);
    }
  }

  void say_farewell(Traced& traced, std::vector<JourneyMessage>& out) {
    if (!traced.end) traced.end = hand_over.end_portal(traced.last_spot());
    hand_over.learn_gone(*traced.end, traced.open);
    out.emplace_back(traced.farewell());
    serial_of.erase(traced.track());
  }

  void expire(Instant at) {
    for (auto& [serial, traced] : people) traced.codes.expire(at);
  }

  void step(std::vector<JourneyMessage>& out) {
    expire(now);
    hand_over.advance(now);
    Instant due = now - lag;
    if (waiting.size() > kMostWaiting) due = std::max(due, waiting.front().at());
    decide(due, out);
    send(due, out);
    end(due - memory, out);
    // Too many: whoever was last seen longest ago.
    while (people.size() > kMostPeople) {
      Instant oldest = Instant::max();
      for (const auto& [serial, traced] : people) oldest = std::min(oldest, traced.ends());
      if (oldest > due) break;
      end(oldest + Duration(1), out);
    }
    stats.people_held = static_cast<std::int64_t>(people.size());
  }

  struct Waiting {
    wire::EyeMessage message;
    Serial serial = 0;  ///< of a sighting
    Instant at() const {
      return std::visit([](const auto& m) { return m.captured_at; }, message);
    }
  };

  LinkerOptions options;
  internal::Doors doors;
  Duration lag, memory;
  HandOver hand_over;
  internal::ClothingOdds clothing;
  std::map<CameraId, int> cameras;
  std::map<Serial, Traced> people;
  std::map<TrackId, Serial> serial_of;  ///< of the tracks that come in
  std::deque<Waiting> waiting;
  Serial last_serial = 0;
  Instant now = Instant::min() + std::chrono::hours(1);
  LinkerStats stats;
};

Result<Linker> Linker::create(LinkerOptions options, std::vector<config::Line> doors) {
  RETURN_IF_ERROR(options.check());
  return Linker(std::make_unique<Impl>(options, doors));
}

void Linker::pass_time(Instant now) { impl_->expire(now); }

Linker::Linker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;
Linker::~Linker() = default;

std::vector<JourneyMessage> Linker::process(const wire::EyeMessage& message) {
  std::vector<JourneyMessage> out;
  std::visit([&](const auto& content) { impl_->take(content); }, message);
  if (std::holds_alternative<wire::FrameMark>(message)) impl_->step(out);
  return out;
}

std::vector<JourneyMessage> Linker::finish() {
  std::vector<JourneyMessage> out;
  impl_->decide(Instant::max(), out);
  impl_->send(Instant::max(), out);
  impl_->end(Instant::max(), out);
  impl_->stats.people_held = 0;
  return out;
}

const LinkerStats& Linker::stats() const { return impl_->stats; }

}  // namespace sillage::floor
