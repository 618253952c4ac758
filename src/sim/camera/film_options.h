// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/result.h"
#include "base/time.h"

namespace sillage::sim {

/// How a simulated camera takes pictures. The defaults are those of a plain indoor camera.
struct FilmOptions {
  /// Of textures, noise and all else that is drawn by chance.
  std::uint64_t seed = 1;
  /// Local time of the store minus UTC: for the time stamp, daylight and the store's lamps.
  Duration utc_offset{0};
  double exposure_s = 0.02;   ///< shutter; moving people blur over it
  double blur_px = 0.45;      ///< standard deviation of the lens's blur
  double vignetting = 0.3;    ///< light lost in the corners, share
  /// Standard deviations at day, of full scale: in the dark, and at full scale by the light itself.
  /// So developed, dark and bright places tremble as they do in recordings of lit rooms.
  double read_noise = 0.0008;
  double shot_noise = 0.004;
  double flicker = 0.025;     ///< lamps over a mains cycle, share; runs over the rows
  double mains_hz = 50;
  double readout_s = 0.018;  ///< from the first row to the last (rolling shutter)
  bool time_stamp = true;    ///< burnt in at the top left
  bool infrared = true;      ///< grey with a lamp ring of its own while the store is dark
  /// Threads that compute the empty store once; pictures are made in the caller's thread.
  int threads = 2;

  Result<void> check() const;
};

}  // namespace sillage::sim
