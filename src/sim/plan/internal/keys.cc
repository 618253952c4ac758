// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/internal/keys.h"

#include <fmt/format.h>

namespace sillage::sim::internal {
namespace {

/// Farther than this from the origin is a slip of the unit.
constexpr Range kCoordinate{-1000, 1000};
constexpr Range kShare{0, 1};
constexpr Range kWeight{0, 1000};
constexpr Range kHeight{0.1, 12};
constexpr Range kSeconds{1, 3600};
constexpr Range kSigma{0, 2};

constexpr Traits id_of(std::string_view what, std::string_view example) {
  return {.why = what, .required = true, .example = example, .is_id = true};
}
constexpr Traits place(std::string_view why, std::string_view example) {
  return {.why = why, .unit = "m", .range = kCoordinate, .required = true, .example = example};
}
constexpr Traits area(std::string_view why, std::string_view example) {
  return {.why = why,
          .unit = "m",
          .range = kCoordinate,
          .required = true,
          .example = example,
          .at_least = 3};
}
constexpr Traits share(std::string_view why) { return {.why = why, .range = kShare}; }
constexpr Traits name_or_id(std::string_view example) {
  return {.why = "Name that people read.", .absent = "the id", .example = example};
}

std::string literal(const std::string& text) { return fmt::format("\"{}\"", text); }
std::string literal(double number) { return fmt::format("{}", number); }
std::string literal(int number) { return fmt::format("{}", number); }
std::string literal(bool value) { return value ? "true" : "false"; }
std::string literal(Point p) { return fmt::format("[{}, {}]", p.x, p.y); }
std::string literal(const ImageSize& size) {
  return fmt::format("[{}, {}]", size.width, size.height);
}
template <class T>
std::string literal(const std::vector<T>& items) {
  std::string text = "[";
  for (const T& item : items) text += (text.size() > 1 ? ", " : "") + literal(item);
  return text + "]";
}

template <class Draft>
std::vector<Field> fields_only() {
  std::vector<Field> fields;
  for (const auto& binding : fields_of(Draft{})) fields.push_back(binding.field);
  return fields;
}

}  // namespace

std::string to_literal(const Value& value) {
  return std::visit([](const auto& item) { return literal(item); }, value);
}

std::vector<Binding<StoreDraft>> fields_of(const StoreDraft&) {
  using D = StoreDraft;
  return {
      describe<D>("id", &D::id, {.why = "Names the store.", .is_id = true}),
      describe<D>("name", &D::name, {.why = "Name that people read."}),
      describe<D>("time_zone", &D::time_zone,
                  {.why = "IANA time zone of opening hours, shifts and bins.",
                   .example = "\"Europe/Zurich\""}),
      describe<D>("outline", &D::outline,
                  area("Inner faces of the outer walls, corner by corner in walking order.",
                       "[[0, 0], [20, 0], [20, 20], [0, 20]]")),
      describe<D>("wall_height_m", &D::wall_height_m,
                  {.why = "Height of the outer walls: that of the ceiling.",
                   .unit = "m",
                   .range = {2, 12}}),
  };
}

std::vector<Binding<Wall>> fields_of(const Wall&) {
  return {
      describe<Wall>("id", &Wall::id, id_of("Names the wall; unique.", "\"partition\"")),
      describe<Wall>("from", &Wall::from, place("One end of its middle line.", "[4, 12]")),
      describe<Wall>("to", &Wall::to, place("The other end.", "[4, 16]")),
      describe<Wall>("thickness_m", &Wall::thickness_m,
                     {.why = "Thickness.", .unit = "m", .range = {0.02, 2}}),
      describe<Wall>("height_m", &Wall::height_m,
                     {.why = "Height.", .unit = "m", .range = kHeight}),
  };
}

std::vector<Binding<Shelf>> fields_of(const Shelf&) {
  return {
      describe<Shelf>("id", &Shelf::id, id_of("Names the shelf; unique.", "\"shelf-1\"")),
      describe<Shelf>("kind", &Shelf::kind,
                      {.why = "How it looks in rendered pictures.", .choices = kShelfKinds}),
      describe<Shelf>("area", &Shelf::area,
                      area("Its footprint.", "[[3, 5], [9, 5], [9, 6], [3, 6]]")),
      describe<Shelf>("height_m", &Shelf::height_m,
                      {.why = "Height; it hides what is behind it up to there.",
                       .unit = "m",
                       .range = kHeight}),
  };
}

std::vector<Binding<Door>> fields_of(const Door&) {
  return {
      describe<Door>("id", &Door::id, id_of("Names the door; unique.", "\"main\"")),
      describe<Door>("from", &Door::from, place("One side, on an edge of the outline.", "[8, 0]")),
      describe<Door>("to", &Door::to, place("The other side, on the same edge.", "[10, 0]")),
      describe<Door>("share", &Door::share,
                     {.why = "Weight among the doors in a visitor's choice.", .range = kWeight}),
  };
}

std::vector<Binding<Till>> fields_of(const Till&) {
  return {
      describe<Till>("id", &Till::id, id_of("Names the till; unique.", "\"till-1\"")),
      describe<Till>("counter", &Till::counter,
                     area("Footprint of the counter.", "[[15, 3], [17, 3], [17, 3.7], [15, 3.7]]")),
      describe<Till>("counter_height_m", &Till::counter_height_m,
                     {.why = "Height of the counter.", .unit = "m", .range = {0.5, 2.5}}),
      describe<Till>("customer", &Till::customer,
                     place("The service point: where the one who pays stands.", "[16, 4.2]")),
      describe<Till>("clerk", &Till::clerk,
                     {.why = "Where the cashier stands; needed unless self_service.",
                      .unit = "m",
                      .range = kCoordinate,
                      .absent = "no place for a cashier",
                      .example = "[16, 2.5]"}),
      describe<Till>(
          "queue", &Till::queue,
          {.why = "Middle line of the queue, from its head (next to `customer`) backwards.",
           .unit = "m",
           .range = kCoordinate,
           .required = true,
           .example = "[[16, 5.1], [16, 9]]",
           .at_least = 1,
           .at_most = 32}),
      describe<Till>("self_service", &Till::self_service,
                     {.why = "Open all day without a cashier."}),
  };
}

std::vector<Binding<RoomDraft>> fields_of(const RoomDraft&) {
  using D = RoomDraft;
  return {
      describe<D>("id", &Room::id, id_of("Names the room; unique.", "\"fitting-1\"")),
      describe<D>("kind", &D::kind_name,
                  {.why = "A fitting room holds one visitor and company; a staff room holds staff.",
                   .required = true,
                   .example = "\"fitting\"",
                   .choices = kRoomKinds}),
      describe<D>("area", &Room::area,
                  area("Its walls, corner by corner; a zone of that type is measured there.",
                       "[[0, 16], [1.5, 16], [1.5, 17.5], [0, 17.5]]")),
      describe<D>("opening", &D::opening_ends,
                  {.why = "The two ends of its opening, on an edge of the area.",
                   .unit = "m",
                   .range = kCoordinate,
                   .required = true,
                   .example = "[[1.5, 16.3], [1.5, 17.2]]",
                   .at_least = 2,
                   .at_most = 2}),
      describe<D>("height_m", &Room::height_m,
                  {.why = "Height of its walls.", .unit = "m", .range = kHeight}),
  };
}

std::vector<Binding<Pavement>> fields_of(const Pavement&) {
  return {
      describe<Pavement>("id", &Pavement::id, id_of("Names the pavement; unique.", "\"street\"")),
      describe<Pavement>("from", &Pavement::from,
                         place("One end of its middle line, outside.", "[-6, -2]")),
      describe<Pavement>("to", &Pavement::to, place("The other end.", "[26, -2]")),
      describe<Pavement>("width_m", &Pavement::width_m,
                         {.why = "Width.", .unit = "m", .range = {1, 20}}),
      describe<Pavement>("passers_per_hour", &Pavement::passers_per_hour,
                         {.why = "People who walk along without coming in, mean over the hours of "
                                 "`street_hours`.",
                          .unit = "1/h",
                          .range = {0, 3000}}),
  };
}

std::vector<Binding<ZoneDraft>> fields_of(const ZoneDraft&) {
  using D = ZoneDraft;
  return {
      describe<D>("id", &Zone::id, id_of("Names the zone; unique.", "\"bakery\"")),
      describe<D>("name", &Zone::name, name_or_id("\"Bakery\"")),
      describe<D>(
          "type", &D::type_name,
          {.why = "What it is for. Zones of a type but `other` must not overlap; `frontage` "
                  "is outside, the rest inside. Zones of rooms follow from [[room]].",
           .choices = kZoneTypes}),
      describe<D>("area", &Zone::area,
                  area("Corners in walking order.", "[[2, 4], [10, 4], [10, 8], [2, 8]]")),
      describe<D>(
          "attraction", &Zone::attraction,
          {.why = "Weight in a visitor's choice of where to stop; 0: nobody's aim. Counts for "
                  "the types `aisle` and `other`.",
           .range = kWeight}),
      describe<D>("dwell_median_s", &Zone::dwell_median_s,
                  {.why = "Median of one stop; log-normal.", .unit = "s", .range = kSeconds}),
      describe<D>("dwell_sigma", &Zone::dwell_sigma,
                  {.why = "Standard deviation of the logarithm of a stop.", .range = kSigma}),
  };
}

std::vector<Binding<Line>> fields_of(const Line&) {
  return {
      describe<Line>("id", &Line::id, id_of("Names the count line; unique.", "\"entrance\"")),
      describe<Line>("name", &Line::name, name_or_id("\"Main entrance\"")),
      describe<Line>("from", &Line::from, place("One end.", "[8, 0.5]")),
      describe<Line>("to", &Line::to, place("The other end.", "[10, 0.5]")),
      describe<Line>(
          "inside", &Line::inside,
          place("Any point on the inner side; crossing towards it is an entry.", "[9, 3]")),
  };
}

std::vector<Binding<CameraPlan>> fields_of(const CameraPlan&) {
  using D = CameraPlan;
  constexpr std::string_view kDegrees = "degrees";
  return {
      describe<D>("id", &D::id, id_of("Names the camera; unique.", "\"door\"")),
      describe<D>("name", &D::name, name_or_id("\"Above the door\"")),
      describe<D>("at", &D::at, place("Where it hangs, inside the outline.", "[9, 9]")),
      describe<D>("height_m", &D::height_m,
                  {.why = "Height above the floor.", .unit = "m", .range = kHeight}),
      describe<D>("yaw_deg", &D::yaw_deg,
                  {.why = "Where it looks on the plan: 0 is +x, 90 is +y.",
                   .unit = kDegrees,
                   .range = {-360, 360}}),
      describe<D>("pitch_deg", &D::pitch_deg,
                  {.why = "Downwards from the horizon.", .unit = kDegrees, .range = {0, 90}}),
      describe<D>(
          "roll_deg", &D::roll_deg,
          {.why = "Clockwise as seen from behind it.", .unit = kDegrees, .range = {-180, 180}}),
      describe<D>("fov_deg", &D::fov_deg,
                  {.why = "Horizontal field of view, distortion apart.",
                   .unit = kDegrees,
                   .range = {10, 150}}),
      describe<D>(
          "k1", &D::k1,
          {.why = "Radial distortion, second order; negative is barrel.", .range = {-1, 1}}),
      describe<D>("k2", &D::k2, {.why = "Radial distortion, fourth order.", .range = {-1, 1}}),
      describe<D>(
          "image_size", &D::image_size,
          {.why = "Width and height of its pictures.", .unit = "pixels", .range = {16, 8192}}),
      describe<D>("fps", &D::fps, {.why = "Frames per second.", .unit = "1/s", .range = {0.1, 60}}),
  };
}

std::vector<Binding<OpeningDraft>> fields_of(const OpeningDraft&) {
  using D = OpeningDraft;
  constexpr Traits kDay{.why = "\"HH:MM-HH:MM\", local time, or \"closed\".",
                        .example = "\"closed\""};
  return {
      describe<D>("monday", &D::monday, kDay),       describe<D>("tuesday", &D::tuesday, kDay),
      describe<D>("wednesday", &D::wednesday, kDay), describe<D>("thursday", &D::thursday, kDay),
      describe<D>("friday", &D::friday, kDay),       describe<D>("saturday", &D::saturday, kDay),
      describe<D>("sunday", &D::sunday, kDay)};
}

std::vector<Binding<Arrivals>> fields_of(const Arrivals&) {
  const auto weights = [](std::string_view why, std::string_view absent, int count) {
    return Traits{
        .why = why, .range = kWeight, .absent = absent, .at_least = count, .at_most = count};
  };
  return {
      describe<Arrivals>("visitors_per_day", &Arrivals::visitors_per_day,
                         {.why = "People who come in, mean over the open days of a week.",
                          .unit = "people",
                          .range = {0, 20000}}),
      describe<Arrivals>(
          "hours", &Arrivals::hours,
          weights("Weight of each hour of the day, 0 to 23 h; those of closed hours do "
                  "not matter.",
                  "all alike", 24)),
      describe<Arrivals>("weekdays", &Arrivals::weekdays,
                         weights("Weight of each day, Monday to Sunday; closed days do not matter.",
                                 "all alike", 7)),
      describe<Arrivals>(
          "street_hours", &Arrivals::street_hours,
          weights("Weight of each hour for passers-by, 0 where nobody passes.", "all alike", 24)),
  };
}

std::vector<Binding<Visitors>> fields_of(const Visitors&) {
  using D = Visitors;
  const auto median = [](std::string_view why) {
    return Traits{.why = why, .unit = "s", .range = kSeconds};
  };
  constexpr Traits kSpread{.why = "Standard deviation of its logarithm.", .range = kSigma};
  return {
      describe<D>("couple_share", &D::couple_share, share("Of the units: two who come together.")),
      describe<D>("family_share", &D::family_share, share("Of the units: adults with children.")),
      describe<D>("group_share", &D::group_share,
                  share("Of the units: three to five adults. The rest come alone.")),
      describe<D>("wheelchair_share", &D::wheelchair_share, share("Of the people who come alone.")),
      describe<D>("pushchair_share", &D::pushchair_share, share("Of the families.")),
      describe<D>("trolley_share", &D::trolley_share,
                  share("Of the singles, couples and families.")),
      describe<D>("uniform_share", &D::uniform_share,
                  share("Of the visitors: dressed all alike, as a school or a crew.")),
      describe<D>("feminine_share", &D::feminine_share, share("Of the adults, as perceived.")),
      describe<D>("unsure_share", &D::unsure_share,
                  share("Of the adults: perceived as neither feminine nor masculine.")),
      describe<D>("shorts_share", &D::shorts_share,
                  share("Of the men: in shorts, as in summer. Of the women seven tenths of it.")),
      describe<D>("bounce_share", &D::bounce_share, share("Of the units: look in and leave.")),
      describe<D>("return_share", &D::return_share,
                  share("Of the units: step out for a moment and come back.")),
      describe<D>("buyer_share", &D::buyer_share,
                  share("Of the units that shop: go to a till, if there is one.")),
      describe<D>("fitting_share", &D::fitting_share,
                  share("Of the units that shop: go to a fitting room, if there is one.")),
      describe<D>("stops_mean", &D::stops_mean,
                  {.why = "Stops of a unit that shops, mean; geometric.", .range = {1, 50}}),
      describe<D>("service_median_s", &D::service_median_s,
                  median("Service at a till; log-normal.")),
      describe<D>("service_sigma", &D::service_sigma, kSpread),
      describe<D>("patience_median_s", &D::patience_median_s,
                  median("Wait after which one leaves a queue; log-normal.")),
      describe<D>("patience_sigma", &D::patience_sigma, kSpread),
      describe<D>("fitting_median_s", &D::fitting_median_s,
                  median("Time in a fitting room; log-normal.")),
      describe<D>("fitting_sigma", &D::fitting_sigma, kSpread),
  };
}

std::vector<Binding<ShiftDraft>> fields_of(const ShiftDraft&) {
  using D = ShiftDraft;
  const auto clock = [](std::string_view why, std::string_view example) {
    return Traits{.why = why, .required = true, .example = example};
  };
  return {
      describe<D>("id", &Shift::id, id_of("Names the member of staff; unique.", "\"anna\"")),
      describe<D>("role", &D::role_name,
                  {.why = "A cashier serves a till; floor staff tend the shelves.",
                   .choices = kStaffRoles}),
      describe<D>("till", &Shift::till,
                  {.why = "The till of a cashier.", .absent = "none", .example = "\"till-1\""}),
      describe<D>("from", &D::from,
                  clock("Start of the shift, \"HH:MM\", local time.", "\"08:45\"")),
      describe<D>("to", &D::to, clock("End of the shift.", "\"17:00\"")),
      describe<D>("on", &D::on,
                  {.why = "Days of the week, apart by spaces.", .example = "\"mon wed fri\""}),
      describe<D>("uniform", &Shift::uniform, {.why = "Wears the store's clothes."}),
  };
}

std::vector<Binding<SpecialDraft>> fields_of(const SpecialDraft&) {
  using D = SpecialDraft;
  return {
      describe<D>(
          "regular_at", &D::regular_at,
          {.why = "One and the same person comes every open day at about this time, \"HH:MM\".",
           .absent = "nobody",
           .example = "\"10:05\""}),
      describe<D>("lone_opening_min", &D::lone_opening_min,
                  {.why = "One visitor comes at opening, and nobody else for this long; 0: off.",
                   .unit = "minutes",
                   .range = {0, 240}}),
      describe<D>("twins_per_day", &D::twins_per_day,
                  {.why = "Pairs who look exactly alike and come in within half a minute, apart.",
                   .range = {0, 100}}),
  };
}

std::vector<Section> sections() {
  return {
      {"store", 1, "The store and its outer walls.", fields_only<StoreDraft>()},
      {"wall", 200, "A straight inner wall.", fields_only<Wall>()},
      {"shelf", 400, "What goods stand on.", fields_only<Shelf>()},
      {"door", 32, "A door in the outline. At least one.", fields_only<Door>()},
      {"till", 64, "A till with its queue.", fields_only<Till>()},
      {"room", 64, "A fitting room or a staff room.", fields_only<RoomDraft>()},
      {"pavement", 16,
       "A strip outside, which every door needs close by: from its ends visitors "
       "come.",
       fields_only<Pavement>()},
      {"zone", 256, "An area that is measured, and where people stop.", fields_only<ZoneDraft>()},
      {"line", 64, "A count line.", fields_only<Line>()},
      {"camera", 64, "A camera.", fields_only<CameraPlan>()},
      {"opening", 1, "Opening hours.", fields_only<OpeningDraft>()},
      {"arrivals", 1, "How many people come, and when.", fields_only<Arrivals>()},
      {"visitors", 1,
       "What they are like. A unit is who comes together. Shares are 0 to 1, times log-normal.",
       fields_only<Visitors>()},
      {"staff", 128, "A member of staff and the shift they work.", fields_only<ShiftDraft>()},
      {"special", 1, "People to be found, or mistaken, by tests.", fields_only<SpecialDraft>()},
  };
}

}  // namespace sillage::sim::internal
