// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <vector>

#include "floor/journey/internal/encounters.h"
#include "floor/journey/internal/link_model.h"
#include "floor/journey/internal/piece.h"

namespace sillage::floor::internal {

/// The pieces of one camera's tracks that are not yet forgotten. Cuts the eye's tracks at gaps, and
/// puts right what the eye swapped when two people met.
///
/// Bounded: what is beyond `kMaxPieces` or `kMaxSightings` is refused.
class Pieces {
 public:
  using Serial = Piece::Serial;
  static constexpr std::size_t kMaxPieces = 20'000;
  static constexpr std::size_t kMaxSightings = 200'000;

  Pieces(const LinkModel& model, bool calibrated, Duration lag)
      : model_(model), calibrated_(calibrated), lag_(lag) {}

  /// False where there is no room or the sighting is not later than the last one of its track.
  bool take(const wire::Sighting& sighting);
  /// All that the eye saw up to this frame is known. Returns how many sightings it claims to have
  /// seen later; they are dropped.
  int close_frame(Instant at);
  /// Frames after `sent` up to `due` are about to be sent: the last chance to exchange people.
  /// Returns how often it did.
  int settle_meetings(Instant sent, Instant due);
  /// Forgets what of the piece was sent and seen before `until`, but for the last sighting.
  void trim(Piece& piece, Instant until);

  using Map = std::map<Serial, Piece>;
  Map& all() { return pieces_; }
  std::size_t size() const { return pieces_.size(); }
  Map::iterator erase(Map::iterator piece);
  void clear();

 private:
  bool is_gap(Instant from, Instant to) const;
  bool start(const wire::Sighting& sighting, std::optional<Serial> same_track);
  int drop_later(Instant at);
  Instant exchange_at(const Meeting& meeting) const;
  bool were_swapped(const Meeting& meeting) const;
  void exchange(Serial a, Serial b, Instant after);

  LinkModel model_;
  bool calibrated_;
  Duration lag_;
  Serial last_serial_ = 0;
  Map pieces_;
  std::size_t sightings_ = 0;  ///< of all pieces
  std::map<TrackId, Serial> open_;
  Encounters encounters_;
  std::vector<Meeting> meetings_;  ///< over, not settled
  std::deque<Instant> frames_;     ///< of the last seconds
};

}  // namespace sillage::floor::internal
