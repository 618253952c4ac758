// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "sim/camera/encoder.h"
#include "sim/camera/picture.h"

namespace sillage::sim {

struct ClipOptions {
  std::filesystem::path path;  ///< an .mp4
  int width = 640;             ///< pixels, even
  int height = 360;
  double fps = 10;
  Codec codec = Codec::kH264;
  /// Constant quality, 0 (best) to 51; 24 looks like a camera's main stream.
  int quality = 24;
};

/// Pictures of a constant rate into a file, encoded as `Encoder` does. The same pictures give the
/// same bytes with the same libraries. Until `finish` the file is called PATH.part; without it, it
/// is removed.
class ClipWriter {
 public:
  /// Fails (kUnsupported) without an encoder for it, (kInvalidArgument) on odd sizes.
  static Result<ClipWriter> create(const ClipOptions& options);
  ClipWriter(ClipWriter&&) noexcept;
  ClipWriter& operator=(ClipWriter&&) noexcept;
  ~ClipWriter();
  /// A picture of the size in the options.
  Result<void> add(const Picture& picture);
  Result<void> finish();

 private:
  struct Impl;
  explicit ClipWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
