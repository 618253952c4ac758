// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "geometry/box.h"
#include "sim/camera/internal/backdrop.h"
#include "sim/camera/internal/canvas.h"
#include "sim/camera/internal/figure.h"
#include "sim/camera/internal/floor_shade.h"
#include "sim/camera/internal/lighting.h"
#include "sim/camera/internal/props.h"

namespace sillage::sim::render {

/// How strongly each kind of light shines at one time.
struct LightMix {
  float lamps = 1, daylight = 1, infrared = 0;
};

/// A person's stance while the shutter opens and when it closes.
struct Exposed {
  const Person* person = nullptr;
  Stance open, close;
};

/// Brings people before a camera: chooses how fine their surfaces need to be, poses, lights and
/// draws them, their mirror images and shadows.
class Stage {
 public:
  Stage(const Scene& scene, const Lens& lens, const Backdrop& backdrop);

  void clear();
  /// What a drawn person covers; nothing if they are out of the picture.
  struct Drawn {
    Box whole;
    std::size_t pixels = 0;  ///< of the whole silhouette, also beyond the picture's edge
  };
  /// `id` is not 0 and not kProp.
  std::optional<Drawn> draw(const Exposed& exposed, const LightMix& mix, int id);

  static constexpr int kProp = 0xFFFF;  ///< things that people push
  const Canvas& canvas() const { return canvas_; }
  const Canvas& mirror() const { return mirror_; }
  const FloorShade& shade() const { return shade_; }

 private:
  struct Actor {
    Skeleton skeleton;
    std::array<std::unique_ptr<Figure>, 3> figures;  ///< fine to coarse
    std::vector<Figure::Part> prop;
    Person person;
    std::uint64_t used = 0;
  };
  Actor& actor_of(const Person& person);
  bool may_be_seen(const Exposed& exposed) const;
  const Figure& figure_of(Actor& actor, float pixels_per_metre);
  void project(const Mesh& mesh, const Dye& dye, const Posture& open, const Posture& close,
               const LightMix& mix, const LightProbe& probe, Drawing& out);
  void place_on_screen(Vec open, Vec close, ScreenVertex& out) const;
  Vec lit(const Vertex& vertex, const Dye& dye, Vec place, Vec normal, const LightMix& mix,
          const LightProbe& probe) const;
  void draw_prop(Actor& actor, const Exposed& exposed, const LightMix& mix,
                 const LightProbe& probe);

  const Scene& scene_;
  const Lens& lens_;
  Vec camera_, axis_;
  Canvas canvas_, mirror_;
  FloorShade shade_;
  std::map<PersonId, Actor> actors_;
  std::uint64_t uses_ = 0;
  std::vector<Drawing> drawings_;       ///< of the person being drawn
  std::vector<ScreenVertex> mirrored_;  ///< of the part being drawn
  std::vector<std::uint8_t> scratch_;
};

}  // namespace sillage::sim::render
