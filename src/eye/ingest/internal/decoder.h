// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.h"
#include "eye/ingest/internal/container.h"
#include "eye/ingest/internal/frame_pool.h"
#include "eye/ingest/internal/libav.h"

namespace sillage::eye {

/// Decodes the picture stream of a container, in the calling thread. Damage is counted and passed
/// over.
class Decoder {
 public:
  /// `may_decode` is asked before each packet. `clock` measures the age of pictures; null = none.
  static Result<Decoder> create(std::unique_ptr<Container> container,
                                std::function<Result<void>()> may_decode = {},
                                const Clock* clock = nullptr);

  /// The next decoded picture, valid until the next call; null at the end. Errors: nothing but
  /// damage for 1000 packets, no packet within the time allowed, connection lost.
  Result<const AVFrame*> next();

  Container& container() { return *container_; }
  FramePool& pool() { return *pool_; }
  std::int64_t corrupt_packets() const { return corrupt_packets_; }
  /// Whether the input broke off instead of ending. Known after the last frame.
  bool broke_off() const { return broke_off_; }

 private:
  Decoder(std::unique_ptr<Container> container, std::function<Result<void>()> may_decode,
          const Clock* clock)
      : container_(std::move(container)),
        may_decode_(std::move(may_decode)),
        pool_(std::make_unique<FramePool>(clock)) {}
  Result<void> open();
  Result<void> feed();
  Result<void> end_of_input(int error);
  Result<void> count_corrupt(int error);

  std::unique_ptr<Container> container_;
  std::function<Result<void>()> may_decode_;
  std::unique_ptr<FramePool> pool_;  // outlives codec_, which keeps its address
  CodecContextPtr codec_;
  PacketPtr packet_;
  FramePtr frame_;
  std::int64_t corrupt_packets_ = 0;
  int corrupt_in_a_row_ = 0;
  int unreadable_in_a_row_ = 0;
  bool broke_off_ = false;
};

}  // namespace sillage::eye
