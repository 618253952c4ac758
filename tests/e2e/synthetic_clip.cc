// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/synthetic_clip.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

#include <unistd.h>

namespace sillage::e2e {
namespace {

constexpr std::uint8_t kBright = 220;
constexpr std::uint8_t kThreshold = 180;

class BrightDetector final : public eye::Detector {
 public:
  /// Connected bright areas by a flood fill over 4 neighbours.
  Result<std::vector<eye::Detection>> detect(const eye::I420View& picture) override {
    seen_.assign(static_cast<std::size_t>(picture.width) * picture.height, 0);
    std::vector<eye::Detection> found;
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        if (is_new(picture, x, y)) found.push_back({fill(picture, x, y), 0.9F});
      }
    }
    return found;
  }

 private:
  bool is_new(const eye::I420View& picture, int x, int y) const {
    return x >= 0 && y >= 0 && x < picture.width && y < picture.height &&
           picture.y[y * picture.y_stride + x] > kThreshold && !seen_[y * picture.width + x];
  }

  Box fill(const eye::I420View& picture, int x0, int y0) {
    int left = x0, right = x0, top = y0, bottom = y0;
    std::vector<std::pair<int, int>> open{{x0, y0}};
    seen_[y0 * picture.width + x0] = 1;
    while (!open.empty()) {
      const auto [x, y] = open.back();
      open.pop_back();
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
      for (const auto& [nx, ny] : {std::pair{x + 1, y}, {x - 1, y}, {x, y + 1}, {x, y - 1}}) {
        if (!is_new(picture, nx, ny)) continue;
        seen_[ny * picture.width + nx] = 1;
        open.emplace_back(nx, ny);
      }
    }
    return {static_cast<double>(left), static_cast<double>(top), right - left + 1.0,
            bottom - top + 1.0};
  }

  std::vector<std::uint8_t> seen_;
};

}  // namespace

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "sillage-e2e-XXXXXX").string();
  path_ = ::mkdtemp(name.data()) ? name : std::string();
  if (path_.empty()) std::abort();
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_clip(const std::filesystem::path& file, int frames,
                const std::function<std::vector<Box>(int)>& people, int checks) {
  std::ofstream out(file, std::ios::binary);
  out << "YUV4MPEG2 W" << kClipWidth << " H" << kClipHeight << " F" << kClipFps
      << ":1 Ip A1:1 C420\n";
  const std::string chroma(kClipWidth / 2 * (kClipHeight / 2) * 2, static_cast<char>(128));
  for (int frame = 0; frame < frames; ++frame) {
    std::string luma(kClipWidth * kClipHeight, 0);
    for (int i = 0; i < kClipWidth * kClipHeight; ++i) {
      luma[i] = static_cast<char>(40 + (i % kClipWidth / 8 + i / kClipWidth / 8) % 5 * 10);
    }
    for (const Box& box : people(frame)) {
      const int left = std::clamp(static_cast<int>(box.left), 0, kClipWidth);
      const int right = std::clamp(static_cast<int>(box.right()), 0, kClipWidth);
      for (int y = std::max(0, static_cast<int>(box.top));
           y < std::min<int>(kClipHeight, static_cast<int>(box.bottom())); ++y) {
        for (int x = left; x < right; ++x) {
          luma[y * kClipWidth + x] = static_cast<char>(kBright - (x / 4 + y / 4) % 2 * checks);
        }
      }
    }
    out << "FRAME\n" << luma << chroma;
  }
}

std::unique_ptr<eye::Detector> make_bright_detector() { return std::make_unique<BrightDetector>(); }

}  // namespace sillage::e2e
