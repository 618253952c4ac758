// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include <qrencode.h>

#include "govern/documents/document.h"
#include "govern/documents/internal/canvas.h"

namespace sillage::govern::documents {
namespace {

using internal::Canvas;

constexpr double kWidth = 210, kHeight = 297;  // laid out on A4, scaled for A3
constexpr double kLeft = 18;
constexpr double kQrSide = 44;

void rounded(cairo_t* cairo, double x, double y, double w, double h, double r) {
  constexpr double kPi = std::numbers::pi;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, x + w - r, y + r, r, -kPi / 2, 0);
  cairo_arc(cairo, x + w - r, y + h - r, r, 0, kPi / 2);
  cairo_arc(cairo, x + r, y + h - r, r, kPi / 2, kPi);
  cairo_arc(cairo, x + r, y + r, r, kPi, 3 * kPi / 2);
  cairo_close_path(cairo);
}

/// Somebody, as a head and shoulders without a face.
void person(cairo_t* cairo, double x, double y, double size) {
  constexpr double kPi = std::numbers::pi;
  cairo_arc(cairo, x, y, size * 0.28, 0, 2 * kPi);
  cairo_fill(cairo);
  cairo_arc(cairo, x, y + size * 0.86, size * 0.5, kPi, 0);
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

/// A camera that looks down on people who are counted: white on dark.
void pictogram(cairo_t* cairo, double x, double y) {
  constexpr double kSide = 46;
  cairo_set_source_rgb(cairo, 0.09, 0.16, 0.24);
  rounded(cairo, x, y, kSide, kSide, 5);
  cairo_fill(cairo);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_save(cairo);
  cairo_translate(cairo, x + 11, y + 13);
  cairo_rotate(cairo, 0.32);
  rounded(cairo, -4, -4.5, 17, 9, 1.6);  // the body
  cairo_fill(cairo);
  cairo_move_to(cairo, 13.6, -2.6);  // the lens
  cairo_line_to(cairo, 17.6, -4.2);
  cairo_line_to(cairo, 17.6, 4.2);
  cairo_line_to(cairo, 13.6, 2.6);
  cairo_close_path(cairo);
  cairo_fill(cairo);
  cairo_restore(cairo);
  cairo_set_line_width(cairo, 1.6);  // the arm to the wall
  cairo_move_to(cairo, x + 5.5, y + 6);
  cairo_line_to(cairo, x + 5.5, y + 22);
  cairo_move_to(cairo, x + 5.5, y + 18);
  cairo_line_to(cairo, x + 12, y + 15);
  cairo_stroke(cairo);
  for (int i = 0; i < 3; ++i) person(cairo, x + 16 + 10 * i, y + 31, 9);
}

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

/// One path, so that no hairline shows between black squares.
bool qr_code(cairo_t* cairo, const std::string& text, double x, double y, double side) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (!code) return false;
  const double square = side / code->width;
  cairo_set_source_rgb(cairo, 0, 0, 0);
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      if ((code->data[row * code->width + column] & 1) == 0) continue;
      cairo_rectangle(cairo, x + column * square, y + row * square, square, square);
    }
  }
  cairo_fill(cairo);
  return true;
}

double write_lines(Canvas& canvas, const std::string& text, double x, double y, double width,
                   double line) {
  for (const std::string& one : canvas.wrap(text, width)) {
    y += line;
    canvas.write(x, y, one);
  }
  return y;
}

void head(Canvas& canvas, const Document& sign) {
  pictogram(canvas.cairo(), kLeft, 18);
  canvas.colour(0);
  canvas.font(11, true);
  double y = write_lines(canvas, sign.title, kLeft + 54, 22, kWidth - 2 * kLeft - 54, 13);
  canvas.font(5.6, false);
  write_lines(canvas, sign.subtitle, kLeft + 54, y + 2, kWidth - 2 * kLeft - 54, 7.4);
}

/// Rows of two cells; gives the y below the last.
double rows(Canvas& canvas, const Document& sign) {
  constexpr double kLabel = 44, kSize = 5.0, kLine = 6.7;
  double y = 74;
  for (const Section& section : sign.sections) {
    for (const Block& block : section.blocks) {
      if (block.kind != BlockKind::kRow || block.cells.size() != 2) continue;
      canvas.colour(0.7);
      canvas.line(kLeft, y, kWidth - kLeft, y, 0.3);
      canvas.colour(0);
      canvas.font(kSize, true);
      const double label = write_lines(canvas, block.cells[0], kLeft, y + 1, kLabel - 3, kLine);
      canvas.font(kSize, false);
      const double text = write_lines(canvas, block.cells[1], kLeft + kLabel, y + 1,
                                      kWidth - 2 * kLeft - kLabel, kLine);
      y = std::max(label, text) + 3;
    }
  }
  return y;
}

std::string last_line(const Document& sign) {
  for (const Section& section : sign.sections) {
    for (const Block& block : section.blocks) {
      if (block.kind == BlockKind::kText) return block.cells.at(0);
    }
  }
  return {};
}

}  // namespace

Result<std::string> sign_pdf(const Document& sign, SignSize size, const std::string& url) {
  const double scale = size == SignSize::kA3 ? std::numbers::sqrt2 : 1;
  Canvas canvas(kWidth * scale, kHeight * scale, sign.title);
  cairo_scale(canvas.cairo(), scale, scale);
  cairo_set_source_rgb(canvas.cairo(), 1, 1, 1);
  cairo_paint(canvas.cairo());
  head(canvas, sign);
  const double below = rows(canvas, sign);
  const double foot = kHeight - 16 - kQrSide;
  if (below > foot) {
    return fail(ErrorCode::kUnsupported,
                "the texts do not fit on the sign in '{}'; shorten controller, dpo or contacts in "
                "[governance]",
                sign.language);
  }
  const bool has_code = !url.empty() && qr_code(canvas.cairo(), url, kLeft, foot, kQrSide);
  canvas.colour(0);
  canvas.font(4.6, false);
  const double x = has_code ? kLeft + kQrSide + 8 : kLeft;
  write_lines(canvas, last_line(sign), x, foot + 14, kWidth - kLeft - x, 6.4);
  canvas.next_page();
  std::string bytes = canvas.finish();
  if (bytes.empty() || (!url.empty() && !has_code)) {
    return fail(ErrorCode::kInternal,
                "the sign could not be drawn; check that notice_url is a usual address");
  }
  return bytes;
}

}  // namespace sillage::govern::documents
