// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/result.h"
#include "sim/camera/picture.h"

struct AVCodecContext;
struct AVPacket;

namespace sillage::sim {

enum class Codec { kH264, kH265 };

struct EncoderOptions {
  int width = 640;  ///< pixels, even, from 16
  int height = 360;
  double fps = 10;  ///< 1 to 120
  Codec codec = Codec::kH264;
  /// Constant quality, 0 (best) to 51; 24 looks like a camera's main stream.
  int quality = 24;
  /// Stream headers once, as a file wants them, instead of before each key picture.
  bool headers_apart = false;
};

/// Encodes as a camera would: no pictures held back, none that refer to later ones, a key picture
/// every two seconds, one thread. The same pictures give the same bytes with the same libraries.
class Encoder {
 public:
  /// Fails (kUnsupported) without an encoder for it, (kInvalidArgument) on odd sizes.
  static Result<Encoder> create(const EncoderOptions& options);
  Encoder(Encoder&&) noexcept;
  Encoder& operator=(Encoder&&) noexcept;
  ~Encoder();

  /// A picture of the size in the options. `key`: it must not refer to earlier ones.
  Result<void> send(const Picture& picture, bool key = false);
  /// No more pictures will come.
  Result<void> finish();
  /// The next encoded picture, or null if none waits. It stays the encoder's, until the next call;
  /// its times are numbers of pictures.
  Result<AVPacket*> receive();

  /// libavcodec's own description of the stream, for a container.
  const AVCodecContext& context() const;

 private:
  struct Impl;
  explicit Encoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
