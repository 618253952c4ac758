// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/numbers.h"

#include <algorithm>
#include <cmath>

namespace sillage::desk::report {

std::string number(const Words& words, double value, int decimals) {
  if (!std::isfinite(value)) return std::string(words.unknown);
  std::string digits = fmt::format("{:.{}f}", std::abs(value), std::clamp(decimals, 0, 9));
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::string fraction = point < digits.size() ? digits.substr(point + 1) : "";
  std::string out;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) out += words.thousands;
    out += digits[i];
  }
  if (!fraction.empty()) {
    out += words.decimal;
    out += fraction;
  }
  const bool nonzero = digits.find_first_of("123456789") != std::string::npos;
  return value < 0 && nonzero ? "−" + out : out;
}

std::string figure(const Words& words, double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double shown = std::round(value * scale) / scale;
  return number(words, shown, shown == std::round(shown) ? 0 : decimals);
}

std::string rate(const Words& words, double per_minute) {
  return figure(words, per_minute, per_minute < 9.995 ? 2 : 1);
}

std::string rounded(const Words& words, double value) {
  if (value == 0 || !std::isfinite(value)) return number(words, value, 0);
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
  return figure(words, value, std::clamp(2 - magnitude, 0, 4));
}

std::string percent(const Words& words, double share) {
  double shown = std::round(share * 1000) / 10;
  if (share < 1 && shown >= 100) shown = 99.9;
  if (share > 0 && shown <= 0) shown = 0.1;
  return say(words.percent, figure(words, shown));
}

std::string duration(const Words& words, double seconds) {
  if (seconds < 10 && seconds != std::round(seconds)) {
    return say(words.second, number(words, seconds, 1));
  }
  const auto total = static_cast<long long>(std::llround(std::clamp(seconds, 0.0, 1e12)));
  const long long hours = total / 3600, minutes = total / 60 % 60, rest = total % 60;
  std::string out;
  const auto part = [&](std::string_view pattern, long long amount) {
    if (!out.empty()) out += ' ';
    out += say(pattern, amount);
  };
  if (hours > 0) part(words.hour, hours);
  if (minutes > 0) part(words.minute, minutes);
  if (hours == 0 && (rest > 0 || total == 0)) part(words.second, rest);
  return out;
}

}  // namespace sillage::desk::report
