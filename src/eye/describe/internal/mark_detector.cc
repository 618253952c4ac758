// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/mark_detector.h"

#include <algorithm>
#include <cmath>

#include <apriltag/apriltag.h>
#include <apriltag/tagStandard41h12.h>

#include "eye/describe/mark.h"

namespace sillage::eye {
namespace {

/// Flipped squares that are mended; with two codes only, chance hits stay below one in 10^8 quads.
constexpr int kMendedSquares = 2;
/// Grey levels between black and white below which nothing is looked for; noise stays below.
constexpr int kLeastContrast = 20;
/// A part that is smaller than this, in pixels each way, holds no mark that can be read.
constexpr int kSmallest = 12;

struct FamilyDeleter {
  void operator()(apriltag_family_t* family) const { tagStandard41h12_destroy(family); }
};
using Family = std::unique_ptr<apriltag_family_t, FamilyDeleter>;

struct DetectorDeleter {
  void operator()(apriltag_detector_t* detector) const { apriltag_detector_destroy(detector); }
};

/// The family cut down to our two codes: a detector reads no others.
Family our_family() {
  Family family(tagStandard41h12_create());
  if (family == nullptr || family->ncodes <= kStaffMark) return nullptr;
  family->codes[0] = family->codes[kObjectionMark];
  family->codes[1] = family->codes[kStaffMark];
  family->ncodes = 2;
  return family;
}

wire::Badge badge_of(int code) { return code == 0 ? wire::Badge::kObjection : wire::Badge::kStaff; }

}  // namespace

struct MarkDetector::Impl {
  Family family;  ///< outlives the detector
  std::unique_ptr<apriltag_detector_t, DetectorDeleter> detector;
};

Result<MarkDetector> MarkDetector::create() {
  auto impl = std::make_unique<Impl>();
  impl->family = our_family();
  impl->detector.reset(apriltag_detector_create());
  if (impl->family == nullptr || impl->detector == nullptr) {
    return fail(ErrorCode::kUnavailable,
                "the library that reads printed marks does not start; reinstall libapriltag3");
  }
  apriltag_detector_add_family_bits(impl->detector.get(), impl->family.get(), kMendedSquares);
  impl->detector->nthreads = 1;
  impl->detector->qtp.min_white_black_diff = kLeastContrast;
  return MarkDetector(std::move(impl));
}

MarkDetector::MarkDetector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MarkDetector::MarkDetector(MarkDetector&&) noexcept = default;
MarkDetector& MarkDetector::operator=(MarkDetector&&) noexcept = default;
MarkDetector::~MarkDetector() = default;

std::vector<Mark> MarkDetector::find(const I420View& picture, const Box& part, bool coarse) {
  const auto pixel = [](double at, int end) {
    return static_cast<int>(std::clamp(at, 0.0, static_cast<double>(end)));
  };
  const int x0 = pixel(part.left, picture.width), x1 = pixel(part.right(), picture.width);
  const int y0 = pixel(part.top, picture.height), y1 = pixel(part.bottom(), picture.height);
  if (x1 - x0 < kSmallest || y1 - y0 < kSmallest) return {};
  const std::uint8_t* first = picture.y + static_cast<std::ptrdiff_t>(y0) * picture.y_stride + x0;
  // The library reads the picture only; its type does not say so.
  image_u8_t view{x1 - x0, y1 - y0, picture.y_stride, const_cast<std::uint8_t*>(first)};
  impl_->detector->quad_decimate = coarse ? 2 : 1;
  zarray_t* found = apriltag_detector_detect(impl_->detector.get(), &view);
  std::vector<Mark> marks;
  for (int i = 0; i < zarray_size(found); ++i) {
    apriltag_detection_t* mark = nullptr;
    zarray_get(found, i, &mark);
    marks.push_back({badge_of(mark->id), {mark->c[0] + x0, mark->c[1] + y0}});
  }
  apriltag_detections_destroy(found);
  return marks;
}

MarkPattern mark_pattern(wire::Badge badge) {
  MarkPattern pattern;
  const Family family = our_family();
  if (family == nullptr) return pattern;
  image_u8_t* image = apriltag_to_image(family.get(), badge == wire::Badge::kObjection ? 0 : 1);
  for (int y = 0; y < std::min(image->height, MarkPattern::kSize); ++y) {
    for (int x = 0; x < std::min(image->width, MarkPattern::kSize); ++x) {
      pattern.white[y][x] = image->buf[y * image->stride + x] != 0;
    }
  }
  image_u8_destroy(image);
  return pattern;
}

}  // namespace sillage::eye
