// SPDX-License-Identifier: Apache-2.0
#include "sim/live/clip_source.h"

#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
}

namespace sillage::sim {
namespace {

constexpr std::size_t kMostBytes = 256u << 20;

struct Close {
  void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
  void operator()(AVBSFContext* filter) const { av_bsf_free(&filter); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
template <class T>
using Owned = std::unique_ptr<T, Close>;

std::string reason(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file) {}

  Result<void> open() {
    AVFormatContext* opened = nullptr;
    int code = avformat_open_input(&opened, ("file:" + file_.string()).c_str(), nullptr, nullptr);
    format_.reset(opened);
    if (code >= 0) code = avformat_find_stream_info(format_.get(), nullptr);
    if (code < 0) return cannot_read(code);
    stream_ = av_find_best_stream(format_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (stream_ < 0) return cannot_read(stream_);
    const AVCodecParameters& coding = parameters();
    const bool known = coding.codec_id == AV_CODEC_ID_H264 || coding.codec_id == AV_CODEC_ID_HEVC;
    if (!known || coding.video_delay > 0) {
      return fail(ErrorCode::kUnsupported,
                  "cannot serve the clip {} ({}): it must be H.264 or H.265 without B pictures, as "
                  "`sillage sim render` makes it",
                  file_.string(), known ? "has B pictures" : avcodec_get_name(coding.codec_id));
    }
    return open_filter();
  }

  LiveFormat format() const {
    const AVStream& stream = *format_->streams[stream_];
    const AVRational rate =
        stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate;
    return {parameters().codec_id == AV_CODEC_ID_H264 ? Codec::kH264 : Codec::kH265,
            parameters().width, parameters().height, rate.num > 0 ? av_q2d(rate) : 25};
  }

  Result<std::vector<EncodedPicture>> pictures() {
    const Owned<AVPacket> packet(av_packet_alloc());
    std::vector<EncodedPicture> pictures;
    std::size_t bytes = 0;
    while (av_read_frame(format_.get(), packet.get()) >= 0) {
      if (packet->stream_index != stream_) {
        av_packet_unref(packet.get());
        continue;
      }
      int code = av_bsf_send_packet(filter_.get(), packet.get());
      if (code >= 0) code = av_bsf_receive_packet(filter_.get(), packet.get());
      if (code < 0) return cannot_read(code);
      const bool is_key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
      if (is_key || !pictures.empty()) {
        pictures.push_back({{packet->data, packet->data + packet->size}, is_key});
        bytes += pictures.back().bytes.size();
      }
      av_packet_unref(packet.get());
      if (bytes > kMostBytes) {
        return fail(ErrorCode::kExhausted,
                    "the clip {} is larger than {} MiB; render a shorter one", file_.string(),
                    kMostBytes >> 20);
      }
    }
    if (pictures.empty()) {
      return fail(ErrorCode::kDataLoss, "the clip {} has no key picture; render it again",
                  file_.string());
    }
    return pictures;
  }

 private:
  const AVCodecParameters& parameters() const { return *format_->streams[stream_]->codecpar; }

  Result<void> open_filter() {
    const char* name =
        parameters().codec_id == AV_CODEC_ID_H264 ? "h264_mp4toannexb" : "hevc_mp4toannexb";
    AVBSFContext* made = nullptr;
    int code = av_bsf_alloc(av_bsf_get_by_name(name), &made);
    filter_.reset(made);
    if (code >= 0) code = avcodec_parameters_copy(filter_->par_in, &parameters());
    if (code >= 0) code = av_bsf_init(filter_.get());
    if (code < 0) return cannot_read(code);
    return {};
  }

  tl::unexpected<Error> cannot_read(int code) const {
    return fail(ErrorCode::kNotFound,
                "cannot read the clip {}: {}; give --clip a file that `sillage sim render` wrote",
                file_.string(), reason(code));
  }

  const std::filesystem::path& file_;
  Owned<AVFormatContext> format_;
  Owned<AVBSFContext> filter_;
  int stream_ = -1;
};

}  // namespace

Result<std::shared_ptr<const Clip>> Clip::load(const std::filesystem::path& file) {
  Reader reader(file);
  RETURN_IF_ERROR(reader.open());
  auto clip = std::make_shared<Clip>();
  clip->format = reader.format();
  ASSIGN_OR_RETURN(clip->pictures, reader.pictures());
  return clip;
}

}  // namespace sillage::sim
