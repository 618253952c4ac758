// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/report/internal/context.h"
#include "desk/report/internal/heat_scale.h"
#include "desk/report/internal/projection.h"

namespace sillage::desk::report {

/// A picture or a floor plan to draw on.
struct Canvas {
  Projection projection;
  std::string background;  ///< SVG below everything else
  std::string title;
};

/// The plate as PNG, with its projection.
Result<Canvas> plate_canvas(const ReportPlate& plate, const Words& words);
/// The floor plan in metres around everything that there is to draw; nothing where there is
/// nothing.
Result<std::optional<Canvas>> plan_canvas(const Context& context);

/// Heat, zones, lines and names over the canvas as one inline SVG.
std::string map_svg(const Context& context, const Canvas& canvas, const HeatScale& scale,
                    std::string_view summary);

}  // namespace sillage::desk::report
