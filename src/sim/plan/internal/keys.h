// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/plan/plan.h"

namespace sillage::sim::internal {

// The keys of plan.toml, each described once: the reader, the reference page and the check that
// both know every key follow from this table. The pattern is that of src/config, whose own table is
// private to it.

/// What a number may be, both ends included.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool holds(double value) const { return value >= low && value <= high; }  // no NaN
};

/// What a key can hold. `Type` names the alternatives in the same order.
using Value = std::variant<std::string, double, int, bool, Point, ImageSize, std::vector<double>,
                           std::vector<Point>>;
enum class Type { kText, kNumber, kInteger, kBoolean, kPoint, kImageSize, kNumbers, kPoints };
inline Type type_of(const Value& value) { return static_cast<Type>(value.index()); }
std::string to_literal(const Value& value);

struct Traits {
  std::string_view why;  ///< one line
  std::string_view unit = {};
  Range range = {};  ///< of every number in the value
  bool required = false;
  std::string_view absent = {};  ///< what leaving it out means, where no literal can say it
  std::string_view example = {};
  std::span<const std::string_view> choices = {};
  int at_least = 0, at_most = 256;  ///< items of a list
  bool is_id = false;
};

struct Field {
  std::string_view key;
  Type type = Type::kText;
  std::string default_literal;  ///< empty where required or where `absent` says it
  Traits traits;
};

template <class Draft>
using Member =
    std::variant<std::string Draft::*, double Draft::*, int Draft::*, bool Draft::*, Point Draft::*,
                 ImageSize Draft::*, std::vector<double> Draft::*, std::vector<Point> Draft::*>;

template <class Draft>
struct Binding {
  Field field;
  Member<Draft> member;
};

/// Binds a key to a member; its type and default follow from the member.
template <class Draft, class Owner, class T>
Binding<Draft> describe(std::string_view key, T Owner::*member, Traits traits) {
  const Value value = Draft{}.*member;
  Field field{key, type_of(value), {}, traits};
  if (!traits.required && traits.absent.empty()) field.default_literal = to_literal(value);
  return {std::move(field), static_cast<T Draft::*>(member)};
}

using Values = std::map<std::string, Value, std::less<>>;

/// Copies the values that are there into the draft; the others keep their defaults.
template <class Draft>
void fill(Draft& draft, const std::vector<Binding<Draft>>& bindings, const Values& values) {
  for (const Binding<Draft>& binding : bindings) {
    const auto found = values.find(binding.field.key);
    if (found == values.end()) continue;
    std::visit([&]<class T>(T Draft::*member) { draft.*member = std::get<T>(found->second); },
               binding.member);
  }
}

// Tables as they are written, where they differ from the plan's own structs.

struct StoreDraft {
  std::string id = Plan{}.id;
  std::string name = Plan{}.name;
  std::string time_zone = Plan{}.time_zone;
  std::vector<Point> outline;
  double wall_height_m = Plan{}.wall_height_m;
};
struct RoomDraft : Room {
  std::string kind_name;
  std::vector<Point> opening_ends;
};
struct ZoneDraft : Zone {
  std::string type_name = config::to_string(config::ZoneType::kOther);
};
struct OpeningDraft {
  std::string monday = "09:00-19:00", tuesday = monday, wednesday = monday, thursday = monday,
              friday = monday, saturday = monday, sunday = "closed";
};
struct ShiftDraft : Shift {
  std::string role_name = "floor";
  std::string from, to;
  std::string on = "mon tue wed thu fri sat sun";
};
struct SpecialDraft {
  std::string regular_at;
  int lone_opening_min = 0;
  int twins_per_day = Special{}.twins_per_day;
};

std::vector<Binding<StoreDraft>> fields_of(const StoreDraft&);
std::vector<Binding<Wall>> fields_of(const Wall&);
std::vector<Binding<Shelf>> fields_of(const Shelf&);
std::vector<Binding<Door>> fields_of(const Door&);
std::vector<Binding<Till>> fields_of(const Till&);
std::vector<Binding<RoomDraft>> fields_of(const RoomDraft&);
std::vector<Binding<Pavement>> fields_of(const Pavement&);
std::vector<Binding<ZoneDraft>> fields_of(const ZoneDraft&);
std::vector<Binding<Line>> fields_of(const Line&);
std::vector<Binding<CameraPlan>> fields_of(const CameraPlan&);
std::vector<Binding<OpeningDraft>> fields_of(const OpeningDraft&);
std::vector<Binding<Arrivals>> fields_of(const Arrivals&);
std::vector<Binding<Visitors>> fields_of(const Visitors&);
std::vector<Binding<ShiftDraft>> fields_of(const ShiftDraft&);
std::vector<Binding<SpecialDraft>> fields_of(const SpecialDraft&);

/// A table of the file, `[name]`, or a list of them, `[[name]]`.
struct Section {
  std::string_view name;
  int at_most = 1;  ///< more than 1: a list of tables
  std::string_view why;
  std::vector<Field> fields;
  bool is_list() const { return at_most > 1; }
};
/// The whole file, in the order in which it is written.
std::vector<Section> sections();

inline constexpr std::array<std::string_view, 2> kRoomKinds = {"fitting", "staff"};
inline constexpr std::array<std::string_view, 2> kStaffRoles = {"cashier", "floor"};
inline constexpr std::array<std::string_view, 7> kDayNames = {"mon", "tue", "wed", "thu",
                                                              "fri", "sat", "sun"};
/// Zones of staff and fitting rooms follow from the rooms.
inline constexpr std::array<std::string_view, 6> kZoneTypes = {
    "entrance", "frontage", "aisle", "checkout_queue", "service", "other"};

}  // namespace sillage::sim::internal
