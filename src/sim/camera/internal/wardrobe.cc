// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/wardrobe.h"

#include <algorithm>
#include <cmath>

#include "sim/camera/internal/chance.h"
#include "sim/camera/internal/fit.h"
#include "sim/camera/internal/matter.h"

namespace sillage::sim::render {
namespace {

Vec linear_of(Colour c) { return render::linear_of(c.red, c.green, c.blue); }

Dye dyed(Colour colour) {
  Dye dye;
  dye.colour = dye.second = linear_of(colour);
  dye.infrared = dye.second_infrared = infrared_of(dye.colour);
  return dye;
}

/// Most dyes of cloth hide little of the near infrared: dark cloth is far brighter there.
float cloth_infrared(Vec colour) { return 0.38F + 0.4F * std::sqrt(luminance(colour)); }

Dye woven(Colour colour) {
  Dye dye = dyed(colour);
  dye.infrared = dye.second_infrared = cloth_infrared(dye.colour);
  return dye;
}

class Tailor {
 public:
  Tailor(const Person& person, const Skeleton& skeleton)
      : look_(person.look), s_(skeleton), h_(skeleton.stature) {
    const auto build = static_cast<float>(person.body.build);
    stout_ = 0.84F + 0.36F * build;
    belly_ = 0.8F + 0.5F * build;
    child_ = person.body.age_years < 13;
    seed_ = scatter(static_cast<std::uint64_t>(person.id) + 5,
                    static_cast<std::uint64_t>(person.body.stature_m * 1000));
    fit_ = fit_of(person, seed_);
    for (const std::size_t bone : {kUpperArm, kForearm, kHanging}) {
      for (std::size_t side = 0; side < 2; ++side) s_.joint[bone + side].y *= fit_.shoulders;
    }
  }

  std::vector<Solid> dress() {
    add(head());
    add(hair());
    add(arms_bare());
    upper();
    lower();
    add(shoes());
    bag();
    return std::move(solids_);
  }

 private:
  void add(Solid solid) {
    if (solid.rods.empty()) return;
    solid.seed = scatter(seed_, solids_.size());
    solids_.push_back(std::move(solid));
  }

  /// The trunk from the hips to the shoulders, `loose` metres wider than the skin.
  void trunk(Solid& solid, float loose, bool shoulders) const {
    const float hips = fit_.hips * stout_, waist = fit_.waist * belly_;
    const float chest = fit_.chest * stout_;
    const auto rod = [&](float z0, float w0, float z1, float w1, float flat, std::size_t bone) {
      solid.rods.push_back({{0.006F * h_, 0, z0 * h_},
                            {0, 0, z1 * h_},
                            w0 * h_ + loose,
                            w1 * h_ + loose,
                            flat,
                            bone});
    };
    rod(0.525F, hips, 0.56F, hips * 0.96F, 0.74F, kPelvis);
    rod(0.57F, hips * 0.9F, 0.645F, waist, 0.76F * std::sqrt(belly_), kSpine);
    rod(0.66F, waist, 0.735F, chest, 0.74F, kChest);
    if (!shoulders) return;
    if (fit_.bust > 0) {
      const Vec at{0.045F * h_, 0.036F * h_, 0.728F * h_};
      const float wide = fit_.bust * stout_ * h_ + loose * 0.5F;
      solid.rods.push_back({at, {at.x, -at.y, at.z}, wide, wide, 1, kChest});
    }
    for (std::size_t side = 0; side < 2; ++side) {
      const float left = side == 0 ? 1 : -1;  // from the neck down to the shoulder
      solid.rods.push_back({{-0.012F * h_, 0.018F * h_ * left, 0.838F * h_},
                            s_.joint[kUpperArm + side] + Vec{0, -0.02F * h_ * left, 0.004F * h_},
                            0.026F * h_ + loose * 0.5F,
                            0.032F * h_ + loose,
                            0.9F,
                            kChest});
      const Vec joint = s_.joint[kUpperArm + side];
      solid.rods.push_back({{-0.004F * h_, joint.y * 0.2F, 0.775F * h_},
                            joint + Vec{0, 0, -0.008F * h_},
                            0.06F * h_ * stout_ + loose,
                            0.037F * h_ + loose,
                            0.85F,
                            kChest});
    }
  }

