// SPDX-License-Identifier: Apache-2.0
#include "desk/card/internal/sheet.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sillage::desk::card {
namespace {

using Kind = Block::Kind;

/// Chance, in hundredths, of guessing right whether somebody was there, at most, when both are as
/// likely beforehand.
int best_guess(double epsilon) {
  return static_cast<int>(std::ceil(100 * std::exp(epsilon) / (1 + std::exp(epsilon)) - 1e-9));
}

/// People, places, times, ways, queues.
constexpr std::size_t kTopics = 5;

std::size_t topic_of(wire::Metric metric) {
  using enum wire::Metric;
  switch (metric) {
    case kZoneVisits:
    case kHeat:
    case kZoneExposed:
    case kZoneEngagements:
    case kShopperAssociateRatio:
      return 1;
    case kDwell:
    case kVisitDuration:
    case kBounces:
      return 2;
    case kFlow:
    case kPath:
    case kFunnel:
      return 3;
    case kCheckoutReached:
    case kQueueJoined:
    case kQueueAbandoned:
    case kQueueWait:
    case kServiceTime:
    case kQueueLengthMean:
    case kQueueLengthMax:
      return 4;
    default:
      return 0;
  }
}

/// Never less than it is.
std::string rounded_up(double age_s) {
  return age_s < 10 ? fmt::format("{:.1f}", std::ceil(10 * age_s - 1e-9) / 10)
                    : fmt::format("{:.0f}", std::ceil(age_s - 1e-9));
}

/// The end of the class up to which nine of ten lie; 0 where that is the open one, or none is known.
double mostly_up_to(const wire::Ages& ages, const wire::AgeEdges& edges) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    sum += ages.counts[i];
    if (ages.total() > 0 && 10 * sum >= 9 * ages.total()) return edges[i];
  }
  return 0;
}

class Writer {
 public:
  Writer(const PrivacyCard& card, const Words& words) : card_(card), words_(words) {}

  std::vector<Block> operator()() {
    add(Kind::kTitle, words_.title);
    const Instant middle = card_.from + (card_.to - card_.from) / 2;
    text(words_.lead, card_.store.value(), to_iso8601(middle).substr(0, 10));
    if (card_.evaluation) text(words_.evaluation);
    add(Kind::kHeading, words_.sees_title);
    text(words_.sees);
    const bool estimates = card_.told.contains(wire::Metric::kSegmentVisits) ||
                           card_.told.contains(wire::Metric::kSegmentZoneVisits);
    text(estimates ? words_.sees_estimates : words_.sees_not);
    if (card_.link_level >= 3) text(words_.clothing);
    add(Kind::kHeading, words_.kept_title);
    text(words_.kept);
    text(words_.kept_not);
    add_ages();
    add_protection();
    add_told();
    add(Kind::kHeading, words_.yours_title);
    text(words_.yours_mark);
    text(words_.yours_ask);
    add(Kind::kSmall, words_.not_said);
    return std::move(out_);
  }

 private:
  void add(Kind kind, std::string_view words) { out_.push_back({kind, std::string(words)}); }
  template <class... Args>
  void text(std::string_view words, const Args&... args) {
    add(Kind::kText, fmt::format(fmt::runtime(words), args...));
  }
  template <class... Args>
  void alarm(std::string_view words, const Args&... args) {
    add(Kind::kAlarm, fmt::format(fmt::runtime(words), args...));
  }

  /// A number as the language writes it.
  std::string local(std::string number) const {
    if (words_.code != "en") std::replace(number.begin(), number.end(), '.', ',');
    return number;
  }

  struct AgeWords {
    std::string_view measured, mostly, unmeasured, above;
  };
  void add_age(const std::optional<double>& age, double limit, double mostly,
               const AgeWords& words) {
    if (!age) {
      text(words.unmeasured);
      return;
    }
    text(words.measured, local(rounded_up(*age)));
    if (mostly > 0 && mostly < *age) text(words.mostly, local(fmt::format("{}", mostly)));
    if (*age > limit) alarm(words.above, limit);
  }

  void add_ages() {
    add(Kind::kHeading, words_.long_title);
    text(words_.long_rule);
    add_age(card_.person_age_s, wire::kPersonAgeLimitS,
            mostly_up_to(card_.person_ages, wire::kPersonAgeEdgesS),
            {words_.long_measured, words_.long_mostly, words_.long_unmeasured, words_.long_alarm});
    add_age(card_.frame_age_s, wire::kFrameAgeLimitS,
            mostly_up_to(card_.frame_ages, wire::kFrameAgeEdgesS),
            {words_.picture_measured, words_.picture_mostly, words_.picture_unmeasured,
             words_.picture_alarm});
    text(words_.figures_stay);
  }

  void add_protection() {
    add(Kind::kHeading, words_.safe_title);
    if (card_.is_mixed) alarm(words_.mixed);
    if (card_.mode == wire::ReleaseMode::kStrict) {
      text(words_.strict_rule);
      text(words_.strict_day, local(fmt::format("{:.2f}", card_.epsilon())),
           best_guess(card_.epsilon()));
      text(words_.strict_thirty, local(fmt::format("{:.1f}", card_.epsilon(30))));
      text(words_.strict_untold);
      return;
    }
    text(words_.standard_rule, card_.k);
    text(words_.standard_totals);
    if (card_.small_groups == 0) {
      text(words_.standard_checked, card_.k);
    } else {
      alarm(words_.standard_found, card_.small_groups, card_.k);
    }
  }

  void add_told() {
    add(Kind::kHeading, words_.told_title);
    const ToldFigures all = card_.all();
    text(words_.told, all.shown + all.merged, all.merged, all.withheld);
    const std::array<std::string_view, kTopics> names = {words_.about_people, words_.about_places,
                                                         words_.about_times, words_.about_ways,
                                                         words_.about_queues};
    std::array<ToldFigures, kTopics> topics;
    for (const auto& [metric, told] : card_.told) {
      ToldFigures& topic = topics[topic_of(metric)];
      topic.shown += told.shown;
      topic.merged += told.merged;
      topic.withheld += told.withheld;
    }
    Block table{Kind::kTable};
    table.rows.push_back({std::string(words_.col_what), std::string(words_.col_shown),
                          std::string(words_.col_merged), std::string(words_.col_withheld)});
    for (std::size_t i = 0; i < kTopics; ++i) {
      table.rows.push_back({std::string(names[i]), std::to_string(topics[i].shown),
                            std::to_string(topics[i].merged), std::to_string(topics[i].withheld)});
    }
    out_.push_back(std::move(table));
  }

  const PrivacyCard& card_;
  const Words& words_;
  std::vector<Block> out_;
};

}  // namespace

std::vector<Block> sheet_of(const PrivacyCard& card, const Words& words) {
  return Writer(card, words)();
}

}  // namespace sillage::desk::card
