// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "sim/camera/encoder.h"
#include "tests/e2e/command.h"

namespace sillage::faults {

struct CodedPart {
  int width = 320, height = 240;
  int pictures = 30;
  sim::Codec codec = sim::Codec::kH264;
};

/// Writes a stream as a camera codes it, one part after the other; a textured room, a light that
/// moves through it. The name's ending is .h264 or .h265.
void write_stream(const std::filesystem::path& file, const std::vector<CodedPart>& parts);

/// `sillage sim serve` with a clip, over RTSP on 127.0.0.1 under the name "a".
class CameraServer {
 public:
  /// Port 0: a free one.
  explicit CameraServer(const std::filesystem::path& clip, std::uint16_t port = 0);
  std::uint16_t port() const { return port_; }
  void kill();
  static bool is_built();

 private:
  std::unique_ptr<e2e::RunningSillage> server_;
  std::uint16_t port_ = 0;
};

}  // namespace sillage::faults
