// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/internal/mp4_writer.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
}

namespace sillage::eye::silhouette_internal {
namespace {

/// MPEG-4 part 2 keeps its time base in 16 bits.
constexpr int kGreatestTimeBase = 65535;
/// Seconds between pictures that a player can jump to.
constexpr double kKeySeconds = 5;
/// Pictures that libx264 holds back to plan ahead; flat shapes on a still plate need few.
constexpr int kLookahead = 4;
/// Quantiser of the MPEG-4 encoder, 1 (best) to 31.
constexpr int kMpeg4Quantiser = 4;
/// Lowers the encoder's notes below what is shown by default; its errors stay above.
constexpr int kQuieter = 16;

struct FreeContext {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FreeFormat {
  void operator()(AVFormatContext* format) const {
    avio_closep(&format->pb);
    avformat_free_context(format);
  }
};
enum class State { kOpen, kFinished, kFailed };

const char* name_of(State state) {
  switch (state) {
    case State::kOpen:
      return "open";
    case State::kFinished:
      return "finished";
    case State::kFailed:
      return "failed";
  }
  return "unknown";
}

using Encoder = std::unique_ptr<AVCodecContext, FreeContext>;
using Format = std::unique_ptr<AVFormatContext, FreeFormat>;

std::string text_of(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

/// libav hands on the errno of the file as its negative.
tl::unexpected<Error> file_error(const std::filesystem::path& path, int code) {
  const int number = AVUNERROR(code);
  return write_error(path, number > 0 && number < 4096 ? number : EIO);
}

void set_up(AVCodecContext& context, const Mp4Options& options, bool global_header) {
  const AVRational rate = av_d2q(options.fps, kGreatestTimeBase);
  context.width = options.width;
  context.height = options.height;
  context.pix_fmt = AV_PIX_FMT_YUV420P;
  context.color_range = AVCOL_RANGE_MPEG;
  context.colorspace = AVCOL_SPC_SMPTE170M;
  context.color_primaries = AVCOL_PRI_SMPTE170M;
  context.color_trc = AVCOL_TRC_SMPTE170M;
  context.framerate = rate;
  context.time_base = av_inv_q(rate);
  context.gop_size = std::max(1, static_cast<int>(std::lround(kKeySeconds * options.fps)));
  context.max_b_frames = 0;
  context.thread_count = 1;
  context.log_level_offset = kQuieter;
  context.flags |= AV_CODEC_FLAG_BITEXACT;
  if (global_header) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  if (std::string_view(context.codec->name) == "libx264") {
    av_opt_set(context.priv_data, "preset", "veryfast", 0);
    av_opt_set(context.priv_data, "crf", "23", 0);
    av_opt_set_int(context.priv_data, "rc-lookahead", kLookahead, 0);
  } else {
    context.flags |= AV_CODEC_FLAG_QSCALE;
    context.global_quality = FF_QP2LAMBDA * kMpeg4Quantiser;
  }
}

Result<Encoder> open_encoder(const Mp4Options& options, bool global_header) {
  std::string reasons;
  for (const std::string& name : options.encoders) {
    const AVCodec* codec = avcodec_find_encoder_by_name(name.c_str());
    if (codec == nullptr) {
      reasons += fmt::format(" {}: not in this build of libavcodec;", name);
      continue;
    }
    Encoder encoder(avcodec_alloc_context3(codec));
    if (!encoder) return fail(ErrorCode::kExhausted, "no memory for the encoder {}", name);
    set_up(*encoder, options, global_header);
    const int code = avcodec_open2(encoder.get(), codec, nullptr);
    if (code >= 0) return encoder;
    reasons += fmt::format(" {}: {};", name, text_of(code));
  }
  return fail(ErrorCode::kUnsupported,
              "no video encoder for {}x{} at {} pictures a second:{} install Debian's libavcodec59 "
              "(with libx264) or leave the silhouette video out",
              options.width, options.height, options.fps, reasons);
}

void copy_plane(const std::uint8_t* from, int from_stride, std::uint8_t* to, int to_stride,
                int width, int height) {
  for (std::ptrdiff_t row = 0; row < height; ++row) {
    std::memcpy(to + row * to_stride, from + row * from_stride, static_cast<std::size_t>(width));
  }
}

}  // namespace

struct Mp4Writer::Impl {
  explicit Impl(TemporaryFile temporary) : file(std::move(temporary)) {}

  TemporaryFile file;  ///< outlives `format`, which writes into it
  Format format;
  Encoder encoder;
  AVStream* stream = nullptr;
  std::unique_ptr<AVFrame, FreeFrame> frame{av_frame_alloc()};
  std::unique_ptr<AVPacket, FreePacket> packet{av_packet_alloc()};
  std::int64_t pictures = 0;
  State state = State::kOpen;

