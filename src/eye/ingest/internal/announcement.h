// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "eye/ingest/internal/libav.h"

namespace sillage::eye {

/// What a container says about its picture stream before it is read.
struct Announcement {
  double fps = 0;                      ///< 0 = unknown
  std::optional<Duration> duration;    ///< nothing where libav only guesses from the bit rate
  std::optional<std::int64_t> frames;  ///< counted by whoever wrote the file
  std::optional<Instant> created_at;   ///< only when plausible (after 1990)

  /// `frames`, or as many as `fps` gives in `duration`.
  std::optional<std::int64_t> expected_frames() const;
  /// Whether clearly less came out: under 98 %, and at least a second or five frames short.
  bool is_missed_by(std::int64_t frames_read, Duration length_read) const;
};

Announcement read_announcement(const AVFormatContext& format, const AVStream& stream);

}  // namespace sillage::eye
