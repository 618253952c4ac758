// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/to_i420.h"

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

FramePtr make_frame(AVPixelFormat format, int width, int height) {
  FramePtr frame(av_frame_alloc());
  frame->format = format;
  frame->width = width;
  frame->height = height;
  EXPECT_EQ(av_frame_get_buffer(frame.get(), 0), 0);
  for (const AVBufferRef* buffer : frame->buf) {
    if (buffer != nullptr) std::memset(buffer->data, 0, buffer->size);
  }
  return frame;
}

/// Sets every pixel's components (in the order of the format's own description), whatever its
/// layout, from values for 8 bits.
void paint(AVFrame& frame, const std::array<int, 4>& values) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  for (int c = 0; c < format->nb_components; ++c) {
    const AVComponentDescriptor& component = format->comp[c];
    const bool is_chroma = (c == 1 || c == 2) && (format->flags & AV_PIX_FMT_FLAG_RGB) == 0;
    const int width = is_chroma ? AV_CEIL_RSHIFT(frame.width, format->log2_chroma_w) : frame.width;
    const int height =
        is_chroma ? AV_CEIL_RSHIFT(frame.height, format->log2_chroma_h) : frame.height;
    const std::vector<std::uint16_t> row(
        static_cast<std::size_t>(width),
        static_cast<std::uint16_t>(values[static_cast<std::size_t>(c)] << (component.depth - 8)));
    for (int y = 0; y < height; ++y) {
      av_write_image_line(row.data(), frame.data, frame.linesize, format, 0, y, c, width);
    }
  }
}

void expect_flat(const I420View& view, int y, int u, int v, int tolerance) {
  for (int row = 0; row < view.height; ++row) {
    for (int x = 0; x < view.width; ++x) {
      ASSERT_NEAR(view.y[row * view.y_stride + x], y, tolerance) << x << "," << row;
    }
  }
  for (int row = 0; row < (view.height + 1) / 2; ++row) {
    for (int x = 0; x < (view.width + 1) / 2; ++x) {
      ASSERT_NEAR(view.u[row * view.u_stride + x], u, tolerance) << x << "," << row;
      ASSERT_NEAR(view.v[row * view.v_stride + x], v, tolerance) << x << "," << row;
    }
  }
}

class YuvFormats : public testing::TestWithParam<AVPixelFormat> {};

