// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/container.h"

#include <algorithm>
#include <cstring>
#include <thread>

namespace sillage::eye {
namespace {

constexpr std::int64_t kLookAtStreamUs = 1'500'000;
constexpr auto kReadAgainAfter = std::chrono::milliseconds(5);

/// What libav may open on behalf of the input: a playlist must not reach beyond its own kind.
const char* allowed_protocols(Address::Kind kind) {
  switch (kind) {
    case Address::Kind::kHttp:
      return "http,https,tcp,tls,crypto,data";
    case Address::Kind::kRtsp:
      return "rtsp,rtp,srtp,udp,tcp,tls,http,https";
    default:
      return "file,crypto,data";
  }
}

AVDictionary* options_for(Address::Kind kind) {
  AVDictionary* options = nullptr;
  av_dict_set(&options, "protocol_whitelist", allowed_protocols(kind), 0);
  if (kind == Address::Kind::kRtsp) {
    av_dict_set(&options, "rtsp_transport", "tcp", 0);
    av_dict_set(&options, "allowed_media_types", "video", 0);  // sound is never even sent
  }
  return options;
}

/// Text art, which libav would paint onto a screen of its own and call a video.
bool is_text(AVCodecID codec) {
  return codec == AV_CODEC_ID_ANSI || codec == AV_CODEC_ID_BINTEXT || codec == AV_CODEC_ID_XBIN ||
         codec == AV_CODEC_ID_IDF;
}

bool has_sound(const AVFormatContext& format) {
  return std::any_of(format.streams, format.streams + format.nb_streams, [](const AVStream* s) {
    return s->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
  });
}

}  // namespace

Result<std::unique_ptr<Container>> Container::create(Address address, Duration open_timeout,
                                                     Pictures pictures) {
  auto container = std::unique_ptr<Container>(new Container(std::move(address)));
  container->deadline_.set(open_timeout);
  RETURN_IF_ERROR(container->open(pictures));
  RETURN_IF_ERROR(container->choose_stream());
  return container;
}

Result<void> Container::open(Pictures pictures) {
  AVFormatContext* format = avformat_alloc_context();
  if (format == nullptr) return opening_failed(AVERROR(ENOMEM));
  format->interrupt_callback = {&Deadline::interrupt, &deadline_};
  // A camera that was lost is back sooner; libav would look for 5 s and more at a slow one.
  if (address_.kind == Address::Kind::kRtsp) format->max_analyze_duration = kLookAtStreamUs;
  if (address_.kind == Address::Kind::kPipe) {
    auto pipe = PipeReader::create(address_.url, deadline_);
    if (!pipe) {
      avformat_free_context(format);
      return tl::unexpected<Error>(std::move(pipe).error());
    }
    pipe_ = std::move(*pipe);
    format->pb = pipe_->context();
  }
  if (address_.descriptor >= 0) {
    auto file = FileReader::create(address_.descriptor);
    if (!file) {
      avformat_free_context(format);
      return tl::unexpected<Error>(std::move(file).error());
    }
    file_ = std::move(*file);
    format->pb = file_->context();
  }
  AVDictionary* options = options_for(address_.kind);
  // Frees the context itself when it fails.
  const int opened = avformat_open_input(&format, pipe_ || file_ ? nullptr : address_.url.c_str(),
                                         nullptr, &options);
  av_dict_free(&options);
  if (opened < 0) return opening_failed(opened);
  format_.reset(format);
  discard_other_streams();
  const int probed =
      pictures == Pictures::kStayCoded ? 0 : avformat_find_stream_info(format, nullptr);
  if (probed < 0 || deadline_.interrupted()) return opening_failed(probed);
  return {};
}

Result<void> Container::choose_stream() {
  stream_ = av_find_best_stream(format_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  const bool is_cover = stream_ >= 0 && (stream().disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  if ((stream_ < 0 || is_cover) && has_sound(*format_)) {
    return fail(ErrorCode::kInvalidArgument,
                "'{}' has no picture stream, only sound; give a video, or export the recording "
                "again with its picture",
                address_.shown);
  }
  if (stream_ < 0 || is_cover || is_text(stream().codecpar->codec_id)) {
    return opening_failed(AVERROR_INVALIDDATA);
  }
  discard_other_streams();
  return {};
}

void Container::discard_other_streams() {
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    AVStream& other = *format_->streams[i];
    const bool wanted = stream_ < 0 ? other.codecpar->codec_type == AVMEDIA_TYPE_VIDEO ||
                                          other.codecpar->codec_type == AVMEDIA_TYPE_UNKNOWN
                                    : static_cast<int>(i) == stream_;
    if (!wanted) other.discard = AVDISCARD_ALL;
  }
}

tl::unexpected<Error> Container::opening_failed(int error) {
  const std::string& shown = address_.shown;
  if (deadline_.interrupted()) {
    return fail(ErrorCode::kUnavailable,
                "'{}' delivered no picture in the time allowed for opening; check that the camera "
                "or server is running and reachable, then try again",
                shown);
  }
  if (error == AVERROR_HTTP_UNAUTHORIZED || error == AVERROR_HTTP_FORBIDDEN) {
    return fail(ErrorCode::kPermission,
                "'{}' refused the user name or password; correct them in the address", shown);
  }
  if (error == AVERROR_HTTP_NOT_FOUND) {
    return fail(ErrorCode::kNotFound,
                "'{}' does not exist on that machine; check the path after the host name", shown);
  }
  if (error == AVERROR(ENOMEM)) {
    return fail(ErrorCode::kExhausted, "no memory to open '{}'; close other programs", shown);
  }
  if (error == AVERROR(EACCES) || error == AVERROR(EPERM)) {
    return fail(ErrorCode::kPermission,
                "'{}' may not be read; give the user who runs this the right to read it", shown);
  }
  if (address_.is_remote() && error != AVERROR_INVALIDDATA) {
    return fail(ErrorCode::kUnavailable,
                "cannot connect to '{}' ({}); check that the camera or server is running and "
                "reachable, then try again",
                shown, libav_reason(error));
  }
  if (error == AVERROR(EIO)) {
    return fail(ErrorCode::kDataLoss,
                "'{}' could not be read from its disk; check the disk, then copy the file again",
                shown);
  }
  // No libav reason here: for a broken header it is often a misleading one.
  return fail(ErrorCode::kDataLoss,
              "'{}' cannot be read as a video: it is no video, damaged, or was cut off before its "
              "index was written; play it in a video player, or export or copy it again",
              shown);
}

int Container::read(AVPacket& packet) {
  if (stall_timeout_ > Duration::zero()) deadline_.set(stall_timeout_);
  for (;;) {
    av_packet_unref(&packet);
    const int error = av_read_frame(format_.get(), &packet);
    if (error == AVERROR(EAGAIN) && !deadline_.passed()) {
      std::this_thread::sleep_for(kReadAgainAfter);
      continue;
    }
    if (error < 0) return error;
    if (packet.stream_index == stream_) break;
    discard_other_streams();  // a stream that turned up late
    if (deadline_.passed()) return AVERROR_EXIT;
  }
  last_packet_cut_ = (packet.flags & AV_PKT_FLAG_CORRUPT) != 0;
  last_packet_end_ = packet.pos < 0 ? -1 : packet.pos + packet.size;
  return 0;
}

bool Container::is_exhausted() const {
  return format_->pb != nullptr && avio_feof(format_->pb) != 0;
}

bool Container::ended_inside_packet() const {
  if (last_packet_cut_) return true;
  // This demuxer drops a half frame at the end without a word.
  if (std::strcmp(format_->iformat->name, "yuv4mpegpipe") != 0 || last_packet_end_ < 0) {
    return false;
  }
  const std::int64_t size = format_->pb == nullptr ? -1 : avio_size(format_->pb);
  return size >= 0 && last_packet_end_ < size;
}

}  // namespace sillage::eye
