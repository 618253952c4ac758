// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "sim/agents/premises.h"
#include "sim/camera/clip_writer.h"
#include "sim/camera/film_options.h"

namespace sillage::sim {

/// What to film: one camera of the plan for a while of one simulated day.
struct FilmOrder {
  std::string camera;      ///< its id
  std::uint64_t seed = 1;  ///< of the people; the pictures have theirs in `options`
  Instant from;            ///< of the first picture; the day is the local one
  double seconds = 60;     ///< how long, s
  Codec codec = Codec::kH264;
  FilmOptions options;  ///< `utc_offset` is set from the plan's time zone
  /// A folder in the layout of MOTChallenge is written below it, named after the camera:
  /// CAMERA.mp4, seqinfo.ini, gt/gt.txt (columns: `truth_lines`).
  std::filesystem::path out;
  /// Called after each picture with how many are done; false stops early. May be empty.
  std::function<bool(std::int64_t)> progress;
};

struct FilmSummary {
  std::filesystem::path clip, truth;
  std::int64_t pictures = 0;
  std::int64_t people = 0;  ///< boxes in the truth
  double mean_in_view = 0;  ///< people of whom at least a quarter is visible, per picture
};

/// Simulates the day up to that time, then films. The same order gives the same bytes. Fails
/// (kCancelled) if stopped, and then leaves nothing behind but the folder.
Result<FilmSummary> film(Premises& premises, const FilmOrder& order);
/// Pictures that an order makes: for a progress bar.
std::int64_t pictures_of(const Plan& plan, const FilmOrder& order);

}  // namespace sillage::sim
