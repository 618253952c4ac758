// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "floor/journey/internal/linker.h"
#include "floor/journey/internal/motion.h"
#include "floor/journey/stitcher.h"

namespace sillage::floor::internal {

/// Stitches the tracks of one camera.
class CameraStitcher {
 public:
  /// `last_identity` is shared by all cameras.
  CameraStitcher(StitcherOptions options, bool calibrated, std::uint64_t& last_identity)
      : options_(options), calibrated_(calibrated), last_identity_(last_identity) {}

  void take(const wire::Sighting& sighting);
  void take(const wire::FrameMark& mark, std::vector<StitchedMessage>& out);
  void finish(std::vector<StitchedMessage>& out);

 private:
  using Serial = std::uint64_t;

  /// What the eye saw of one person without a break, and what became of it.
  struct Piece {
    TrackId seen_as{};
    TrackId identity{};  ///< 0 until decided
    std::deque<wire::Sighting> seen;
    std::size_t sent = 0;  ///< so many of `seen` are out
    bool is_open = true;   ///< the eye may add to it
    std::optional<Serial> next;
    std::optional<wire::Sighting> before;  ///< last sighting of the piece that this one continues

    Instant begins() const { return seen.front().captured_at; }
    Instant ends() const { return seen.back().captured_at; }
  };
  using Pieces = std::map<Serial, Piece>;

  double unit_of(const Piece& piece) const;
  Motion tail_of(const Piece& piece, double unit) const;
  Motion head_of(const Piece& piece, double unit) const;
  double gain_of(const Piece& tail, const Piece& head) const;
  void decide(Instant due);
  /// The best tail for each undecided head that has one.
  std::map<Serial, Serial> best_tails() const;
  void send_frame(const wire::FrameMark& mark, std::vector<StitchedMessage>& out);
  void send(Piece& piece, Instant until, std::vector<StitchedMessage>& out);
  void forget(Instant now, std::vector<StitchedMessage>& out);

  StitcherOptions options_;
  bool calibrated_;
  std::uint64_t& last_identity_;
  Serial last_serial_ = 0;
  Pieces pieces_;
  std::map<TrackId, Serial> open_;
  std::deque<wire::FrameMark> marks_;
};

}  // namespace sillage::floor::internal
