// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/silhouette_video.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "eye/silhouette/internal/drawing.h"
#include "eye/silhouette/internal/mp4_writer.h"

namespace sillage::eye {
namespace {

using namespace silhouette_internal;

constexpr int kGreatestSource = 16384;
constexpr int kLeastWidth = 480;       ///< where the source is that wide
constexpr int kGreatestLength = 1280;  ///< of either side
constexpr int kLeastLength = 16;
constexpr double kGreatestRate = 240;

struct Size {
  int width = 0;
  int height = 0;
};

int even(double length) {
  const double most = std::clamp<double>(length, kLeastLength, kGreatestLength);
  return 2 * static_cast<int>(std::lround(most / 2));
}

/// As wide as the plate, within limits; the shape of the source.
Size output_size(int plate_width, int source_width, int source_height) {
  const int least = std::min(kLeastWidth, source_width);
  const int greatest = std::min(kGreatestLength, source_width);
  const double shape = static_cast<double>(source_height) / source_width;
  double width = std::clamp(plate_width, least, greatest);
  width = std::min(width, kGreatestLength / shape);
  return {even(width), even(width * shape)};
}

Result<void> check(const SilhouetteOptions& options, const I420View& plate) {
  if (options.path.extension() != ".mp4") {
    return fail(ErrorCode::kInvalidArgument,
                "the silhouette video '{}' is written as MP4; give it a name that ends in .mp4",
                options.path.string());
  }
  const auto is_size = [](int length) { return length > 0 && length <= kGreatestSource; };
  if (!is_size(options.source_width) || !is_size(options.source_height)) {
    return fail(ErrorCode::kInvalidArgument,
                "the silhouette video {} needs the size of the source, 1 to {} pixels a side, not "
                "{}x{}; take it from the first frame",
                options.path.string(), kGreatestSource, options.source_width,
                options.source_height);
  }
  if (!(options.fps >= 0.01 && options.fps <= kGreatestRate)) {
    return fail(ErrorCode::kInvalidArgument,
                "the silhouette video {} cannot run at {} pictures a second; set 0.01 to {}",
                options.path.string(), options.fps, kGreatestRate);
  }
  if (plate.width <= 0 || plate.height <= 0 || plate.y == nullptr || plate.u == nullptr ||
      plate.v == nullptr) {
    return fail(ErrorCode::kInvalidArgument,
                "the silhouette video {} needs a plate to draw on and this one is empty; build it "
                "from at least one frame",
                options.path.string());
  }
  return {};
}

}  // namespace

struct SilhouetteVideo::Impl {
  Mp4Writer writer;
  I420Image background;  ///< plate, zones and lines
  I420Image picture;     ///< the scene being drawn
  double scale_x = 1;
  double scale_y = 1;

  void draw_layout(const SilhouetteOptions& options) {
    const auto to_picture = [this](Point p) { return Point{p.x * scale_x, p.y * scale_y}; };
    const double thickness = std::max(2.0, background.width() / 320.0);
    for (std::vector<Point> zone : options.zones) {
      std::transform(zone.begin(), zone.end(), zone.begin(), to_picture);
      draw_outline(background, zone, thickness, kZone);
    }
    for (const Segment& line : options.lines) {
      draw_segment(background, {to_picture(line.from), to_picture(line.to)}, 1.5 * thickness,
                   kLine);
    }
  }
};

SilhouetteVideo::SilhouetteVideo(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SilhouetteVideo::SilhouetteVideo(SilhouetteVideo&&) noexcept = default;
SilhouetteVideo& SilhouetteVideo::operator=(SilhouetteVideo&&) noexcept = default;
SilhouetteVideo::~SilhouetteVideo() = default;

Result<SilhouetteVideo> SilhouetteVideo::create(SilhouetteOptions options, const I420View& plate) {
  RETURN_IF_ERROR(check(options, plate));
  const auto [width, height] =
      output_size(plate.width, options.source_width, options.source_height);
  ASSIGN_OR_RETURN(
      Mp4Writer writer,
      Mp4Writer::create(
          {.path = options.path, .width = width, .height = height, .fps = options.fps}));
  auto impl = std::make_unique<Impl>(Impl{std::move(writer),
                                          scale(plate, width, height),
                                          {},
                                          static_cast<double>(width) / options.source_width,
                                          static_cast<double>(height) / options.source_height});
  impl->draw_layout(options);
  return SilhouetteVideo(std::move(impl));
}

Result<void> SilhouetteVideo::add(const SilhouetteScene& scene) {
  std::vector<Box> people;
  for (const Box& box : scene.people) {
    if (std::isfinite(box.left + box.top + box.width + box.height)) {
      people.push_back(box.scaled(impl_->scale_x, impl_->scale_y));
    }
  }
  // From far to near, and in no order of the tracks.
  std::sort(people.begin(), people.end(), [](const Box& a, const Box& b) {
    return std::tuple(a.bottom(), a.left, a.top, a.width) <
           std::tuple(b.bottom(), b.left, b.top, b.width);
  });
  impl_->picture = impl_->background;
  for (const Box& box : people) draw_person(impl_->picture, box);
  draw_caption(impl_->picture, scene.caption);
  return impl_->writer.write(impl_->picture.view());
}

Result<void> SilhouetteVideo::finish() { return impl_->writer.finish(); }

}  // namespace sillage::eye
