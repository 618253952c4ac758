// SPDX-License-Identifier: Apache-2.0
#pragma once

// For tests only: tiny clips made at run time. Picture number i is flat grey of `luma_of(i)`.

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sillage::eye::test {

/// A folder that goes when it does.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  std::string path(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

constexpr int luma_of(int frame) { return 20 + 6 * (frame % 35); }

/// Uncompressed YUV4MPEG2 4:2:0.
std::string y4m(int width, int height, int frames, int fps = 25);

/// Half a second of 8-bit silence as RIFF WAVE.
std::string wav();

/// One JPEG picture.
std::string jpeg(int width, int height, int luma);

struct ClipOptions {
  std::string codec = "mpeg4";  ///< or "mjpeg", or "utvideo" for planar RGB
  int width = 64;
  int height = 48;
  int frames = 30;
  int fps = 10;
  int b_frames = 0;
  std::vector<std::int64_t> stamps_ms;          ///< instead of `frames` evenly spaced ones
  std::map<std::string, std::string> metadata;  ///< such as creation_time
  std::set<int> damaged;                        ///< packets replaced by rubbish
  bool index_first = false;                     ///< MP4 with its index before the pictures
};

/// Encodes a clip; the ending of the name decides the container (.avi, .mp4, .mkv). Any failure
/// throws std::runtime_error, which fails the test.
void make_clip(const std::string& path, const ClipOptions& options);

std::string bytes_of(const std::string& path);

}  // namespace sillage::eye::test
