// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace sillage::eye {

/// What a stream is, by its packets: no picture is decoded.
struct StreamFacts {
  std::string codec;                     ///< "h264", "hevc", "mjpeg", ...
  int width = 0, height = 0;             ///< pixels; 0 = not found out
  double fps = 0;                        ///< by the stamps of the pictures; 0 = too few came
  int pictures = 0;                      ///< that were looked at
  std::optional<double> key_interval_s;  ///< nothing where fewer than two key pictures came
  bool has_b_pictures = false;           ///< pictures that come out of order, and so later
  /// How far the camera's clock is ahead of ours, way included; nothing where it tells no time.
  std::optional<Duration> clock_ahead;
};

struct LookOptions {
  Duration open_timeout = std::chrono::seconds(8);
  Duration stall_timeout = std::chrono::seconds(5);
  Duration look_for = std::chrono::seconds(6);  ///< of the stream's own time, or of ours
};

/// Opens a camera's stream or a file, reads some seconds of it and closes it. `url` may hold user
/// and password, errors do not. Errors as of VideoSource::create. Waits.
Result<StreamFacts> look_at_stream(const std::string& url, const Clock& clock,
                                   const LookOptions& options = {});

}  // namespace sillage::eye
