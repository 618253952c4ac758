// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/camera/internal/chance.h"
#include "sim/camera/internal/skeleton.h"

namespace sillage::sim::render {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;
constexpr float kStanceShare = 0.6F;  ///< of the gait cycle in which a foot carries
constexpr float kSeat = 0.56F;        ///< height of a sitting person's hips, m

float radians(float degrees) { return degrees * kPi / 180; }

/// One leg's foot in the axes of the body: place of the ankle and how far the toes point down.
struct FootStep {
  Vec ankle;
  float pitch = 0;
};

/// A gait cycle of one foot from `phase` 0 to 1, heel strike to heel strike: back at the speed of
/// the floor while it carries, forwards through the air after that.
FootStep foot_step(float phase, float stride, float stature) {
  const float reach = kStanceShare / 2 * stride;
  FootStep step;
  if (phase < kStanceShare) {
    const float t = phase / kStanceShare;
    step.ankle.x = mix(reach, -reach, t);
    const float push = smooth_step(0.62F, 1, t);
    step.ankle.z = 0.052F * stature * push;
    step.pitch = radians(-14) * (1 - smooth_step(0, 0.18F, t)) + radians(34) * push;
  } else {
    const float t = (phase - kStanceShare) / (1 - kStanceShare);
    step.ankle.x = mix(-reach, reach, smooth_step(0, 1, t));
    step.ankle.z = stature * (0.052F * (1 - t) + 0.045F * std::sin(kPi * t));
    step.pitch = mix(radians(34), radians(-14), smooth_step(0, 0.8F, t));
  }
  return step;
}

struct Limb {
  Vec upper, lower;  ///< directions
  Vec middle, end;   ///< elbow or knee; wrist or ankle
};

/// Two bones from `start` towards `target`, bent towards `pole` (law of cosines).
Limb bend(Vec start, Vec target, float first, float second, Vec pole) {
  const Vec way = target - start;
  const float longest = (first + second) * 0.999F, shortest = std::abs(first - second) + 0.01F;
  const float distance = clamped(norm(way), shortest, longest);
  const Vec along = norm(way) > 1e-6F ? unit(way) : Vec{0, 0, -1};
  const float share = (first * first - second * second + distance * distance) / (2 * distance);
  const float off = std::sqrt(std::max(0.0F, first * first - share * share));
  const Vec out = unit(pole - along * dot(pole, along));
  Limb limb;
  limb.middle = start + along * share + out * off;
  limb.end = start + along * distance;
  limb.upper = unit(limb.middle - start);
  limb.lower = unit(limb.end - limb.middle);
  return limb;
}

class Poser {
 public:
  Poser(const Skeleton& skeleton, const Person& person, const Stance& stance)
      : skeleton_(skeleton), person_(person), stance_(stance), h_(skeleton.stature) {
    seated_ = person.prop == Prop::kWheelchair;
    const auto speed = static_cast<float>(stance.speed);
    walking_ = seated_ ? 0 : smooth_step(0.05F, 0.4F, speed);
    briskness_ = std::min(1.4F, speed / 1.3F);
    stride_ = h_ * (skeleton.age > 70 ? 0.6F : 0.72F);
    const double cycles = stance.walked_m / stride_;
    phase_ = static_cast<float>(cycles - std::floor(cycles));
    time_ = static_cast<float>(stance.pose_s);
    own_ = chance(9, static_cast<std::int64_t>(person.id));
  }

  Posture pose() {
    trunk();
    for (std::size_t side = 0; side < 2; ++side) {
      leg(side);
      arm(side);
    }
    const Basis turn = turn_z(static_cast<float>(stance_.heading));
    const Vec place{static_cast<float>(stance_.place.x), static_cast<float>(stance_.place.y), 0};
    for (Rigid& bone : out_) bone = {turn * bone.turn, turn * bone.move + place};
    return out_;
  }

