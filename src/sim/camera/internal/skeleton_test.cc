// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/skeleton.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace sillage::sim::render {
namespace {

Person someone(double stature = 1.75, int age = 40) {
  Person person;
  person.body.stature_m = stature;
  person.body.age_years = age;
  return person;
}

Vec joint_of(const Skeleton& skeleton, const Posture& posture, std::size_t bone) {
  return posture[bone] * skeleton.joint[bone];
}

TEST(Posture, EveryPoseIsFiniteAndKeepsItsBones) {
  for (const Prop prop : {Prop::kNone, Prop::kWheelchair, Prop::kPushchair, Prop::kTrolley}) {
    for (int pose = 0; pose < 6; ++pose) {
      for (const double speed : {0.0, 0.2, 1.3, 2.5}) {
        Person person = someone();
        person.prop = prop;
        const Skeleton skeleton(person.body);
        Stance stance;
        stance.pose = static_cast<Pose>(pose);
        stance.speed = speed;
        stance.pose_s = 1.7;
        stance.walked_m = 12.3;
        stance.hand_height_m = 2.6;
        const Posture posture = posture_of(skeleton, person, stance);
        for (std::size_t bone = 0; bone < kBones; ++bone) {
          const Vec at = joint_of(skeleton, posture, bone);
          EXPECT_TRUE(std::isfinite(at.x + at.y + at.z)) << "pose " << pose << " bone " << bone;
          EXPECT_NEAR(norm(posture[bone].turn.x), 1, 1e-3);
          EXPECT_NEAR(dot(posture[bone].turn.x, posture[bone].turn.z), 0, 1e-3);
        }
        for (std::size_t side = 0; side < 2; ++side) {
          const Vec hip = joint_of(skeleton, posture, kThigh + side);
          const Vec knee = joint_of(skeleton, posture, kShank + side);
          EXPECT_NEAR(norm(knee - hip), skeleton.thigh, 2e-3);
        }
      }
    }
  }
}

TEST(Posture, AFootThatCarriesStaysWhereItIs) {
  const Person person = someone();
  const Skeleton skeleton(person.body);
  Stance stance;
  stance.pose = Pose::kWalking;
  stance.speed = 1.3;
  // The left foot carries in the middle of its part of the cycle.
  const double stride = 0.72 * skeleton.stature;
  Vec first;
  for (int i = 0; i < 8; ++i) {
    stance.walked_m = stride * (3 + 0.15 + 0.02 * i);
    stance.place = {stance.walked_m, 0};
    const Vec foot = joint_of(skeleton, posture_of(skeleton, person, stance), kFoot);
    if (i == 0) first = foot;
    EXPECT_NEAR(foot.x, first.x, 0.02) << i;
    EXPECT_NEAR(foot.z, first.z, 0.03) << i;
  }
}

TEST(Posture, AReachingHandGetsThere) {
  const Person person = someone();
  const Skeleton skeleton(person.body);
  Stance stance;
  stance.pose = Pose::kReaching;
  stance.pose_s = 1.5;
  for (const double height : {0.9, 1.2, 1.5}) {
    stance.hand_height_m = height;
    const Vec hand = joint_of(skeleton, posture_of(skeleton, person, stance), kHanging + 1);
    EXPECT_NEAR(hand.z, height, 0.12);
    EXPECT_GT(hand.x, 0.25);
  }
}

TEST(Posture, TurnsAndMovesWithTheStance) {
  const Person person = someone();
  const Skeleton skeleton(person.body);
  Stance stance;
  stance.place = {4, 7};
  stance.heading = std::numbers::pi / 2;
  const Posture posture = posture_of(skeleton, person, stance);
  const Vec head = joint_of(skeleton, posture, kHead);
  EXPECT_NEAR(head.x, 4, 0.1);
  EXPECT_NEAR(head.y, 7, 0.15);
  // Facing +y, the left hand is on the side of -x.
  EXPECT_LT(joint_of(skeleton, posture, kHanging).x, 3.85);
}

}  // namespace
}  // namespace sillage::sim::render
