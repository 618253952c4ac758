// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <optional>

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/pooling.h"

namespace sillage::floor::internal {
namespace {

using wire::Metric;

struct Flow {
  ZoneId from, to;
  std::int64_t thousandths = 0;
  std::int64_t people = 0;
};

/// Parts of events come from guesses; released are whole ones.
std::int64_t whole_events(std::int64_t thousandths) { return (thousandths + 500) / 1000; }

/// The transitions into every zone are some of its visits, and so are those out of it. What remains
/// of the visits must be nobody or k people: the smallest transition joins the pool until it is.
class Margins {
 public:
  Margins(const std::map<ZoneId, ZoneTally>& zones, const std::vector<Flow>& flows, std::int64_t k)
      : flows_(flows), k_(k) {
    std::map<ZoneId, std::vector<std::size_t>> into, out_of;
    for (std::size_t i = 0; i < flows.size(); ++i) {
      into[flows[i].to].push_back(i);
      out_of[flows[i].from].push_back(i);
    }
    for (const auto& [id, zone] : zones) {
      margins_.push_back({{zone.visits, zone.people}, into[id]});
      margins_.push_back({{zone.visits, zone.people}, out_of[id]});
    }
  }

  /// True if something had to join.
  bool close(std::vector<bool>& pooled) const {
    bool changed = false;
    for (const Margin& margin : margins_) {
      while (const auto next = needed(margin, pooled)) {
        pooled[*next] = true;
        changed = true;
      }
    }
    return changed;
  }

 private:
  struct Margin {
    Part visits;
    std::vector<std::size_t> flows;
  };

  /// The smallest shown flow, if the rest of the zone's visits is too small.
  std::optional<std::size_t> needed(const Margin& margin, const std::vector<bool>& pooled) const {
    std::optional<std::size_t> smallest;
    Part shown;
    for (const std::size_t i : margin.flows) {
      if (pooled[i]) continue;
      shown.count += whole_events(flows_[i].thousandths);
      shown.people += flows_[i].people;
      if (!smallest || flows_[i].people < flows_[*smallest].people) smallest = i;
    }
    const bool safe =
        margin.visits.count == shown.count || margin.visits.people - shown.people >= k_;
    return safe ? std::nullopt : smallest;
  }

  const std::vector<Flow>& flows_;
  std::int64_t k_;
  std::vector<Margin> margins_;
};

}  // namespace

void add_flows(const BinTally& tally, std::int64_t k, Figures& out) {
  if (tally.zones.size() < 2) return;
  std::vector<Flow> flows;
  std::vector<std::int64_t> people;
  for (const auto& [ends, flow] : tally.flows) {
    if (flow.count.thousandths <= 0) continue;
    flows.push_back({ends.first, ends.second, flow.count.thousandths,
                     people_behind(flow.count.thousandths, flow.people)});
    people.push_back(flows.back().people);
  }
  const Margins margins(tally.zones, flows, k);
  Pooling pooling = pool(people, k);
  // Each turn puts at least one more flow into the pool.
  while (margins.close(pooling.pooled)) pooling = complete(people, k, 0, std::move(pooling.pooled));
  std::int64_t others = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (pooling.pooled[i]) {
      others += flows[i].thousandths;
      continue;
    }
    wire::Figure made = count_figure(Metric::kFlow, "", whole_events(flows[i].thousandths));
    made.way = {flows[i].from.value(), flows[i].to.value()};
    out.push_back(made);
  }
  out.push_back(count_figure(Metric::kFlow, "", whole_events(others)));
}

}  // namespace sillage::floor::internal