  void arm(Solid& solid, std::size_t side, float loose, float share) const {
    const Vec shoulder = s_.joint[kUpperArm + side], elbow = s_.joint[kForearm + side];
    const Vec palm = s_.joint[kHanging + side];
    const float girth = (0.8F + 0.2F * stout_) * fit_.arms;
    solid.rods.push_back({shoulder, mix(shoulder, elbow, std::min(1.0F, share * 2)),
                          0.033F * h_ * girth + loose, 0.027F * h_ * girth + loose, 1,
                          kUpperArm + side});
    if (share > 0.5F) {
      solid.rods.push_back({elbow, mix(elbow, palm, share * 1.6F - 0.8F),
                            0.026F * h_ * girth + loose, 0.02F * h_ * girth + loose, 1,
                            kForearm + side});
    }
  }

  void leg(Solid& solid, std::size_t side, float loose, float to) const {
    const Vec hip = s_.joint[kThigh + side], knee = s_.joint[kShank + side],
              foot = s_.joint[kFoot + side];
    const float thigh = 0.051F * stout_ * fit_.thighs * h_,
                mid = 0.034F * h_ * (0.8F + 0.2F * stout_);
    solid.rods.push_back(
        {hip + Vec{0, 0, -0.02F * h_}, knee, thigh + loose * 0.7F, mid + loose, 1, kThigh + side});
    if (to > 0.5F) {
      solid.rods.push_back({knee, mix(knee, foot, to * 2 - 1), mid + loose,
                            0.025F * h_ + loose * 1.2F, 1, kShank + side});
    }
  }

  /// A cone from the waist down.
  void skirt(Solid& solid, float hem, float flare, float loose) const {
    const float hips = fit_.hips * stout_ * h_ + loose;
    solid.rods.push_back({{0, 0, 0.56F * h_},
                          {0, 0, hem * h_},
                          hips * 0.95F,
                          hips * flare,
                          0.82F,
                          kPelvis,
                          0.53F * h_});
    solid.cuts.push_back({{0, 0, -1}, -hem * h_});
  }

  Solid head() const {
    Solid solid;
    solid.dye = dyed(look_.skin);
    solid.blend = 0.025F;
    const Vec at = head_middle();
    const float r = head_radius();
    solid.rods.push_back({at + Vec{0.004F, 0, 0.012F}, at + Vec{-0.012F, 0, 0.02F}, r * 0.73F,
                          r * 0.75F, 1.2F, kHead});
    solid.rods.push_back({at + Vec{0.02F, 0, -0.03F}, at + Vec{0.028F, 0, -0.075F * child_scale()},
                          r * 0.62F, r * 0.42F, 1, kHead});
    solid.rods.push_back({at + Vec{0.095F * child_scale(), 0, -0.005F},
                          at + Vec{0.108F * child_scale(), 0, -0.025F}, 0.006F, 0.012F, 1, kHead});
    solid.rods.push_back({{-0.012F * h_, 0, 0.8F * h_},
                          at + Vec{-0.02F, 0, -0.06F},
                          0.036F * h_ * (child_ ? 0.8F : stout_ * 0.5F + 0.5F),
                          0.031F * h_,
                          1,
                          kHead});
    return solid;
  }

  Solid hair() const {
    Solid solid;
    if (look_.hair == Hair::kNone) return solid;
    solid.dye = dyed(look_.hair_colour);
    solid.crease = 0.006F;
    const Vec at = head_middle();
    const float r = head_radius(), thick = look_.hair == Hair::kShort ? 0.012F : 0.02F;
    solid.rods.push_back({at + Vec{-0.006F, 0, 0.02F}, at + Vec{-0.022F, 0, 0.028F},
                          r * 0.73F + thick, r * 0.75F + thick, 1.18F, kHead});
    // The face stays free: ahead of a plane that leans back towards the crown.
    solid.cuts.push_back(
        {unit({0.8F, 0, -0.6F}), dot(unit({0.8F, 0, -0.6F}), at + Vec{0.035F, 0, 0.05F})});
    if (look_.hair == Hair::kShort) {
      solid.cuts.push_back({{0, 0, -1}, -(at.z - 0.05F)});
    } else if (look_.hair == Hair::kTied) {
      solid.rods.push_back(
          {at + Vec{-0.11F, 0, 0.03F}, at + Vec{-0.125F, 0, -0.08F}, 0.034F, 0.022F, 1, kHead});
    } else {
      const float length = look_.hair == Hair::kLong ? fit_.hair : 0.14F;
      solid.rods.push_back({at + Vec{-0.05F, 0, 0}, at + Vec{-0.075F, 0, -length}, r * 0.78F,
                            r * 0.88F, 0.55F, kHead});
    }
    return solid;
  }

