// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/fit.h"

#include <algorithm>

#include "sim/camera/internal/chance.h"

namespace sillage::sim::render {
namespace {

/// Breadths of hips and shoulders and girths of arms and thighs over stature, about as women's and
/// men's differ; set by us, not taken from a survey. How often which cut is worn is assumed.
Fit feminine(Dice& dice) {
  Fit fit;
  fit.hips = 0.099F + 0.008F * dice.next();
  fit.waist = 0.066F + 0.008F * dice.next();
  fit.chest = 0.082F;
  fit.bust = 0.03F + 0.012F * dice.next();
  fit.shoulders = 0.93F + 0.05F * dice.next();
  fit.arms = 0.89F + 0.06F * dice.next();
  fit.thighs = 1.02F + 0.06F * dice.next();
  fit.ease = dice.next() < 0.75F ? 0.45F : 1;
  fit.sleeve = dice.next() < 0.6F ? 0.16F : 0.42F;
  const float hem = dice.next();
  fit.hem = hem < 0.35F ? 0.56F : hem < 0.6F ? 0.43F : 0.5F;
  const float cut = dice.next();
  fit.trousers = cut < 0.6F ? 0.002F : cut < 0.75F ? 0.008F : cut < 0.88F ? 0.016F : 0.032F;
  fit.trousers_to = dice.next() < 0.5F ? 0.84F : 0.99F;
  fit.shoes = dice.next() < 0.65F ? 0.76F : 0.9F;
  const float hair = dice.next();
  fit.hair = hair < 0.35F ? 0.27F : hair < 0.7F ? 0.42F : 0.52F;
  fit.jacket_hem = dice.next() < 0.6F ? 0.55F : 0.47F;
  fit.coat_hem = 0.26F + 0.14F * dice.next();
  fit.skirt_hem = 0.26F + 0.15F * dice.next();
  fit.flare = dice.next() < 0.4F ? 1.02F : 1.35F;
  fit.shorts = dice.next() < 0.7F ? 0.006F : 0.018F;
  fit.shorts_hem = dice.next() < 0.75F ? 0.4F : 0.32F;
  fit.boots = dice.next() < 0.2F ? 0.8F : 0;
  // Trousers below a tunic or in boots are narrow.
  if (fit.boots > 0 || fit.hem < 0.45F) fit.trousers = std::min(fit.trousers, 0.008F);
  return fit;
}

Fit masculine(Dice& dice) {
  Fit fit;
  fit.hips = 0.088F + 0.006F * dice.next();
  fit.waist = 0.077F + 0.008F * dice.next();
  fit.chest = 0.094F;
  fit.shoulders = 1.01F + 0.05F * dice.next();
  fit.arms = 0.99F + 0.08F * dice.next();
  fit.thighs = 0.95F + 0.05F * dice.next();
  fit.ease = dice.next() < 0.15F ? 0.7F : 1.15F;
  fit.sleeve = dice.next() < 0.1F ? 0.3F : 0.46F;
  fit.hem = dice.next() < 0.3F ? 0.46F : 0.49F;
  const float cut = dice.next();
  fit.trousers = cut < 0.15F ? 0.008F : cut < 0.7F ? 0.02F : 0.03F;
  fit.trousers_to = dice.next() < 0.08F ? 0.88F : 0.99F;
  fit.shoes = 1.06F;
  fit.shorts = 0.024F + 0.012F * dice.next();
  fit.shorts_hem = dice.next() < 0.85F ? 0.28F : 0.36F;
  fit.coat_hem = 0.3F + 0.1F * dice.next();
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
  fit.jacket_hem = worn.jacket_hem, fit.coat_hem = worn.coat_hem, fit.shorts = worn.shorts;
  fit.skirt_hem = worn.skirt_hem, fit.shorts_hem = worn.shorts_hem, fit.boots = worn.boots;
  return fit;
}

}  // namespace sillage::sim::render
