// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/fit.h"

#include "sim/camera/internal/chance.h"

namespace sillage::sim::render {
namespace {

/// Breadths of hips and shoulders over stature: means of women and of men in ANSUR II (Gordon et
/// al., NATICK/TR-15/007, 2014), with half of their spread.
Fit feminine(Dice& dice) {
  Fit fit;
  fit.hips = 0.099F + 0.008F * dice.next();
  fit.waist = 0.066F + 0.008F * dice.next();
  fit.chest = 0.082F;
  fit.bust = 0.03F + 0.012F * dice.next();
  fit.shoulders = 0.93F + 0.05F * dice.next();
  fit.ease = dice.next() < 0.7F ? 0.55F : 1;
  fit.sleeve = dice.next() < 0.5F ? 0.2F : 0.42F;
  const float hem = dice.next();
  fit.hem = hem < 0.35F ? 0.56F : hem < 0.6F ? 0.43F : 0.5F;
  fit.trousers = dice.next() < 0.65F ? 0.006F : 0.016F;
  fit.trousers_to = dice.next() < 0.45F ? 0.86F : 0.99F;
  fit.shoes = dice.next() < 0.6F ? 0.8F : 0.92F;
  fit.hair = dice.next() < 0.4F ? 0.42F : 0.27F;
  return fit;
}

Fit masculine(Dice& dice) {
  Fit fit;
  fit.hips = 0.088F + 0.006F * dice.next();
  fit.waist = 0.077F + 0.008F * dice.next();
  fit.chest = 0.094F;
  fit.shoulders = 1.01F + 0.05F * dice.next();
  fit.ease = dice.next() < 0.2F ? 0.7F : 1.1F;
  fit.hem = dice.next() < 0.3F ? 0.46F : 0.49F;
  fit.trousers = dice.next() < 0.2F ? 0.008F : 0.02F;
  fit.trousers_to = dice.next() < 0.08F ? 0.88F : 0.99F;
  fit.shoes = 1.04F;
  return fit;
}

}  // namespace

Fit fit_of(const Person& person, std::uint64_t seed) {
  constexpr int kGrown = 13;
  Dice dice(scatter(seed, 0xF17));
  if (person.body.age_years < kGrown) return {};
  if (person.presentation == Presentation::kFeminine) return feminine(dice);
  if (person.presentation == Presentation::kMasculine) return masculine(dice);
  // An onlooker is unsure: the body of one, the clothes of either.
  Fit fit;
  const Fit worn = chance(seed, 3) < 0.5F ? feminine(dice) : masculine(dice);
  fit.sleeve = worn.sleeve, fit.hem = worn.hem, fit.trousers = worn.trousers;
  return fit;
}

}  // namespace sillage::sim::render
