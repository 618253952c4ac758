// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <optional>

#include "app/eye.h"
#include "config/store_config.h"
#include "eye/silhouette/silhouette_video.h"

namespace sillage::app {

/// Feeds the silhouette video: holds boxes back for the longest backfill (3 s), so that a person is
/// shown from the first frame on in which the tracker found them.
class Silhouettes {
 public:
  static Result<Silhouettes> create(const std::filesystem::path& path, const Eye& eye,
                                    const config::StoreConfig& store,
                                    const eye::I420View& background, double fps);
  Result<void> add(const EyeFrame& frame, bool is_frame);
  /// Continues with the next recording: what is held back is drawn first.
  Result<void> flush();
  Result<void> finish();

 private:
  struct Scene {
    Instant captured_at;
    std::vector<Box> people;
  };
  explicit Silhouettes(eye::SilhouetteVideo video) : video_(std::move(video)) {}
  Result<void> draw_front();

  eye::SilhouetteVideo video_;
  std::deque<Scene> scenes_;
  std::optional<Instant> first_;
};

}  // namespace sillage::app
