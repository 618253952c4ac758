// SPDX-License-Identifier: Apache-2.0
#include "app/plate_pass.h"

#include <algorithm>

#include "app/progress.h"

namespace sillage::app {
namespace {

constexpr int kSamples = 90;
constexpr double kLongestPassS = 600;
/// Samples per second where the recording does not say how long it is.
constexpr double kUnknownLengthFps = 1;
/// A plate is a median: it needs samples enough, and time for whom the detector misses to move on.
constexpr int kFewestSamples = 20;
constexpr double kShortestSpanS = 30;

}  // namespace

Result<std::optional<eye::Plate>> make_plate(eye::SourceOptions options, eye::Detector& detector) {
  options.analysed_fps = kUnknownLengthFps;
  {
    ASSIGN_OR_RETURN(const eye::VideoSource probe, eye::VideoSource::create(options));
    if (const auto& duration = probe.info().duration) {
      options.analysed_fps = kSamples / std::clamp(seconds(*duration), 1.0, kLongestPassS);
    }
  }
  ASSIGN_OR_RETURN(eye::VideoSource source, eye::VideoSource::create(options));
  eye::PlateBuilder builder;
  Progress progress("plate", kSamples, "samples");
  Instant last = source.info().starts_at;
  while (builder.samples() < kSamples) {
    // A recording that breaks off here does so again when it is watched, and is reported then.
    const auto frame = source.next();
    if (!frame || !*frame) break;
    ASSIGN_OR_RETURN(const auto people, detector.detect((*frame)->picture));
    builder.add((*frame)->picture, people);
    last = (*frame)->captured_at;
    progress.set(builder.samples());
  }
  const double span_s = seconds(last - source.info().starts_at);
  if (builder.samples() < kFewestSamples || span_s < kShortestSpanS) {
    return std::optional<eye::Plate>{};
  }
  ASSIGN_OR_RETURN(eye::Plate plate, builder.build());
  ASSIGN_OR_RETURN(const auto left, detector.detect(plate.picture.view()));
  eye::paint_over(plate, left);
  return std::optional(std::move(plate));
}

}  // namespace sillage::app
