// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/frame.h"
#include "eye/describe/seen_person.h"
#include "wire/sighting.h"

namespace sillage::eye {

/// docs/adr/0014-printed-marks.md says where the values come from.
struct BadgeOptions {
  /// Pixels of a person below which no mark of the stated size can be read: nobody is looked at.
  double min_height = 180;
  double coarse_height = 700;  ///< from here on, edges are looked for at half the resolution
  double interval_s = 0.25;    ///< between two looks at one person
  int eager_looks = 12;        ///< after so many without a mark, looks become rare
  double patient_interval_s = 2;
  int looks_per_frame = 2;  ///< bounds the cost of a frame; who was looked at least comes first
  int reads = 2;            ///< the same mark in so many frames is believed
  int max_tracks = 1000;    ///< at once; further ones are not looked at
  Result<void> check() const;
};

struct BadgeStats {
  std::int64_t looks = 0;
  std::int64_t reads = 0;  ///< marks found, believed or not
};

/// Reads the printed marks (mark.h) that tracked people wear or hold up: staff, or somebody who
/// wants not to be measured. A mark counts for the person whose upper body it is nearest to. Once
/// believed it holds for the rest of the track; an objection is stronger than a staff mark. Of the
/// picture only this flag leaves.
///
/// A plain object for one thread.
class BadgeReader {
 public:
  static Result<BadgeReader> create(BadgeOptions options);
  BadgeReader(BadgeReader&&) noexcept;
  BadgeReader& operator=(BadgeReader&&) noexcept;
  ~BadgeReader();

  void process(Instant captured_at, const I420View& picture, std::span<const SeenPerson> people);
  wire::Badge badge_of(TrackId track) const;
  /// Forgets a track that is over.
  void end(TrackId track);
  const BadgeStats& stats() const;

 private:
  struct Impl;
  explicit BadgeReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
