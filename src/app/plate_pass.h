// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.h"
#include "eye/detect/detector.h"
#include "eye/ingest/video_source.h"
#include "eye/plate/plate.h"

namespace sillage::app {

/// Makes the plate of a recording in a pass of its own: samples spread over its first ten minutes,
/// people masked by the detector; what the detector still finds on the plate is painted over.
Result<eye::Plate> make_plate(eye::SourceOptions source, eye::Detector& detector);

}  // namespace sillage::app
