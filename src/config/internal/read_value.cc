// SPDX-License-Identifier: Apache-2.0
#include "config/internal/read_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "config/internal/text_checks.h"

namespace sillage::config::internal {
namespace {

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
        return wrap(number(node, field_.traits.range, field_.traits.unit));
      case Type::kInteger:
        return wrap(integer(node));
      case Type::kFlag:
        return wrap(flag(node));
      case Type::kPoint:
        return wrap(point(node, field_.traits.range, field_.traits.unit));
      case Type::kImageSize:
        return wrap(image_size(node));
      case Type::kNumbers:
        return wrap(numbers(node));
      case Type::kTexts:
        return wrap(texts(node));
      case Type::kPoints:
        return wrap(points(node));
      case Type::kPairs:
        return wrap(pairs(node));
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
    problems_.error(position_of(node), subject_, format, std::forward<Args>(args)...);
    return std::nullopt;
  }

  std::optional<std::string> text(const toml::node& node) {
    if (!node.is_string()) {
      return wrong(node, "is {}; write text in quotes", name_of(node));
    }
    const std::string& value = node.as_string()->get();
    if (const std::string fault = wrong_with(value, field_.traits.format); !fault.empty()) {
      return wrong(node, "{}", fault);
    }
    const auto& choices = field_.traits.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) {
      return value;
    }
    return wrong_choice(node, value);
  }

  std::nullopt_t wrong_choice(const toml::node& node, std::string_view value) {
    const auto& choices = field_.traits.choices;
    const std::string meant =
        nearest(value, std::vector<std::string>(choices.begin(), choices.end()));
    return wrong(node, "'{}' is not known; {}use one of {}", printable(value),
                 meant.empty() ? "" : fmt::format("did you mean '{}'? Otherwise ", meant),
                 fmt::join(choices, ", "));
  }

  /// Whole numbers too large for a double lose digits here and fail the range afterwards.
  static std::optional<double> number_in(const toml::node& node) {
    if (const auto* whole = node.as_integer()) return static_cast<double>(whole->get());
    if (const auto* real = node.as_floating_point()) return real->get();
    return std::nullopt;
  }

  std::optional<double> number(const toml::node& node, const Range& range, std::string_view unit) {
    const auto value = number_in(node);
    if (!value) return wrong(node, "is {}; write a number, without quotes", name_of(node));
    if (!std::isfinite(*value)) {
      return wrong(node, "is not a finite number; write one within {}", span_of(range, unit));
    }
    if (!range.holds(*value)) {
      return wrong(node, "{} is out of range; set it to {}", *value, span_of(range, unit));
    }
    return *value;
  }

  std::optional<int> integer(const toml::node& node) {
    if (!node.is_integer()) {
      return wrong(node, "is {}; write a whole number", name_of(node));
    }
    const auto value = number(node, field_.traits.range, field_.traits.unit);
    if (!value) return std::nullopt;
    return static_cast<int>(*value);
  }

  std::optional<bool> flag(const toml::node& node) {
    if (const auto* value = node.as_boolean()) return value->get();
    return wrong(node, "is {}; write true or false, without quotes", name_of(node));
  }

  std::optional<Point> point(const toml::node& node, const Range& range, std::string_view unit) {
    const toml::array* list = node.as_array();
    if (list == nullptr || list->size() != 2) {
      return wrong(node, "is {}; write a point as [x, y]", described(node));
    }
    const auto x = number((*list)[0], range, unit);
    const auto y = number((*list)[1], range, unit);
    if (!x || !y) return std::nullopt;
    return Point{*x, *y};
  }

  std::optional<ImageSize> image_size(const toml::node& node) {
    const toml::array* list = node.as_array();
    if (list == nullptr || list->size() != 2 || !(*list)[0].is_integer() ||
        !(*list)[1].is_integer()) {
      return wrong(node, "is {}; write [width, height] in whole pixels", described(node));
    }
    const auto width = number((*list)[0], field_.traits.range, field_.traits.unit);
    const auto height = number((*list)[1], field_.traits.range, field_.traits.unit);
    if (!width || !height) return std::nullopt;
    return ImageSize{static_cast<int>(*width), static_cast<int>(*height)};
  }

  std::optional<std::vector<double>> numbers(const toml::node& node) {
    const toml::array* list = node.as_array();
    if (list == nullptr || list->size() != static_cast<std::size_t>(field_.traits.count)) {
      return wrong(node, "is {}; write a list of {} numbers", described(node), field_.traits.count);
    }
    std::vector<double> values;
    for (const toml::node& item : *list) {
      const auto value = number(item, field_.traits.range, field_.traits.unit);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }

  const toml::array* list_of(const toml::node& node, std::string_view what) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      wrong(node, "is {}; write a list of {}", name_of(node), what);
    } else if (list->size() > static_cast<std::size_t>(field_.traits.count)) {
      wrong(node, "has {} entries, {} are allowed; simplify it", list->size(), field_.traits.count);
      return nullptr;
    }
    return list;
  }

  std::optional<std::vector<std::string>> texts(const toml::node& node) {
    const toml::array* list = list_of(node, "texts, [\"a\", \"b\", ...]");
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> values;
    for (const toml::node& item : *list) {
      const auto value = text(item);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }

  std::optional<std::vector<Point>> points(const toml::node& node) {
    const toml::array* list = list_of(node, "points, [[x, y], [x, y], ...]");
    if (list == nullptr) return std::nullopt;
    std::vector<Point> values;
    for (const toml::node& item : *list) {
      const auto value = point(item, field_.traits.range, field_.traits.unit);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }

  std::optional<PointPair> pair(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr || table->size() != 2 || !table->contains("image") ||
        !table->contains("floor")) {
      return wrong(node, "is {}; write each pair as {{ image = [u, v], floor = [x, y] }}",
                   described(node));
    }
    const auto in_image = point(*table->get("image"), kPixel, "pixels");
    const auto in_floor = point(*table->get("floor"), field_.traits.range, "m");
    if (!in_image || !in_floor) return std::nullopt;
    return PointPair{*in_image, *in_floor};
  }

  std::optional<std::vector<PointPair>> pairs(const toml::node& node) {
    const toml::array* list = list_of(node, "pairs, [{ image = [u, v], floor = [x, y] }, ...]");
    if (list == nullptr) return std::nullopt;
    std::vector<PointPair> values;
    for (const toml::node& item : *list) {
      const auto value = pair(item);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }

  static std::string described(const toml::node& node) {
    if (const toml::array* list = node.as_array()) {
      return fmt::format("a list of {} {}", list->size(), list->size() == 1 ? "value" : "values");
    }
    if (const toml::table* table = node.as_table()) {
      return fmt::format("a table of {} {}", table->size(), table->size() == 1 ? "key" : "keys");
    }
    return std::string(name_of(node));
  }

  static std::string span_of(const Range& range, std::string_view unit) {
    return fmt::format("{} to {}{}{}", range.low, range.high, unit.empty() ? "" : " ", unit);
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
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date and time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

std::optional<Value> read_value(const toml::node& node, const Field& field,
                                std::string_view subject, Problems& problems) {
  return ValueReader(field, subject, problems).read(node);
}

}  // namespace sillage::config::internal
