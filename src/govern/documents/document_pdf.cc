// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "govern/documents/document.h"
#include "govern/documents/internal/canvas.h"

namespace sillage::govern::documents {
namespace {

using internal::Canvas;

// Millimetres, on A4.
constexpr double kWidth = 210, kHeight = 297, kLeft = 22, kTop = 24, kBottom = 24;
constexpr double kText = 3.6, kLine = 5.2, kGap = 2.0, kCellGap = 4;
constexpr double kBlankHeight = 22;

/// Sets a document from top to bottom. Runs twice: the first time to count the pages.
class Setter {
 public:
  Setter(const Document& document, int pages)
      : document_(document), pages_(pages), canvas_(kWidth, kHeight, document.title) {}

  void set() {
    canvas_.colour(0);
    heading(document_.title, 7.2, 9.5);
    canvas_.font(4.2, false);
    canvas_.colour(0.35);
    lines(document_.subtitle, kLeft, width(), 6);
    canvas_.colour(0);
    y_ += 3;
    for (const Section& section : document_.sections) set(section);
    footer();
  }
  int pages() const { return page_; }
  std::string finish() { return canvas_.finish(); }

 private:
  static double width() { return kWidth - 2 * kLeft; }

  void need(double height) {
    if (y_ + height <= kHeight - kBottom) return;
    cairo_save(canvas_.cairo());  // what goes on, goes on in its own font
    footer();
    cairo_restore(canvas_.cairo());
    canvas_.next_page();
    ++page_;
    y_ = kTop;
  }

  void heading(const std::string& text, double size, double line) {
    canvas_.font(size, true);
    lines(text, kLeft, width(), line);
  }

  /// Writes wrapped text from y_ on, with the font that is set.
  void lines(const std::string& text, double x, double w, double line) {
    for (const std::string& one : canvas_.wrap(text, w)) {
      need(line);
      y_ += line;
      canvas_.write(x, y_ - line * 0.28, one);
    }
  }

  void set(const Section& section) {
    y_ += 3.5;
    if (!section.heading.empty()) {
      need(8 + first_height(section));  // a heading does not stand alone at the foot of a page
      heading(section.heading, 4.8, 7);
      y_ += 0.6;
    }
    const BlockKind* before = nullptr;
    for (const Block& block : section.blocks) {
      set(block, before);
      before = &block.kind;
    }
  }

  double first_height(const Section& section) {
    if (section.blocks.empty()) return 0;
    const Block& first = section.blocks.front();
    if (first.kind == BlockKind::kBlank) return kBlankHeight + 2;
    if (first.kind == BlockKind::kRow) return row_height(cells_of(first));
    return 2 * kLine;
  }

  void set(const Block& block, const BlockKind* before) {
    canvas_.font(kText, false);
    const auto in_table = [](BlockKind kind) {
      return kind == BlockKind::kRow || kind == BlockKind::kHeading;
    };
    if (before != nullptr && in_table(*before) && !in_table(block.kind)) y_ += kGap;
    switch (block.kind) {
      case BlockKind::kText:
        lines(block.cells.at(0), kLeft, width(), kLine);
        y_ += kGap;
        break;
      case BlockKind::kBullet:
        need(kLine);
        canvas_.write(kLeft, y_ + kLine * 0.72, "\u2022");
        lines(block.cells.at(0), kLeft + 4, width() - 4, kLine);
        y_ += kGap * 0.6;
        break;
      case BlockKind::kHeading:
      case BlockKind::kRow:
        row(block, before == nullptr || !in_table(*before));
        break;
      case BlockKind::kBlank:
        blank(block.cells.at(0));
        break;
    }
  }

  static std::vector<double> columns(std::size_t count) {
    if (count == 2) return {0.34, 0.66};
    if (count == 4) return {0.28, 0.25, 0.25, 0.22};
    return std::vector<double>(std::max<std::size_t>(count, 1),
                               1.0 / static_cast<double>(std::max<std::size_t>(count, 1)));
  }

  using Cells = std::vector<std::vector<std::string>>;  ///< lines of each

  Cells cells_of(const Block& block) {
    const std::vector<double> shares = columns(block.cells.size());
    Cells cells;
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      canvas_.font(kText, is_bold(block, i));
      cells.push_back(canvas_.wrap(block.cells[i], width() * shares[i] - kCellGap));
    }
    return cells;
  }

  static double row_height(const Cells& cells) {
    std::size_t most = 1;
    for (const auto& lines_of_cell : cells) most = std::max(most, lines_of_cell.size());
    return static_cast<double>(most) * kLine + 1.6;
  }

  void row(const Block& block, bool first) {
    const std::vector<double> shares = columns(block.cells.size());
    const bool heads = block.kind == BlockKind::kHeading;
    const Cells cells = cells_of(block);
    const double height = row_height(cells);
    need(height);
    canvas_.colour(heads || first ? 0.3 : 0.75);
    if (first) canvas_.line(kLeft, y_, kLeft + width(), y_, 0.2);
    canvas_.colour(0);
    double x = kLeft;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      canvas_.font(kText, is_bold(block, i));
      for (std::size_t k = 0; k < cells[i].size(); ++k) {
        canvas_.write(x, y_ + static_cast<double>(k + 1) * kLine - 0.9, cells[i][k]);
      }
      x += width() * shares[i];
    }
    y_ += height;
    canvas_.colour(heads ? 0.3 : 0.75);
    canvas_.line(kLeft, y_, kLeft + width(), y_, 0.2);
    canvas_.colour(0);
  }

  static bool is_bold(const Block& block, std::size_t column) {
    return block.kind == BlockKind::kHeading || (column == 0 && block.cells.size() == 2);
  }

  /// A box to write into, with what belongs there in small letters.
  void blank(const std::string& what) {
    need(kBlankHeight + 2);
    canvas_.colour(0.45);
    cairo_set_line_width(canvas_.cairo(), 0.25);
    cairo_rectangle(canvas_.cairo(), kLeft, y_ + 1, width(), kBlankHeight - 2);
    cairo_stroke(canvas_.cairo());
    canvas_.font(2.9, false);
    canvas_.write(kLeft + 2, y_ + 5, fmt::format("{} ({})", what, document_.blank_words));
    canvas_.colour(0);
    y_ += kBlankHeight + 1;
  }

  void footer() {
    canvas_.font(2.6, false);
    canvas_.colour(0.4);
    double y = kHeight - 15;
    for (const std::string& one : canvas_.wrap(document_.footer, width() - 32)) {
      canvas_.write(kLeft, y, one);
      y += 3.6;
    }
    std::string pages = document_.page_words;
    const auto put = [&](const std::string& name, int number) {
      const std::size_t at = pages.find(name);
      if (at != std::string::npos) pages.replace(at, name.size(), std::to_string(number));
    };
    put("{page}", page_);
    put("{pages}", pages_);
    canvas_.write(kWidth - kLeft - canvas_.width_of(pages), kHeight - 15, pages);
  }

  const Document& document_;
  int pages_;
  Canvas canvas_;
  double y_ = kTop;
  int page_ = 1;
};

}  // namespace

Result<std::string> to_pdf(const Document& document) {
  Setter counting(document, 0);
  counting.set();
  Setter setter(document, counting.pages());
  setter.set();
  std::string bytes = setter.finish();
  if (bytes.empty()) {
    return fail(ErrorCode::kInternal, "the paper '{}' could not be drawn; try again, or take JSON",
                document.name);
  }
  return bytes;
}

}  // namespace sillage::govern::documents
