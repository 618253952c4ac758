// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/detection.h"
#include "eye/common/frame.h"
#include "eye/describe/epoch_keys.h"
#include "eye/describe/seen_person.h"
#include "wire/sighting.h"

namespace sillage::eye {

/// docs/adr/0013-clothing-code.md says where the values come from.
struct ClothingOptions {
  double min_height = 48;   ///< pixels; smaller people get no code
  double min_aspect = 0.2;  ///< width / height of a box that can be a standing person
  double max_aspect = 0.75;
  double max_unseen = 0.4;      ///< share of the body that is masked, hidden or outside
  double min_sharpness = 0.27;  ///< fine against coarse differences of lightness
  double interval_s = 0.4;      ///< between two looks at one person
  int looks_per_frame = 4;      ///< bounds the cost of a frame; who was looked at least comes first
  int max_looks = 16;           ///< at one person in one epoch
  /// Tracks that a camera must have looked at before it sends codes: until then the average that
  /// takes its colour cast off is not its own.
  int min_people = 10;
  int max_tracks = 1000;  ///< at once; further ones get no code
  Result<void> check() const;
};

struct TrackCode {
  TrackId track{};
  wire::ClothingCode code;
};

/// How often pixels of people were read, and why not.
struct ClothingStats {
  std::int64_t looks = 0;
  std::int64_t codes = 0;
  std::int64_t too_small = 0;
  std::int64_t cut = 0;  ///< by the edge of the picture, or no standing person by its shape
  std::int64_t hidden = 0;
  std::int64_t blurred = 0;
};

/// Turns the clothes of tracked people into codes of 64 bits that can be compared within an epoch
/// (level L3 only; the app makes none below). Reads colours below the shoulders; what lies in the
/// head_region() of any box of the frame is never read. Colours are averaged over a track in one
/// epoch; they are wiped with the track and at the end of the epoch, and only codes leave.
///
/// A plain object for one thread.
class ClothingStage {
 public:
  static Result<ClothingStage> create(ClothingOptions options, EpochKeys keys);
  ClothingStage(ClothingStage&&) noexcept;
  ClothingStage& operator=(ClothingStage&&) noexcept;
  ~ClothingStage();

  /// `everybody`: all boxes of the frame, also those of no track: their heads are masked too.
  /// At most one code per person; a new one whenever the number of looks has doubled. Who is first
  /// seen while the epoch before can still be compared gets a code of that epoch too, one frame
  /// later.
  std::vector<TrackCode> process(Instant captured_at, const I420View& picture,
                                 std::span<const SeenPerson> people,
                                 std::span<const Detection> everybody);
  /// Wipes what is kept of a track that is over.
  void end(TrackId track);
  const ClothingStats& stats() const;

 private:
  struct Impl;
  explicit ClothingStage(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
