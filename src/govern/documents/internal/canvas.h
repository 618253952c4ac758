// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <cairo/cairo.h>

namespace sillage::govern::documents::internal {

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

/// Pages of a PDF, in millimetres from the top left. Text is set in the machine's sans-serif font.
class Canvas {
 public:
  Canvas(double width_mm, double height_mm, const std::string& title);

  double width() const { return width_; }
  double height() const { return height_; }
  cairo_t* cairo() const { return cairo_.get(); }

  void font(double size_mm, bool bold);
  void colour(double grey);
  double width_of(const std::string& text) const;
  /// Lines that fit; a word that is too long for a line is cut.
  std::vector<std::string> wrap(std::string_view text, double width_mm) const;
  /// Baseline at y.
  void write(double x, double y, const std::string& text);
  void line(double x1, double y1, double x2, double y2, double thickness);
  void next_page();
  /// The file's bytes; empty where Cairo failed.
  std::string finish();

 private:
  double width_, height_;
  std::string bytes_;
  std::unique_ptr<cairo_surface_t, Destroy> surface_;
  std::unique_ptr<cairo_t, Destroy> cairo_;
};

}  // namespace sillage::govern::documents::internal
