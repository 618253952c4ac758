// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "eye/detect/detector.h"
#include "geometry/box.h"

namespace sillage::e2e {

/// A folder that is removed with everything in it at the end of the test.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline constexpr int kClipWidth = 320, kClipHeight = 240, kClipFps = 10;

/// Writes an uncompressed YUV4MPEG2 clip: a dark, textured room in which every box of
/// `people(frame)` is a bright rectangle; `checks`: so much darker is every other square of it.
void write_clip(const std::filesystem::path& file, int frames,
                const std::function<std::vector<Box>(int)>& people, int checks = 0);

/// "Detects" the bright rectangles of such a clip, so that the chain can be tested without a
/// picture of anybody.
std::unique_ptr<eye::Detector> make_bright_detector();

}  // namespace sillage::e2e
