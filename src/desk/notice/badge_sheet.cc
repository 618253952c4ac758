// SPDX-License-Identifier: Apache-2.0
#include "desk/notice/badge_sheet.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>
#include <cairo/cairo.h>
#include <fmt/core.h>

#include "desk/notice/internal/badge_words.h"

namespace sillage::desk {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kPngPixelsPerMm = 300 / 25.4;

struct Size {
  double width = 0, height = 0;  ///< mm
};

Size size_of(Paper paper) {
  switch (paper) {
    case Paper::kA4:
      return {210, 297};
    case Paper::kA5:
      return {148, 210};
    case Paper::kA6:
      return {105, 148};
  }
  return {};
}

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

Surface open_surface(SheetFormat format, Size size, std::string& bytes) {
  const double width = size.width * kPointsPerMm, height = size.height * kPointsPerMm;
  if (format == SheetFormat::kPng) {
    return Surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                              static_cast<int>(size.width * kPngPixelsPerMm),
                                              static_cast<int>(size.height * kPngPixelsPerMm)));
  }
  if (format == SheetFormat::kSvg) {
    return Surface(cairo_svg_surface_create_for_stream(append, &bytes, width, height));
  }
  Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, width, height));
  // Otherwise the date of today.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 "2026-01-01T00:00:00Z");
  return surface;
}

std::vector<std::string> wrapped(cairo_t* cairo, std::string_view text, double width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    cairo_text_extents_t extents;
    cairo_text_extents(cairo, longer.c_str(), &extents);
    if (extents.x_advance > width && !lines.back().empty()) {
      lines.push_back(word);
    } else {
      lines.back() = longer;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Writes from y on and gives the y below it. Sizes in mm.
double write_text(cairo_t* cairo, std::string_view text, double y, double size, bool bold,
                  Size page) {
  cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                         bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, size);
  for (const std::string& line : wrapped(cairo, text, page.width * 0.84)) {
    cairo_text_extents_t extents;
    cairo_text_extents(cairo, line.c_str(), &extents);
    y += size * 1.3;
    cairo_move_to(cairo, (page.width - extents.x_advance) / 2, y);
    cairo_show_text(cairo, line.c_str());
  }
  return y;
}

void draw_mark(cairo_t* cairo, const std::vector<std::vector<bool>>& white, double left, double top,
               double width) {
  const double square = width / static_cast<double>(white.size());
  // One path, so that no hairline shows between black squares.
  for (std::size_t row = 0; row < white.size(); ++row) {
    for (std::size_t column = 0; column < white[row].size(); ++column) {
      if (white[row][column]) continue;
      cairo_rectangle(cairo, left + static_cast<double>(column) * square,
                      top + static_cast<double>(row) * square, square, square);
    }
  }
  cairo_fill(cairo);
}

void draw(cairo_t* cairo, const BadgeSheet& sheet, const internal::BadgeWords& words) {
  const Size page = size_of(sheet.paper);
  const double unit = page.width / 148;  // laid out on A5
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  write_text(cairo, words.title, 5 * unit, 6.4 * unit, true, page);
  const double mark = mark_width_mm(sheet.paper);
  draw_mark(cairo, sheet.white, (page.width - mark) / 2, 21 * unit, mark);
  double y = 21 * unit + mark + 4 * unit;
  for (const std::string_view paragraph : words.paragraphs) {
    y = write_text(cairo, paragraph, y, 4 * unit, false, page) + 1.6 * unit;
  }
  cairo_set_source_rgb(cairo, 0.35, 0.35, 0.35);
  write_text(cairo, fmt::format(fmt::runtime(words.print), mark), page.height - 8 * unit,
             2.8 * unit, false, page);
}

bool is_square(const std::vector<std::vector<bool>>& white) {
  return !white.empty() && std::all_of(white.begin(), white.end(),
                                       [&](const auto& row) { return row.size() == white.size(); });
}

}  // namespace

double mark_width_mm(Paper paper) {
  switch (paper) {
    case Paper::kA4:
      return 170;
    case Paper::kA5:
      return 120;
    case Paper::kA6:
      return 85;
  }
  return 0;
}

Result<SheetFormat> sheet_format(std::string_view file) {
  if (file.ends_with(".pdf")) return SheetFormat::kPdf;
  if (file.ends_with(".svg")) return SheetFormat::kSvg;
  if (file.ends_with(".png")) return SheetFormat::kPng;
  return fail(ErrorCode::kUsage,
              "cannot tell from '{}' what kind of file to write; let its name "
              "end in .pdf, .svg or .png",
              file);
}

Result<std::string> render_badge(const BadgeSheet& sheet, SheetFormat format) {
  const auto words = internal::badge_words(sheet.badge, sheet.language);
  if (!words) {
    return fail(ErrorCode::kUsage, "no sheet in language '{}'; use en, fr or de", sheet.language);
  }
  if (sheet.badge == wire::Badge::kNone || !is_square(sheet.white)) {
    return fail(ErrorCode::kInvalidArgument, "a badge needs its mark; give a square of squares");
  }
  std::string bytes;
  Surface surface = open_surface(format, size_of(sheet.paper), bytes);
  {
    const Context cairo(cairo_create(surface.get()));
    const double scale = format == SheetFormat::kPng ? kPngPixelsPerMm : kPointsPerMm;
    cairo_scale(cairo.get(), scale, scale);
    draw(cairo.get(), sheet, *words);
    cairo_show_page(cairo.get());
  }
  if (format == SheetFormat::kPng) {
    cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  }
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
    return fail(ErrorCode::kInternal, "the sheet could not be drawn ({}); try another file format",
                cairo_status_to_string(status));
  }
  return bytes;
}

}  // namespace sillage::desk
