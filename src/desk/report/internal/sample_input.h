// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/report/report.h"

/// Inputs for the tests of this folder; only the test program defines them.
namespace sillage::desk::report::sample {

wire::Figure figure(wire::Metric metric, const std::string& scope, std::optional<double> value,
                    std::optional<double> low = {}, std::optional<double> high = {});
wire::Figure withheld(wire::Metric metric, const std::string& scope);
wire::Figure stays(const std::string& zone, double from_s, double to_s, std::optional<double> value,
                   const std::string& group = "");
wire::Figure heat(double x_m, double y_m, double side_m, std::optional<double> value,
                  const std::string& group = "");

/// A bin of 15 minutes of store "demo", fully observed.
wire::ReleaseHeader header(Instant start);
wire::Release release(const wire::ReleaseHeader& header, const std::vector<wire::Figure>& figures);

/// One line "door", one zone "shelf", one bin with a figure of every kind, a small plate.
ReportInput input();
/// A picture whose pixels are 10 cm of floor, 64 x 48.
ReportPlate plate();
Instant instant(const char* iso8601);

}  // namespace sillage::desk::report::sample
