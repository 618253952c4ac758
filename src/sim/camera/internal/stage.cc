// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/stage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sillage::sim::render {
namespace {

/// Sizes of the surfaces' grid, m, and from how many pixels a metre the fine one is used.
constexpr std::array<float, 3> kCells = {0.026F, 0.036F, 0.05F};
constexpr std::array<float, 2> kFinerFrom = {130, 70};
/// Figures are kept for so many people; who was not seen for longest is forgotten.
constexpr std::size_t kMostActors = 160;

/// Mirror images show only where there is floor.
std::vector<Lanes> mirror_before(const Backdrop& backdrop) {
  std::vector<Lanes> nearness(backdrop.gloss.size());
  for (std::size_t i = 0; i < nearness.size(); ++i) {
    nearness[i] = all(backdrop.gloss[i] > 0 ? 0 : std::numeric_limits<float>::infinity());
  }
  return nearness;
}

Print print_of(const Dye& dye, bool infrared) {
  Print print;
  print.period = dye.period;
  print.checked = dye.checked;
  const auto over = [](float a, float b) { return a / std::max(b, 0.003F); };
  const float grey = over(dye.second_infrared, dye.infrared);
  print.ratio = infrared ? Vec{grey, grey, grey}
                         : Vec{over(dye.second.x, dye.colour.x), over(dye.second.y, dye.colour.y),
                               over(dye.second.z, dye.colour.z)};
  return print;
}

Place3 wide(Vec p) { return {p.x, p.y, p.z}; }

Box box_around(std::span<const Drawing> drawings) {
  float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
  for (const Drawing& drawing : drawings) {
    for (const ScreenVertex& v : drawing.vertices) {
      if (!v.seen) continue;
      left = std::min({left, v.x0, v.x1}), right = std::max({right, v.x0, v.x1});
      top = std::min({top, v.y0, v.y1}), bottom = std::max({bottom, v.y0, v.y1});
    }
  }
  return {left, top, right - left, bottom - top};
}

}  // namespace

Stage::Stage(const Scene& scene, const Lens& lens, const Backdrop& backdrop)
    : scene_(scene),
      lens_(lens),
      camera_(position_of(lens)),
      axis_(axis_of(lens)),
      canvas_(backdrop.width, backdrop.height, backdrop.nearness),
      mirror_(backdrop.width, backdrop.height, mirror_before(backdrop)),
      shade_(scene) {}

void Stage::clear() {
  canvas_.clear();
  mirror_.clear();
  shade_.clear();
}

Stage::Actor& Stage::actor_of(const Person& person) {
  auto found = actors_.find(person.id);
  const auto same = [&](const Actor& actor) {
    return actor.person.look == person.look &&
           actor.person.body.stature_m == person.body.stature_m &&
           actor.person.body.build == person.body.build && actor.person.prop == person.prop;
  };
  if (found != actors_.end() && !same(found->second)) {
    actors_.erase(found);
    found = actors_.end();
  }
  if (found == actors_.end()) {
    if (actors_.size() >= kMostActors) {
      actors_.erase(std::min_element(actors_.begin(), actors_.end(), [](auto& a, auto& b) {
        return a.second.used < b.second.used;
      }));
    }
    Actor actor{Skeleton(person.body),
                {},
                prop_parts(person.prop, static_cast<std::uint64_t>(person.id)),
                person,
                0};
    found = actors_.emplace(person.id, std::move(actor)).first;
  }
  found->second.used = ++uses_;
  return found->second;
}

bool Stage::may_be_seen(const Exposed& exposed) const {
  const Vec foot{static_cast<float>(exposed.open.place.x), static_cast<float>(exposed.open.place.y),
                 0};
  const Vec way = foot + Vec{0, 0, 0.9F} - camera_;
  if (norm(way) < 2.5F) return true;
  const double depth = lens_.depth_of(wide(foot + Vec{0, 0, 0.9F}));
  if (depth < 0.3) return false;
  const double margin = 1.3 * lens_.pinhole().fx / depth;  // a body's size and its prop's
  for (const float z : {0.0F, 0.9F, 1.8F}) {
    const auto at = lens_.image_from_world(wide(foot + Vec{0, 0, z}));
    if (at && at->x > -margin && at->y > -margin && at->x < lens_.image_width() + margin &&
        at->y < lens_.image_height() + margin) {
      return true;
    }
  }
  return false;
}

const Figure& Stage::figure_of(Actor& actor, float pixels_per_metre) {
  std::size_t level = 0;
  while (level < kFinerFrom.size() && pixels_per_metre < kFinerFrom[level]) ++level;
  auto& figure = actor.figures[level];
  if (!figure) figure = make_figure(actor.person, actor.skeleton, kCells[level]);
  return *figure;
}

Vec Stage::lit(const Vertex& vertex, const Dye& dye, Vec place, Vec normal, const LightMix& mix,
               const LightProbe& probe) const {
  constexpr float kPerSteradian = std::numbers::inv_pi_v<float>;
  // Folds and hollows lose more light than one bounce says.
  const float give = vertex.open * std::sqrt(vertex.open) * kPerSteradian;
  if (mix.infrared > 0) {
    const float light = mix.infrared * infrared_irradiance(camera_, axis_, place, normal);
    const float grey = dye.infrared * give * light;
    return {grey, grey, grey};
  }
  const Light light = probe.at(normal);
  const Vec sum =
      kLampTint * (light.lamps * mix.lamps) + kDaylightTint * (light.daylight * mix.daylight);
  return dye.colour * sum * give;
}

