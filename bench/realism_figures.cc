// SPDX-License-Identifier: Apache-2.0
#include "realism_figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sillage::bench {
namespace {

constexpr double kIou = 0.5;
constexpr int kWindow = 7;  ///< boxes

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

bool touches(const Box& box, const Seen& person) {
  return iou(box, person.box) >= kIou || iou(box, person.whole) >= kIou ||
         (!person.counts && intersection_area(box, person.whole) >= kIou * box.area());
}

/// Of the middle one of seven values at equal distances: their line runs through their mean there.
double off_line(const std::array<double, kWindow>& values) {
  return values[kWindow / 2] - std::accumulate(values.begin(), values.end(), 0.0) / kWindow;
}

}  // namespace

std::vector<Match> match(const Look& look) {
  std::vector<std::size_t> order(look.found.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return look.found[a].score > look.found[b].score;
  });
  std::vector<Match> matches(look.found.size());
  std::vector<char> taken(look.people.size(), 0);
  for (const std::size_t i : order) {
    const Box& box = look.found[i].box;
    double best = kIou;
    for (std::size_t p = 0; p < look.people.size(); ++p) {
      const double common = iou(box, look.people[p].box);
      if (!look.people[p].counts || taken[p] || common < best) continue;
      best = common;
      matches[i] = {Verdict::kRight, static_cast<int>(p)};
    }
    if (matches[i].person >= 0) {
      taken[static_cast<std::size_t>(matches[i].person)] = 1;
      continue;
    }
    for (std::size_t p = 0; p < look.people.size(); ++p) {
      // A second box of one who was found is wrong.
      if (!taken[p] && touches(box, look.people[p])) matches[i].verdict = Verdict::kIgnored;
    }
  }
  return matches;
}

void Histogram::add(double value) {
  const auto last = static_cast<double>(counts.size() - 1);
  counts[static_cast<std::size_t>(std::clamp(std::floor(value / width), 0.0, last))] += 1;
}

void Histogram::add(const Histogram& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
}

long Histogram::from(double value) const {
  const auto first = static_cast<std::ptrdiff_t>(std::lround(value / width));
  return std::accumulate(counts.begin() + first, counts.end(), 0L);
}

long Histogram::total() const { return std::accumulate(counts.begin(), counts.end(), 0L); }

double Histogram::share(std::size_t bin) const {
  return ratio(static_cast<double>(counts[bin]), static_cast<double>(total()));
}

double overlap(const Histogram& a, const Histogram& b) {
  double common = 0;
  for (std::size_t i = 0; i < std::min(a.counts.size(), b.counts.size()); ++i) {
    common += std::min(a.share(i), b.share(i));
  }
  return common;
}

std::vector<double> edge_jitter(std::span<const TrackedBox> track) {
  std::vector<double> jitter;
  for (std::size_t first = 0; first + kWindow <= track.size(); ++first) {
    const auto window = track.subspan(first, kWindow);
    if (window.back().frame - window.front().frame != kWindow - 1) continue;
    const double height = window[kWindow / 2].box.height;
    if (!(height > 0)) continue;
    for (const auto edge :
         {+[](const Box& b) { return b.left; }, +[](const Box& b) { return b.top; },
          +[](const Box& b) { return b.right(); }, +[](const Box& b) { return b.bottom(); }}) {
      std::array<double, kWindow> values{};
      for (std::size_t i = 0; i < kWindow; ++i) values[i] = edge(window[i].box);
      jitter.push_back(off_line(values) / height);
    }
  }
  return jitter;
}

void Realism::add(std::span<const Look> clip, std::size_t counted) {
  std::map<long, std::vector<TrackedBox>> tracks;
  for (std::size_t frame = 0; frame < clip.size(); ++frame) {
    const Look& look = clip[frame];
    const bool counts = frame < counted;
    pictures += counts;
    for (const Seen& person : look.people) {
      if (!counts || !person.counts) continue;
      individuals.insert(person.id);
      ++people;
      whole += person.whole_shows;
      compared += person.compared;
      height_sum += person.whole.height;
    }
    const auto matches = match(look);
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const bool enough = look.found[i].score >= kThreshold;
      if (counts && matches[i].verdict == Verdict::kWrong) wrong.add(look.found[i].score);
      if (matches[i].verdict != Verdict::kRight) continue;
      const Seen& person = look.people[static_cast<std::size_t>(matches[i].person)];
      if (counts) found.add(look.found[i].score);
      if (counts && person.whole_shows) whole_found.add(look.found[i].score);
      if (!person.compared) continue;
      if (counts) score.add(look.found[i].score);
      if (enough) tracks[person.id].push_back({static_cast<int>(frame), look.found[i].box});
    }
  }
  for (const auto& [id, track] : tracks) {
    for (const double value : edge_jitter(track)) jitter.add(std::abs(value));
  }
}

void Realism::add(const Realism& other) {
  pictures += other.pictures, people += other.people, whole += other.whole;
  individuals.insert(other.individuals.begin(), other.individuals.end());
  height_sum += other.height_sum, compared += other.compared;
  found.add(other.found), whole_found.add(other.whole_found), wrong.add(other.wrong);
  score.add(other.score), jitter.add(other.jitter);
}

double Realism::recall(double from) const {
  return ratio(static_cast<double>(found.from(from)), static_cast<double>(people));
}
double Realism::whole_recall(double from) const {
  return ratio(static_cast<double>(whole_found.from(from)), static_cast<double>(whole));
}
double Realism::precision(double from) const {
  const auto right = static_cast<double>(found.from(from));
  return ratio(right, right + static_cast<double>(wrong.from(from)));
}

}  // namespace sillage::bench
