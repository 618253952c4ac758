// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/internal/decoded_video.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace sillage::eye::silhouette_internal {
namespace {

I420Image copy_of(const AVFrame& frame) {
  I420Image image(frame.width, frame.height);
  const auto copy = [&frame](int plane, std::uint8_t* to, int width, int height) {
    for (std::ptrdiff_t row = 0; row < height; ++row) {
      std::memcpy(to + row * width, frame.data[plane] + row * frame.linesize[plane],
                  static_cast<std::size_t>(width));
    }
  };
  copy(0, image.y(), image.width(), image.height());
  copy(1, image.u(), image.chroma_width(), image.chroma_height());
  copy(2, image.v(), image.chroma_width(), image.chroma_height());
  return image;
}

void receive(AVCodecContext* decoder, AVFrame* frame, AVRational time_base, DecodedVideo& video) {
  while (avcodec_receive_frame(decoder, frame) >= 0) {
    video.pictures.push_back(copy_of(*frame));
    video.times_s.push_back(static_cast<double>(frame->pts) * av_q2d(time_base));
  }
}

}  // namespace

DecodedVideo decode(const std::filesystem::path& path) {
  DecodedVideo video;
  AVFormatContext* format = nullptr;
  if (avformat_open_input(&format, path.c_str(), nullptr, nullptr) < 0) return video;
  if (avformat_find_stream_info(format, nullptr) >= 0 && format->nb_streams == 1) {
    const AVStream* stream = format->streams[0];
    const AVCodec* codec = avcodec_find_decoder(stream->codecpar->codec_id);
    AVCodecContext* decoder = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(decoder, stream->codecpar);
    decoder->thread_count = 1;
    if (avcodec_open2(decoder, codec, nullptr) >= 0) {
      video.codec = codec->name;
      AVPacket* packet = av_packet_alloc();
      AVFrame* frame = av_frame_alloc();
      while (av_read_frame(format, packet) >= 0) {
        avcodec_send_packet(decoder, packet);
        av_packet_unref(packet);
        receive(decoder, frame, stream->time_base, video);
      }
      avcodec_send_packet(decoder, nullptr);
      receive(decoder, frame, stream->time_base, video);
      av_frame_free(&frame);
      av_packet_free(&packet);
    }
    avcodec_free_context(&decoder);
  }
  avformat_close_input(&format);
  return video;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "sillage_video_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::string> ScratchFolder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace sillage::eye::silhouette_internal