 private:
  bool busy() const { return !seated_ && walking_ < 0.5F; }
  /// Grows in over the first part of a pose; comes and goes for what hands do again and again.
  float eased() const { return smooth_step(0, 0.5F, time_); }
  float pulse(float period) const {
    const float t = std::fmod(time_, period) / period;
    return smooth_step(0, 0.2F, t) * (1 - smooth_step(0.7F, 0.95F, t));
  }

  void put(std::size_t bone, const Basis& turn, Vec place) {
    out_[bone] = {turn, place - turn * skeleton_.joint[bone]};
  }
  Vec carried(std::size_t parent, std::size_t bone) const {
    return out_[parent] * skeleton_.joint[bone];
  }

  void trunk() {
    const float swing = 2 * kPi * phase_;
    float lean = radians(2 + 3 * briskness_ * walking_ + (skeleton_.age > 70 ? 9.0F : 0.0F));
    float head_pitch = radians(4) - lean, head_yaw = 0;
    if (busy() && stance_.pose == Pose::kReaching) {
      const float low =
          smooth_step(0.75F * h_, 0.25F * h_, static_cast<float>(stance_.hand_height_m));
      lean += radians(8 + 42 * low) * eased();
      head_pitch = radians(12) - 0.3F * lean;
    }
    if (busy() && stance_.pose == Pose::kLooking) {
      head_pitch = radians(16 + 14 * std::sin(0.7F * time_ + 6 * own_)) * eased();
      head_yaw = radians(28) * std::sin(0.45F * time_ + 9 * own_);
    }
    if (busy() && (stance_.pose == Pose::kPaying || stance_.pose == Pose::kServing)) {
      head_pitch = radians(20) * eased();
    }
    const float sway =
        mix(0.008F * std::sin(0.8F * time_ + 6 * own_), 0.012F * std::sin(swing), walking_);
    const float bob = (0.018F + 0.012F * std::cos(2 * swing)) * walking_;
    Vec at = skeleton_.joint[kPelvis] + Vec{0, sway * h_, -(0.004F + bob) * h_};
    if (seated_) {
      at = {-0.08F, 0, kSeat};
      lean = radians(-4);
    }
    const float twist = radians(6) * walking_ * std::cos(swing);
    const Basis pelvis = turn_z(twist) * turn_y(0.3F * lean);
    put(kPelvis, pelvis, at);
    const Basis spine = turn_z(0.2F * twist) * turn_y(0.7F * lean);
    put(kSpine, spine, carried(kPelvis, kSpine));
    const Basis chest = turn_z(-0.8F * twist) * turn_y(lean);
    put(kChest, chest, carried(kSpine, kChest));
    put(kHead, chest * turn_z(head_yaw + 0.5F * twist) * turn_y(head_pitch),
        carried(kChest, kHead));
  }

  void leg(std::size_t side) {
    const float left = side == 0 ? 1 : -1;
    const Vec hip = carried(kPelvis, kThigh + side);
    const float phase = std::fmod(phase_ + (side == 0 ? 0 : 0.5F), 1.0F);
    FootStep step = foot_step(phase, stride_, h_);
    const float stand_x = 0.03F * h_ * left * (own_ - 0.5F);
    Vec ankle{mix(stand_x, step.ankle.x, walking_), left * h_ * mix(0.078F, 0.045F, walking_),
              skeleton_.ankle + step.ankle.z * walking_};
    float pitch = step.pitch * walking_;
    if (seated_) {
      ankle = {0.38F, 0.1F * left, 0.2F};
      pitch = 0;
    }
    const Limb limb = bend(hip, ankle, skeleton_.thigh, skeleton_.shank, {1, 0.06F * left, 0.05F});
    set_limb(kThigh + side, kShank + side, hip, limb, {0, 1, 0}, {0, 0, -1});
    const float toe_out = radians(7) * left;
    put(kFoot + side, turn_z(toe_out) * turn_y(pitch), limb.end);
  }

