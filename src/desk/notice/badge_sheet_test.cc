// SPDX-License-Identifier: Apache-2.0
#include "desk/notice/badge_sheet.h"

#include <cairo/cairo.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/notice/internal/badge_words.h"

namespace sillage::desk {
namespace {

using ::testing::HasSubstr;

BadgeSheet sheet(wire::Badge badge = wire::Badge::kObjection) {
  BadgeSheet made;
  made.badge = badge;
  made.white = {{true, false, true}, {false, false, true}, {true, true, false}};
  return made;
}

TEST(BadgeSheet, EveryLanguagePaperAndFormatIsDrawn) {
  for (const auto badge : {wire::Badge::kObjection, wire::Badge::kStaff}) {
    for (const char* language : {"en", "fr", "de"}) {
      for (const Paper paper : {Paper::kA4, Paper::kA5, Paper::kA6}) {
        BadgeSheet made = sheet(badge);
        made.language = language;
        made.paper = paper;
        const auto pdf = render_badge(made, SheetFormat::kPdf);
        ASSERT_TRUE(pdf) << pdf.error().to_string();
        EXPECT_TRUE(pdf->starts_with("%PDF-"));
        EXPECT_EQ(*pdf, *render_badge(made, SheetFormat::kPdf));
      }
    }
  }
  EXPECT_TRUE(render_badge(sheet(), SheetFormat::kPng)->starts_with("\x89PNG"));
  EXPECT_THAT(*render_badge(sheet(), SheetFormat::kSvg), HasSubstr("<svg"));
}

struct Bytes {
  std::string data;
  std::size_t at = 0;
};

cairo_status_t take(void* from, unsigned char* to, unsigned int length) {
  auto& bytes = *static_cast<Bytes*>(from);
  if (bytes.at + length > bytes.data.size()) return CAIRO_STATUS_READ_ERROR;
  std::copy_n(bytes.data.begin() + static_cast<std::ptrdiff_t>(bytes.at), length, to);
  bytes.at += length;
  return CAIRO_STATUS_SUCCESS;
}

/// A sheet as it comes out of the printer, at 300 dots per inch.
class Printed {
 public:
  explicit Printed(const BadgeSheet& sheet) {
    Bytes png{*render_badge(sheet, SheetFormat::kPng)};
    image_ = cairo_image_surface_create_from_png_stream(take, &png);
  }
  ~Printed() { cairo_surface_destroy(image_); }
  Printed(const Printed&) = delete;
  Printed& operator=(const Printed&) = delete;

  double width_mm() const { return cairo_image_surface_get_width(image_) / kPixelsPerMm; }
  double height_mm() const { return cairo_image_surface_get_height(image_) / kPixelsPerMm; }
  bool is_dark(double x_mm, double y_mm) const {
    const auto* row =
        cairo_image_surface_get_data(image_) +
        static_cast<int>(y_mm * kPixelsPerMm) * cairo_image_surface_get_stride(image_);
    return row[4 * static_cast<int>(x_mm * kPixelsPerMm)] < 200;
  }
  bool has_ink(double from_mm, double to_mm) const {
    for (double y = from_mm; y < to_mm; y += 0.1) {
      for (double x = 0; x < width_mm() - 0.2; x += 0.1) {
        if (is_dark(x, y)) return true;
      }
    }
    return false;
  }

 private:
  static constexpr double kPixelsPerMm = 300 / 25.4;
  cairo_surface_t* image_;
};

TEST(BadgeSheet, TheMarkHasItsSizeAndItsSquares) {
  const BadgeSheet made = sheet();
  const Printed page(made);
  EXPECT_NEAR(page.width_mm(), 148, 0.1);
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      for (const double edge : {0.5, 39.5}) {
        EXPECT_EQ(page.is_dark(14 + 40 * column + edge, 21 + 40 * row + edge),
                  !made.white[row][column])
            << row << " " << column;
      }
    }
  }
  // White around it.
  for (double y = 21; y < 141; ++y) EXPECT_FALSE(page.is_dark(13, y) || page.is_dark(135, y));
}

TEST(BadgeSheet, WordsKeepOffTheMarkAndOffOneAnother) {
  for (const auto badge : {wire::Badge::kObjection, wire::Badge::kStaff}) {
    for (const char* language : {"en", "fr", "de"}) {
      BadgeSheet made = sheet(badge);
      made.language = language;
      made.paper = Paper::kA6;
      const Printed page(made);
      const double unit = page.width_mm() / 148;
      const double foot = page.height_mm() - 8 * unit;
      EXPECT_TRUE(page.has_ink(5 * unit, 15 * unit)) << language;
      EXPECT_FALSE(page.has_ink(16 * unit, 20.5 * unit)) << language << ": title";
      EXPECT_FALSE(page.has_ink(foot - 3 * unit, foot)) << language << ": text";
      EXPECT_TRUE(page.has_ink(foot, page.height_mm() - 1)) << language;
      EXPECT_FALSE(page.has_ink(page.height_mm() - 3 * unit, page.height_mm() - 0.2)) << language;
    }
  }
}

TEST(BadgeSheet, NoSheetWithoutWords) {
  BadgeSheet made = sheet();
  made.language = "it";
  const auto result = render_badge(made, SheetFormat::kPdf);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("use en, fr or de"));
}

TEST(BadgeSheet, NoSheetWithoutAMark) {
  BadgeSheet made = sheet();
  made.white.pop_back();
  EXPECT_THAT(render_badge(made, SheetFormat::kPdf).error().message, HasSubstr("give a square"));
}

TEST(BadgeSheet, TheNameSaysTheFormat) {
  EXPECT_EQ(*sheet_format("a.b/badge.pdf"), SheetFormat::kPdf);
  EXPECT_EQ(*sheet_format("badge.svg"), SheetFormat::kSvg);
  EXPECT_EQ(*sheet_format("badge.png"), SheetFormat::kPng);
  EXPECT_THAT(sheet_format("badge").error().message, HasSubstr(".pdf, .svg or .png"));
}

}  // namespace
}  // namespace sillage::desk
