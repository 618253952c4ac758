// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "desk/report/internal/words.h"

namespace date {
class time_zone;
}

namespace sillage::desk::report {

/// A stretch of time that the report covers.
struct Span {
  Instant start;
  Instant end;
};

/// Writes instants as people in the store read them: local time of its zone, or the offset into the
/// video where the start of the recording is not known.
class LocalTime {
 public:
  /// kConfiguration for a zone that does not exist.
  static Result<LocalTime> create(const std::string& zone, bool start_known, const Words& words);

  /// "Monday, 23 November 2026".
  std::string date(Instant t) const;
  /// "09:15"; an offset as "0:05:30".
  std::string clock(Instant t) const;
  /// "09:15–09:30", with the date where it differs from that of `reference`, and with the
  /// abbreviation of the offset ("CEST") when `span` and `reference` together cross a clock change.
  std::string range(const Span& span, const Span& reference) const;
  /// The whole span with dates, for the head of the report.
  std::string period(const Span& span) const;
  /// Local date and time of day with the offset's abbreviation, always real time.
  std::string moment(Instant t) const;

  struct Tick {
    Instant at;
    std::string label;
  };
  /// At most `most` round local times within the span; days and longer steps for long spans.
  std::vector<Tick> ticks(const Span& span, int most) const;

 private:
  LocalTime(const ::date::time_zone* zone, bool start_known, const Words& words)
      : zone_(zone), start_known_(start_known), words_(&words) {}
  std::string short_date(Instant t) const;
  std::string abbreviation(Instant t) const;
  /// Seconds of local time since the local epoch (offset into the video: since its start).
  std::chrono::seconds local(Instant t) const;

  const ::date::time_zone* zone_;
  bool start_known_;
  const Words* words_;
};

}  // namespace sillage::desk::report
