// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/release.h"

namespace sillage::wire {

enum class ScopeKind { kNone, kLineOrStore, kZone, kFunnel };
enum class ExtentKind { kNone, kDurations, kCell, kStep, kSegment, kSegmentRange };
enum class WayKind { kNone, kTwoZones, kPath };

/// What says, for each metric, where its figures belong.
struct PlaceKind {
  ScopeKind scope = ScopeKind::kNone;
  ExtentKind extent = ExtentKind::kNone;
  WayKind way = WayKind::kNone;
};

/// Nothing for a metric that does not exist.
std::optional<PlaceKind> place_kind(Metric metric);

/// Whether its figures say something of a segment, which is then the first number of the extent.
bool is_by_segment(Metric metric);

/// How many of the four numbers of an extent are in use.
std::size_t numbers_of(ExtentKind kind);

}  // namespace sillage::wire