void Stage::project(const Mesh& mesh, const Dye& dye, const Posture& open, const Posture& close,
                    const LightMix& mix, const LightProbe& probe, Drawing& out) {
  out.triangles = &mesh.triangles;
  out.vertices.resize(mesh.vertices.size());
  mirrored_.resize(mesh.vertices.size());
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    const Vertex& vertex = mesh.vertices[i];
    Vec first, last, normal;
    for (std::size_t b = 0; b < 3; ++b) {
      const float weight = vertex.weights[b];
      if (weight == 0) continue;
      const Rigid& bone = open[vertex.bones[b]];
      first += (bone * vertex.place) * weight;
      normal += (bone.turn * vertex.normal) * weight;
      last += (close[vertex.bones[b]] * vertex.place) * weight;
    }
    ScreenVertex& seen = out.vertices[i];
    seen.light = lit(vertex, dye, first, unit(normal), mix, probe);
    seen.u = vertex.place.z;
    seen.v = vertex.place.y;
    place_on_screen(first, last, seen);
    ScreenVertex& mirrored = mirrored_[i];
    mirrored = seen;
    // Fades with the height above the floor, as a brushed floor mirrors.
    mirrored.light = seen.light * std::exp(-1.1F * first.z);
    first.z = -first.z;
    place_on_screen(first, first, mirrored);
  }
}

void Stage::place_on_screen(Vec open, Vec close, ScreenVertex& out) const {
  const auto from = lens_.image_from_world(wide(open));
  const auto to =
      dot(open - close, open - close) < 1e-8F ? from : lens_.image_from_world(wide(close));
  const float depth = dot((open + close) * 0.5F - camera_, axis_);
  out.seen = from && to && depth > 0.1F;
  if (!out.seen) return;
  out.x0 = static_cast<float>(from->x), out.y0 = static_cast<float>(from->y);
  out.x1 = static_cast<float>(to->x), out.y1 = static_cast<float>(to->y);
  out.nearness = 1 / depth;
}

void Stage::draw_prop(Actor& actor, const Exposed& exposed, const LightMix& mix,
                      const LightProbe& probe) {
  const auto posture_at = [](const Stance& stance) {
    Posture posture;
    posture.fill({turn_z(static_cast<float>(stance.heading)),
                  {static_cast<float>(stance.prop_at.x), static_cast<float>(stance.prop_at.y), 0}});
    return posture;
  };
  if (actor.prop.empty()) return;
  const Posture open = posture_at(exposed.open), close = posture_at(exposed.close);
  Drawing drawing;
  for (const Figure::Part& part : actor.prop) {
    project(part.mesh, part.dye, open, close, mix, probe, drawing);
    canvas_.draw(drawing.vertices, part.mesh.triangles, {}, kProp, Faces::kBoth);
    mirror_.draw(mirrored_, part.mesh.triangles, {}, kProp, Faces::kBoth);
  }
  shade_.add_blob(open[0].move, 0.55F, 0.4F);
}

std::optional<Stage::Drawn> Stage::draw(const Exposed& exposed, const LightMix& mix, int id) {
  if (!may_be_seen(exposed)) return std::nullopt;
  Actor& actor = actor_of(*exposed.person);
  const Posture open = posture_of(actor.skeleton, *exposed.person, exposed.open);
  const Posture close = posture_of(actor.skeleton, *exposed.person, exposed.close);
  const Vec middle = open[kPelvis] * actor.skeleton.joint[kPelvis];
  const auto depth = static_cast<float>(std::max(0.3, lens_.depth_of(wide(middle))));
  const Figure& figure = figure_of(actor, static_cast<float>(lens_.pinhole().fx) / depth);
  const LightProbe light = probe(scene_, middle + Vec{0, 0, 0.3F});
  canvas_.begin();
  std::size_t count = 0;
  const auto add = [&](const Figure::Part& part) {
    if (drawings_.size() <= count) drawings_.emplace_back();
    Drawing& drawing = drawings_[count++];
    project(part.mesh, part.dye, open, close, mix, light, drawing);
    const Print print = print_of(part.dye, mix.infrared > 0);
    canvas_.draw(drawing.vertices, part.mesh.triangles, print, id, Faces::kFront);
    // Farther up the mirror image has faded.
    if (part.lowest < 0.9F)
      mirror_.draw(mirrored_, part.mesh.triangles, print, id, Faces::kMirrored);
  };
  for (const Figure::Part& part : figure.parts) add(part);
  if (exposed.open.bought) add(figure.shopping);
  const std::size_t covered = canvas_.covered();
  draw_prop(actor, exposed, mix, light);
  shade_.add(scene_, actor.skeleton, open, mix.infrared > 0 ? 0.1F : 1.0F);
  const std::span<const Drawing> drawn(drawings_.data(), count);
  const Box whole = box_around(drawn);
  if (!(whole.width > 0 && whole.height > 0)) return std::nullopt;
  const bool cut = whole.left < 0 || whole.top < 0 || whole.right() > canvas_.width() ||
                   whole.bottom() > canvas_.height();
  return Drawn{whole,
               cut ? covered_pixels(drawn, canvas_.width(), canvas_.height(), scratch_) : covered};
}

}  // namespace sillage::sim::render
