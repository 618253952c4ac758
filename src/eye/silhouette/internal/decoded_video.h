// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eye/common/frame.h"

namespace sillage::eye::silhouette_internal {

/// What a player sees in a file; for tests.
struct DecodedVideo {
  std::string codec;
  std::vector<I420Image> pictures;
  std::vector<double> times_s;
};

/// Empty pictures when the file cannot be read.
DecodedVideo decode(const std::filesystem::path& path);

std::string bytes_of(const std::filesystem::path& path);

/// An empty folder of its own that goes with its contents.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  const std::filesystem::path& path() const { return path_; }
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

}  // namespace sillage::eye::silhouette_internal
