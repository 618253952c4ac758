// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/visit_day.h"

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/day_sum.h"
#include "floor/privacy/internal/pooling.h"
#include "floor/privacy/internal/visit_parts.h"

namespace sillage::floor::internal {

void VisitDay::add(const BinTally& tally, const Figures& told) {
  observed_ += tally.observed;
  margins_.add(tally, told);
  zones_.add(tally, told);
  add_to_sum(tally, sum_);
}

void VisitDay::add_figures(const config::StoreConfig& store, Figures& out) const {
  Figures told;
  add_visit_lengths(sum_.visits, store, told);
  add_visit_parts(sum_, store, told);
  add_flows(sum_, store.privacy.k, told);
  zones_.add_figures(store.privacy.k, told);
  if (!sum_.zones.empty()) {
    DayMargins margins = margins_;
    margins.note(told);
    add_paths(std::move(margins), store.privacy.k, told);
  }
  out.insert(out.end(), told.begin(), told.end());
}

void VisitDay::add_paths(DayMargins told, std::int64_t k, Figures& out) const {
  const Part timed = timed_of(sum_.visits);
  std::vector<DayPath> paths;
  std::vector<std::int64_t> people;
  std::vector<bool> pooled;
  std::int64_t unlisted = timed.count;
  for (const auto& [way, path] : sum_.paths) {
    paths.push_back({way, {path.visits, path.people}});
    people.push_back(path.people);
    pooled.push_back(path.people < k);
    unlisted -= path.visits;
  }
  // Visits without a zone: how many bodies they have beyond one is not known.
  people.push_back(unlisted > 0 ? 1 : 0);
  pooled.push_back(unlisted > 0);
  const DayMargins::Check margins(told, paths, k);
  Part others;
  for (;;) {
    pooled = complete(people, k, timed.people, std::move(pooled)).pooled;
    others = timed;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (pooled[i]) continue;
      others.count -= paths[i].part.count;
      others.people -= paths[i].part.count;
    }
    // Each turn puts one more path among the others.
    const auto next = margins.needed(pooled, others);
    if (!next) break;
    pooled[*next] = true;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (pooled[i]) continue;
    wire::Figure made = count_figure(wire::Metric::kPath, "", paths[i].part.count);
    for (const ZoneId& zone : paths[i].zones) made.way.push_back(zone.value());
    out.push_back(made);
  }
  out.push_back(count_figure(wire::Metric::kPath, "", std::max<std::int64_t>(0, others.count)));
}

void VisitDay::save(ByteWriter& out) const {
  out.time(observed_);
  margins_.save(out);
  zones_.save(out);
  save_sum(sum_, out);
}

void VisitDay::load(ByteReader& in) {
  observed_ = in.time();
  margins_.load(in);
  zones_.load(in);
  load_sum(in, sum_);
}

}  // namespace sillage::floor::internal
