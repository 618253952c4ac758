// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace sillage::sim {

/// A simulated person during one day; ids start at 0 each day, in the order of appearance.
enum class PersonId : std::uint32_t {};
/// People who come, move and leave together: a single, a couple, a family, a group.
enum class UnitId : std::uint32_t {};

enum class Role : std::uint8_t { kVisitor, kPasserBy, kCashier, kFloorStaff };
enum class UnitKind : std::uint8_t { kSingle, kCouple, kFamily, kGroup, kStaff };
/// As an onlooker would perceive it; the closed list of METRICS.
enum class Presentation : std::uint8_t { kFeminine, kMasculine, kUnknown };
enum class AgeBand : std::uint8_t { k18To34, k35To54, k55Plus, kUnknown };

/// What a person pushes or sits in, all the time that they are there. `Stance::prop_at` says where.
enum class Prop : std::uint8_t { kNone, kWheelchair, kPushchair, kTrolley };

struct Body {
  double stature_m = 1.7;  ///< standing, without shoes; also of those who sit in a wheelchair
  double radius_m = 0.21;  ///< of the disc that nobody else's disc may overlap
  double build = 0.5;      ///< 0 slight, 1 heavy
  int age_years = 40;
};

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
  friend auto operator<=>(const Colour&, const Colour&) = default;
};

enum class Hair : std::uint8_t { kNone, kShort, kMedium, kLong, kTied };
enum class Upper : std::uint8_t { kShirt, kPullover, kJacket, kCoat, kDress };
enum class Lower : std::uint8_t { kTrousers, kShorts, kSkirt };
enum class Pattern : std::uint8_t { kPlain, kStriped, kChecked };
enum class Bag : std::uint8_t { kNone, kShoulder, kBackpack, kHand };

/// What a camera sees of a person. Equal looks are indistinguishable: twins, uniforms.
struct Look {
  Colour skin, hair_colour, upper_colour, upper_second, lower_colour, shoe_colour, bag_colour;
  Hair hair = Hair::kShort;
  Upper upper = Upper::kShirt;
  Lower lower = Lower::kTrousers;
  Pattern pattern = Pattern::kPlain;  ///< of the upper garment, in its two colours
  Bag bag = Bag::kNone;
  friend auto operator<=>(const Look&, const Look&) = default;
};

/// What stays the same of a person as long as they are there.
struct Person {
  PersonId id{};
  UnitId unit{};
  Role role = Role::kVisitor;
  UnitKind kind = UnitKind::kSingle;
  Presentation presentation = Presentation::kUnknown;
  AgeBand age_band = AgeBand::kUnknown;  ///< children are in kUnknown
  Prop prop = Prop::kNone;
  bool uniformed = false;  ///< staff clothes, or the visitors' common ones
  Body body;
  Look look;
};

}  // namespace sillage::sim
