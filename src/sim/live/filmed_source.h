// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "sim/camera/store_camera.h"
#include "sim/live/live_source.h"
#include "sim/live/shared_day.h"

namespace sillage::sim {

/// Renders a camera of the plan and encodes what it sees.
class FilmedSource final : public LiveSource {
 public:
  /// Computes the empty store as this camera sees it (seconds). The day must outlive it.
  static Result<FilmedSource> create(const Plan& plan, const std::string& camera, Codec codec,
                                     const FilmOptions& options, SharedDay& day);

  LiveFormat format() const override;
  Result<void> begin() override;
  Result<EncodedPicture> picture(Instant at) override;

 private:
  using Real = std::chrono::steady_clock;
  FilmedSource(StoreCamera camera, Codec codec, SharedDay& day);

  StoreCamera camera_;
  Codec codec_;
  SharedDay* day_;
  std::optional<Encoder> encoder_;
  Real::time_point key_at_;
};

}  // namespace sillage::sim
