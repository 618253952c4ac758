// SPDX-License-Identifier: Apache-2.0
#include "app/plate_pass.h"

#include <algorithm>

#include "app/progress.h"

namespace sillage::app {
namespace {

constexpr int kSamples = 90;
constexpr double kLongestPassS = 600;
/// Whatever looks even remotely like a person is masked: a grey spot harms nobody.
constexpr float kMaskScore = 0.2F;

Result<std::vector<eye::Detection>> find_people(eye::Detector& detector,
                                                const eye::I420View& picture) {
  ASSIGN_OR_RETURN(std::vector<eye::Detection> people, detector.detect(picture));
  std::erase_if(people, [](const eye::Detection& d) { return d.score < kMaskScore; });
  return people;
}

}  // namespace

Result<eye::Plate> make_plate(eye::SourceOptions options, eye::Detector& detector) {
  double length_s = kLongestPassS;
  {
    ASSIGN_OR_RETURN(const eye::VideoSource probe, eye::VideoSource::create(options));
    if (probe.info().duration) length_s = std::min(length_s, seconds(*probe.info().duration));
  }
  options.analysed_fps = kSamples / std::max(length_s, 1.0);
  ASSIGN_OR_RETURN(eye::VideoSource source, eye::VideoSource::create(options));
  eye::PlateBuilder builder;
  Progress progress("plate", kSamples, "samples");
  while (builder.samples() < kSamples) {
    ASSIGN_OR_RETURN(std::optional<eye::Frame> frame, source.next());
    if (!frame) break;
    ASSIGN_OR_RETURN(const auto people, find_people(detector, frame->picture));
    builder.add(frame->picture, people);
    progress.set(builder.samples());
  }
  ASSIGN_OR_RETURN(eye::Plate plate, builder.build());
  ASSIGN_OR_RETURN(const auto left, find_people(detector, plate.picture.view()));
  eye::paint_over(plate, left);
  return plate;
}

}  // namespace sillage::app
