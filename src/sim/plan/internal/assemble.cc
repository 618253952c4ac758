// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/internal/assemble.h"

#include <algorithm>
#include <optional>

namespace sillage::sim::internal {
namespace {

const std::vector<Table>& tables_of(const Document& document, std::string_view section) {
  static const std::vector<Table> kNone;
  const auto found = document.find(section);
  return found == document.end() ? kNone : found->second;
}

template <class Draft>
Draft read(const Table& table) {
  Draft draft;
  fill(draft, fields_of(draft), table.values);
  return draft;
}

/// The draft of a section that is there at most once.
template <class Draft>
Draft read_single(const Document& document, std::string_view section) {
  const auto& tables = tables_of(document, section);
  return tables.empty() ? Draft{} : read<Draft>(tables.front());
}

template <class Draft>
std::vector<Draft> read_list(const Document& document, std::string_view section) {
  std::vector<Draft> drafts;
  for (const Table& table : tables_of(document, section)) drafts.push_back(read<Draft>(table));
  return drafts;
}

/// "HH:MM", to 24:00.
std::optional<std::chrono::minutes> clock_time(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
    return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + text[1] - '0';
  const int minutes = (text[3] - '0') * 10 + text[4] - '0';
  const int total = hours * 60 + minutes;
  if (minutes > 59 || total > 24 * 60) return std::nullopt;
  return std::chrono::minutes(total);
}

std::optional<Hours> hours_of(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = clock_time(text.substr(0, 5)), to = clock_time(text.substr(6));
  if (!from || !to) return std::nullopt;
  return Hours{*from, *to};
}

void read_opening(const Document& document, Plan& plan, Problems& problems) {
  const auto draft = read_single<OpeningDraft>(document, "opening");
  const std::array<std::pair<std::string_view, const std::string*>, 7> days = {{
      {"monday", &draft.monday},
      {"tuesday", &draft.tuesday},
      {"wednesday", &draft.wednesday},
      {"thursday", &draft.thursday},
      {"friday", &draft.friday},
      {"saturday", &draft.saturday},
      {"sunday", &draft.sunday},
  }};
  for (std::size_t day = 0; day < days.size(); ++day) {
    const auto& [name, text] = days[day];
    if (*text == "closed") continue;
    plan.opening[day] = hours_of(*text);
    if (!plan.opening[day]) {
      problems.of("opening", "{}: \"{}\" is no time; write \"09:00-19:00\" or \"closed\"", name,
                  printable(*text));
    }
  }
}

void read_days(const Table& table, std::string_view text, Shift& shift, Problems& problems) {
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    const auto found = std::find(kDayNames.begin(), kDayNames.end(), word);
    if (found == kDayNames.end()) {
      problems.of(table.subject, "on: '{}' is no day; use {}", printable(word),
                  fmt::join(kDayNames, " "));
    } else {
      shift.days[static_cast<std::size_t>(found - kDayNames.begin())] = true;
    }
  }
}

void read_staff(const Document& document, Plan& plan, Problems& problems) {
  for (const Table& table : tables_of(document, "staff")) {
    const auto draft = read<ShiftDraft>(table);
    Shift shift = draft;
    shift.role = draft.role_name == kStaffRoles[0] ? StaffRole::kCashier : StaffRole::kFloor;
    const auto from = clock_time(draft.from), to = clock_time(draft.to);
    if (from && to) {
      shift.hours = {*from, *to};
      read_days(table, draft.on, shift, problems);
      plan.staff.push_back(shift);
    } else if (table.has("from") && table.has("to")) {
      problems.of(table.subject, "{}: \"{}\" is no time; write it as \"08:45\"",
                  from ? "to" : "from", printable(from ? draft.to : draft.from));
    }
  }
}

void read_special(const Document& document, Plan& plan, Problems& problems) {
  const auto draft = read_single<SpecialDraft>(document, "special");
  plan.special.lone_opening = std::chrono::minutes(draft.lone_opening_min);
  plan.special.twins_per_day = draft.twins_per_day;
  if (draft.regular_at.empty()) return;
  plan.special.regular_at = clock_time(draft.regular_at);
  if (!plan.special.regular_at) {
    problems.of("special", "regular_at: \"{}\" is no time; write it as \"10:05\"",
                printable(draft.regular_at));
  }
}

template <class Named>
void name_by_id(std::vector<Named>& elements) {
  for (Named& element : elements) {
    if (element.name.empty()) element.name = element.id;
  }
}

}  // namespace

Plan assemble(const Document& document, Problems& problems) {
  Plan plan;
  const auto store = read_single<StoreDraft>(document, "store");
  plan.id = store.id;
  plan.name = store.name;
  plan.time_zone = store.time_zone;
  plan.outline = store.outline;
  plan.wall_height_m = store.wall_height_m;
  plan.walls = read_list<Wall>(document, "wall");
  plan.shelves = read_list<Shelf>(document, "shelf");
  plan.doors = read_list<Door>(document, "door");
  for (const Table& table : tables_of(document, "till")) {
    plan.tills.push_back(read<Till>(table));
    if (!plan.tills.back().self_service && !table.has("clerk")) {
      problems.of(table.subject,
                  "clerk is missing; add the place of the cashier, or self_service = true");
    }
  }
  for (const RoomDraft& draft : read_list<RoomDraft>(document, "room")) {
    plan.rooms.push_back(draft);
    plan.rooms.back().kind =
        draft.kind_name == kRoomKinds[0] ? RoomKind::kFitting : RoomKind::kStaff;
    if (draft.opening_ends.size() == 2) {
      plan.rooms.back().opening = {draft.opening_ends[0], draft.opening_ends[1]};
    }
  }
  plan.pavements = read_list<Pavement>(document, "pavement");
  for (const ZoneDraft& draft : read_list<ZoneDraft>(document, "zone")) {
    plan.zones.push_back(draft);
    for (int type = 0; type <= static_cast<int>(config::ZoneType::kOther); ++type) {
      const auto candidate = static_cast<config::ZoneType>(type);
      if (draft.type_name == config::to_string(candidate)) plan.zones.back().type = candidate;
    }
  }
  plan.lines = read_list<Line>(document, "line");
  plan.cameras = read_list<CameraPlan>(document, "camera");
  name_by_id(plan.zones);
  name_by_id(plan.lines);
  name_by_id(plan.cameras);
  read_opening(document, plan, problems);
  plan.arrivals = read_single<Arrivals>(document, "arrivals");
  plan.visitors = read_single<Visitors>(document, "visitors");
  read_staff(document, plan, problems);
  read_special(document, plan, problems);
  return plan;
}

}  // namespace sillage::sim::internal