  Solid arms_bare() const {
    Solid solid;
    solid.dye = dyed(look_.skin);
    solid.blend = 0.015F;
    for (std::size_t side = 0; side < 2; ++side) {
      if (look_.upper == Upper::kShirt || look_.upper == Upper::kDress) arm(solid, side, 0, 1);
      const Vec elbow = s_.joint[kForearm + side], palm = s_.joint[kHanging + side];
      const Vec along = unit(palm - elbow);
      solid.rods.push_back({palm - along * (0.055F * h_), palm + along * (0.03F * h_), 0.019F * h_,
                            0.021F * h_, 1, kForearm + side});
    }
    return solid;
  }

  void upper() {
    Solid solid;
    solid.dye = woven(look_.upper_colour);
    solid.dye.second = linear_of(look_.upper_second);
    solid.dye.second_infrared = cloth_infrared(solid.dye.second);
    if (look_.pattern != Pattern::kPlain) solid.dye.period = 0.07F;
    solid.dye.checked = look_.pattern == Pattern::kChecked;
    solid.crease = 0.01F;
    float loose = 0.012F, sleeve = fit_.sleeve, hem = fit_.hem;
    switch (look_.upper) {
      case Upper::kShirt:
      case Upper::kDress:
        break;
      case Upper::kPullover:
        loose = 0.02F, sleeve = 0.98F;
        break;
      case Upper::kJacket:
        loose = 0.03F, sleeve = 1, hem = fit_.jacket_hem;
        solid.crease = 0.014F;
        break;
      case Upper::kCoat:
        loose = 0.034F, sleeve = 1, hem = fit_.coat_hem;
        break;
    }
    for (std::size_t side = 0; side < 2; ++side) arm(solid, side, loose * 0.75F, sleeve);
    loose *= fit_.ease;
    trunk(solid, loose, true);
    if (look_.upper == Upper::kDress) {
      skirt(solid, fit_.skirt_hem, fit_.flare * 1.06F, loose);
    } else if (look_.upper == Upper::kCoat) {
      skirt(solid, hem, 1.12F, loose);
    } else {
      solid.cuts.push_back({{0, 0, -1}, -hem * h_});
    }
    add(std::move(solid));
  }

  void lower() {
    Solid cloth, skin;
    cloth.dye = woven(look_.lower_colour);
    skin.dye = dyed(look_.skin);
    cloth.crease = 0.01F;
    cloth.blend = 0.02F;
    const bool bare = look_.upper == Upper::kDress || look_.lower != Lower::kTrousers;
    // Below trousers that end above the ankle the skin is drawn thinner, so that none shows
    // through.
    if (bare || fit_.trousers_to < 0.95F) {
      for (std::size_t side = 0; side < 2; ++side) leg(skin, side, bare ? 0 : -0.006F, 1);
    }
    add(std::move(skin));
    if (look_.upper == Upper::kDress) return;
    trunk(cloth, 0.003F, false);
    cloth.cuts.push_back({{0, 0, 1}, 0.58F * h_});
    if (look_.lower == Lower::kSkirt) {
      skirt(cloth, fit_.skirt_hem, fit_.flare, 0.012F);
    } else {
      const bool shorts = look_.lower == Lower::kShorts;
      for (std::size_t side = 0; side < 2; ++side)
        leg(cloth, side, shorts ? fit_.shorts : fit_.trousers, shorts ? 0.5F : fit_.trousers_to);
      if (shorts) cloth.cuts.push_back({{0, 0, -1}, -fit_.shorts_hem * h_});
    }
    add(std::move(cloth));
  }

