// SPDX-License-Identifier: Apache-2.0
#include "desk/card/card.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "desk/disclosure/disclosure.h"

namespace sillage::desk {
namespace {

constexpr Instant kForever = std::chrono::sys_days(std::chrono::year(2200) / 1 / 1);

void raise(std::optional<double>& most, const std::optional<double>& value) {
  if (value) most = std::max(*value, most.value_or(*value));
}

void count(const wire::Figure& figure, ToldFigures& told) {
  switch (figure.state) {
    case wire::FigureState::kReleased:
      ++(figure.value ? told.shown : told.unobserved);
      break;
    case wire::FigureState::kMerged:
      ++told.merged;
      break;
    case wire::FigureState::kWithheld:
      ++told.withheld;
      break;
  }
}

struct Span {
  Instant from, to;
};

/// The middle of a day lies in its date, whatever the time zone between -12 and +12 hours.
std::string date_of(Instant from, Instant to) {
  return to_iso8601(from + (to - from) / 2).substr(0, 10);
}

std::optional<Span> span_of(std::span<const StoredBin> all, std::string_view date) {
  for (auto bin = all.rbegin(); bin != all.rend(); ++bin) {
    const auto& header = bin->header;
    if (header.period != wire::Period::kDay) continue;
    if (date.empty() || date == date_of(header.bin_start, header.bin_end)) {
      return Span{header.bin_start, header.bin_end};
    }
  }
  for (auto bin = all.rbegin(); bin != all.rend(); ++bin) {
    const Instant start = std::chrono::floor<std::chrono::days>(bin->header.bin_start);
    if (date.empty() || to_iso8601(start).substr(0, 10) == date) {
      return Span{start, start + std::chrono::hours(24)};
    }
  }
  return std::nullopt;
}

}  // namespace

double PrivacyCard::epsilon(int days) const {
  const double cost = rho * days;
  return cost + 2 * std::sqrt(cost * std::log(1 / kCardDelta));
}

ToldFigures PrivacyCard::all() const {
  ToldFigures sum;
  for (const auto& [metric, of_metric] : told) {
    sum.shown += of_metric.shown;
    sum.merged += of_metric.merged;
    sum.withheld += of_metric.withheld;
    sum.unobserved += of_metric.unobserved;
  }
  return sum;
}

PrivacyCard make_card(const StoreId& store, Instant from, Instant to,
                      std::span<const StoredBin> releases) {
  PrivacyCard card;
  card.store = store;
  card.from = from;
  card.to = to;
  std::vector<Published> published;
  for (const StoredBin& bin : releases) {
    const wire::ReleaseHeader& header = bin.header;
    card.is_mixed = card.is_mixed || (card.releases > 0 && header.mode != card.mode);
    card.mode = header.mode;
    ++card.releases;
    card.evaluation = card.evaluation || header.evaluation;
    card.k = card.k == 0 ? header.k : std::min<int>(card.k, header.k);
    card.link_level = std::max<int>(card.link_level, header.link_level);
    card.rho += header.rho;
    raise(card.person_age_s, header.person_age_s);
    raise(card.frame_age_s, header.frame_age_s);
    if (header.mode == wire::ReleaseMode::kStandard) {
      if (header.person_age_s) card.person_ages.add(wire::kPersonAgeEdgesS, *header.person_age_s);
      if (header.frame_age_s) card.frame_ages.add(wire::kFrameAgeEdgesS, *header.frame_age_s);
    }
    for (const wire::Figure& figure : bin.figures) count(figure, card.told[figure.metric]);
    published.push_back({header, bin.figures});
  }
  card.small_groups = find_small_groups(published).findings.size();
  return card;
}

Result<PrivacyCard> card_of(Store& store, const StoreId& id, std::string_view date) {
  ASSIGN_OR_RETURN(const std::vector<StoredBin> all, store.read(id, Instant{}, kForever));
  const auto span = span_of(all, date);
  if (!span) {
    return fail(ErrorCode::kNotFound, "nothing is stored of store '{}'{}; {}", id.value(),
                date.empty() ? "" : fmt::format(" on {}", date),
                all.empty() ? "name another store or database"
                            : fmt::format("there are figures from {} to {}",
                                          to_iso8601(all.front().header.bin_start),
                                          to_iso8601(all.back().header.bin_end)));
  }
  std::vector<StoredBin> of_day;
  for (const StoredBin& bin : all) {
    if (bin.header.bin_start >= span->from && bin.header.bin_start < span->to)
      of_day.push_back(bin);
  }
  return make_card(id, span->from, span->to, of_day);
}

}  // namespace sillage::desk