TEST_P(YuvFormats, KeepTheirColourAtOddAndEvenSizes) {
  for (const auto& [width, height] : {std::pair{32, 16}, {33, 17}, {1, 1}}) {
    const FramePtr frame = make_frame(GetParam(), width, height);
    paint(*frame, {90, 60, 200, 255});
    const auto picture = to_i420(*frame);
    ASSERT_TRUE(picture) << picture.error().to_string();
    ASSERT_EQ(picture->view.width, width);
    ASSERT_EQ(picture->view.height, height);
    expect_flat(picture->view, 90, 60, 200, 1);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, YuvFormats,
    testing::Values(AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUV422P,
                    AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ444P,
                    AV_PIX_FMT_YUV440P, AV_PIX_FMT_YUV411P, AV_PIX_FMT_YUV410P, AV_PIX_FMT_YUVA420P,
                    AV_PIX_FMT_NV12, AV_PIX_FMT_NV21, AV_PIX_FMT_YUYV422, AV_PIX_FMT_UYVY422,
                    AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV422P10LE, AV_PIX_FMT_YUV444P10LE,
                    AV_PIX_FMT_YUV420P12LE, AV_PIX_FMT_YUV420P16LE),
    [](const auto& format) { return std::string(av_get_pix_fmt_name(format.param)); });

class RgbFormats : public testing::TestWithParam<AVPixelFormat> {};

TEST_P(RgbFormats, BecomeTheSameColour) {
  const FramePtr frame = make_frame(GetParam(), 34, 18);
  paint(*frame, {250, 20, 130, 255});
  const auto picture = to_i420(*frame);
  ASSERT_TRUE(picture) << picture.error().to_string();
  const auto rgb = to_rgb(picture->view);
  for (std::size_t i = 0; i < rgb.size(); i += 3) {
    ASSERT_NEAR(rgb[i], 250, 5);
    ASSERT_NEAR(rgb[i + 1], 20, 5);
    ASSERT_NEAR(rgb[i + 2], 130, 5);
  }
}

INSTANTIATE_TEST_SUITE_P(All, RgbFormats,
                         testing::Values(AV_PIX_FMT_RGB24, AV_PIX_FMT_BGR24, AV_PIX_FMT_RGBA,
                                         AV_PIX_FMT_BGRA, AV_PIX_FMT_ARGB, AV_PIX_FMT_ABGR,
                                         AV_PIX_FMT_RGB0, AV_PIX_FMT_BGR0, AV_PIX_FMT_0RGB,
                                         AV_PIX_FMT_0BGR),
                         [](const auto& format) {
                           return "of_" + std::string(av_get_pix_fmt_name(format.param));
                         });

TEST(ToI420, GreyHasNoColour) {
  for (const auto format : {AV_PIX_FMT_GRAY8, AV_PIX_FMT_GRAY10LE, AV_PIX_FMT_GRAY16LE}) {
    const FramePtr frame = make_frame(format, 33, 17);
    paint(*frame, {77, 0, 0, 0});
    const auto picture = to_i420(*frame);
    ASSERT_TRUE(picture) << picture.error().to_string();
    expect_flat(picture->view, 77, 128, 128, 0);
  }
}

TEST(ToI420, RefersToPlanarPicturesAndKeepsThemAlive) {
  FramePtr frame = make_frame(AV_PIX_FMT_YUV420P, 32, 16);
  paint(*frame, {90, 60, 200, 0});
  const std::uint8_t* pixels = frame->data[0];
  const auto picture = to_i420(*frame);
  EXPECT_EQ(picture->view.y, pixels);
  frame.reset();
  expect_flat(picture->view, 90, 60, 200, 0);
}

TEST(ToI420, UpsideDownPictureIsTurnedRoundInACopy) {
  const FramePtr frame = make_frame(AV_PIX_FMT_YUV420P, 4, 4);
  paint(*frame, {50, 128, 128, 0});
  std::memset(frame->data[0], 200, 4);  // first row in memory, last of the picture
  for (int plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? 4 : 2;
    frame->data[plane] += (rows - 1) * frame->linesize[plane];
    frame->linesize[plane] = -frame->linesize[plane];
  }
  const auto picture = to_i420(*frame);
  ASSERT_TRUE(picture);
  EXPECT_GT(picture->view.y_stride, 0);
  EXPECT_EQ(picture->view.y[0], 50);
  EXPECT_EQ(picture->view.y[3 * picture->view.y_stride], 200);
}

TEST(ToI420, OtherFormatsAreNamedAndTheWayOutIsShown) {
  for (const auto format :
       {AV_PIX_FMT_GBRP, AV_PIX_FMT_PAL8, AV_PIX_FMT_MONOWHITE, AV_PIX_FMT_YUV420P10BE,
        AV_PIX_FMT_P010LE, AV_PIX_FMT_YA8, AV_PIX_FMT_BAYER_RGGB8}) {
    const auto picture = to_i420(*make_frame(format, 32, 16));
    ASSERT_FALSE(picture) << av_get_pix_fmt_name(format);
    EXPECT_EQ(picture.error().code, ErrorCode::kUnsupported);
    EXPECT_THAT(picture.error().message,
                testing::HasSubstr(std::string("'") + av_get_pix_fmt_name(format) + "'"));
    EXPECT_THAT(picture.error().message, testing::HasSubstr("-pix_fmt yuv420p"));
  }
}

}  // namespace
}  // namespace sillage::eye
