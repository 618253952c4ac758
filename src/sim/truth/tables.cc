// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/tables.h"

#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "sim/plan/local_time.h"
#include "sim/truth/figure_rows.h"
#include "sim/truth/internal/stream_file.h"

namespace sillage::sim {
namespace {

using internal::StreamFile;

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}
std::string optional_time(const std::optional<Instant>& at) {
  return at ? to_iso8601(*at) : std::string{};
}

std::string path_text(const Plan& plan, const std::vector<int>& path) {
  std::string text;
  for (const int zone : path) text += (text.empty() ? "" : ">") + plan.zones[zone].id;
  return text;
}

std::string colour(const Colour& c) {
  return fmt::format("{:02x}{:02x}{:02x}", c.red, c.green, c.blue);
}

const char* wears(const Look& look) {
  if (look.upper == Upper::kDress) return "dress";
  switch (look.lower) {
    case Lower::kTrousers:
      return "trousers";
    case Lower::kShorts:
      return "shorts";
    case Lower::kSkirt:
      return "skirt";
  }
  return "";
}

}  // namespace

const char* to_string(Role role) {
  switch (role) {
    case Role::kVisitor:
      return "visitor";
    case Role::kPasserBy:
      return "passer_by";
    case Role::kCashier:
      return "cashier";
    case Role::kFloorStaff:
      return "floor_staff";
  }
  return "";
}

const char* to_string(UnitKind kind) {
  switch (kind) {
    case UnitKind::kSingle:
      return "single";
    case UnitKind::kCouple:
      return "couple";
    case UnitKind::kFamily:
      return "family";
    case UnitKind::kGroup:
      return "group";
    case UnitKind::kStaff:
      return "staff";
  }
  return "";
}

const char* to_string(Presentation presentation) {
  switch (presentation) {
    case Presentation::kFeminine:
      return "feminine";
    case Presentation::kMasculine:
      return "masculine";
    case Presentation::kUnknown:
      break;
  }
  return "unknown";
}

const char* to_string(AgeBand band) {
  switch (band) {
    case AgeBand::k18To34:
      return "18-34";
    case AgeBand::k35To54:
      return "35-54";
    case AgeBand::k55Plus:
      return "55+";
    case AgeBand::kUnknown:
      break;
  }
  return "unknown";
}

const char* to_string(Prop prop) {
  switch (prop) {
    case Prop::kNone:
      return "none";
    case Prop::kWheelchair:
      return "wheelchair";
    case Prop::kPushchair:
      return "pushchair";
    case Prop::kTrolley:
      return "trolley";
  }
  return "";
}

std::string figures_header() {
  return "simulated,store,bin_start,bin_end,metric,scope,from_s,to_s,who,value\r\n";
}

std::string figure_csv(const Plan& plan, const BinFigures& bin, const FigureRow& row) {
  return fmt::format("simulated,{},{},{},{},{},{},{},{},{}\r\n", plan.id, to_iso8601(bin.start),
                     to_iso8601(bin.end), row.metric, row.scope, optional_number(row.from),
                     optional_number(row.to), row.who, row.value);
}

struct Tables::Impl {
  template <class... Args>
  static void write(StreamFile& file, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(file.buffer()), format, std::forward<Args>(args)...);
    file.flush_if_full();
  }
  std::string line_id(int line) const { return line < 0 ? "" : plan->lines[line].id; }

  const Plan* plan;
  StreamFile people, units, visits, stays, queues, figures, heat, paths;
  std::string date{};
};

Result<Tables> Tables::create(const Plan& plan, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::kPermission, "cannot make the folder {}: {}; choose another",
                folder.string(), error.message());
  }
  const auto open = [&](const char* name) { return StreamFile::create(folder / name); };
  ASSIGN_OR_RETURN(StreamFile people, open("people.csv"));
  ASSIGN_OR_RETURN(StreamFile units, open("groups.csv"));
  ASSIGN_OR_RETURN(StreamFile visits, open("visits.csv"));
  ASSIGN_OR_RETURN(StreamFile stays, open("zone_stays.csv"));
  ASSIGN_OR_RETURN(StreamFile queues, open("queue_stays.csv"));
  ASSIGN_OR_RETURN(StreamFile figures, open("figures.csv"));
  ASSIGN_OR_RETURN(StreamFile heat, open("heat.csv"));
  ASSIGN_OR_RETURN(StreamFile paths, open("paths.csv"));
  people.append(
      "simulated,date,person,unit,role,presentation,age_band,age,stature_m,prop,uniformed,upper,"
      "lower,skin,wears,appeared\r\n");
  units.append("simulated,date,unit,role,kind,people,entered\r\n");
  visits.append(
      "simulated,date,person,unit,kind,presentation,age_band,prop,entered,left,duration_s,line_in,"
      "line_out,reached_till,path\r\n");
  stays.append("simulated,date,person,role,zone,begin,end,length_s,cut_off\r\n");
  queues.append("simulated,date,unit,till,people,joined,served_from,served_to,gave_up\r\n");
  figures.append(figures_header());
  heat.append("simulated,store,bin_start,bin_end,x_m,y_m,who,person_s_per_m2\r\n");
  paths.append("simulated,store,date,path,visits\r\n");
  return Tables(std::unique_ptr<Impl>(
      new Impl{&plan, std::move(people), std::move(units), std::move(visits), std::move(stays),
               std::move(queues), std::move(figures), std::move(heat), std::move(paths)}));
}

