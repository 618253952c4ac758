// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/result.h"
#include "eye/ingest/internal/address.h"
#include "eye/ingest/internal/deadline.h"
#include "eye/ingest/internal/file_reader.h"
#include "eye/ingest/internal/libav.h"
#include "eye/ingest/internal/pipe_reader.h"

namespace sillage::eye {

/// An opened file or stream, of which only the best picture stream is read.
class Container {
 public:
  /// libav decodes some pictures of most streams to know what they are.
  enum class Pictures { kAreDecoded, kStayCoded };
  /// Waits at most `open_timeout` from now; `deadline()` then still holds what is left of it.
  static Result<std::unique_ptr<Container>> create(Address address, Duration open_timeout,
                                                   Pictures pictures = Pictures::kAreDecoded);
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;

  /// Puts the next packet of the picture stream into `packet`: 0 or an AVERROR.
  int read(AVPacket& packet);
  /// From now on one packet may take that long, instead of all of them together.
  void wait_per_packet(Duration stall_timeout) { stall_timeout_ = stall_timeout; }

  const Address& address() const { return address_; }
  Deadline& deadline() { return deadline_; }
  const AVFormatContext& format() const { return *format_; }
  const AVStream& stream() const { return *format_->streams[stream_]; }
  /// Whether everything that the input has was read.
  bool is_exhausted() const;
  /// Whether the input goes on behind its last whole packet.
  bool ended_inside_packet() const;

 private:
  explicit Container(Address address) : address_(std::move(address)) {}
  Result<void> open(Pictures pictures);
  Result<void> choose_stream();
  void discard_other_streams();
  tl::unexpected<Error> opening_failed(int error);

  Address address_;
  Deadline deadline_;
  Duration stall_timeout_{};
  std::unique_ptr<PipeReader> pipe_;  // outlive format_, which reads from them
  std::unique_ptr<FileReader> file_;
  FormatContextPtr format_;
  int stream_ = -1;
  std::int64_t last_packet_end_ = -1;  // byte position; -1 where unknown
  bool last_packet_cut_ = false;
};

}  // namespace sillage::eye
