// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/to_i420.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include <libyuv.h>

namespace sillage::eye {
namespace {

struct Target {
  std::uint8_t* y;
  std::uint8_t* u;
  std::uint8_t* v;
  int stride;
  int chroma_stride;
};

Target planes_of(I420Image& image) {
  return {image.y(), image.u(), image.v(), image.width(), image.chroma_width()};
}

using PackedConversion = int (*)(const std::uint8_t*, int, std::uint8_t*, int, std::uint8_t*, int,
                                 std::uint8_t*, int, int, int);

/// libyuv names packed formats by the word, libav by the bytes in memory.
PackedConversion packed_conversion(AVPixelFormat format) {
  switch (format) {
    case AV_PIX_FMT_RGB24:
      return libyuv::RAWToI420;
    case AV_PIX_FMT_BGR24:
      return libyuv::RGB24ToI420;
    case AV_PIX_FMT_BGRA:
    case AV_PIX_FMT_BGR0:
      return libyuv::ARGBToI420;
    case AV_PIX_FMT_RGBA:
    case AV_PIX_FMT_RGB0:
      return libyuv::ABGRToI420;
    case AV_PIX_FMT_ARGB:
    case AV_PIX_FMT_0RGB:
      return libyuv::BGRAToI420;
    case AV_PIX_FMT_ABGR:
    case AV_PIX_FMT_0BGR:
      return libyuv::RGBAToI420;
    case AV_PIX_FMT_RGB565LE:
      return libyuv::RGB565ToI420;
    case AV_PIX_FMT_YUYV422:
      return libyuv::YUY2ToI420;
    case AV_PIX_FMT_UYVY422:
      return libyuv::UYVYToI420;
    default:
      return nullptr;
  }
}

bool is_direct(const AVFrame& frame) {
  return (frame.format == AV_PIX_FMT_YUV420P || frame.format == AV_PIX_FMT_YUVJ420P) &&
         frame.linesize[0] > 0 && frame.linesize[1] > 0 && frame.linesize[2] > 0;
}

/// Planar YUV or grey, one plane per component, in words of one byte or two (little-endian).
bool is_planar(const AVPixFmtDescriptor& format) {
  const std::uint64_t other = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_PAL |
                              AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL |
                              AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT;
  if ((format.flags & other) != 0) return false;
  const int depth = format.comp[0].depth;
  if (depth < 8 || depth > 16) return false;
  const int colours = std::min<int>(format.nb_components, 3);
  for (int i = 0; i < colours; ++i) {
    const AVComponentDescriptor& component = format.comp[i];
    const int bytes = depth > 8 ? 2 : 1;
    if (component.plane != i || component.step != bytes || component.shift != 0) return false;
  }
  return format.nb_components != 2;
}

struct Plane {
  const std::uint8_t* data;
  int stride;
  int width;
  int height;
};

/// A plane of eight bits, brought down into `buffer` where it has more.
Plane eight_bit(Plane plane, int depth, std::vector<std::uint8_t>& buffer) {
  if (depth == 8) return plane;
  buffer.resize(static_cast<std::size_t>(plane.width) * static_cast<std::size_t>(plane.height));
  libyuv::Convert16To8Plane(reinterpret_cast<const std::uint16_t*>(plane.data), plane.stride / 2,
                            buffer.data(), plane.width, 1 << (24 - depth), plane.width,
                            plane.height);
  return {buffer.data(), plane.width, plane.width, plane.height};
}

void convert_planar(const AVFrame& frame, const AVPixFmtDescriptor& format, I420Image& image) {
  const int depth = format.comp[0].depth;
  const int chroma_width = AV_CEIL_RSHIFT(frame.width, format.log2_chroma_w);
  const int chroma_height = AV_CEIL_RSHIFT(frame.height, format.log2_chroma_h);
  std::vector<std::uint8_t> buffer;
  const auto fill = [&](int index, int width, int height, std::uint8_t* target, int target_width,
                        int target_height) {
    const Plane plane =
        eight_bit({frame.data[index], frame.linesize[index], width, height}, depth, buffer);
    libyuv::ScalePlane(plane.data, plane.stride, plane.width, plane.height, target, target_width,
                       target_width, target_height, libyuv::kFilterBox);
  };
  fill(0, frame.width, frame.height, image.y(), frame.width, frame.height);
  if (format.nb_components < 3) return;  // a new picture has no colour
  fill(1, chroma_width, chroma_height, image.u(), image.chroma_width(), image.chroma_height());
  fill(2, chroma_width, chroma_height, image.v(), image.chroma_width(), image.chroma_height());
}

bool convert_semi_planar(const AVFrame& frame, I420Image& image) {
  const bool is_nv12 = frame.format == AV_PIX_FMT_NV12;
  if (!is_nv12 && frame.format != AV_PIX_FMT_NV21) return false;
  const auto convert = is_nv12 ? libyuv::NV12ToI420 : libyuv::NV21ToI420;
  const Target to = planes_of(image);
  convert(frame.data[0], frame.linesize[0], frame.data[1], frame.linesize[1], to.y, to.stride, to.u,
          to.chroma_stride, to.v, to.chroma_stride, frame.width, frame.height);
  return true;
}

bool convert(const AVFrame& frame, I420Image& image) {
  const auto pixel_format = static_cast<AVPixelFormat>(frame.format);
  if (const PackedConversion packed = packed_conversion(pixel_format)) {
    const Target to = planes_of(image);
    packed(frame.data[0], frame.linesize[0], to.y, to.stride, to.u, to.chroma_stride, to.v,
           to.chroma_stride, frame.width, frame.height);
    return true;
  }
  if (convert_semi_planar(frame, image)) return true;
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(pixel_format);
  if (format == nullptr || !is_planar(*format)) return false;
  convert_planar(frame, *format, image);
  return true;
}

}  // namespace

SharedPicture share(I420Image image) {
  const auto kept = std::make_shared<const I420Image>(std::move(image));
  return {kept->view(), kept};
}

Result<SharedPicture> to_i420(const AVFrame& frame) {
  if (is_direct(frame)) {
    const std::shared_ptr<AVFrame> kept(av_frame_clone(&frame), LibavDeleter());
    if (!kept) {
      return fail(ErrorCode::kExhausted, "no memory for a picture; close other programs");
    }
    const AVFrame& f = *kept;
    return SharedPicture{{f.width, f.height, f.data[0], f.data[1], f.data[2], f.linesize[0],
                          f.linesize[1], f.linesize[2]},
                         kept};
  }
  I420Image image(frame.width, frame.height);
  if (!convert(frame, image)) {
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(frame.format));
    return fail(ErrorCode::kUnsupported,
                "pixel format '{}' is not supported; convert the video first, for example with "
                "ffmpeg -i INPUT -pix_fmt yuv420p OUTPUT.mp4",
                name == nullptr ? "unknown" : name);
  }
  return share(std::move(image));
}

}  // namespace sillage::eye
