// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/clip_writer.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace sillage::sim {
namespace {

struct Close {
  void operator()(AVFormatContext* format) const {
    avio_closep(&format->pb);
    avformat_free_context(format);
  }
};

std::string reason(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

}  // namespace

struct ClipWriter::Impl {
  ClipOptions options;
  std::filesystem::path part;
  std::unique_ptr<AVFormatContext, Close> format;
  std::optional<Encoder> encoder;
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
    if (!format) return fail(ErrorCode::kExhausted, "no memory for a clip; free some");
    format->flags |= AVFMT_FLAG_BITEXACT;
    const EncoderOptions encoding{
        .width = options.width,
        .height = options.height,
        .fps = options.fps,
        .codec = options.codec,
        .quality = options.quality,
        .headers_apart = (format->oformat->flags & AVFMT_GLOBALHEADER) != 0};
    ASSIGN_OR_RETURN(encoder, Encoder::create(encoding));
    stream = avformat_new_stream(format.get(), nullptr);
    if (stream == nullptr) return fail(ErrorCode::kExhausted, "no memory for a clip; free some");
    const AVCodecContext& context = encoder->context();
    stream->time_base = context.time_base;
    stream->avg_frame_rate = context.framerate;
    int code = avcodec_parameters_from_context(stream->codecpar, &context);
    if (code < 0) return cannot("set up", code);
    code = avio_open(&format->pb, url.c_str(), AVIO_FLAG_WRITE);
    if (code < 0) return cannot("write", code);
    part = options.path.string() + ".part";
    code = avformat_write_header(format.get(), nullptr);
    if (code < 0) return cannot("write", code);
    return {};
  }

  Result<void> write_what_is_encoded() {
    for (;;) {
      ASSIGN_OR_RETURN(AVPacket* const packet, encoder->receive());
      if (packet == nullptr) return {};
      packet->stream_index = stream->index;
      packet->duration = 1;
      av_packet_rescale_ts(packet, encoder->context().time_base, stream->time_base);
      const int code = av_interleaved_write_frame(format.get(), packet);
      if (code < 0) return cannot("write", code);
    }
  }
};

ClipWriter::ClipWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ClipWriter::ClipWriter(ClipWriter&&) noexcept = default;
ClipWriter& ClipWriter::operator=(ClipWriter&&) noexcept = default;
ClipWriter::~ClipWriter() = default;

Result<ClipWriter> ClipWriter::create(const ClipOptions& options) {
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
  RETURN_IF_ERROR(impl.encoder->send(picture));
  ++impl.pictures;
  return impl.write_what_is_encoded();
}

Result<void> ClipWriter::finish() {
  Impl& impl = *impl_;
  if (impl.finished || impl.pictures == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "the clip {} has no pictures or is finished already; add "
                "pictures, then finish it once",
                impl.options.path.string());
  }
  RETURN_IF_ERROR(impl.encoder->finish());
  RETURN_IF_ERROR(impl.write_what_is_encoded());
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