  Solid shoes() const {
    Solid solid;
    solid.dye = dyed(look_.shoe_colour);
    for (std::size_t side = 0; side < 2; ++side) {
      const Vec ankle = s_.joint[kFoot + side];
      const float low = 0.024F * h_;
      solid.rods.push_back({{ankle.x - 0.035F * h_, ankle.y, low},
                            {ankle.x + 0.09F * h_ * fit_.shoes, ankle.y, low * 0.85F},
                            0.027F * h_ * fit_.shoes,
                            0.026F * h_ * fit_.shoes,
                            1,
                            kFoot + side});
      solid.rods.push_back({ankle + Vec{0, 0, -0.01F * h_}, ankle + Vec{0, 0, 0.012F * h_},
                            0.031F * h_, 0.03F * h_, 1, kFoot + side});
      if (fit_.boots <= 0) continue;
      const Vec knee = s_.joint[kShank + side];
      solid.rods.push_back({ankle, mix(ankle, knee, fit_.boots), 0.033F * h_, 0.039F * h_ * stout_,
                            1, kShank + side});
    }
    solid.cuts.push_back({{0, 0, -1}, 0});
    return solid;
  }

  void bag() {
    Solid solid;
    solid.dye = woven(look_.bag_colour);
    solid.crease = 0.006F;
    const float out = (0.095F * stout_ + 0.05F) * h_;
    switch (look_.bag) {
      case Bag::kNone:
        return;
      case Bag::kBackpack:
        solid.rods.push_back({{-0.135F * h_, 0, 0.62F * h_},
                              {-0.125F * h_, 0, 0.76F * h_},
                              0.09F * h_,
                              0.08F * h_,
                              0.62F,
                              kChest});
        break;
      case Bag::kShoulder:
        solid.rods.push_back({{-0.05F * h_, -out, 0.5F * h_},
                              {0.06F * h_, -out, 0.5F * h_},
                              0.055F * h_,
                              0.055F * h_,
                              1,
                              kPelvis});
        solid.rods.push_back({{0, -out, 0.52F * h_},
                              {0, -0.08F * h_, 0.82F * h_},
                              0.014F * h_,
                              0.014F * h_,
                              1,
                              kChest});
        break;
      case Bag::kHand:
        hang(solid, 1, 0.085F, 0.07F);
        break;
    }
    add(std::move(solid));
  }

  void hang(Solid& solid, std::size_t side, float drop, float size) const {
    const Vec hand = s_.joint[kHanging + side];
    const Vec middle = hand + Vec{0, 0, -(drop + 0.03F) * h_};
    solid.rods.push_back({middle + Vec{-0.05F * h_, 0, 0}, middle + Vec{0.05F * h_, 0, 0},
                          size * h_, size * h_, 1, kHanging + side});
    solid.rods.push_back({hand, middle, 0.012F, 0.012F, 1, kHanging + side});
  }

  float child_scale() const { return h_ < 1.5F ? 0.78F + 0.22F * h_ / 1.5F : 1; }
  /// Heads grow far less than bodies: 0.115 m half height for adults.
  float head_radius() const { return 0.108F * child_scale(); }
  Vec head_middle() const { return {0.012F * h_, 0, h_ - 0.112F * child_scale()}; }

  const Look& look_;
  Skeleton s_;
  float h_;
  float stout_ = 1, belly_ = 1;
  bool child_ = false;
  Fit fit_;
  std::uint64_t seed_ = 0;
  std::vector<Solid> solids_;
};

}  // namespace

std::vector<Solid> dress(const Person& person, const Skeleton& skeleton) {
  return Tailor(person, skeleton).dress();
}

Solid shopping_bag(const Skeleton& skeleton, Dye dye) {
  Solid solid;
  solid.dye = dye;
  solid.crease = 0.01F;
  const Vec hand = skeleton.joint[kHanging];
  const Vec middle = hand + Vec{0, 0, -0.24F};
  solid.rods.push_back(
      {middle + Vec{-0.07F, 0, -0.05F}, middle + Vec{0.07F, 0, -0.05F}, 0.11F, 0.11F, 1, kHanging});
  solid.rods.push_back({hand, middle, 0.012F, 0.02F, 1, kHanging});
  return solid;
}

}  // namespace sillage::sim::render
