// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "geometry/homography.h"

namespace sillage::eval {

/// A `cam_para.txt` as it lies beside MOTChallenge sequences: the headings RotationMatrices (R,
/// 3x3, row by row), TranslationVectors (t, millimetres) and IntrinsicMatrix (K, 3x3), each
/// followed by its numbers; world to camera, floor z = 0. The camera is in metres. K must be
/// without skew. Errors name file and line.
Result<PinholeCamera> read_camera_file(const std::filesystem::path& file);
Result<PinholeCamera> parse_camera_file(std::string_view text, std::string_view name);

}  // namespace sillage::eval
