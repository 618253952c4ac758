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

std::optional<wire::ClothingCode> ClothingCodes::look(TrackId track, const FoundBox& found,
                                                      const SeenPerson* seen,
                                                      std::span<const Person> cast, Instant at) {
  Wears* wears = dress(track, found, cast);
  return wears != nullptr && is_fit(found, seen) ? code(*wears, at) : std::nullopt;
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
ClothingCodes::Wears* ClothingCodes::dress(TrackId track, const FoundBox& found,
                                           std::span<const Person> cast) {
  if (!found.person && !found.spot) return nullptr;
  const std::int64_t whose =
      found.person ? static_cast<std::int64_t>(*found.person) : -1 - *found.spot;
  const auto known = tracks_.find(track);
  if (known != tracks_.end() && known->second.whose == whose) return &known->second;
  internal::Clothes clothes;
  if (found.person) {
    const auto person =
        std::lower_bound(cast.begin(), cast.end(), *found.person,
                         [](const Person& each, PersonId id) { return each.id < id; });
    if (person == cast.end() || person->id != *found.person) return nullptr;
    clothes = internal::clothes_of(person->look);
  } else {
    // The same thing looks the same every time.
    Random thing({seed_, camera_, static_cast<std::uint64_t>(-whose)});
    clothes = internal::clothes_of_a_thing(thing);
  }
  Wears& wears = tracks_[track];
  wears.whose = whose;
  wears.clothes = clothes;
  for (double& each : wears.noise) each = figures_.perfect ? 0 : random_.normal(0, 1);
  return &wears;
}

std::optional<wire::ClothingCode> ClothingCodes::code(Wears& wears, Instant at) const {
  const std::uint32_t epoch = internal::code_epoch(at);
  if (epoch < 2) return std::nullopt;  // a recording that begins with 1970
  if (wears.looks[0].epoch != epoch) wears.looks = {Looks{epoch, 0, {}}, wears.looks[0]};
  if (wears.looks[1].epoch != epoch - 1) wears.looks[1] = {epoch - 1, 0, {}};
  const bool is_overlap = internal::code_epoch(at - from_seconds(figures_.overlap_s)) != epoch;
  // The epoch with fewer looks first: the two alternate.
  const bool is_before_first = is_overlap && wears.looks[1].number < wears.looks[0].number;
  for (const std::size_t i : is_before_first ? std::array{1u, 0u} : std::array{0u, 1u}) {
    Looks& looks = wears.looks[i];
    if ((i == 1 && !is_overlap) || looks.number >= figures_.most_looks ||
        (looks.number > 0 && at - looks.last < from_seconds(figures_.look_every_s))) {
      continue;
    }
    ++looks.number;
    looks.last = at;
    if ((looks.number & (looks.number - 1)) != 0) continue;
    const double alike = looks.number == 1 ? figures_.alike_at_once : figures_.alike;
    internal::Clothes shown;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      shown[k] = std::sqrt(alike) * wears.clothes[k] + std::sqrt(1 - alike) * wears.noise[k];
    }
    return wire::ClothingCode{looks.epoch, internal::code_of(shown, seed_, looks.epoch)};
  }
  return std::nullopt;
}

}  // namespace sillage::sim
