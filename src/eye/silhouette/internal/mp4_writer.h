// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "eye/common/frame.h"
#include "eye/silhouette/internal/temporary_file.h"

namespace sillage::eye::silhouette_internal {

struct Mp4Options {
  std::filesystem::path path;
  int width = 0;  ///< even
  int height = 0;
  double fps = 10;
  /// Names in libavcodec; the first that this build has and that opens is used.
  std::vector<std::string> encoders = {"libx264", "mpeg4"};
};

/// Pictures of a constant rate into an MP4 file that holds no date, no name of the machine and no
/// version: the same pictures give the same bytes on the same libraries.
class Mp4Writer {
 public:
  static Result<Mp4Writer> create(const Mp4Options& options);
  Mp4Writer(Mp4Writer&&) noexcept;
  Mp4Writer& operator=(Mp4Writer&&) noexcept;
  ~Mp4Writer();
  /// A picture of the size given in the options.
  Result<void> write(const I420View& picture);
  /// Only now does the file appear under its name. Fails without pictures.
  Result<void> finish();

 private:
  struct Impl;
  explicit Mp4Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye::silhouette_internal
