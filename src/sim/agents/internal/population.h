// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/agents/person.h"
#include "sim/agents/random.h"
#include "sim/plan/plan.h"

namespace sillage::sim::internal {

/// One who comes, with the speed at which they would walk alone and unhindered.
struct Member {
  Person person;
  double free_speed = 1.34;  ///< m/s
};

/// Kinds of company, drawn by the plan's shares.
UnitKind draw_kind(const Visitors& visitors, Random& random);
/// People per unit, on average.
double mean_unit_size(const Visitors& visitors);

/// Visitors who come together; the first leads. Ids and units are left to the caller.
std::vector<Member> draw_visitors(const Visitors& visitors, UnitKind kind, Random& random);
/// One to three people who pass by.
std::vector<Member> draw_passers(const Visitors& visitors, Random& random);
inline constexpr double kMeanPassers = 1.35;
Member draw_staff(const Visitors& visitors, bool uniform, Random& random);

/// What people wear who are dressed alike: the staff, and visitors in uniform.
Look staff_clothes(Look look);
Look common_clothes(Look look);

}  // namespace sillage::sim::internal
