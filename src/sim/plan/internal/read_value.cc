// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/internal/read_value.h"

#include <algorithm>
#include <cmath>

#include "base/id.h"

namespace sillage::sim::internal {
namespace {

constexpr std::size_t kMaxTextBytes = 200;

/// Reads one value; the first problem ends it.
class ValueReader {
 public:
  ValueReader(const Field& field, std::string_view subject, Problems& problems)
      : field_(field), subject_(subject), problems_(problems) {}

  std::optional<Value> read(const toml::node& node) {
    switch (field_.type) {
      case Type::kText:
        return wrap(text(node));
      case Type::kNumber:
        return wrap(number(node));
      case Type::kInteger:
        return wrap(integer(node));
      case Type::kBoolean:
        return wrap(boolean(node));
      case Type::kPoint:
        return wrap(point(node));
      case Type::kImageSize:
        return wrap(image_size(node));
      case Type::kNumbers:
        return wrap(list<double>(node, [this](const toml::node& item) { return number(item); }));
      case Type::kPoints:
        return wrap(list<Point>(node, [this](const toml::node& item) { return point(item); }));
    }
    return std::nullopt;
  }

 private:
  template <class T>
  static std::optional<Value> wrap(std::optional<T> value) {
    if (!value) return std::nullopt;
    return Value(std::move(*value));
  }

  template <class... Args>
  std::nullopt_t wrong(const toml::node& node, fmt::format_string<Args...> format, Args&&... args) {
    problems_.at(node.source().begin.line, fmt::format("{}: {}", subject_, field_.key), format,
                 std::forward<Args>(args)...);
    return std::nullopt;
  }

  std::optional<std::string> text(const toml::node& node) {
    if (!node.is_string()) return wrong(node, "is {}; write text in quotes", name_of(node));
    const std::string& value = node.as_string()->get();
    if (field_.traits.is_id && !is_valid_id(value)) {
      return wrong(node, "'{}' is no id; use 1 to 32 of a-z, 0-9, - and _, a letter or digit first",
                   printable(value));
    }
    if (value.size() > kMaxTextBytes) {
      return wrong(node, "has {} bytes, {} are allowed; shorten it", value.size(), kMaxTextBytes);
    }
    if (std::any_of(value.begin(), value.end(), [](char c) { return c >= 0 && c < 0x20; })) {
      return wrong(node, "has a control character in it; remove it");
    }
    const auto& choices = field_.traits.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) {
      return value;
    }
    return wrong(node, "'{}' is not known; use one of {}", printable(value),
                 fmt::join(choices, ", "));
  }

  std::optional<double> number(const toml::node& node) {
    double value = 0;
    if (const auto* whole = node.as_integer()) {
      value = static_cast<double>(whole->get());
    } else if (const auto* real = node.as_floating_point()) {
      value = real->get();
    } else {
      return wrong(node, "is {}; write a number, without quotes", name_of(node));
    }
    const Range& range = field_.traits.range;
    if (range.holds(value)) return value;
    return wrong(node, "{} is out of range; set it to {} to {}{}{}", value, range.low, range.high,
                 field_.traits.unit.empty() ? "" : " ", field_.traits.unit);
  }

  std::optional<int> integer(const toml::node& node) {
    if (!node.is_integer()) return wrong(node, "is {}; write a whole number", name_of(node));
    const auto value = number(node);
    if (!value) return std::nullopt;
    return static_cast<int>(*value);
  }

  std::optional<bool> boolean(const toml::node& node) {
    if (node.is_boolean()) return node.as_boolean()->get();
    return wrong(node, "is {}; write true or false, without quotes", name_of(node));
  }

  std::optional<Point> point(const toml::node& node) {
    const toml::array* pair = node.as_array();
    if (pair == nullptr || pair->size() != 2) {
      return wrong(node, "is {}; write a point as [x, y]", described(node));
    }
    const auto x = number((*pair)[0]);
    const auto y = number((*pair)[1]);
    if (!x || !y) return std::nullopt;
    return Point{*x, *y};
  }

  std::optional<ImageSize> image_size(const toml::node& node) {
    const toml::array* pair = node.as_array();
    if (pair == nullptr || pair->size() != 2) {
      return wrong(node, "is {}; write [width, height]", described(node));
    }
    const auto width = integer((*pair)[0]);
    const auto height = integer((*pair)[1]);
    if (!width || !height) return std::nullopt;
    return ImageSize{*width, *height};
  }

  template <class T, class ReadItem>
  std::optional<std::vector<T>> list(const toml::node& node, ReadItem read_item) {
    const toml::array* items = node.as_array();
    const auto& [low, high] = std::pair(field_.traits.at_least, field_.traits.at_most);
    if (items == nullptr || static_cast<int>(items->size()) < low ||
        static_cast<int>(items->size()) > high) {
      return wrong(node, "is {}; write a list of {} {}", described(node),
                   low == high ? fmt::format("{}", low) : fmt::format("{} to {}", low, high),
                   std::is_same_v<T, Point> ? "points [x, y]" : "numbers");
    }
    std::vector<T> values;
    for (const toml::node& item : *items) {
      const auto value = read_item(item);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }

  static std::string described(const toml::node& node) {
    const toml::array* items = node.as_array();
    return items == nullptr ? std::string(name_of(node))
                            : fmt::format("a list of {}", items->size());
  }

  const Field& field_;
  std::string_view subject_;
  Problems& problems_;
};

}  // namespace

std::string_view name_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

std::optional<Value> read_value(const toml::node& node, const Field& field,
                                std::string_view subject, Problems& problems) {
  return ValueReader(field, subject, problems).read(node);
}

}  // namespace sillage::sim::internal
