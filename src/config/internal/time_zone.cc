// SPDX-License-Identifier: Apache-2.0
#include <exception>

#include <date/tz.h>
#include <fmt/format.h>

#include "config/internal/problems.h"
#include "config/internal/text_checks.h"

namespace sillage::config::internal {
namespace {

std::string nearest_zone(std::string_view name) {
  std::vector<std::string> names;
  for (const date::time_zone& zone : date::get_tzdb().zones) names.emplace_back(zone.name());
  return nearest(name, names);
}

}  // namespace

bool is_time_zone(std::string_view name, std::string& advice) {
  try {
    date::get_tzdb();
  } catch (const std::exception&) {
    advice = "there is no database on this machine: install the package tzdata, or use \"UTC\"";
    return name == "UTC";
  }
  try {
    date::locate_zone(name);
    return true;
  } catch (const std::exception&) {
    const std::string meant = nearest_zone(name);
    advice = meant.empty() ? "write a name like \"Europe/Paris\" or \"UTC\""
                           : fmt::format("did you mean \"{}\"?", meant);
    return false;
  }
}

}  // namespace sillage::config::internal
