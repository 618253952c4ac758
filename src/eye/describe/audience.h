// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/body_network.h"
#include "eye/common/detection.h"
#include "eye/common/frame.h"
#include "eye/describe/seen_person.h"
#include "wire/sighting.h"

namespace sillage::eye {

/// docs/adr/0033-audience.md says where the values come from.
struct AudienceOptions {
  double min_height = 56;       ///< pixels of the whole box; smaller people are not looked at
  double min_aspect = 0.2;      ///< width / height of a box that can be a standing person
  double max_aspect = 0.6;      ///< wider ones are cut, most of them by furniture
  double min_shown = 0.8;       ///< of a standing adult: others are cut, stoop, or are children
  double max_unseen = 0.35;     ///< share of the body that is masked, hidden or outside
  double min_sharpness = 0.12;  ///< fine against coarse differences of lightness
  double max_tilt_sine = 0.9;   ///< from straighter above, heads hide bodies
  double interval_s = 1.0;  ///< between the first looks at one person; after n looks n / 2 times
  int looks_per_frame = 3;  ///< bounds the cost; who was looked at least comes first
  int max_looks = 40;       ///< at one track: more say nothing new
  int max_tracks = 1000;    ///< at once; further ones are not looked at
  Result<void> check() const;
};

struct TrackEvidence {
  TrackId track{};
  wire::Evidence evidence;
};

/// How often bodies were looked at, and why not.
struct AudienceStats {
  std::int64_t crops = 0;  ///< bodies cut out of pictures
  std::int64_t looks = 0;  ///< of these, shown to the network
  std::int64_t too_small = 0;
  std::int64_t cut = 0;  ///< by the picture or furniture, no standing adult, seen from above
  std::int64_t hidden = 0;
  std::int64_t blurred = 0;
};

/// What bodies say of how people present, from below a mask over head and shoulders. The mask is
/// geometry and comes before everything: what lies in the head_region() of any box of the frame is
/// never read, so the network is never shown it. Exists only where a store has switched it on.
///
/// A plain object for one thread. Of a track it keeps when and how often it was looked at.
class AudienceStage {
 public:
  static Result<AudienceStage> create(AudienceOptions options,
                                      std::shared_ptr<BodyNetwork> network);
  AudienceStage(AudienceStage&&) noexcept;
  AudienceStage& operator=(AudienceStage&&) noexcept;
  ~AudienceStage();

  /// `everybody`: all boxes of the frame, also those of no track: their heads are masked too.
  Result<std::vector<TrackEvidence>> process(Instant captured_at, const I420View& picture,
                                             std::span<const SeenPerson> people,
                                             std::span<const Detection> everybody);
  void end(TrackId track);
  const AudienceStats& stats() const;

 private:
  struct Impl;
  explicit AudienceStage(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
