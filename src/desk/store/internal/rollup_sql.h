// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sillage::desk::internal {

// ?1 store, ?2 evaluation, ?3 mode, ?4 metric version; ?5 and ?6 from and to; ?7 and ?8 start and
// end of the stretch that is worked out, ?9 its level; ?10 a metric.

/// An hour from its bins. Times of a group of durations or squares are values of their own; of
/// other groups only the sum is known, which counts as withheld. Heat has no hours.
extern const char* const kHourSpan;
extern const char* const kHourRows;
/// Heat of a day from its bins, and what only the day itself has.
extern const char* const kDayHeat;
extern const char* const kDayOwn;
/// After it: a figure that the day has stands for all of its bins (?10); a day without bins.
extern const char* const kDayOwnCounts;
extern const char* const kDayOwnSpan;
/// A day from its hours (?11), a week or a month from its days; rows of one metric.
extern const char* const kLongSpan;
extern const char* const kLongRows;
/// ?1 to ?4, level, from, to of stretches; of one metric (?8).
extern const char* const kDropSpans;
extern const char* const kDropRows;

extern const char* const kBinSpans;   ///< ?1 to ?6
extern const char* const kBinRows;    ///< ?1 to ?6, ?7 metric, ?8 scope or NULL
extern const char* const kLevelSpans;  ///< ?1 to ?6, ?7 level
extern const char* const kLevelRows;   ///< ?1 to ?6, ?7 level, ?8 metric, ?9 scope
extern const char* const kAllLevelRows;  ///< ?1 to ?6, ?7 level, ?8 metric
extern const char* const kStates;      ///< ?1 to ?6, ?7 metric, ?8 level

}  // namespace sillage::desk::internal
