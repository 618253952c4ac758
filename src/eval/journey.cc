// SPDX-License-Identifier: Apache-2.0
#include "eval/journey.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "geometry/matching.h"

namespace sillage::eval {
namespace {

double ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// For each of `seen` the index of whom it shows, or -1: as many as possible, as near as possible.
std::vector<int> match(const std::vector<TruePlace>& truth, const std::vector<SeenPlace>& seen) {
  std::vector<Candidate> near;
  for (std::size_t s = 0; s < seen.size(); ++s) {
    for (std::size_t t = 0; t < truth.size(); ++t) {
      const double away = distance(seen[s].place, truth[t].place);
      if (away > JourneyScore::kReachM) continue;
      near.push_back(
          {static_cast<int>(s), static_cast<int>(t), 2 - away / JourneyScore::kReachM});
    }
  }
  std::vector<int> shows(seen.size(), -1);
  const auto best =
      best_matching(near, static_cast<int>(seen.size()), static_cast<int>(truth.size()));
  if (!best) return shows;
  for (const int i : *best) {
    const auto& pair = near[static_cast<std::size_t>(i)];
    shows[static_cast<std::size_t>(pair.row)] = pair.column;
  }
  return shows;
}

bool is_near_others(const SeenPlace& seen, const std::vector<TruePlace>& truth) {
  return std::any_of(truth.begin(), truth.end(), [&](const TruePlace& each) {
    return !each.counts && distance(each.place, seen.place) <= JourneyScore::kReachM;
  });
}

}  // namespace

void JourneyScore::add(Instant at, const std::vector<TruePlace>& truth,
                       const std::vector<SeenPlace>& seen) {
  for (const TruePlace& each : truth) truth_moments_[each.person] += each.counts ? 1 : 0;
  const std::vector<int> shows = match(truth, seen);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    auto [entry, is_first] = tracklets_.try_emplace(seen[i].tracklet);
    Tracklet& tracklet = entry->second;
    if (is_first) tracklet.first = at;
    tracklet.last = at;
    tracklet.identity = seen[i].identity;
    ++tracklet.moments;
    if (shows[i] < 0) {
      if (!is_near_others(seen[i], truth)) ++identity_moments_[seen[i].identity];
      continue;
    }
    const TruePlace& person = truth[static_cast<std::size_t>(shows[i])];
    ++tracklet.people[person.person];
    if (!person.counts) continue;
    ++identity_moments_[seen[i].identity];
    ++right_moments_[{person.person, seen[i].identity}];
  }
}

/// All tracklets with the person that most of each shows, by the time they begin.
std::vector<JourneyScore::Line> JourneyScore::lines() const {
  std::vector<Line> all;
  for (const auto& [id, tracklet] : tracklets_) {
    Line line{tracklet.first, tracklet.last, tracklet.identity, -1};
    std::int64_t most = 0;
    for (const auto& [person, moments] : tracklet.people) {
      if (moments > most) {
        most = moments;
        line.person = person;
      }
    }
    all.push_back(line);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Line& a, const Line& b) { return a.first < b.first; });
  return all;
}

void JourneyScore::score_links(JourneyFigures& figures) const {
  const auto counts = [&](std::int64_t person) {
    const auto found = truth_moments_.find(person);
    return found != truth_moments_.end() && found->second > 0;
  };
  std::map<std::uint64_t, Line> last_of_identity;
  std::map<std::int64_t, Line> last_of_person;
  std::set<std::uint64_t> identities;
  for (const Line& line : lines()) {
    const bool is_counted = counts(line.person);
    if (is_counted) {
      ++figures.tracklets;
      identities.insert(line.identity);
    }
    const auto before = last_of_identity.find(line.identity);
    if (before != last_of_identity.end() && (is_counted || counts(before->second.person))) {
      ++figures.links;
      figures.right_links += before->second.person == line.person ? 1 : 0;
    }
    last_of_identity[line.identity] = line;
    if (!is_counted) continue;
    const auto earlier = last_of_person.find(line.person);
    if (earlier != last_of_person.end()) {
      const bool is_short = line.first - earlier->second.last <= longest_gap_;
      ++(is_short ? figures.gaps : figures.longer_gaps);
      figures.closed_gaps += is_short && earlier->second.identity == line.identity ? 1 : 0;
    }
    last_of_person[line.person] = line;
  }
  figures.identities = static_cast<std::int64_t>(identities.size());
  figures.people =
      std::count_if(truth_moments_.begin(), truth_moments_.end(),
                    [](const auto& entry) { return entry.second > 0; });
}

void JourneyScore::score_identities(JourneyFigures& figures) const {
  std::map<std::int64_t, int> row_of;
  std::map<std::uint64_t, int> column_of;
  std::vector<Candidate> candidates;
  for (const auto& [pair, moments] : right_moments_) {
    const int row = row_of.try_emplace(pair.first, static_cast<int>(row_of.size())).first->second;
    const int column =
        column_of.try_emplace(pair.second, static_cast<int>(column_of.size())).first->second;
    candidates.push_back({row, column, static_cast<double>(moments)});
  }
  const auto best = best_matching(candidates, static_cast<int>(row_of.size()),
                                  static_cast<int>(column_of.size()));
  if (best) {
    for (const int i : *best) {
      figures.idtp +=
          static_cast<std::int64_t>(candidates[static_cast<std::size_t>(i)].score + 0.5);
    }
  }
  for (const auto& [person, moments] : truth_moments_) figures.idfn += moments;
  for (const auto& [identity, moments] : identity_moments_) figures.idfp += moments;
  figures.idfn -= figures.idtp;
  figures.idfp -= figures.idtp;
}

JourneyFigures JourneyScore::figures() const {
  JourneyFigures figures;
  score_links(figures);
  score_identities(figures);
  figures.form_ratios();
  return figures;
}

void JourneyFigures::add(const JourneyFigures& day) {
  for (const auto count :
       {&JourneyFigures::idtp, &JourneyFigures::idfp, &JourneyFigures::idfn,
        &JourneyFigures::links, &JourneyFigures::right_links, &JourneyFigures::gaps,
        &JourneyFigures::closed_gaps, &JourneyFigures::longer_gaps, &JourneyFigures::people,
        &JourneyFigures::identities, &JourneyFigures::tracklets}) {
    this->*count += day.*count;
  }
  form_ratios();
}

void JourneyFigures::form_ratios() {
  link_precision = ratio(right_links, links);
  link_recall = ratio(closed_gaps, gaps);
  id_precision = ratio(idtp, idtp + idfp);
  id_recall = ratio(idtp, idtp + idfn);
  idf1 = ratio(2 * idtp, 2 * idtp + idfp + idfn);
}

void ErrorSum::add(const std::map<std::pair<int, int>, double>& true_figures,
                   const std::map<std::pair<int, int>, double>& counted) {
  for (const auto& [key, count] : true_figures) {
    const auto found = counted.find(key);
    off += std::abs(count - (found != counted.end() ? found->second : 0));
    truth += count;
  }
  for (const auto& [key, count] : counted) off += true_figures.contains(key) ? 0 : count;
}

}  // namespace sillage::eval
