// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/sighting.h"

namespace sillage::desk {

enum class Paper { kA4, kA5, kA6 };
enum class SheetFormat { kPdf, kSvg, kPng };

struct BadgeSheet {
  wire::Badge badge = wire::Badge::kObjection;  ///< not kNone
  std::vector<std::vector<bool>> white;         ///< squares of the mark, row by row from the top
  Paper paper = Paper::kA5;
  std::string language = "en";  ///< en, fr, de
};

/// Width of the mark on paper, mm.
double mark_width_mm(Paper paper);

/// From the end of a file's name: .pdf, .svg, .png.
Result<SheetFormat> sheet_format(std::string_view file);

/// The sheet as a file's bytes: the mark, what it does in plain words, and how to print it.
Result<std::string> render_badge(const BadgeSheet& sheet, SheetFormat format);

}  // namespace sillage::desk