Tables::Tables(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tables::Tables(Tables&&) noexcept = default;
Tables& Tables::operator=(Tables&&) noexcept = default;
Tables::~Tables() = default;

void Tables::begin_day(std::chrono::sys_days date) { impl_->date = to_date(date); }

void Tables::person(const Person& p, Instant appeared) {
  Impl::write(impl_->people, "simulated,{},{},{},{},{},{},{},{:.3f},{},{},{},{},{},{},{}\r\n",
              impl_->date, static_cast<unsigned>(p.id), static_cast<unsigned>(p.unit),
              to_string(p.role), to_string(p.presentation), to_string(p.age_band), p.body.age_years,
              p.body.stature_m, to_string(p.prop), p.uniformed, colour(p.look.upper_colour),
              colour(p.look.lower_colour), colour(p.look.skin), wears(p.look),
              to_iso8601(appeared));
}

void Tables::visit(const VisitRow& row) {
  const Person& p = row.person;
  Impl::write(impl_->visits, "simulated,{},{},{},{},{},{},{},{},{},{:.3f},{},{},{},{}\r\n",
              impl_->date, static_cast<unsigned>(p.id), static_cast<unsigned>(p.unit),
              to_string(p.kind), to_string(p.presentation), to_string(p.age_band),
              to_string(p.prop), to_iso8601(row.entered), to_iso8601(row.left),
              seconds(row.left - row.entered), impl_->line_id(row.door_in),
              impl_->line_id(row.door_out), row.reached_till, path_text(*impl_->plan, row.path));
}

void Tables::stay(const StayRow& row) {
  Impl::write(impl_->stays, "simulated,{},{},{},{},{},{},{:.1f},{}\r\n", impl_->date,
              static_cast<unsigned>(row.person), to_string(row.role),
              impl_->plan->zones[row.zone].id, to_iso8601(row.begin), to_iso8601(row.end),
              row.length_s, row.cut_off);
}

void Tables::queue(const QueueRow& row) {
  Impl::write(impl_->queues, "simulated,{},{},{},{},{},{},{},{}\r\n", impl_->date,
              static_cast<unsigned>(row.unit), impl_->plan->tills[row.till].id, row.people,
              to_iso8601(row.joined), optional_time(row.served_from), optional_time(row.served_to),
              optional_time(row.left));
}

void Tables::unit(const UnitRow& row) {
  Impl::write(impl_->units, "simulated,{},{},{},{},{},{}\r\n", impl_->date,
              static_cast<unsigned>(row.unit), to_string(row.role), to_string(row.kind), row.people,
              optional_time(row.entered));
}

void Tables::figures(const DayFigures& day) {
  constexpr double kSquareM2 = kHeatSquareM * kHeatSquareM;
  for (const BinFigures& bin : day.bins) {
    for (const FigureRow& row : rows_of(*impl_->plan, bin)) {
      impl_->figures.append(figure_csv(*impl_->plan, bin, row));
    }
    const std::string head = fmt::format("simulated,{},{},{}", impl_->plan->id,
                                         to_iso8601(bin.start), to_iso8601(bin.end));
    for (const auto* crowd : {&bin.crowd, &bin.staff}) {
      for (const auto& [square, s] : crowd->heat) {
        Impl::write(impl_->heat, "{},{},{},{},{}\r\n", head, square.first * kHeatSquareM,
                    square.second * kHeatSquareM, crowd == &bin.crowd ? "public" : "staff",
                    s / kSquareM2);
      }
    }
  }
  for (const auto& [path, count] : day.paths) {
    Impl::write(impl_->paths, "simulated,{},{},{},{}\r\n", impl_->plan->id, day.date,
                path_text(*impl_->plan, path), count);
  }
}

Result<void> Tables::finish() {
  for (StreamFile* file : {&impl_->people, &impl_->units, &impl_->visits, &impl_->stays,
                           &impl_->queues, &impl_->figures, &impl_->heat, &impl_->paths}) {
    RETURN_IF_ERROR(file->finish());
  }
  return {};
}

}  // namespace sillage::sim
