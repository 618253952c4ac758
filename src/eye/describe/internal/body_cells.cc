// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/body_cells.h"

#include <algorithm>
#include <cmath>

#include <sodium.h>

namespace sillage::eye {
namespace {

/// The grid's extent, in shares of the box.
constexpr double kTop = 0.28;
constexpr double kBottom = 0.94;
constexpr double kSide = 0.08;
/// A cell is read in at most about this many steps each way.
constexpr int kSteps = 4;
/// Pixels between which coarse differences are taken.
constexpr int kCoarse = 4;

/// Whole pixels from the first to before the last, each way.
struct Rect {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

int part(int first, int last, int index, int count) {
  return first + static_cast<int>(static_cast<long>(last - first) * index / count);
}

/// Cells lie on even pixels to the outside, so that no colour sample is shared with what lies
/// there.
Rect cell_rect(const Rect& grid, int row, int column) {
  Rect r{part(grid.x0, grid.x1, column, BodyCells::kColumns),
         part(grid.y0, grid.y1, row, BodyCells::kRows),
         part(grid.x0, grid.x1, column + 1, BodyCells::kColumns),
         part(grid.y0, grid.y1, row + 1, BodyCells::kRows)};
  r.x1 = std::max(r.x1, r.x0 + 1);
  r.y1 = std::max(r.y1, r.y0 + 1);
  return r;
}

/// Pixels that share a colour sample with `r` included.
bool touches(const Rect& r, const Box& box) {
  return (r.x0 & ~1) < box.right() && ((r.x1 + 1) & ~1) > box.left && (r.y0 & ~1) < box.bottom() &&
         ((r.y1 + 1) & ~1) > box.top;
}

bool may_read(const I420View& picture, const Rect& r, std::span<const Box> masked) {
  if (r.x0 < 0 || r.y0 < 0 || r.x1 > picture.width || r.y1 > picture.height) return false;
  return std::none_of(masked.begin(), masked.end(),
                      [&](const Box& box) { return touches(r, box); });
}

BodyCell mean_colour(const I420View& picture, const Rect& r) {
  const int step_x = std::max(1, (r.x1 - r.x0) / kSteps);
  const int step_y = std::max(1, (r.y1 - r.y0) / kSteps);
  int y = 0, u = 0, v = 0, n = 0;
  for (int py = r.y0; py < r.y1; py += step_y) {
    for (int px = r.x0; px < r.x1; px += step_x) {
      y += picture.y[py * picture.y_stride + px];
      u += picture.u[py / 2 * picture.u_stride + px / 2];
      v += picture.v[py / 2 * picture.v_stride + px / 2];
      ++n;
    }
  }
  const float scale = 1.0F / static_cast<float>(n);
  return {static_cast<float>(y) * scale, static_cast<float>(u) * scale,
          static_cast<float>(v) * scale, true};
}

/// Adds the differences of one line of a run of seen cells.
void add_differences(const std::uint8_t* line, int x0, int x1, long& fine, long& coarse) {
  for (int x = x0; x + kCoarse < x1; ++x) {
    fine += std::abs(line[x + 1] - line[x]);
    coarse += std::abs(line[x + kCoarse] - line[x]);
  }
}

double sharpness_of(const I420View& picture, const Rect& grid, const BodyCells& body) {
  long fine = 0, coarse = 0;
  for (int row = 0; row < BodyCells::kRows; ++row) {
    const int y = cell_rect(grid, row, 0).y0;
    for (int column = 0; column < BodyCells::kColumns; ++column) {
      const int first = column;
      while (column < BodyCells::kColumns && body.cells[row * BodyCells::kColumns + column].seen) {
        ++column;
      }
      if (column == first) continue;
      add_differences(picture.y + static_cast<std::ptrdiff_t>(y) * picture.y_stride,
                      cell_rect(grid, row, first).x0, cell_rect(grid, row, column - 1).x1, fine,
                      coarse);
    }
  }
  return coarse > 0 ? static_cast<double>(fine) / static_cast<double>(coarse) : 0;
}

}  // namespace

BodyCells::~BodyCells() { sodium_memzero(this, sizeof *this); }

void read_body(const I420View& picture, const Box& person, std::span<const Box> masked,
               BodyCells& body) {
  const Rect grid{static_cast<int>(std::ceil(person.left + kSide * person.width)),
                  (static_cast<int>(std::ceil(person.top + kTop * person.height)) + 1) & ~1,
                  static_cast<int>(person.right() - kSide * person.width),
                  static_cast<int>(person.top + kBottom * person.height)};
  int seen = 0;
  for (int row = 0; row < BodyCells::kRows; ++row) {
    for (int column = 0; column < BodyCells::kColumns; ++column) {
      BodyCell& cell = body.cells[row * BodyCells::kColumns + column];
      const Rect r = cell_rect(grid, row, column);
      cell = may_read(picture, r, masked) ? mean_colour(picture, r) : BodyCell{};
      seen += cell.seen;
    }
  }
  body.unseen = 1 - static_cast<double>(seen) / static_cast<double>(body.cells.size());
  body.sharpness = sharpness_of(picture, grid, body);
}

}  // namespace sillage::eye
