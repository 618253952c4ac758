// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/result.h"
#include "eye/detect/detector.h"
#include "eye/ingest/video_source.h"
#include "eye/plate/plate.h"

namespace sillage::app {

/// Makes the plate of a recording in a pass of its own: samples spread over its first ten minutes,
/// people masked by the detector; what the detector still finds on the plate is painted over.
/// Nothing where the recording is too short: with few samples, whom the detector misses would be
/// seen. The detector must hand out boxes from low scores on (kPlateScore).
Result<std::optional<eye::Plate>> make_plate(eye::SourceOptions source, eye::Detector& detector);

}  // namespace sillage::app
