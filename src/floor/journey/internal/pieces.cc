// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/pieces.h"

#include <algorithm>
#include <iterator>

namespace sillage::floor::internal {
namespace {

/// A piece ends where its person is not seen for longer although frames were analysed: who comes
/// back after that is a guess of the eye's.
constexpr Duration kBreak = std::chrono::milliseconds(200);
/// The longest silence in which it is known whether frames were analysed; longer ones are gaps.
constexpr Duration kFrames = std::chrono::seconds(10);
/// People must have parted for this long before it is asked whether they were swapped.
constexpr double kPartedS = 1.0;
/// A swap must explain the motion better by this log-likelihood ratio. (Of 781 meetings without a
/// swap none came near, see docs/adr/0010-stitching.md.)
constexpr double kSwapRatio = 5;

}  // namespace

bool Pieces::is_gap(Instant from, Instant to) const {
  if (to - from <= kBreak) return false;
  const auto frame = std::upper_bound(frames_.begin(), frames_.end(), from);
  return to - from > kFrames || (frame != frames_.end() && *frame < to);
}

bool Pieces::take(const wire::Sighting& sighting) {
  const auto open = open_.find(sighting.track);
  if (sighting.kind == wire::SightingKind::kEnded) {
    if (open == open_.end()) return true;
    pieces_.at(open->second).is_open = false;
    open_.erase(open);
    return true;
  }
  if (open == open_.end()) return start(sighting, std::nullopt);
  Piece& piece = pieces_.at(open->second);
  if (sighting.captured_at <= piece.ends()) return false;
  if (piece.next || is_gap(piece.ends(), sighting.captured_at)) {
    piece.is_open = false;
    return start(sighting, open->second);
  }
  if (sightings_ >= kMaxSightings) return false;
  ++sightings_;
  piece.head.reset();
  piece.tail.reset();
  piece.seen.push_back(sighting);
  return true;
}

bool Pieces::start(const wire::Sighting& sighting, std::optional<Serial> same_track) {
  if (pieces_.size() >= kMaxPieces || sightings_ >= kMaxSightings) return false;
  ++sightings_;
  Piece piece;
  piece.same_track = same_track;
  piece.seen.push_back(sighting);
  open_[sighting.track] = ++last_serial_;
  pieces_.emplace(last_serial_, std::move(piece));
  return true;
}

int Pieces::close_frame(Instant at) {
  const int dropped = drop_later(at);
  frames_.push_back(at);
  while (frames_.front() < at - kFrames) frames_.pop_front();
  std::vector<Standing> present;
  for (const auto& [track, serial] : open_) {
    const wire::Sighting& last = pieces_.at(serial).seen.back();
    if (last.captured_at != at) continue;
    present.push_back({serial, last.foot_in_floor, metre_at(last, calibrated_)});
  }
  for (const Meeting& meeting : encounters_.step(at, std::move(present))) {
    meetings_.push_back(meeting);
  }
  return dropped;
}

int Pieces::drop_later(Instant at) {
  int dropped = 0;
  for (auto it = pieces_.begin(); it != pieces_.end();) {
    auto& seen = it->second.seen;
    for (; !seen.empty() && seen.back().captured_at > at; ++dropped) seen.pop_back();
    it = seen.empty() ? erase(it) : std::next(it);
  }
  sightings_ -= static_cast<std::size_t>(dropped);
  return dropped;
}

void Pieces::trim(Piece& piece, Instant until) {
  while (piece.sent > 1 && piece.seen.front().captured_at < until) {
    piece.seen.pop_front();
    --piece.sent;
    --sightings_;
  }
}

/// In the middle of the meeting, or later so that they are seen to part first.
Instant Pieces::exchange_at(const Meeting& meeting) const {
  const Instant middle = meeting.since + (meeting.until - meeting.since) / 2;
  return std::clamp(meeting.until + from_seconds(kPartedS) - lag_, middle, meeting.until);
}

int Pieces::settle_meetings(Instant sent, Instant due) {
  int exchanges = 0;
  std::erase_if(meetings_, [&](const Meeting& meeting) {
    const Instant after = exchange_at(meeting);
    if (after >= due) return false;
    if (after >= sent && were_swapped(meeting)) {
      exchange(meeting.a, meeting.b, after);
      ++exchanges;
    }
    return true;
  });
  return exchanges;
}

bool Pieces::were_swapped(const Meeting& meeting) const {
  const auto a = pieces_.find(meeting.a), b = pieces_.find(meeting.b);
  if (a == pieces_.end() || b == pieces_.end()) return false;
  const auto is_clear = [&](const Piece& piece) {
    return piece.begins() < meeting.since && piece.ends() > meeting.until;
  };
  if (!is_clear(a->second) || !is_clear(b->second)) return false;
  const auto& seen_a = a->second.seen;
  const auto& seen_b = b->second.seen;
  const double metre_a = metre_at(seen_a.front(), calibrated_);
  const double metre_b = metre_at(seen_b.front(), calibrated_);
  // The meeting itself says nothing: the eye may have mixed them up at any time of it.
  const Motion from_a = model_.tail_of(seen_a, meeting.since, metre_a);
  const Motion from_b = model_.tail_of(seen_b, meeting.since, metre_b);
  const Motion to_a = model_.head_of(seen_a, meeting.until, metre_a);
  const Motion to_b = model_.head_of(seen_b, meeting.until, metre_b);
  const double gap_s = seconds(meeting.until - meeting.since);
  const auto ratio = [&](const Motion& from, const Motion& to) {
    return model_.ratio(from, to, gap_s, metre_a);
  };
  return ratio(from_a, to_b) + ratio(from_b, to_a) >
         ratio(from_a, to_a) + ratio(from_b, to_b) + kSwapRatio;
}

/// What was seen of each after that moment, and comes, becomes the other's.
void Pieces::exchange(Serial a, Serial b, Instant after) {
  const auto take_later = [&](Piece& piece) {
    const auto first = std::find_if(piece.seen.begin(), piece.seen.end(),
                                    [&](const auto& seen) { return seen.captured_at > after; });
    std::deque<wire::Sighting> later(first, piece.seen.end());
    piece.seen.erase(first, piece.seen.end());
    piece.tail.reset();
    piece.head.reset();
    return later;
  };
  Piece& first = pieces_.at(a);
  Piece& second = pieces_.at(b);
  const auto of_first = take_later(first), of_second = take_later(second);
  first.seen.insert(first.seen.end(), of_second.begin(), of_second.end());
  second.seen.insert(second.seen.end(), of_first.begin(), of_first.end());
  std::swap(first.is_open, second.is_open);
  const auto other = [&](Serial serial) { return serial == a ? b : serial == b ? a : serial; };
  for (auto& [track, serial] : open_) serial = other(serial);
  for (auto& [serial, piece] : pieces_) {
    if (piece.same_track) piece.same_track = other(*piece.same_track);
  }
}

Pieces::Map::iterator Pieces::erase(Map::iterator piece) {
  std::erase_if(open_, [&](const auto& entry) { return entry.second == piece->first; });
  sightings_ -= piece->second.seen.size();
  return pieces_.erase(piece);
}

void Pieces::clear() {
  pieces_.clear();
  sightings_ = 0;
  open_.clear();
  encounters_.clear();
  meetings_.clear();
  frames_.clear();
}

}  // namespace sillage::floor::internal
