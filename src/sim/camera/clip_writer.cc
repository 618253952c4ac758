// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/clip_writer.h"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
}

namespace sillage::sim {
namespace {

constexpr double kKeySeconds = 2;
/// Below the libraries' notes, above their errors.
constexpr int kQuiet = 16;

struct Close {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVFormatContext* format) const {
    avio_closep(&format->pb);
    avformat_free_context(format);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Close>;

std::string reason(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

struct Encoding {
  const char* encoder;
  const char* preset;
  const char* parameters_key;
  const char* parameters;
};

/// One thread each: cameras are encoded side by side.
Encoding encoding_of(Codec codec) {
  if (codec == Codec::kH264) return {"libx264", "superfast", "x264-params", "scenecut=0"};
  return {"libx265", "ultrafast", "x265-params",
          "log-level=none:pools=none:frame-threads=1:scenecut=0"};
}

Result<Owned<AVCodecContext>> open_encoder(const ClipOptions& options, bool global_header) {
  const Encoding encoding = encoding_of(options.codec);
  const AVCodec* codec = avcodec_find_encoder_by_name(encoding.encoder);
  if (codec == nullptr) {
    return fail(ErrorCode::kUnsupported,
                "this build of libavcodec has no {}; install Debian's libavcodec59",
                encoding.encoder);
  }
  Owned<AVCodecContext> context(avcodec_alloc_context3(codec));
  if (!context) return fail(ErrorCode::kExhausted, "no memory for the encoder; free some");
  const AVRational rate = av_d2q(options.fps, 65535);
  context->width = options.width;
  context->height = options.height;
  context->pix_fmt = AV_PIX_FMT_YUV420P;
  context->color_range = AVCOL_RANGE_MPEG;
  context->colorspace = AVCOL_SPC_SMPTE170M;
  context->framerate = rate;
  context->time_base = av_inv_q(rate);
  context->gop_size = std::max(1, static_cast<int>(std::lround(kKeySeconds * options.fps)));
  context->max_b_frames = 0;
  context->thread_count = 1;
  context->log_level_offset = kQuiet;
  context->flags |= AV_CODEC_FLAG_BITEXACT;
  if (global_header) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_opt_set(context->priv_data, "preset", encoding.preset, 0);
  av_opt_set(context->priv_data, "tune", "zerolatency", 0);
  av_opt_set(context->priv_data, "crf", std::to_string(options.quality).c_str(), 0);
  av_opt_set(context->priv_data, encoding.parameters_key, encoding.parameters, 0);
  const int code = avcodec_open2(context.get(), codec, nullptr);
  if (code < 0) {
    return fail(ErrorCode::kUnsupported,
                "{} refuses {}x{} at {} pictures a second ({}); change them", encoding.encoder,
                options.width, options.height, options.fps, reason(code));
  }
  return context;
}

void copy_plane(const std::vector<std::uint8_t>& from, int width, std::uint8_t* to, int stride) {
  const std::size_t rows = from.size() / static_cast<std::size_t>(width);
  for (std::size_t y = 0; y < rows; ++y) {
    std::copy_n(from.data() + y * width, width, to + static_cast<std::ptrdiff_t>(y) * stride);
  }
}

}  // namespace

struct ClipWriter::Impl {
  ClipOptions options;
  std::filesystem::path part;
  Owned<AVFormatContext> format;
  Owned<AVCodecContext> encoder;
  Owned<AVFrame> frame{av_frame_alloc()};
  Owned<AVPacket> packet{av_packet_alloc()};
  AVStream* stream = nullptr;
  std::int64_t pictures = 0;
  bool finished = false;

  ~Impl() {
    format.reset();
    std::error_code ignored;
    if (!finished && !part.empty()) std::filesystem::remove(part, ignored);
  }

  tl::unexpected<Error> cannot(const char* what, int code) const {
    return fail(ErrorCode::kUnavailable, "cannot {} the clip {}: {}; check the folder and the disk",
                what, options.path.string(), reason(code));
  }

