// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/frame.h"
#include "eye/ingest/frame_ages.h"

namespace sillage::eye {

struct SourceOptions {
  std::string url;                   ///< file path, http(s):// or rtsp(s)://
  std::optional<Instant> starts_at;  ///< time of the first frame; else from the container
  double analysed_fps = 0;           ///< frames handed out per second, evenly; 0 = every frame
  Duration open_timeout = std::chrono::seconds(10);
  Duration stall_timeout = std::chrono::seconds(10);  ///< longest wait for one packet
  /// Set for a live camera: times of capture follow this clock, not `starts_at`. A file is then
  /// played in real time, as a camera would film it. Borrowed.
  const Clock* live_clock = nullptr;
  /// Set for a file that is open already: it is read through this descriptor, `url` is only its
  /// name. Borrowed.
  int descriptor = -1;
  /// Asked before each packet is decoded; its error ends the source. A file needs none.
  std::function<Result<void>()> may_decode{};
};

struct SourceInfo {
  /// File name without folders; of an address without user, password and query. Fit to be written.
  std::string name;
  int width = 0;  ///< pixels, of the first decoded frame
  int height = 0;
  std::string codec;                   ///< "h264"
  double nominal_fps = 0;              ///< as the container says; 0 = unknown
  std::optional<Duration> duration;    ///< as the container says
  std::optional<std::int64_t> frames;  ///< expected number of frames, estimated from the container
  /// Time of the first frame; the epoch where neither the options nor the container know it.
  Instant starts_at;
  bool start_known = false;
};

/// Running totals. `frames_read = frames_analysed + frames_skipped` always holds for a file.
struct SourceStats {
  std::int64_t frames_read = 0;      ///< decoded
  std::int64_t frames_analysed = 0;  ///< handed out by next()
  std::int64_t frames_skipped = 0;   ///< left out to keep analysed_fps
  std::int64_t corrupt_packets = 0;  ///< could not be decoded
  std::int64_t size_changes = 0;     ///< resolution changes after the first frame
  bool truncated = false;            ///< ended before what the container announced
  Instant last_captured_at;          ///< of the last decoded frame
};

/// Decodes one file or stream with libavformat / libavcodec; never decodes audio. One thread.
class VideoSource {
 public:
  /// Opens, probes and decodes until the first frame. Errors (exit code in brackets): missing file,
  /// directory, empty file, no video stream ("audio only"), unknown codec, nothing decodable,
  /// 0x0 or larger than 8192x8192, cannot connect (kUnavailable), a live address without
  /// `may_decode` (kPermission).
  static Result<VideoSource> create(SourceOptions options);
  VideoSource(VideoSource&&) noexcept;
  VideoSource& operator=(VideoSource&&) noexcept;
  ~VideoSource();

  const SourceInfo& info() const;
  const SourceStats& stats() const;
  /// The next frame to analyse, in the order of time; nothing at the end. A truncated or partly
  /// corrupt source ends normally with `stats()` telling so. Time stamps always grow: a frame
  /// that would not is given the time of the one before plus one nominal interval.
  /// Frames of another size than the first are scaled to the first one's size.
  Result<std::optional<Frame>> next();
  /// Hands out so many frames a second from now on; 0 = every frame. From any thread.
  void limit_rate(double analysed_fps);
  /// Of all frames of this source that were wiped so far. From any thread.
  FrameAges ages() const;
  /// Ends the wait of a `next` that goes on, and of all later ones. From any thread.
  void interrupt();

 private:
  struct Impl;
  explicit VideoSource(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
