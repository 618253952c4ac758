// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/announcement.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <string_view>

namespace sillage::eye {
namespace {

constexpr double kHighestRate = 1000;
constexpr double kDeliveredShare = 0.98;
constexpr int kMissingFrames = 5;
constexpr AVRational kMicroseconds{1, 1'000'000};
constexpr Instant kEarliestRecording = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};

double rate_of(const AVStream& stream) {
  for (const AVRational& rate : {stream.avg_frame_rate, stream.r_frame_rate}) {
    if (rate.num > 0 && rate.den > 0 && av_q2d(rate) <= kHighestRate) return av_q2d(rate);
  }
  return 0;
}

/// Matroska keeps the length of each stream in a tag "hh:mm:ss.nnnnnnnnn".
std::optional<Duration> tagged_duration(const AVStream& stream) {
  const AVDictionaryEntry* tag = av_dict_get(stream.metadata, "DURATION", nullptr, 0);
  if (tag == nullptr) return std::nullopt;
  const std::string_view text = tag->value;
  int hours = 0;
  int minutes = 0;
  int whole_seconds = 0;
  const auto number = [&text](std::size_t at, std::size_t length, int& value) {
    if (text.size() < at + length) return false;
    const char* end = text.data() + at + length;
    return std::from_chars(text.data() + at, end, value).ptr == end;
  };
  if (!number(0, 2, hours) || !number(3, 2, minutes) || !number(6, 2, whole_seconds)) {
    return std::nullopt;
  }
  double fraction = 0;
  if (text.size() > 8 && text[8] == '.') {
    std::from_chars(text.data() + 8, text.data() + text.size(), fraction);
  }
  const Duration duration = std::chrono::hours(hours) + std::chrono::minutes(minutes) +
                            std::chrono::seconds(whole_seconds) + from_seconds(fraction);
  if (duration <= Duration::zero()) return std::nullopt;
  return duration;
}

std::optional<Duration> duration_of(const AVFormatContext& format, const AVStream& stream) {
  if (format.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return std::nullopt;
  std::int64_t microseconds = AV_NOPTS_VALUE;
  if (stream.duration != AV_NOPTS_VALUE) {
    microseconds = av_rescale_q(stream.duration, stream.time_base, kMicroseconds);
  } else if (const auto tagged = tagged_duration(stream)) {
    return tagged;
  } else if (format.duration != AV_NOPTS_VALUE) {
    microseconds = av_rescale_q(format.duration, AV_TIME_BASE_Q, kMicroseconds);
  }
  if (microseconds <= 0) return std::nullopt;
  return Duration(microseconds);
}

/// MP4 counts also the frames that an edit list cuts away; its index, complete once the file is
/// open, leaves them out.
std::int64_t shown_by_index(const AVFormatContext& format, const AVStream& stream) {
  auto* entries = const_cast<AVStream*>(&stream);  // libav's readers take no const
  const int count = avformat_index_get_entries_count(entries);
  if (count == 0 || std::strstr(format.iformat->name, "mp4") == nullptr) return stream.nb_frames;
  std::int64_t shown = 0;
  for (int i = 0; i < count; ++i) {
    const AVIndexEntry* entry = avformat_index_get_entry(entries, i);
    if ((entry->flags & AVINDEX_DISCARD_FRAME) == 0) ++shown;
  }
  return std::min(shown, stream.nb_frames);
}

std::optional<Instant> creation_time(const AVDictionary* metadata) {
  const AVDictionaryEntry* tag = av_dict_get(metadata, "creation_time", nullptr, 0);
  if (tag == nullptr) return std::nullopt;
  const auto time = parse_iso8601(tag->value);
  if (!time || *time < kEarliestRecording) return std::nullopt;
  return *time;
}

}  // namespace

std::optional<std::int64_t> Announcement::expected_frames() const {
  if (frames) return frames;
  if (!duration || fps <= 0) return std::nullopt;
  return std::llround(seconds(*duration) * fps);
}

bool Announcement::is_missed_by(std::int64_t frames_read, Duration length_read) const {
  if (!frames && !duration) return false;
  // Both must be missed: dropped pictures shorten only the count, pauses only the length.
  if (frames &&
      (static_cast<double>(frames_read) >= kDeliveredShare * static_cast<double>(*frames) ||
       *frames - frames_read < kMissingFrames)) {
    return false;
  }
  if (duration) {
    const double missing = seconds(*duration - length_read);
    const double enough = fps > 0 ? std::min(1.0, kMissingFrames / fps) : 1.0;
    const double tolerance = fps > 0 ? 1.5 / fps : 0;
    if (seconds(length_read) >= kDeliveredShare * seconds(*duration) || missing < enough ||
        missing < tolerance) {
      return false;
    }
  }
  return true;
}

Announcement read_announcement(const AVFormatContext& format, const AVStream& stream) {
  Announcement announced;
  announced.fps = rate_of(stream);
  announced.duration = duration_of(format, stream);
  if (stream.nb_frames > 0) announced.frames = shown_by_index(format, stream);
  announced.created_at = creation_time(format.metadata);
  if (!announced.created_at) announced.created_at = creation_time(stream.metadata);
  return announced;
}

}  // namespace sillage::eye
