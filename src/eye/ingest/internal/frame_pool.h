// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "eye/ingest/frame_ages.h"
#include "eye/ingest/internal/libav.h"

namespace sillage::eye {

/// Gives a decoder the memory for its pictures: left out of dumps, and overwritten as soon as
/// nobody needs the picture any more, however long the decoder or its user keep it. Thread-safe.
class FramePool {
 public:
  /// `clock`, borrowed, outlives all frames; null: ages are not measured.
  explicit FramePool(const Clock* clock);

  /// From now on the decoder's pictures lie in this pool.
  void serve(AVCodecContext& codec);
  /// When the picture was captured. Nothing happens where it does not lie in the pool.
  void mark(const AVFrame& frame, Instant captured_at);
  FrameAges ages() const;

 private:
  struct State;
  struct Block;
  static int give(AVCodecContext* codec, AVFrame* frame, int flags);
  static void take_back(void* block, std::uint8_t* data);
  std::shared_ptr<State> state_;
};

}  // namespace sillage::eye
