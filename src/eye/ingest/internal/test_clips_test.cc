// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/test_clips.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "eye/ingest/internal/libav.h"

namespace sillage::eye::test {
namespace {

int checked(int result, const char* what) {
  if (result < 0) throw std::runtime_error(std::string(what) + ": " + libav_reason(result));
  return result;
}

FramePtr flat_frame(const AVCodecContext& encoder, int luma) {
  FramePtr frame(av_frame_alloc());
  frame->format = encoder.pix_fmt;
  frame->width = encoder.width;
  frame->height = encoder.height;
  checked(av_frame_get_buffer(frame.get(), 0), "frame");
  for (int plane = 0; plane < 3; ++plane) {
    const bool is_whole = plane == 0 || encoder.pix_fmt == AV_PIX_FMT_GBRP;
    const int rows = is_whole ? frame->height : (frame->height + 1) / 2;
    std::fill_n(frame->data[plane], frame->linesize[plane] * rows,
                static_cast<std::uint8_t>(plane == 0 ? luma : 128));
  }
  return frame;
}

CodecContextPtr open_encoder(const ClipOptions& options, bool global_header) {
  const AVCodec* codec = avcodec_find_encoder_by_name(options.codec.c_str());
  CodecContextPtr encoder(avcodec_alloc_context3(codec));
  encoder->width = options.width;
  encoder->height = options.height;
  encoder->pix_fmt = options.codec == "mjpeg"     ? AV_PIX_FMT_YUVJ420P
                     : options.codec == "utvideo" ? AV_PIX_FMT_GBRP
                                                  : AV_PIX_FMT_YUV420P;
  encoder->time_base = {1, options.stamps_ms.empty() ? options.fps : 1000};
  encoder->framerate = {options.fps, 1};
  encoder->max_b_frames = options.b_frames;
  encoder->flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT;
  encoder->global_quality = 2 * FF_QP2LAMBDA;
  if (global_header) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  checked(avcodec_open2(encoder.get(), codec, nullptr), "encoder");
  return encoder;
}

/// Writes packets in the order they come.
struct Muxer {
  const ClipOptions& options;
  AVFormatContext* format = nullptr;
  AVStream* stream = nullptr;
  CodecContextPtr encoder{};
  PacketPtr packet{av_packet_alloc()};
  int written = 0;

  void drain() {
    while (avcodec_receive_packet(encoder.get(), packet.get()) == 0) {
      if (options.damaged.contains(written++)) {
        std::fill_n(packet->data, packet->size, std::uint8_t{0x55});
      }
      if (packet->duration == 0) packet->duration = options.stamps_ms.empty() ? 1 : 10;
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream->time_base);
      packet->stream_index = 0;
      checked(av_interleaved_write_frame(format, packet.get()), "packet");
    }
  }
};

}  // namespace

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sillage-ingest-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path(name), std::ios::binary) << bytes;
  return path(name);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string y4m(int width, int height, int frames, int fps) {
  std::string bytes = "YUV4MPEG2 W" + std::to_string(width) + " H" + std::to_string(height) + " F" +
                      std::to_string(fps) + ":1 Ip A1:1 C420jpeg\n";
  const auto chroma = static_cast<std::size_t>(2 * ((width + 1) / 2) * ((height + 1) / 2));
  for (int i = 0; i < frames; ++i) {
    bytes += "FRAME\n";
    bytes.append(static_cast<std::size_t>(width * height), static_cast<char>(luma_of(i)));
    bytes.append(chroma, static_cast<char>(128));
  }
  return bytes;
}

std::string wav() {
  const auto number = [](std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
    return text;
  };
  const std::string samples(4000, static_cast<char>(128));
  const auto size = static_cast<std::uint32_t>(samples.size());
  return "RIFF" + number(36 + size, 4) + "WAVEfmt " + number(16, 4) + number(1, 2) + number(1, 2) +
         number(8000, 4) + number(8000, 4) + number(1, 2) + number(8, 2) + "data" +
         number(size, 4) + samples;
}

std::string jpeg(int width, int height, int luma) {
  ClipOptions options;
  options.codec = "mjpeg";
  options.width = width;
  options.height = height;
  const CodecContextPtr encoder = open_encoder(options, false);
  const FramePtr frame = flat_frame(*encoder, luma);
  frame->pts = 0;
  checked(avcodec_send_frame(encoder.get(), frame.get()), "send");
  avcodec_send_frame(encoder.get(), nullptr);
  const PacketPtr packet(av_packet_alloc());
  checked(avcodec_receive_packet(encoder.get(), packet.get()), "receive");
  return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
}

void make_clip(const std::string& path, const ClipOptions& options) {
  Muxer muxer{options};
  checked(avformat_alloc_output_context2(&muxer.format, nullptr, nullptr, path.c_str()), "muxer");
  AVFormatContext& format = *muxer.format;
  format.flags |= AVFMT_FLAG_BITEXACT;
  muxer.encoder = open_encoder(options, (format.oformat->flags & AVFMT_GLOBALHEADER) != 0);
  muxer.stream = avformat_new_stream(&format, nullptr);
  muxer.stream->time_base = muxer.encoder->time_base;
  if (options.stamps_ms.empty()) muxer.stream->avg_frame_rate = muxer.encoder->framerate;
  avcodec_parameters_from_context(muxer.stream->codecpar, muxer.encoder.get());
  for (const auto& [key, value] : options.metadata) {
    av_dict_set(&format.metadata, key.c_str(), value.c_str(), 0);
  }
  AVDictionary* settings = nullptr;
  if (options.index_first) av_dict_set(&settings, "movflags", "faststart", 0);
  checked(avio_open(&format.pb, path.c_str(), AVIO_FLAG_WRITE), "file");
  checked(avformat_write_header(&format, &settings), "header");
  av_dict_free(&settings);
  const int frames =
      options.stamps_ms.empty() ? options.frames : static_cast<int>(options.stamps_ms.size());
  for (int i = 0; i < frames; ++i) {
    const FramePtr frame = flat_frame(*muxer.encoder, luma_of(i));
    frame->pts = options.stamps_ms.empty() ? i : options.stamps_ms[static_cast<std::size_t>(i)];
    checked(avcodec_send_frame(muxer.encoder.get(), frame.get()), "send");
    muxer.drain();
  }
  avcodec_send_frame(muxer.encoder.get(), nullptr);
  muxer.drain();
  checked(av_write_trailer(&format), "trailer");
  avio_closep(&format.pb);
  avformat_free_context(muxer.format);
}

TEST(TestClips, FolderGoesAway) {
  std::string path;
  {
    const Folder folder;
    path = folder.write("a.txt", "text");
    ASSERT_EQ(bytes_of(path), "text");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(TestClips, RawVideoHasTheSizeItSays) {
  const std::size_t one = y4m(5, 3, 1).size();
  EXPECT_EQ(y4m(5, 3, 4).size() - one, 3 * (6 + 15 + 2 * 6));
}

}  // namespace sillage::eye::test
