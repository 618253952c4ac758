// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/result.h"
#include "eye/common/frame.h"
#include "eye/ingest/internal/libav.h"

namespace sillage::eye {

struct SharedPicture {
  I420View view;
  std::shared_ptr<const void> owner;
};

/// The decoded picture as 8-bit I420. 4:2:0 planar pictures of either range are referred to, not
/// copied; planar YUV of any depth to 16 bits, semi-planar, packed, grey and RGB ones are
/// converted. Error: kUnsupported for any other pixel format, named.
Result<SharedPicture> to_i420(const AVFrame& frame);

/// Holds a picture of our own.
SharedPicture share(I420Image image);

}  // namespace sillage::eye
