// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "floor/journey/internal/link_model.h"
#include "floor/journey/internal/pieces.h"
#include "floor/journey/stitcher.h"

namespace sillage::floor::internal {

/// Stitches the tracks of one camera.
class CameraStitcher {
 public:
  /// `totals` are of all cameras; their number of people gives the next identity.
  CameraStitcher(const StitcherOptions& options, bool calibrated, StitcherStats& totals,
                 const LinkModel& model = {});

  void take(const wire::Sighting& sighting);
  /// Sends only what can wait no longer because there is too much.
  void take(const wire::FrameMark& mark, std::vector<StitchedMessage>& out);
  /// When the first frame that waits is to be sent.
  std::optional<Instant> next_due() const;
  /// Sends that frame.
  void send_next(std::vector<StitchedMessage>& out);
  /// Ends those who cannot come back. After all that is due has been sent.
  void forget(Instant now, std::vector<StitchedMessage>& out);
  void finish(std::vector<StitchedMessage>& out);
  std::size_t pieces_held() const { return pieces_.size(); }

 private:
  using Serial = Piece::Serial;

  bool is_timely(Instant at) const;
  void decide(Instant due);
  /// The best tail for each undecided head that has one.
  std::map<Serial, Serial> best_tails();
  void send_frame(const wire::FrameMark& mark, std::vector<StitchedMessage>& out);
  void send_until(Instant until, std::vector<StitchedMessage>& out);
  void send(Piece& piece, Instant until, std::vector<StitchedMessage>& out);

  Duration lag_;
  Duration memory_;
  bool calibrated_;
  LinkModel model_;
  StitcherStats& totals_;
  Pieces pieces_;
  std::deque<wire::FrameMark> marks_;  ///< not yet sent
  std::optional<Instant> last_frame_;
  Instant sent_until_ = Instant::min();
};

}  // namespace sillage::floor::internal