  Result<void> open(const Mp4Options& options) {
    // The prefix keeps a name with a colon from being taken for a network address.
    const std::string url = "file:" + file.path().string();
    AVFormatContext* allocated = nullptr;
    avformat_alloc_output_context2(&allocated, nullptr, "mp4", url.c_str());
    if (allocated == nullptr) {
      return fail(ErrorCode::kUnsupported,
                  "this build of libavformat cannot write MP4; install Debian's libavformat59");
    }
    format.reset(allocated);
    format->flags |= AVFMT_FLAG_BITEXACT;
    const bool global_header = (format->oformat->flags & AVFMT_GLOBALHEADER) != 0;
    ASSIGN_OR_RETURN(encoder, open_encoder(options, global_header));
    RETURN_IF_ERROR(allocate());
    const int code = avio_open(&format->pb, url.c_str(), AVIO_FLAG_WRITE);
    if (code < 0) return file_error(file.target(), code);
    return write_header();
  }

  Result<void> allocate() {
    stream = avformat_new_stream(format.get(), nullptr);
    if (stream == nullptr || !frame || !packet) {
      return fail(ErrorCode::kExhausted, "no memory for the silhouette video {}; free some",
                  file.target().string());
    }
    frame->format = encoder->pix_fmt;
    frame->width = encoder->width;
    frame->height = encoder->height;
    if (const int code = av_frame_get_buffer(frame.get(), 0); code < 0) return internal(code);
    return {};
  }

  Result<void> write_header() {
    stream->time_base = encoder->time_base;
    stream->avg_frame_rate = encoder->framerate;
    int code = avcodec_parameters_from_context(stream->codecpar, encoder.get());
    if (code < 0) return internal(code);
    AVDictionary* muxing = nullptr;
    av_dict_set(&muxing, "movflags", "+faststart", 0);
    code = avformat_write_header(format.get(), &muxing);
    av_dict_free(&muxing);
    if (code < 0) return file_error(file.target(), code);
    return {};
  }

  /// Null: the end.
  Result<void> encode(const AVFrame* picture) {
    int code = avcodec_send_frame(encoder.get(), picture);
    if (code < 0) return internal(code);
    while ((code = avcodec_receive_packet(encoder.get(), packet.get())) >= 0) {
      packet->duration = 1;
      packet->stream_index = stream->index;
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream->time_base);
      code = av_write_frame(format.get(), packet.get());
      av_packet_unref(packet.get());
      if (code < 0) return file_error(file.target(), code);
      if (format->pb->error < 0) return file_error(file.target(), format->pb->error);
    }
    if (code != AVERROR(EAGAIN) && code != AVERROR_EOF) return internal(code);
    return {};
  }

  Result<void> write(const I420View& picture) {
    if (const int code = av_frame_make_writable(frame.get()); code < 0) return internal(code);
    const int width = frame->width;
    const int height = frame->height;
    copy_plane(picture.y, picture.y_stride, frame->data[0], frame->linesize[0], width, height);
    copy_plane(picture.u, picture.u_stride, frame->data[1], frame->linesize[1], (width + 1) / 2,
               (height + 1) / 2);
    copy_plane(picture.v, picture.v_stride, frame->data[2], frame->linesize[2], (width + 1) / 2,
               (height + 1) / 2);
    frame->pts = pictures++;
    return encode(frame.get());
  }

  Result<void> close() {
    RETURN_IF_ERROR(encode(nullptr));
    const int trailer = av_write_trailer(format.get());
    const int earlier = format->pb->error;
    const int closing = avio_closep(&format->pb);
    for (const int code : {trailer, earlier, closing}) {
      if (code < 0) return file_error(file.target(), code);
    }
    return file.keep();
  }

  tl::unexpected<Error> internal(int code) const {
    return fail(ErrorCode::kInternal,
                "cannot encode the silhouette video {}: {}; run again, and report it if it stays",
                file.target().string(), text_of(code));
  }
};

Mp4Writer::Mp4Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Mp4Writer::Mp4Writer(Mp4Writer&&) noexcept = default;
Mp4Writer& Mp4Writer::operator=(Mp4Writer&&) noexcept = default;
Mp4Writer::~Mp4Writer() = default;

Result<Mp4Writer> Mp4Writer::create(const Mp4Options& options) {
  ASSIGN_OR_RETURN(TemporaryFile file, TemporaryFile::create(options.path));
  auto impl = std::make_unique<Impl>(std::move(file));
  RETURN_IF_ERROR(impl->open(options));
  return Mp4Writer(std::move(impl));
}

Result<void> Mp4Writer::write(const I420View& picture) {
  const AVFrame& frame = *impl_->frame;
  if (impl_->state != State::kOpen || picture.width != frame.width ||
      picture.height != frame.height) {
    return fail(ErrorCode::kInvalidArgument,
                "the silhouette video {} takes no {}x{} picture: it is {}x{} and {}; open another",
                impl_->file.target().string(), picture.width, picture.height, frame.width,
                frame.height, name_of(impl_->state));
  }
  const auto written = impl_->write(picture);
  if (!written) impl_->state = State::kFailed;
  return written;
}

Result<void> Mp4Writer::finish() {
  if (impl_->state != State::kOpen || impl_->pictures == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "cannot finish the silhouette video {}: it is {} and has {} pictures; add at least "
                "one picture and finish it once",
                impl_->file.target().string(), name_of(impl_->state), impl_->pictures);
  }
  const auto closed = impl_->close();
  impl_->state = closed ? State::kFinished : State::kFailed;
  return closed;
}

}  // namespace sillage::eye::silhouette_internal
