// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/video_source.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "eye/ingest/internal/address.h"
#include "eye/ingest/internal/announcement.h"
#include "eye/ingest/internal/container.h"
#include "eye/ingest/internal/decoder.h"
#include "eye/ingest/internal/libav.h"
#include "eye/ingest/internal/live_timeline.h"
#include "eye/ingest/internal/size_limit.h"
#include "eye/ingest/internal/timeline.h"
#include "eye/ingest/internal/to_i420.h"
#include "eye/ingest/without_secrets.h"

namespace sillage::eye {
namespace {

constexpr double kAssumedRate = 25;
constexpr double kHighestRate = 1000;
constexpr AVRational kMicroseconds{1, 1'000'000};
constexpr Duration kLongestNap = std::chrono::milliseconds(50);
constexpr Duration kPatience = std::chrono::seconds(10);

Result<void> check(const SourceOptions& options) {
  const double rate = options.analysed_fps;
  if (!std::isfinite(rate) || rate < 0 || rate > kHighestRate) {
    return fail(ErrorCode::kInvalidArgument,
                "analysed_fps is {}; give 0 (every frame) or a rate up to {} frames per second",
                rate, kHighestRate);
  }
  if (options.open_timeout <= Duration::zero() || options.stall_timeout <= Duration::zero()) {
    return fail(ErrorCode::kInvalidArgument,
                "open_timeout is {} s and stall_timeout {} s; give both a time above 0, such as 10",
                seconds(options.open_timeout), seconds(options.stall_timeout));
  }
  return {};
}

/// The last part of the path; an address without one is named by its host.
std::string name_of(const std::string& url) {
  std::string shown = without_secrets(url);
  while (shown.size() > 1 && shown.back() == '/') shown.pop_back();
  return shown.substr(shown.rfind('/') + 1);
}

Duration interval_of(double fps) { return from_seconds(1 / (fps > 0 ? fps : kAssumedRate)); }

SourceInfo describe(const SourceOptions& options, const Container& container,
                    const Announcement& announced, const AVFrame& first) {
  SourceInfo info;
  info.name = name_of(options.url);
  info.width = first.width;
  info.height = first.height;
  info.codec = avcodec_get_name(container.stream().codecpar->codec_id);
  info.nominal_fps = announced.fps;
  info.duration = announced.duration;
  info.frames = announced.expected_frames();
  auto starts_at = options.starts_at ? options.starts_at : announced.created_at;
  if (options.live_clock != nullptr) starts_at = options.live_clock->now();
  info.start_known = starts_at.has_value();
  info.starts_at = starts_at.value_or(Instant{});
  return info;
}

tl::unexpected<Error> nothing_decodable(const Decoder& decoder, const std::string& shown) {
  return fail(ErrorCode::kDataLoss,
              "no picture of '{}' could be decoded ({} damaged packets); record, export or copy it "
              "again",
              shown, decoder.corrupt_packets());
}

}  // namespace

struct VideoSource::Impl {
  Impl(Decoder opened, Announcement said, SourceInfo described, double analysed_fps,
       const Clock* clock)
      : decoder(std::move(opened)),
        announced(said),
        info(std::move(described)),
        interval(interval_of(info.nominal_fps)),
        timeline(info.starts_at, interval),
        grid(analysed_fps, interval),
        analysed_rate(analysed_fps),
        live_clock(clock),
        last_width(info.width),
        last_height(info.height) {
    stats.last_captured_at = info.starts_at;
  }

  Result<const AVFrame*> decode();
  Instant time_of(const AVFrame& frame);
  bool is_remote() { return decoder.container().address().is_remote(); }
  void wait_for(Instant captured_at);
  Result<void> count_size(const AVFrame& frame);
  Result<Frame> hand_out(const AVFrame& frame, Instant captured_at);
  void finish();

  const std::string& shown() { return decoder.container().address().shown; }

