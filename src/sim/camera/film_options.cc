// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/film_options.h"

namespace sillage::sim {
namespace {

Result<void> within(const char* name, double value, double low, double high) {
  if (value >= low && value <= high) return {};
  return fail(ErrorCode::kInvalidArgument, "the film option {} is {}; give a value from {} to {}",
              name, value, low, high);
}

}  // namespace

Result<void> FilmOptions::check() const {
  RETURN_IF_ERROR(within("utc_offset (hours)", seconds(utc_offset) / 3600, -24, 24));
  RETURN_IF_ERROR(within("exposure_s", exposure_s, 0, 0.2));
  RETURN_IF_ERROR(within("blur_px", blur_px, 0, 3));
  RETURN_IF_ERROR(within("vignetting", vignetting, 0, 0.9));
  RETURN_IF_ERROR(within("read_noise", read_noise, 0, 0.5));
  RETURN_IF_ERROR(within("shot_noise", shot_noise, 0, 0.5));
  RETURN_IF_ERROR(within("flicker", flicker, 0, 1));
  RETURN_IF_ERROR(within("mains_hz", mains_hz, 10, 100));
  RETURN_IF_ERROR(within("readout_s", readout_s, 0, 0.2));
  return within("threads", threads, 1, 64);
}

}  // namespace sillage::sim
