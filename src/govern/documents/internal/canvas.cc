// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/internal/canvas.h"

#include <algorithm>

#include <cairo/cairo-pdf.h>

namespace sillage::govern::documents::internal {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// Bytes of the character that begins here.
std::size_t length_of_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) {
    ++length;
  }
  return length;
}

}  // namespace

Canvas::Canvas(double width_mm, double height_mm, const std::string& title)
    : width_(width_mm), height_(height_mm) {
  surface_.reset(cairo_pdf_surface_create_for_stream(append, &bytes_, width_mm * kPointsPerMm,
                                                     height_mm * kPointsPerMm));
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  // Otherwise the time of today, and the same paper would not give the same bytes.
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 "2026-01-01T00:00:00Z");
  cairo_.reset(cairo_create(surface_.get()));
  cairo_scale(cairo_.get(), kPointsPerMm, kPointsPerMm);
}

void Canvas::font(double size_mm, bool bold) {
  cairo_select_font_face(cairo_.get(), "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                         bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo_.get(), size_mm);
}

void Canvas::colour(double grey) { cairo_set_source_rgb(cairo_.get(), grey, grey, grey); }

double Canvas::width_of(const std::string& text) const {
  cairo_text_extents_t extents;
  cairo_text_extents(cairo_.get(), text.c_str(), &extents);
  return extents.x_advance;
}

namespace {

/// French marks stay on the line of their word.
std::string with_joined_marks(std::string_view text) {
  constexpr std::string_view kJoined = "\u00A0";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i + 1), so_far = text.substr(0, i);
    const bool is_joined =
        text[i] == ' ' && (so_far.ends_with("\u00AB") || rest.starts_with("\u00BB") ||
                           (!rest.empty() && std::string_view(";:?!").find(rest[0]) !=
                                                 std::string_view::npos));
    if (is_joined) {
      out += kJoined;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> Canvas::wrap(std::string_view words, double width_mm) const {
  const std::string joined = with_joined_marks(words);
  std::string_view text = joined;
  std::vector<std::string> lines(1);
  const auto put = [&](const std::string& word) {
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (width_of(longer) <= width_mm) {
      lines.back() = longer;
      return;
    }
    if (!lines.back().empty()) lines.emplace_back();
    std::string_view rest = word;
    while (!rest.empty()) {  // an address may be longer than a line
      const std::string next(rest.substr(0, length_of_character(rest)));
      if (!lines.back().empty() && width_of(lines.back() + next) > width_mm) lines.emplace_back();
      lines.back() += next;
      rest.remove_prefix(next.size());
    }
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) put(std::string(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void Canvas::write(double x, double y, const std::string& text) {
  cairo_move_to(cairo_.get(), x, y);
  cairo_show_text(cairo_.get(), text.c_str());
}

void Canvas::line(double x1, double y1, double x2, double y2, double thickness) {
  cairo_set_line_width(cairo_.get(), thickness);
  cairo_move_to(cairo_.get(), x1, y1);
  cairo_line_to(cairo_.get(), x2, y2);
  cairo_stroke(cairo_.get());
}

void Canvas::next_page() { cairo_show_page(cairo_.get()); }

std::string Canvas::finish() {
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  return cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS ? bytes_ : std::string();
}

}  // namespace sillage::govern::documents::internal