  Decoder decoder;
  Announcement announced;
  SourceInfo info;
  SourceStats stats;
  Duration interval;
  Timeline timeline;
  RateGrid grid;
  std::atomic<double> analysed_rate;
  const Clock* live_clock;
  LiveTimeline live;
  const AVFrame* pending = nullptr;  // decoded while opening, not handed out yet
  int last_width, last_height;
  Duration last_length{};  // how long the last frame is to be shown
  bool ended = false;
};

Result<const AVFrame*> VideoSource::Impl::decode() {
  if (pending != nullptr) return std::exchange(pending, nullptr);
  return decoder.next();
}

Instant VideoSource::Impl::time_of(const AVFrame& frame) {
  const AVRational time_base = decoder.container().stream().time_base;
  std::optional<Duration> stamp;
  if (frame.best_effort_timestamp != AV_NOPTS_VALUE) {
    stamp = Duration(av_rescale_q(frame.best_effort_timestamp, time_base, kMicroseconds));
  }
  last_length = frame.pkt_duration > 0
                    ? Duration(av_rescale_q(frame.pkt_duration, time_base, kMicroseconds))
                    : interval;
  if (live_clock == nullptr || !is_remote()) return timeline.next(stamp);
  std::optional<Instant> told;
  const std::int64_t zero = decoder.container().format().start_time_realtime;
  if (stamp && zero != AV_NOPTS_VALUE && zero > 0) told = Instant(Duration(zero)) + *stamp;
  return live.next(stamp, told, live_clock->now());
}

/// A recording that stands for a camera gives no frame before its time.
void VideoSource::Impl::wait_for(Instant captured_at) {
  Deadline& deadline = decoder.container().deadline();
  deadline.set(captured_at - live_clock->now() + kPatience);
  while (live_clock->now() < captured_at && !deadline.passed()) {
    std::this_thread::sleep_for(std::min(captured_at - live_clock->now(), kLongestNap));
  }
}

Result<void> VideoSource::Impl::count_size(const AVFrame& frame) {
  RETURN_IF_ERROR(check_size(frame.width, frame.height, shown()));
  if (frame.width != last_width || frame.height != last_height) ++stats.size_changes;
  last_width = frame.width;
  last_height = frame.height;
  return {};
}

Result<Frame> VideoSource::Impl::hand_out(const AVFrame& frame, Instant captured_at) {
  auto picture = to_i420(frame);
  if (!picture) return tl::unexpected<Error>(std::move(picture).error().with("'" + shown() + "'"));
  if (frame.width != info.width || frame.height != info.height) {
    *picture = share(scale(picture->view, info.width, info.height));
  }
  return Frame{captured_at, stats.frames_read - 1, picture->view, std::move(picture->owner)};
}

void VideoSource::Impl::finish() {
  ended = true;
  const Duration length = stats.last_captured_at + last_length - info.starts_at;
  stats.truncated = decoder.broke_off() || announced.is_missed_by(stats.frames_read, length);
}

namespace {

/// Whoever decodes a camera shows the gate's leave before each packet; there is no other way.
Result<void> check_leave(const Address& address, const SourceOptions& options) {
  if (!address.is_remote() || options.may_decode) return {};
  return fail(ErrorCode::kPermission,
              "'{}' is a live address, which `sillage run` alone decodes, once the gate has let it; "
              "give a file, or start `sillage run`",
              address.shown);
}

}  // namespace

Result<VideoSource> VideoSource::create(SourceOptions options) {
  RETURN_IF_ERROR(check(options));
  av_log_set_level(AV_LOG_QUIET);  // libav prints addresses, passwords included
  ASSIGN_OR_RETURN(Address address, options.descriptor < 0
                                        ? find_source(options.url)
                                        : open_file(options.descriptor, options.url));
  RETURN_IF_ERROR(check_leave(address, options));
  ASSIGN_OR_RETURN(auto container, Container::create(std::move(address), options.open_timeout));
  const Announcement announced = read_announcement(container->format(), container->stream());
  const std::string shown = container->address().shown;
  const AVCodecParameters& parameters = *container->stream().codecpar;
  if (parameters.width > 0 || parameters.height > 0) {
    RETURN_IF_ERROR(check_size(parameters.width, parameters.height, shown));
  }
  ASSIGN_OR_RETURN(Decoder decoder,
                   Decoder::create(std::move(container), options.may_decode, options.live_clock));
  ASSIGN_OR_RETURN(const AVFrame* first, decoder.next());
  if (first == nullptr) return nothing_decodable(decoder, shown);
  RETURN_IF_ERROR(check_size(first->width, first->height, shown));
  decoder.container().wait_per_packet(options.stall_timeout);
  SourceInfo info = describe(options, decoder.container(), announced, *first);
  auto impl = std::make_unique<Impl>(std::move(decoder), announced, std::move(info),
                                     options.analysed_fps, options.live_clock);
  impl->pending = first;
  return VideoSource(std::move(impl));
}

Result<std::optional<Frame>> VideoSource::next() {
  Impl& self = *impl_;
  while (!self.ended) {
    if (self.decoder.container().deadline().is_cancelled()) break;
    ASSIGN_OR_RETURN(const AVFrame* decoded, self.decode());
    self.stats.corrupt_packets = self.decoder.corrupt_packets();
    if (decoded == nullptr) {
      self.finish();
      break;
    }
    RETURN_IF_ERROR(self.count_size(*decoded));
    const Instant captured_at = self.time_of(*decoded);
    if (self.live_clock != nullptr && !self.is_remote()) self.wait_for(captured_at);
    self.decoder.pool().mark(*decoded, captured_at);
    ++self.stats.frames_read;
    self.stats.last_captured_at = captured_at;
    self.grid.set_rate(self.analysed_rate);
    if (!self.grid.wants(captured_at)) {
      ++self.stats.frames_skipped;
      continue;
    }
    ASSIGN_OR_RETURN(Frame frame, self.hand_out(*decoded, captured_at));
    ++self.stats.frames_analysed;
    return std::optional<Frame>(std::move(frame));
  }
  return std::optional<Frame>();
}

VideoSource::VideoSource(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VideoSource::VideoSource(VideoSource&&) noexcept = default;
VideoSource& VideoSource::operator=(VideoSource&&) noexcept = default;
VideoSource::~VideoSource() = default;

void VideoSource::limit_rate(double analysed_fps) { impl_->analysed_rate = analysed_fps; }

FrameAges VideoSource::ages() const { return impl_->decoder.pool().ages(); }

void VideoSource::interrupt() { impl_->decoder.container().deadline().cancel(); }

const SourceInfo& VideoSource::info() const { return impl_->info; }
const SourceStats& VideoSource::stats() const { return impl_->stats; }

}  // namespace sillage::eye
