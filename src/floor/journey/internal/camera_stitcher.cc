// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/camera_stitcher.h"

#include <algorithm>

#include "floor/journey/internal/smoothing.h"
#include "geometry/matching.h"

namespace sillage::floor::internal {
namespace {

/// What is remembered of what was sent, to tell the motion.
constexpr Duration kHistory = std::chrono::seconds(3);
/// Frames that wait at most; beyond, the oldest is sent early.
constexpr std::size_t kMaxWaiting = 1'000;

/// Where a person was between two sightings: on the straight line.
wire::Sighting between(const wire::Sighting& a, const wire::Sighting& b, Instant at) {
  const double share = seconds(at - a.captured_at) / seconds(b.captured_at - a.captured_at);
  const auto mix = [share](double from, double to) { return from + (to - from) * share; };
  wire::Sighting s = a;
  s.captured_at = at;
  s.kind = wire::SightingKind::kPredicted;
  s.evidence.reset();  // was said once
  s.foot_in_floor = a.foot_in_floor + (b.foot_in_floor - a.foot_in_floor) * share;
  s.foot_covariance = {mix(a.foot_covariance.xx, b.foot_covariance.xx),
                       mix(a.foot_covariance.xy, b.foot_covariance.xy),
                       mix(a.foot_covariance.yy, b.foot_covariance.yy)};
  s.score = std::min(a.score, b.score);
  return s;
}

}  // namespace

CameraStitcher::CameraStitcher(const StitcherOptions& options, bool calibrated,
                               StitcherStats& totals, const LinkModel& model)
    : lag_(from_seconds(options.lag_s)),
      memory_(from_seconds(options.memory_s)),
      calibrated_(calibrated),
      model_(model),
      totals_(totals),
      pieces_(model, calibrated, from_seconds(options.lag_s)) {}

void CameraStitcher::take(const wire::Sighting& sighting) {
  if (sighting.kind == wire::SightingKind::kPredicted) return;
  const bool is_timely = sighting.kind == wire::SightingKind::kEnded || !last_frame_ ||
                         sighting.captured_at >= *last_frame_ - wire::kMaxBackfill;
  if (!is_timely || !pieces_.take(sighting)) ++totals_.refused;
}

void CameraStitcher::take(const wire::FrameMark& mark, std::vector<StitchedMessage>& out) {
  if (last_frame_ && mark.captured_at <= *last_frame_) {
    ++totals_.refused;
    return;
  }
  last_frame_ = mark.captured_at;
  marks_.push_back(mark);
  totals_.refused += pieces_.close_frame(mark.captured_at);
  while (marks_.size() > kMaxWaiting) send_next(out);
}

std::optional<Instant> CameraStitcher::next_due() const {
  if (marks_.empty()) return std::nullopt;
  return marks_.front().captured_at + lag_;
}

void CameraStitcher::send_next(std::vector<StitchedMessage>& out) {
  send_frame(marks_.front(), out);
  marks_.pop_front();
}

void CameraStitcher::finish(std::vector<StitchedMessage>& out) {
  for (const wire::FrameMark& mark : marks_) send_frame(mark, out);
  marks_.clear();
  send_until(Instant::max(), out);
  forget(Instant::max(), out);
  pieces_.clear();
  last_frame_.reset();
  sent_until_ = Instant::min();
}

void CameraStitcher::decide(Instant due) {
  // Somebody whose gap is about to be sent unfilled also calls for a decision.
  const auto is_waiting = [&](const Piece& piece) { return !piece.next && piece.ends() < due; };
  bool is_called_for = false;
  std::vector<std::pair<Instant, Serial>> heads;
  for (const auto& [serial, piece] : pieces_.all()) {
    if (!piece.is_decided()) heads.emplace_back(piece.begins(), serial);
    is_called_for |= piece.is_decided() ? is_waiting(piece) : piece.begins() <= due;
  }
  if (heads.empty() || !is_called_for) return;
  std::sort(heads.begin(), heads.end());
  const std::map<Serial, Serial> tail_of_head = best_tails();
  for (const auto& [begins, serial] : heads) {
    Piece& piece = pieces_.all().at(serial);
    const auto found = tail_of_head.find(serial);
    if (found == tail_of_head.end()) {
      if (begins <= due) piece.identity = TrackId{static_cast<std::uint64_t>(++totals_.people)};
      continue;
    }
    Piece& before = pieces_.all().at(found->second);
    if (begins > due && !is_waiting(before)) continue;
    ++totals_.links;
    before.next = serial;
    piece.identity = before.identity;
    piece.before = before.seen.back();
  }
}

std::map<CameraStitcher::Serial, CameraStitcher::Serial> CameraStitcher::best_tails() {
  struct End {
    Serial serial;
    Piece* piece;
  };
  std::vector<End> tails, heads;
  for (auto& [serial, piece] : pieces_.all()) {
    if (!piece.next) tails.push_back({serial, &piece});
    if (!piece.is_decided()) heads.push_back({serial, &piece});
  }
  std::vector<Candidate> candidates;
  for (std::size_t t = 0; t < tails.size(); ++t) {
    for (std::size_t h = 0; h < heads.size(); ++h) {
      Piece& tail = *tails[t].piece;
      Piece& head = *heads[h].piece;
      const Duration gap = head.begins() - tail.ends();
      if (gap <= Duration::zero() || gap > memory_) continue;
      if (model_.is_out_of_reach(tail, head, calibrated_)) continue;
      const double gain =
          model_.log_odds(tail, head, head.same_track == tails[t].serial, calibrated_);
      if (gain > 0) candidates.push_back({static_cast<int>(t), static_cast<int>(h), gain});
    }
  }
  const auto best =
      best_matching(candidates, static_cast<int>(tails.size()), static_cast<int>(heads.size()));
  std::map<Serial, Serial> tail_of_head;
  if (!best) return tail_of_head;  // far too many at once: nobody is linked
  for (const int i : *best) {
    tail_of_head[heads[candidates[i].column].serial] = tails[candidates[i].row].serial;
  }
  return tail_of_head;
}

void CameraStitcher::send_frame(const wire::FrameMark& mark, std::vector<StitchedMessage>& out) {
  send_until(mark.captured_at, out);
  out.push_back({mark, TrackId{}});
}

void CameraStitcher::send_until(Instant until, std::vector<StitchedMessage>& out) {
  totals_.exchanges += pieces_.settle_meetings(sent_until_, until);
  decide(until);
  std::vector<Piece*> decided;
  for (auto& [serial, piece] : pieces_.all()) {
    if (piece.is_decided()) decided.push_back(&piece);
  }
  // Earlier pieces of a person first.
  std::stable_sort(decided.begin(), decided.end(),
                   [](const Piece* a, const Piece* b) { return a->begins() < b->begins(); });
  for (Piece* piece : decided) send(*piece, until, out);
  sent_until_ = until;
}

/// What was seen of one person up to `until`, and where they were then if they were not seen.
void CameraStitcher::send(Piece& piece, Instant until, std::vector<StitchedMessage>& out) {
  const auto place_at = [&](std::size_t i) {
    wire::Sighting sighting = piece.seen[i];
    sighting.foot_in_floor = smoothed_place(piece.seen, i);
    sighting.track = piece.identity;
    return sighting;
  };
  for (; piece.sent < piece.seen.size() && piece.seen[piece.sent].captured_at <= until;
       ++piece.sent) {
    out.push_back({place_at(piece.sent), piece.seen[piece.sent].track});
  }
  std::optional<wire::Sighting> before = piece.before;
  if (piece.sent > 0) before = place_at(piece.sent - 1);
  if (piece.sent < piece.seen.size() && before && before->captured_at < until) {
    wire::Sighting filled = between(*before, place_at(piece.sent), until);
    filled.track = piece.identity;
    out.push_back({filled, TrackId{}});
  }
  pieces_.trim(piece, until - kHistory);
}

void CameraStitcher::forget(Instant now, std::vector<StitchedMessage>& out) {
  // Whoever continues a piece began within the memory after it and is decided a lag later.
  const Duration keep = memory_ + std::max(lag_, wire::kMaxBackfill);
  auto& all = pieces_.all();
  for (auto it = all.begin(); it != all.end();) {
    Piece& piece = it->second;
    const bool is_sent = piece.is_decided() && piece.sent == piece.seen.size();
    if (!is_sent || (!piece.next && piece.ends() >= now - keep)) {
      ++it;
      continue;
    }
    if (!piece.next) {
      wire::Sighting end = piece.seen.back();
      end.foot_in_floor = smoothed_place(piece.seen, piece.seen.size() - 1);
      end.kind = wire::SightingKind::kEnded;
      end.track = piece.identity;
      out.push_back({end, TrackId{}});
    }
    it = pieces_.erase(it);
  }
}

}  // namespace sillage::floor::internal