  Result<void> open() {
    const std::string url = "file:" + options.path.string() + ".part";
    AVFormatContext* made = nullptr;
    avformat_alloc_output_context2(&made, nullptr, "mp4", url.c_str());
    format.reset(made);
    if (!format || !frame || !packet)
      return fail(ErrorCode::kExhausted, "no memory for a clip; free some");
    format->flags |= AVFMT_FLAG_BITEXACT;
    ASSIGN_OR_RETURN(encoder,
                     open_encoder(options, (format->oformat->flags & AVFMT_GLOBALHEADER) != 0));
    stream = avformat_new_stream(format.get(), nullptr);
    if (stream == nullptr) return fail(ErrorCode::kExhausted, "no memory for a clip; free some");
    frame->format = encoder->pix_fmt;
    frame->width = options.width;
    frame->height = options.height;
    int code = av_frame_get_buffer(frame.get(), 0);
    if (code < 0) return cannot("set up", code);
    stream->time_base = encoder->time_base;
    stream->avg_frame_rate = encoder->framerate;
    code = avcodec_parameters_from_context(stream->codecpar, encoder.get());
    if (code < 0) return cannot("set up", code);
    code = avio_open(&format->pb, url.c_str(), AVIO_FLAG_WRITE);
    if (code < 0) return cannot("write", code);
    part = options.path.string() + ".part";
    code = avformat_write_header(format.get(), nullptr);
    if (code < 0) return cannot("write", code);
    return {};
  }

  /// Null ends the clip.
  Result<void> encode(const AVFrame* picture) {
    int code = avcodec_send_frame(encoder.get(), picture);
    if (code < 0) return cannot("encode", code);
    while ((code = avcodec_receive_packet(encoder.get(), packet.get())) >= 0) {
      packet->stream_index = stream->index;
      packet->duration = 1;
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream->time_base);
      code = av_interleaved_write_frame(format.get(), packet.get());
      if (code < 0) return cannot("write", code);
    }
    if (code != AVERROR(EAGAIN) && code != AVERROR_EOF) return cannot("encode", code);
    return {};
  }
};

ClipWriter::ClipWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ClipWriter::ClipWriter(ClipWriter&&) noexcept = default;
ClipWriter& ClipWriter::operator=(ClipWriter&&) noexcept = default;
ClipWriter::~ClipWriter() = default;

Result<ClipWriter> ClipWriter::create(const ClipOptions& options) {
  if (options.width < 16 || options.height < 16 || options.width % 2 != 0 ||
      options.height % 2 != 0 || !(options.fps > 0 && options.fps <= 120)) {
    return fail(
        ErrorCode::kInvalidArgument,
        "cannot make a clip of {}x{} at {} pictures a second; take even sizes from 16 and 1 "
        "to 120 pictures a second",
        options.width, options.height, options.fps);
  }
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  RETURN_IF_ERROR(impl->open());
  return ClipWriter(std::move(impl));
}

Result<void> ClipWriter::add(const Picture& picture) {
  Impl& impl = *impl_;
  if (picture.width != impl.options.width || picture.height != impl.options.height ||
      impl.finished) {
    return fail(ErrorCode::kInvalidArgument,
                "the clip {} takes no picture of {}x{}; it is {}x{} and {}",
                impl.options.path.string(), picture.width, picture.height, impl.options.width,
                impl.options.height,
                impl.finished ? "finished: open another" : "open: give it pictures of its size");
  }
  const int code = av_frame_make_writable(impl.frame.get());
  if (code < 0) return impl.cannot("encode", code);
  copy_plane(picture.y, picture.width, impl.frame->data[0], impl.frame->linesize[0]);
  copy_plane(picture.u, picture.width / 2, impl.frame->data[1], impl.frame->linesize[1]);
  copy_plane(picture.v, picture.width / 2, impl.frame->data[2], impl.frame->linesize[2]);
  impl.frame->pts = impl.pictures++;
  return impl.encode(impl.frame.get());
}

Result<void> ClipWriter::finish() {
  Impl& impl = *impl_;
  if (impl.finished || impl.pictures == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "the clip {} has no pictures or is finished already; add "
                "pictures, then finish it once",
                impl.options.path.string());
  }
  RETURN_IF_ERROR(impl.encode(nullptr));
  int code = av_write_trailer(impl.format.get());
  const int closing = avio_closep(&impl.format->pb);
  if (code >= 0) code = closing;
  if (code < 0) return impl.cannot("write", code);
  std::error_code error;
  std::filesystem::rename(impl.part, impl.options.path, error);
  if (error)
    return fail(ErrorCode::kUnavailable, "cannot rename {} to {}: {}; check the folder",
                impl.part.string(), impl.options.path.string(), error.message());
  impl.finished = true;
  return {};
}

}  // namespace sillage::sim
