// SPDX-License-Identifier: Apache-2.0
#include "config/internal/field.h"

#include <fmt/format.h>

namespace sillage::config::internal {
namespace {

std::string literal(const std::string& text) { return to_literal(std::string_view(text)); }
std::string literal(double number) { return fmt::format("{}", number); }
std::string literal(int number) { return fmt::format("{}", number); }
std::string literal(bool flag) { return flag ? "true" : "false"; }
std::string literal(Point p) { return fmt::format("[{}, {}]", p.x, p.y); }
std::string literal(const ImageSize& size) {
  return fmt::format("[{}, {}]", size.width, size.height);
}
std::string literal(const PointPair& pair) {
  return fmt::format("{{ image = {}, floor = {} }}", literal(pair.in_image),
                     literal(pair.in_floor));
}

template <class T>
std::string literal(const std::vector<T>& items) {
  std::string text = "[";
  for (const T& item : items) {
    if (text.size() > 1) text += ", ";
    text += literal(item);
  }
  return text + "]";
}

/// One pair a line: a calibration is read and corrected by people.
std::string literal(const std::vector<PointPair>& pairs) {
  std::string text = "[\n";
  for (const PointPair& pair : pairs) text += "  " + literal(pair) + ",\n";
  return text + "]";
}

}  // namespace

std::string to_literal(const Value& value) {
  return std::visit([](const auto& item) { return literal(item); }, value);
}

std::string to_literal(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += fmt::format("\\u{:04X}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

bool Field::belongs_to(std::string_view kind) const {
  if (traits.kinds.empty()) return true;
  std::string_view rest = traits.kinds;
  while (!rest.empty()) {
    const std::size_t space = rest.find(' ');
    if (rest.substr(0, space) == kind) return true;
    rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
  }
  return false;
}

}  // namespace sillage::config::internal
