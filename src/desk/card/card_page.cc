// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "desk/card/card.h"
#include "desk/card/internal/words.h"

namespace sillage::desk {
namespace {

using card::Words;

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#5a6572;--line:#d8dee5;--accent:#0b6e4f}
@media (prefers-color-scheme:dark){:root{--ink:#e9edf1;--paper:#14181c;--soft:#a9b4c0;--line:#333c45;--accent:#5fd0a6}}
body{font:1.05rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:40rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.15rem;margin:1.8rem 0 .3rem;color:var(--accent)}
p{margin:.4rem 0}.lead,.small{color:var(--soft)}.small{font-size:.9rem;border-top:1px solid var(--line);margin-top:2rem;padding-top:.8rem}
.alarm{border-left:.3rem solid #c0392b;padding-left:.8rem;font-weight:600}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.95rem}th,td{text-align:right;padding:.25rem .4rem;border-bottom:1px solid var(--line)}
th:first-child{text-align:left;font-weight:400}thead th{color:var(--soft)}
@media print{body{margin:0;max-width:none}})";

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

class Page {
 public:
  Page(const PrivacyCard& card, const Words& words) : card_(card), words_(words) {}

  std::string operator()() {
    add("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n", words_.code);
    add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style></head>\n<body><main>\n",
        words_.title, kStyle);
    add("<h1>{}</h1>\n", words_.title);
    const Instant middle = card_.from + (card_.to - card_.from) / 2;
    text(words_.lead, card_.store.value(), to_iso8601(middle).substr(0, 10));
    if (card_.evaluation) text(words_.evaluation);
    title(words_.sees_title);
    text(words_.sees);
    text(words_.sees_not);
    if (card_.link_level >= 3) text(words_.clothing);
    title(words_.kept_title);
    text(words_.kept);
    text(words_.kept_not);
    add_ages();
    add_protection();
    add_told();
    title(words_.yours_title);
    text(words_.yours_mark);
    text(words_.yours_ask);
    add("<p class=\"small\">{}</p>\n</main></body></html>\n", words_.not_said);
    return std::move(out_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  void title(std::string_view words) { add("<h2>{}</h2>\n", words); }
  template <class... Args>
  void text(std::string_view words, const Args&... args) {
    add("<p>{}</p>\n", fmt::format(fmt::runtime(words), args...));
  }
  template <class... Args>
  void alarm(std::string_view words, const Args&... args) {
    add("<p class=\"alarm\" role=\"alert\">{}</p>\n", fmt::format(fmt::runtime(words), args...));
  }

  void add_age(const std::optional<double>& age, double limit, std::string_view measured,
               std::string_view unmeasured, std::string_view above) {
    if (!age) {
      text(unmeasured);
      return;
    }
    text(measured, *age < 10 ? fmt::format("{:.1f}", *age) : fmt::format("{:.0f}", *age));
    if (*age > limit) alarm(above, limit);
  }

  void add_ages() {
    title(words_.long_title);
    text(words_.long_rule);
    add_age(card_.person_age_s, kPersonAgeLimitS, words_.long_measured, words_.long_unmeasured,
            words_.long_alarm);
    add_age(card_.frame_age_s, kFrameAgeLimitS, words_.picture_measured, words_.picture_unmeasured,
            words_.picture_alarm);
    text(words_.figures_stay);
  }

  void add_protection() {
    title(words_.safe_title);
    if (card_.is_mixed) alarm(words_.mixed);
    if (card_.mode == wire::ReleaseMode::kStrict) {
      text(words_.strict_rule);
      text(words_.strict_day, fmt::format("{:.2f}", card_.epsilon()), best_guess(card_.epsilon()));
      text(words_.strict_thirty, fmt::format("{:.1f}", card_.epsilon(30)));
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
    title(words_.told_title);
    const ToldFigures all = card_.all();
    text(words_.told, all.shown + all.merged, all.merged, all.withheld);
    add("<table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        words_.col_what, words_.col_shown, words_.col_merged, words_.col_withheld);
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
    for (std::size_t i = 0; i < kTopics; ++i) {
      add("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", names[i],
          topics[i].shown, topics[i].merged, topics[i].withheld);
    }
    add("</tbody></table>\n");
  }

  const PrivacyCard& card_;
  const Words& words_;
  std::string out_;
};

}  // namespace

Result<std::string> card_page(const PrivacyCard& card, std::string_view language) {
  const Words* words = card::words_of(language);
  if (words == nullptr) {
    return fail(ErrorCode::kInvalidArgument, "there is no privacy card in '{}'; use en, fr or de",
                language);
  }
  return Page(card, *words)();
}

}  // namespace sillage::desk
