// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/wardrobe.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "sim/camera/internal/figure.h"
#include "sim/camera/internal/fit.h"
#include "sim/camera/internal/props.h"

namespace sillage::sim::render {
namespace {

TEST(Wardrobe, EveryLookMakesWholeSurfacesOfTheRightHeight) {
  for (int upper = 0; upper < 5; ++upper) {
    for (int lower = 0; lower < 3; ++lower) {
      Person person;
      person.look.upper = static_cast<Upper>(upper);
      person.look.lower = static_cast<Lower>(lower);
      person.look.hair = static_cast<Hair>((upper + lower) % 5);
      person.look.bag = static_cast<Bag>((upper + lower) % 4);
      person.body.build = 0.5 * lower;
      const Skeleton skeleton(person.body);
      const auto figure = make_figure(person, skeleton, 0.05F);
      float top = 0, bottom = 9;
      for (const Figure::Part& part : figure->parts) {
        ASSERT_FALSE(part.mesh.triangles.empty());
        for (const Vertex& vertex : part.mesh.vertices) {
          ASSERT_TRUE(std::isfinite(vertex.place.x + vertex.normal.x + vertex.open));
          EXPECT_NEAR(vertex.weights[0] + vertex.weights[1] + vertex.weights[2], 1, 1e-5);
          top = std::max(top, vertex.place.z);
          bottom = std::min(bottom, vertex.place.z);
        }
        for (const Triangle& triangle : part.mesh.triangles) {
          for (const auto corner : triangle) ASSERT_LT(corner, part.mesh.vertices.size());
        }
      }
      EXPECT_NEAR(top, 1.7, 0.04);
      EXPECT_NEAR(bottom, 0, 0.03);
    }
  }
}

TEST(Fit, AdultsDifferAsTheyPresentAndChildrenDoNot) {
  Person feminine, masculine;
  feminine.presentation = Presentation::kFeminine;
  masculine.presentation = Presentation::kMasculine;
  int slim_feminine = 0, slim_masculine = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Fit f = fit_of(feminine, seed), m = fit_of(masculine, seed);
    EXPECT_GT(f.hips / f.shoulders, m.hips / m.shoulders);
    slim_feminine += f.trousers < 0.01F;
    slim_masculine += m.trousers < 0.01F;
  }
  // What is more often worn by either is worn by both.
  EXPECT_GT(slim_feminine, slim_masculine);
  EXPECT_GT(slim_masculine, 10);
  EXPECT_LT(slim_feminine, 190);
  feminine.body.age_years = masculine.body.age_years = 8;
  EXPECT_EQ(fit_of(feminine, 3).hips, fit_of(masculine, 3).hips);
  EXPECT_EQ(fit_of(feminine, 3).trousers, fit_of(masculine, 3).trousers);
}

TEST(Mesh, IsClosedAndFacesOutwards) {
  Solid ball;
  ball.rods.push_back({{0, 0, 1}, {0, 0, 1}, 0.3F, 0.3F, 1, kPelvis});
  const Mesh mesh = mesh_of(ball, 0.05F);
  // The volume by the divergence theorem: negative if the faces looked inwards.
  float volume = 0;
  for (const auto& [i, j, k] : mesh.triangles) {
    const Vec a = mesh.vertices[i].place, b = mesh.vertices[j].place, c = mesh.vertices[k].place;
    volume += dot(a, cross(b, c)) / 6;
  }
  EXPECT_NEAR(volume, 4.19F * 0.027F, 0.006F);
  for (const Vertex& vertex : mesh.vertices) {
    EXPECT_NEAR(norm(vertex.place - Vec{0, 0, 1}), 0.3F, 0.005F);
  }
}

TEST(Props, StandOnTheFloor) {
  EXPECT_TRUE(prop_parts(Prop::kNone, 1).empty());
  for (const Prop prop : {Prop::kTrolley, Prop::kPushchair, Prop::kWheelchair}) {
    float bottom = 9;
    for (const Figure::Part& part : prop_parts(prop, 1)) {
      for (const Vertex& vertex : part.mesh.vertices) bottom = std::min(bottom, vertex.place.z);
    }
    EXPECT_NEAR(bottom, 0, 0.03);
  }
}

}  // namespace
}  // namespace sillage::sim::render
