// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/frame.h"

namespace sillage::eye {

/// Whether a camera still sees what it was hung up for.
enum class Health {
  kSound,
  kFrozen,     ///< the same picture again and again
  kBlack,      ///< no light, or no picture
  kBlocked,    ///< something lies before the lens
  kDefocused,  ///< the same scene without its fine detail
  kMoved,      ///< another scene than before
};

struct HealthOptions {
  double frozen_after_s = 30;  ///< sensors and coders are never that quiet
  double black_luma = 26;      ///< mean below which a picture is black (16 is the least there is)
  double flat_spread = 6;      ///< standard deviation of lightness below which nothing is seen
  double blur_share = 0.5;     ///< share of the usual fine detail below which it is out of focus
  double same_scene = 0.35;    ///< correlation of outlines with the usual ones from which on it is
  double after_s = 8;          ///< a picture must be wrong for so long: people pass close by
  double sound_after_s = 2;    ///< and right for so long
  double learn_s = 60;         ///< the usual is not known before
  double forget_s = 600;       ///< time constant with which the usual follows the day
  double night_chroma = 1.5;   ///< mean distance from grey below which a picture has no colour

  Result<void> check() const;
};

/// Watches the pictures of one fixed camera: their sameness, light, detail and outlines against
/// those of the last minutes. A plain object for one thread; keeps 64 x 36 averages, in which
/// nobody can be seen, and no picture.
class HealthWatch {
 public:
  static Result<HealthWatch> create(HealthOptions options);
  HealthWatch(HealthWatch&&) noexcept;
  HealthWatch& operator=(HealthWatch&&) noexcept;
  ~HealthWatch();

  /// Frames come in the order of time.
  Health process(Instant at, const I420View& picture);
  /// The camera has switched to infrared. Sound all the same.
  bool is_night() const;

 private:
  struct Impl;
  explicit HealthWatch(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
