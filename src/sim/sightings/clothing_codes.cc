// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/clothing_codes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace sillage::sim {
namespace {

/// The same for the same name everywhere, unlike std::hash.
std::uint64_t number_of(const std::string& name) {
  std::uint64_t number = 0;
  for (const char c : name) number = 31 * number + static_cast<unsigned char>(c);
  return number;
}

}  // namespace

ClothingCodes::ClothingCodes(const CameraPlan& camera, std::uint64_t seed,
                             const CodeFigures& figures)
    : figures_(figures),
      picture_(camera.image_size),
      seed_(seed),
      camera_(number_of(camera.id)),
      random_({seed, camera_, 3}) {}

std::optional<wire::ClothingCode> ClothingCodes::look(TrackId id, const FoundBox& found,
                                                      const SeenPerson* seen,
                                                      std::span<const Person> cast, Instant at) {
  if (!is_fit(found, seen)) return std::nullopt;
  const auto clothes = clothes_of(found, cast);
  if (!clothes) return std::nullopt;
  const auto [known, is_new] = tracks_.try_emplace(id);
  Track& track = known->second;
  if (is_new && !figures_.perfect) {
    for (double& each : track.noise) each = random_.normal(0, 1);
  }
  Looks* looks = due(track, at);
  if (looks == nullptr) return std::nullopt;
  ++looks->number;
  looks->last = at;
  for (std::size_t k = 0; k < clothes->size(); ++k) looks->sum[k] += (*clothes)[k];
  if ((looks->number & (looks->number - 1)) != 0) return std::nullopt;
  const double alike = looks->number == 1 ? figures_.alike_at_once : figures_.alike;
  internal::Clothes shown;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    shown[k] =
        std::sqrt(alike) * looks->sum[k] / looks->number + std::sqrt(1 - alike) * track.noise[k];
  }
  return wire::ClothingCode{looks->epoch, internal::code_of(shown, seed_, looks->epoch)};
}

bool ClothingCodes::is_fit(const FoundBox& found, const SeenPerson* seen) const {
  if (figures_.perfect) return true;
  const Box& b = found.box;
  const bool is_whole =
      b.left > 0 && b.top > 0 && b.right() < picture_.width && b.bottom() < picture_.height;
  return is_whole && b.height >= figures_.least_px &&
         (seen == nullptr || seen->hidden_share <= figures_.most_hidden);
}

/// Nothing where nobody knows what they wear.
std::optional<internal::Clothes> ClothingCodes::clothes_of(const FoundBox& found,
                                                           std::span<const Person> cast) const {
  if (found.person) {
    const auto person =
        std::lower_bound(cast.begin(), cast.end(), *found.person,
                         [](const Person& each, PersonId id) { return each.id < id; });
    if (person == cast.end() || person->id != *found.person) return std::nullopt;
    return internal::clothes_of(person->look);
  }
  if (!found.spot) return std::nullopt;
  // The same thing looks the same every time.
  Random thing({seed_, camera_, static_cast<std::uint64_t>(*found.spot + 1)});
  return internal::clothes_of_a_thing(thing);
}

/// The looks to which one more belongs now, if one is due.
ClothingCodes::Looks* ClothingCodes::due(Track& track, Instant at) const {
  const std::uint32_t epoch = internal::code_epoch(at);
  if (epoch < 2) return nullptr;  // a recording that begins with 1970
  auto& looks = track.looks;
  if (looks[0].epoch != epoch) looks = {Looks{epoch, 0, {}, {}}, looks[0]};
  if (looks[1].epoch != epoch - 1) looks[1] = {epoch - 1, 0, {}, {}};
  const bool is_overlap = internal::code_epoch(at - from_seconds(figures_.overlap_s)) != epoch;
  // The epoch with fewer looks first: the two alternate.
  const bool is_before_first = is_overlap && looks[1].number < looks[0].number;
  for (const std::size_t i : is_before_first ? std::array{1u, 0u} : std::array{0u, 1u}) {
    if (i == 1 && !is_overlap) continue;
    const bool is_enough = looks[i].number >= figures_.most_looks;
    const bool is_soon =
        looks[i].number > 0 && at - looks[i].last < from_seconds(figures_.look_every_s);
    if (!is_enough && !is_soon) return &looks[i];
  }
  return nullptr;
}

}  // namespace sillage::sim
