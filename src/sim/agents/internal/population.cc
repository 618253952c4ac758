// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/internal/population.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/walk/sizes.h"

namespace sillage::sim::internal {
namespace {

/// Free walking speed, m/s: Weidmann, Transporttechnik der Fussgaenger, IVT ETH Zuerich, 1993.
constexpr double kFreeMps = 1.34, kFreeDeviation = 0.26;

constexpr std::array<Colour, 7> kSkins = {{{245, 214, 192},
                                           {232, 190, 160},
                                           {214, 164, 128},
                                           {186, 132, 96},
                                           {148, 100, 68},
                                           {108, 72, 48},
                                           {76, 52, 38}}};
constexpr std::array<Colour, 6> kHairs = {
    {{32, 26, 22}, {66, 44, 30}, {104, 70, 42}, {170, 126, 72}, {140, 60, 34}, {178, 176, 172}}};
constexpr std::array<Colour, 14> kCloths = {{{24, 26, 32},
                                             {58, 60, 66},
                                             {120, 122, 126},
                                             {214, 212, 206},
                                             {28, 40, 84},
                                             {62, 96, 150},
                                             {142, 172, 206},
                                             {140, 32, 40},
                                             {196, 84, 60},
                                             {206, 168, 74},
                                             {52, 92, 62},
                                             {112, 128, 76},
                                             {92, 58, 104},
                                             {122, 90, 64}}};
constexpr std::array<Colour, 5> kLowerCloths = {
    {{30, 32, 40}, {46, 62, 98}, {88, 92, 98}, {132, 112, 86}, {60, 50, 44}}};
constexpr Colour kStaffUpper{18, 118, 108}, kStaffSecond{240, 240, 236}, kStaffLower{36, 38, 44};
constexpr Colour kCommonUpper{236, 120, 28}, kCommonLower{44, 52, 72};

template <std::size_t N>
Colour draw(const std::array<Colour, N>& palette, Random& random) {
  Colour colour = palette[random.below(static_cast<int>(N))];
  // No two pieces of cloth are quite the same.
  for (std::uint8_t* part : {&colour.red, &colour.green, &colour.blue}) {
    *part = static_cast<std::uint8_t>(std::clamp(*part + random.below(17) - 8, 0, 255));
  }
  return colour;
}

template <class T>
T one_of(std::initializer_list<T> values, std::initializer_list<double> weights, Random& random) {
  return values.begin()[random.pick(weights)];
}

/// `shorts`: of the men; of the women, seven tenths of that.
Look draw_look(Presentation presentation, int age, double shorts, Random& random) {
  const bool feminine = presentation == Presentation::kFeminine ||
                        (presentation == Presentation::kUnknown && random.chance(0.5));
  Look look;
  look.skin = draw(kSkins, random);
  look.hair_colour = age > 60 && random.chance(0.7) ? kHairs.back() : draw(kHairs, random);
  look.hair = feminine ? one_of({Hair::kShort, Hair::kMedium, Hair::kLong, Hair::kTied},
                                {0.15, 0.3, 0.35, 0.2}, random)
                       : one_of({Hair::kNone, Hair::kShort, Hair::kMedium, Hair::kLong},
                                {0.15, 0.7, 0.11, 0.04}, random);
  look.upper =
      feminine
          ? one_of({Upper::kShirt, Upper::kPullover, Upper::kJacket, Upper::kCoat, Upper::kDress},
                   {0.3, 0.22, 0.2, 0.15, 0.13}, random)
          : one_of({Upper::kShirt, Upper::kPullover, Upper::kJacket, Upper::kCoat},
                   {0.35, 0.25, 0.3, 0.1}, random);
  look.lower = look.upper == Upper::kDress ? Lower::kSkirt
               : feminine ? one_of({Lower::kTrousers, Lower::kSkirt, Lower::kShorts},
                                   {0.85 - 0.7 * shorts, 0.15, 0.7 * shorts}, random)
                          : one_of({Lower::kTrousers, Lower::kShorts}, {1 - shorts, shorts}, random);
  look.pattern =
      one_of({Pattern::kPlain, Pattern::kStriped, Pattern::kChecked}, {0.72, 0.16, 0.12}, random);
  look.upper_colour = draw(kCloths, random);
  look.upper_second = draw(kCloths, random);
  look.lower_colour = draw(kLowerCloths, random);
  look.shoe_colour = draw(kLowerCloths, random);
  look.bag = one_of({Bag::kNone, Bag::kShoulder, Bag::kBackpack, Bag::kHand},
                    {0.45, feminine ? 0.35 : 0.12, 0.15, 0.08}, random);
  look.bag_colour = draw(kCloths, random);
  return look;
}

AgeBand band_of(int age) {
  if (age < 18) return AgeBand::kUnknown;
  return age < 35 ? AgeBand::k18To34 : age < 55 ? AgeBand::k35To54 : AgeBand::k55Plus;
}

Presentation draw_presentation(const Visitors& visitors, Random& random) {
  return one_of(
      {Presentation::kFeminine, Presentation::kMasculine, Presentation::kUnknown},
      {visitors.feminine_share, std::max(0.0, 1 - visitors.feminine_share - visitors.unsure_share),
       visitors.unsure_share},
      random);
}

/// Statures of adults after NCD-RisC, eLife 5:e13410, 2016, rounded for western Europe.
double draw_stature(Presentation presentation, Random& random) {
  const double mean = presentation == Presentation::kFeminine    ? 1.655
                      : presentation == Presentation::kMasculine ? 1.79
                                                                 : 1.72;
  return random.normal(mean, 0.068, 1.45, 2.05);
}

Member draw_adult(const Visitors& visitors, int youngest, int oldest, Random& random) {
  Member member;
  Person& person = member.person;
  person.presentation = draw_presentation(visitors, random);
  person.body.age_years = youngest + random.below(oldest - youngest);
  person.age_band = band_of(person.body.age_years);
  person.body.stature_m = draw_stature(person.presentation, random);
  person.body.build = random.normal(0.5, 0.2, 0, 1);
  person.body.radius_m = 0.19 + 0.04 * person.body.build;
  person.look =
      draw_look(person.presentation, person.body.age_years, visitors.shorts_share, random);
  member.free_speed = random.normal(kFreeMps, kFreeDeviation, 0.7, 2.1);
  return member;
}

Member draw_child(const Visitors& visitors, Random& random) {
  Member member;
  Person& person = member.person;
  person.body.age_years = 3 + random.below(11);
  person.body.stature_m = 0.78 + 0.062 * person.body.age_years + random.normal(0, 0.04, -0.1, 0.1);
  person.body.build = random.normal(0.4, 0.15, 0, 1);
  person.body.radius_m = 0.13 + 0.004 * person.body.age_years;
  person.look =
      draw_look(Presentation::kUnknown, person.body.age_years, visitors.shorts_share, random);
  person.look.bag = Bag::kNone;
  member.free_speed = random.normal(1.15, 0.15, 0.8, 1.6);
  return member;
}

/// Ages of the adults of a unit: those of families and of groups lie close together.
std::pair<int, int> ages(UnitKind kind, Random& random) {
  if (kind == UnitKind::kFamily) return {25, 50};
  if (kind == UnitKind::kGroup) {
    const int youngest = 18 + random.below(30);
    return {youngest, youngest + 8};
  }
  return {18, 85};
}

void give_props(const Visitors& visitors, UnitKind kind, std::vector<Member>& members,
                Random& random) {
  Person& leader = members.front().person;
  const bool wheelchair = random.chance(visitors.wheelchair_share);
  const bool pushchair = random.chance(visitors.pushchair_share);
  const bool trolley = random.chance(visitors.trolley_share);
  if (kind == UnitKind::kSingle && wheelchair) {
    leader.prop = Prop::kWheelchair;
    leader.body.radius_m = kWheelsM - 0.02;
    // Manual and electric wheelchairs on the level: Boyce, Shields & Silcock, Fire Technology 35,
    // 1999.
    members.front().free_speed = random.normal(0.8, 0.2, 0.5, 1.3);
  } else if (kind == UnitKind::kFamily && pushchair) {
    leader.prop = Prop::kPushchair;
  } else if (kind != UnitKind::kGroup && trolley) {
    leader.prop = Prop::kTrolley;
  }
}

}  // namespace

UnitKind draw_kind(const Visitors& v, Random& random) {
  return one_of({UnitKind::kSingle, UnitKind::kCouple, UnitKind::kFamily, UnitKind::kGroup},
                {std::max(0.0, 1 - v.couple_share - v.family_share - v.group_share), v.couple_share,
                 v.family_share, v.group_share},
                random);
}

double mean_unit_size(const Visitors& v) {
  const double alone = std::max(0.0, 1 - v.couple_share - v.family_share - v.group_share);
  // As draw_visitors draws them: 1.55 adults with 1.55 children, and 3 to 5 in a group.
  return alone + 2 * v.couple_share + 3.1 * v.family_share + 3.7 * v.group_share;
}

std::vector<Member> draw_visitors(const Visitors& visitors, UnitKind kind, Random& random) {
  int adults = kind == UnitKind::kCouple ? 2 : 1, children = 0;
  if (kind == UnitKind::kFamily) {
    adults = random.chance(0.55) ? 2 : 1;
    children = one_of({1, 2, 3}, {0.55, 0.35, 0.1}, random);
  } else if (kind == UnitKind::kGroup) {
    adults = one_of({3, 4, 5}, {0.5, 0.3, 0.2}, random);
  }
  const auto [youngest, oldest] = ages(kind, random);
  std::vector<Member> members;
  for (int i = 0; i < adults; ++i) {
    members.push_back(draw_adult(visitors, youngest, oldest, random));
  }
  for (int i = 0; i < children; ++i) members.push_back(draw_child(visitors, random));
  give_props(visitors, kind, members, random);
  for (Member& member : members) {
    member.person.kind = kind;
    if (!random.chance(visitors.uniform_share)) continue;
    member.person.uniformed = true;
    member.person.look = common_clothes(member.person.look);
  }
  return members;
}

std::vector<Member> draw_passers(const Visitors& visitors, Random& random) {
  const int count = one_of({1, 2, 3}, {0.7, 0.25, 0.05}, random);
  std::vector<Member> members;
  for (int i = 0; i < count; ++i) {
    members.push_back(draw_adult(visitors, 18, 85, random));
    members.back().person.role = Role::kPasserBy;
    members.back().person.kind = count == 1   ? UnitKind::kSingle
                                 : count == 2 ? UnitKind::kCouple
                                              : UnitKind::kGroup;
  }
  return members;
}

Member draw_staff(const Visitors& visitors, bool uniform, Random& random) {
  Member member = draw_adult(visitors, 18, 62, random);
  member.person.kind = UnitKind::kStaff;
  member.person.uniformed = uniform;
  member.person.look.bag = Bag::kNone;
  if (uniform) member.person.look = staff_clothes(member.person.look);
  return member;
}

Look staff_clothes(Look look) {
  look.upper = Upper::kShirt;
  look.lower = Lower::kTrousers;
  look.pattern = Pattern::kPlain;
  look.upper_colour = kStaffUpper;
  look.upper_second = kStaffSecond;
  look.lower_colour = kStaffLower;
  look.shoe_colour = kStaffLower;
  return look;
}

Look common_clothes(Look look) {
  look.upper = Upper::kJacket;
  look.lower = Lower::kTrousers;
  look.pattern = Pattern::kPlain;
  look.upper_colour = look.upper_second = kCommonUpper;
  look.lower_colour = look.shoe_colour = kCommonLower;
  look.bag = Bag::kNone;
  return look;
}

}  // namespace sillage::sim::internal