  /// Both bones from their common rest direction to the limb's; `side` stays as it is.
  void set_limb(std::size_t upper, std::size_t lower, Vec start, const Limb& limb, Vec side,
                Vec rest) {
    const Basis back = frame_along(rest, side).transposed();
    put(upper, frame_along(limb.upper, side) * back, start);
    put(lower, frame_along(limb.lower, side) * back, limb.middle);
  }

  /// Where a hand goes that does something; nothing if it hangs.
  bool hand_target(std::size_t side, Vec& target, float& share) const {
    const float left = side == 0 ? 1 : -1;
    if (seated_) {
      const auto push = static_cast<float>(stance_.walked_m) * 3.2F;
      target = {0.05F + 0.14F * std::cos(push), 0.27F * left, 0.62F + 0.05F * std::sin(push)};
      share = 1;
      return true;
    }
    if (person_.prop == Prop::kTrolley || person_.prop == Prop::kPushchair) {
      target = {0.27F * h_, 0.12F * h_ * left, 0.6F * h_};
      share = 1;
      if (stance_.pose != Pose::kReaching || !busy() || side == 0) return true;
    }
    if (!busy()) return false;
    const bool right = side == 1;
    switch (stance_.pose) {
      case Pose::kReaching:
        if (!right) return false;
        target = {0.3F * h_, -0.06F * h_,
                  clamped(static_cast<float>(stance_.hand_height_m), 0.2F, 1.15F * h_)};
        share = eased() * (0.45F + 0.55F * pulse(3.5F));
        return true;
      case Pose::kPaying:
        if (!right) return false;
        target = {0.26F * h_, -0.05F * h_, 0.62F * h_};
        share = eased() * (0.5F + 0.5F * pulse(5));
        return true;
      case Pose::kServing:
        target = {0.24F * h_, left * h_ * (0.08F + 0.05F * std::sin(1.9F * time_ + left)),
                  0.6F * h_};
        share = eased();
        return true;
      case Pose::kLooking:  // every other one holds something up to look at it
        if (own_ < 0.5F || (side == 1 && own_ < 0.75F)) return false;
        target = {0.2F * h_, 0.05F * h_ * left, 0.68F * h_};
        share = eased();
        return true;
      default:
        return false;
    }
  }

  void arm(std::size_t side) {
    const float left = side == 0 ? 1 : -1;
    const Vec shoulder = carried(kChest, kUpperArm + side);
    const Basis chest = out_[kChest].turn;
    const float phase = 2 * kPi * (phase_ + (side == 0 ? 0.5F : 0));
    const float swing = radians(24) * briskness_ * walking_ * std::cos(phase) + radians(4);
    const float elbow =
        radians(10) + radians(18) * walking_ * (1 + 0.6F * std::cos(phase)) * briskness_;
    const float out = radians(12);
    const auto along = [&](float forward) {
      return chest * Vec{std::sin(forward) * std::cos(out), left * std::sin(out),
                         -std::cos(forward) * std::cos(out)};
    };
    Vec hand =
        shoulder + along(swing) * skeleton_.upper_arm + along(swing + elbow) * skeleton_.forearm;
    Vec target;
    float share = 0;
    if (hand_target(side, target, share)) hand = mix(hand, target, share);
    const Limb limb = bend(shoulder, hand, skeleton_.upper_arm, skeleton_.forearm,
                           chest * Vec{-1, 0.45F * left, -0.5F});
    const Vec side_way = chest * Vec{0, 1, 0};
    set_limb(kUpperArm + side, kForearm + side, shoulder, limb, side_way,
             {0, 0.5F * left, -0.866F});
    put(kHanging + side, turn_y(0.35F * swing), limb.end);
  }

  const Skeleton& skeleton_;
  const Person& person_;
  const Stance& stance_;
  float h_;
  bool seated_ = false;
  float walking_ = 0, briskness_ = 0, stride_ = 1, phase_ = 0, time_ = 0, own_ = 0;
  Posture out_;
};

}  // namespace

Posture posture_of(const Skeleton& skeleton, const Person& person, const Stance& stance) {
  return Poser(skeleton, person, stance).pose();
}

}  // namespace sillage::sim::render
