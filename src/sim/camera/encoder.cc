// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/encoder.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

extern "C" {
#include <libavcodec/avcodec.h>
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

Result<Owned<AVCodecContext>> open_encoder(const EncoderOptions& options) {
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
  if (options.headers_apart) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_opt_set(context->priv_data, "preset", encoding.preset, 0);
  av_opt_set(context->priv_data, "tune", "zerolatency", 0);
  av_opt_set(context->priv_data, "crf", std::to_string(options.quality).c_str(), 0);
  av_opt_set(context->priv_data, "forced-idr", "1", 0);
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

struct Encoder::Impl {
  Owned<AVCodecContext> context;
  Owned<AVFrame> frame{av_frame_alloc()};
  Owned<AVPacket> packet{av_packet_alloc()};
  std::int64_t pictures = 0;

  tl::unexpected<Error> cannot_encode(int code) const {
    return fail(ErrorCode::kUnavailable, "cannot encode picture {} of {}x{}: {}; free some memory",
                pictures, context->width, context->height, reason(code));
  }

  Result<void> open(const EncoderOptions& options) {
    if (!frame || !packet) {
      return fail(ErrorCode::kExhausted, "no memory for the encoder; free some");
    }
    ASSIGN_OR_RETURN(context, open_encoder(options));
    frame->format = context->pix_fmt;
    frame->width = options.width;
    frame->height = options.height;
    const int code = av_frame_get_buffer(frame.get(), 0);
    if (code < 0) return cannot_encode(code);
    return {};
  }
};

Encoder::Encoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<Encoder> Encoder::create(const EncoderOptions& options) {
  if (options.width < 16 || options.height < 16 || options.width % 2 != 0 ||
      options.height % 2 != 0 || !(options.fps > 0 && options.fps <= 120)) {
    return fail(ErrorCode::kInvalidArgument,
                "cannot encode {}x{} at {} pictures a second; take even sizes from 16 and 1 to 120 "
                "pictures a second",
                options.width, options.height, options.fps);
  }
  auto impl = std::make_unique<Impl>();
  RETURN_IF_ERROR(impl->open(options));
  return Encoder(std::move(impl));
}

Result<void> Encoder::send(const Picture& picture, bool key) {
  Impl& impl = *impl_;
  AVFrame& frame = *impl.frame;
  if (picture.width != frame.width || picture.height != frame.height) {
    return fail(ErrorCode::kInvalidArgument,
                "the encoder takes no picture of {}x{}; give it pictures of {}x{}", picture.width,
                picture.height, frame.width, frame.height);
  }
  int code = av_frame_make_writable(&frame);
  if (code < 0) return impl.cannot_encode(code);
  copy_plane(picture.y, picture.width, frame.data[0], frame.linesize[0]);
  copy_plane(picture.u, picture.width / 2, frame.data[1], frame.linesize[1]);
  copy_plane(picture.v, picture.width / 2, frame.data[2], frame.linesize[2]);
  frame.pts = impl.pictures++;
  frame.pict_type = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
  code = avcodec_send_frame(impl.context.get(), &frame);
  if (code < 0) return impl.cannot_encode(code);
  return {};
}

Result<void> Encoder::finish() {
  const int code = avcodec_send_frame(impl_->context.get(), nullptr);
  if (code < 0) return impl_->cannot_encode(code);
  return {};
}

Result<AVPacket*> Encoder::receive() {
  const int code = avcodec_receive_packet(impl_->context.get(), impl_->packet.get());
  if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return nullptr;
  if (code < 0) return impl_->cannot_encode(code);
  return impl_->packet.get();
}

const AVCodecContext& Encoder::context() const { return *impl_->context; }

}  // namespace sillage::sim
