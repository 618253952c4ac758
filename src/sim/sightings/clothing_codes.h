// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>

#include "base/id.h"
#include "sim/agents/person.h"
#include "sim/agents/random.h"
#include "sim/plan/plan.h"
#include "sim/sightings/detector.h"
#include "sim/sightings/internal/clothes.h"
#include "wire/sighting.h"

namespace sillage::sim {

/// A track shows the clothes and something of its own: sqrt(alike) * clothes + sqrt(1 - alike) *
/// noise. Figures: docs/adr/0013-clothing-code.md.
struct CodeFigures {
  double alike_at_once = 0.62;  ///< after one look ...
  double alike = 0.67;          ///< ... and after several
  double look_every_s = 0.4;
  int most_looks = 16;   ///< of a track in an epoch; a code comes when their number has doubled
  double least_px = 48;  ///< height of the box
  double most_hidden = 0.4;
  double overlap_s = 60;  ///< so long into an epoch there are codes of the one before too
  bool perfect = false;   ///< no noise, and every look is good enough
};

/// What an eye of link level L3 makes of the clothes of those whom one camera follows.
class ClothingCodes {
 public:
  ClothingCodes(const CameraPlan& camera, std::uint64_t seed, const CodeFigures& figures = {});

  /// The code that comes with the sighting of a track at this time, if one is due. The track shows
  /// `found`, whose person has clothes by `cast`, in the order of ids (not in it: no code); `seen`
  /// is nothing for a box on nobody. A code is of the mean of the looks of its epoch, whoever the
  /// track showed at each.
  std::optional<wire::ClothingCode> look(TrackId track, const FoundBox& found,
                                         const SeenPerson* seen, std::span<const Person> cast,
                                         Instant at);
  void end(TrackId track) { tracks_.erase(track); }

 private:
  struct Looks {
    std::uint32_t epoch = 0;
    int number = 0;
    Instant last;
    internal::Clothes sum{};
  };
  struct Track {
    internal::Clothes noise{};
    std::array<Looks, 2> looks{};  ///< of this epoch and the one before
  };

  bool is_fit(const FoundBox& found, const SeenPerson* seen) const;
  std::optional<internal::Clothes> clothes_of(const FoundBox& found,
                                              std::span<const Person> cast) const;
  Looks* due(Track& track, Instant at) const;

  CodeFigures figures_;
  ImageSize picture_;
  std::uint64_t seed_, camera_;
  Random random_;
  std::map<TrackId, Track> tracks_;
};

}  // namespace sillage::sim
