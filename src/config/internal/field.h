// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/internal/limits.h"
#include "geometry/homography.h"
#include "geometry/point.h"

namespace sillage::config::internal {

struct ImageSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

/// What a key can hold. `Type` names the alternatives in the same order.
using Value = std::variant<std::string, double, int, bool, Point, ImageSize, std::vector<double>,
                           std::vector<std::string>, std::vector<Point>, std::vector<PointPair>>;
enum class Type {
  kText,
  kNumber,
  kInteger,
  kFlag,
  kPoint,
  kImageSize,
  kNumbers,
  kTexts,
  kPoints,
  kPairs
};
inline Type type_of(const Value& value) { return static_cast<Type>(value.index()); }

/// The value as TOML source; numbers in the shortest form that reads back to the same.
std::string to_literal(const Value& value);
/// Text as a TOML basic string, quoted and escaped.
std::string to_literal(std::string_view text);

enum class Format { kPlain, kId, kTimeZone, kSource };

/// All that is said about a key apart from its type and default, which its struct holds.
struct Traits {
  std::string_view why;  ///< one line
  std::string_view unit = {};
  Range range = {};  ///< of every number in the value
  bool required = false;
  std::string_view absent = {};   ///< what leaving it out means, where no literal can say it
  std::string_view example = {};  ///< TOML literal; the default where empty
  std::span<const std::string_view> choices = {};
  int count = 0;  ///< kNumbers: exactly so many; other lists: at most
  Format format = Format::kPlain;
  std::string_view kinds = {};  ///< calibration kinds that have the key; all where empty
};

/// A key of the file, described once: reader, schema, example, reference and writer use this.
struct Field {
  std::string_view key;
  Type type = Type::kText;
  std::string default_literal;  ///< empty where required or where `absent` says it
  Traits traits;

  /// True if a calibration of this kind has the key.
  bool belongs_to(std::string_view kind) const;
};

template <class Draft>
using Member = std::variant<std::string Draft::*, double Draft::*, int Draft::*, bool Draft::*,
                            Point Draft::*, ImageSize Draft::*, std::vector<double> Draft::*,
                            std::vector<std::string> Draft::*, std::vector<Point> Draft::*,
                            std::vector<PointPair> Draft::*>;

template <class Draft>
struct Binding {
  Field field;
  Member<Draft> member;
};

/// Binds a key to a member; its type and default follow from the member.
template <class Draft, class T>
Binding<Draft> describe_key(std::string_view key, T Draft::*member, Traits traits) {
  const Value value = Draft{}.*member;
  Field field{key, type_of(value), {}, traits};
  if (!traits.required && traits.absent.empty()) field.default_literal = to_literal(value);
  return {std::move(field), member};
}

struct Position {
  unsigned line = 0;  ///< from 1; 0 = the file as a whole
  unsigned column = 0;
  auto operator<=>(const Position&) const = default;
};

struct Entry {
  Value value;
  Position at;
};
using Values = std::map<std::string, Entry, std::less<>>;

/// Copies the values that are there into the draft; the others keep their defaults.
template <class Draft>
void fill(Draft& draft, const std::vector<Binding<Draft>>& bindings, const Values& values) {
  for (const Binding<Draft>& binding : bindings) {
    const auto found = values.find(binding.field.key);
    if (found == values.end()) continue;
    std::visit(
        [&]<class T>(T Draft::*member) {
          // A type larger than the draft is none of its members; g++ 12 warns if it is tried.
          if constexpr (sizeof(T) <= sizeof(Draft))
            draft.*member = std::get<T>(found->second.value);
        },
        binding.member);
  }
}

template <class Draft>
Value value_in(const Draft& draft, const Binding<Draft>& binding) {
  return std::visit([&](auto member) { return Value(draft.*member); }, binding.member);
}

template <class Draft>
std::vector<Field> fields_only(const std::vector<Binding<Draft>>& bindings) {
  std::vector<Field> fields;
  for (const Binding<Draft>& binding : bindings) fields.push_back(binding.field);
  return fields;
}

}  // namespace sillage::config::internal
