// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "sim/live/live_source.h"

namespace sillage::sim {

/// An encoded clip in memory, for any number of sources.
struct Clip {
  LiveFormat format;
  std::vector<EncodedPicture> pictures;  ///< the first is a key one

  /// Reads a file of H.264 or H.265 without decoding it, at most 256 MiB of pictures. Fails
  /// (kUnsupported) on other codecs and on pictures that are not in the order of their times.
  static Result<std::shared_ptr<const Clip>> load(const std::filesystem::path& file);
};

/// Repeats a clip for ever, picture by picture at its mean rate.
class ClipSource final : public LiveSource {
 public:
  explicit ClipSource(std::shared_ptr<const Clip> clip) : clip_(std::move(clip)) {}

  LiveFormat format() const override { return clip_->format; }
  Result<void> begin() override {
    next_ = 0;
    return {};
  }
  Result<EncodedPicture> picture(Instant) override {
    const EncodedPicture& picture = clip_->pictures[next_];
    next_ = (next_ + 1) % clip_->pictures.size();
    return picture;
  }

 private:
  std::shared_ptr<const Clip> clip_;
  std::size_t next_ = 0;
};

}  // namespace sillage::sim
