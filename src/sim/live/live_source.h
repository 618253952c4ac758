// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "sim/camera/encoder.h"

namespace sillage::sim {

struct LiveFormat {
  Codec codec = Codec::kH264;
  int width = 0;  ///< pixels
  int height = 0;
  double fps = 0;
};

/// An Annex B access unit; parameter sets precede each key picture.
struct EncodedPicture {
  std::vector<std::uint8_t> bytes;
  bool is_key = false;
};

/// Makes the pictures of one camera. One thread at a time.
class LiveSource {
 public:
  virtual ~LiveSource() = default;
  virtual LiveFormat format() const = 0;
  /// A new audience: the next picture is a key one.
  virtual Result<void> begin() = 0;
  /// The picture taken at that time in the store. Times do not go back.
  virtual Result<EncodedPicture> picture(Instant at) = 0;
};

}  // namespace sillage::sim
