// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/camera_stitcher.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace sillage::floor::internal {
namespace {

/// What of a piece's end is remembered to tell its velocity.
constexpr Duration kHistory = std::chrono::milliseconds(1500);
/// Speeds of people, m/s: standard deviation of one component.
constexpr double kSpeedSd = 0.8;
/// Strangers who appear, per square metre and second.
constexpr double kBirths = 0.02;
/// The error of a place beyond what the eye states, m.
constexpr double kFootSd = 0.1;
constexpr double kBodyHeightM = 1.7;
/// The eye's error of a foot, as a share of the height of the body.
constexpr double kEyeEdgeNoise = 0.11;

wire::Sighting between(const wire::Sighting& a, const wire::Sighting& b, Instant at) {
  const double share = seconds(at - a.captured_at) / seconds(b.captured_at - a.captured_at);
  wire::Sighting s = a;
  s.captured_at = at;
  s.kind = wire::SightingKind::kPredicted;
  s.foot_in_floor = a.foot_in_floor + (b.foot_in_floor - a.foot_in_floor) * share;
  const auto mix = [share](double from, double to) { return from + (to - from) * share; };
  s.foot_covariance = {mix(a.foot_covariance.xx, b.foot_covariance.xx),
                       mix(a.foot_covariance.xy, b.foot_covariance.xy),
                       mix(a.foot_covariance.yy, b.foot_covariance.yy)};
  s.score = std::min(a.score, b.score);
  return s;
}

Covariance widened(Covariance c, double unit) {
  const double extra = kFootSd * unit * kFootSd * unit;
  return {c.xx + extra, c.xy, c.yy + extra};
}

MotionModel model_in(double unit) {
  MotionModel model;
  model.acceleration_density *= unit * unit;
  return model;
}

}  // namespace

void CameraStitcher::take(const wire::Sighting& sighting) {
  const auto open = open_.find(sighting.track);
  if (sighting.kind == wire::SightingKind::kEnded) {
    if (open == open_.end()) return;
    pieces_.at(open->second).is_open = false;
    open_.erase(open);
    return;
  }
  if (sighting.kind == wire::SightingKind::kPredicted) return;
  if (open != open_.end()) {
    Piece& piece = pieces_.at(open->second);
    if (sighting.captured_at <= piece.ends()) return;
    if (!piece.next) {
      piece.seen.push_back(sighting);
      return;
    }
    piece.is_open = false;
  }
  Piece piece;
  piece.seen_as = sighting.track;
  piece.seen.push_back(sighting);
  open_[sighting.track] = ++last_serial_;
  pieces_.emplace(last_serial_, std::move(piece));
}

void CameraStitcher::take(const wire::FrameMark& mark, std::vector<StitchedMessage>& out) {
  marks_.push_back(mark);
  const Instant due = mark.captured_at - from_seconds(options_.lag_s);
  while (!marks_.empty() && marks_.front().captured_at <= due) {
    send_frame(marks_.front(), out);
    marks_.pop_front();
  }
  forget(mark.captured_at, out);
}

void CameraStitcher::finish(std::vector<StitchedMessage>& out) {
  for (const wire::FrameMark& mark : marks_) send_frame(mark, out);
  marks_.clear();
  forget(Instant::max(), out);
  open_.clear();
}

double CameraStitcher::unit_of(const Piece& piece) const {
  if (calibrated_) return 1;
  const Covariance& c = piece.seen.back().foot_covariance;
  return std::max(1e-6, std::sqrt(c.xx) / (kEyeEdgeNoise * kBodyHeightM));
}

Motion CameraStitcher::tail_of(const Piece& piece, double unit) const {
  auto at = piece.seen.begin();
  while (piece.ends() - at->captured_at > kHistory) ++at;
  Motion motion(at->foot_in_floor, widened(at->foot_covariance, unit), kSpeedSd * unit);
  for (auto next = std::next(at); next != piece.seen.end(); at = next++) {
    motion.predict(seconds(next->captured_at - at->captured_at), model_in(unit));
    motion.update(next->foot_in_floor, widened(next->foot_covariance, unit));
  }
  return motion;
}

Motion CameraStitcher::head_of(const Piece& piece, double unit) const {
  auto at = piece.seen.begin();
  while (std::next(at) != piece.seen.end() &&
         std::next(at)->captured_at - piece.begins() <= kHistory) {
    ++at;
  }
  Motion motion(at->foot_in_floor, widened(at->foot_covariance, unit), 10 * kSpeedSd * unit);
  while (at != piece.seen.begin()) {
    const auto before = std::prev(at);
    motion.predict(seconds(at->captured_at - before->captured_at), model_in(unit));
    motion.update(before->foot_in_floor, widened(before->foot_covariance, unit));
    at = before;
  }
  motion.reverse();
  return motion;
}

double CameraStitcher::gain_of(const Piece& tail, const Piece& head) const {
  const Duration gap = head.begins() - tail.ends();
  if (gap <= Duration::zero() || seconds(gap) > options_.memory_s) return 0;
  const double unit = 0.5 * (unit_of(tail) + unit_of(head));
  Motion from = tail_of(tail, unit);
  from.predict(seconds(gap), model_in(unit));
  const Motion to = head_of(head, unit);
  return log_density(from, to) - to.log_velocity_density(kSpeedSd * unit) -
         std::log(kBirths / (unit * unit));
}

void CameraStitcher::decide(Instant due) {
  const auto is_undecided = [](const Piece& piece) { return piece.identity == TrackId{}; };
  // Somebody whose gap is about to be sent unfilled also calls for a decision.
  const auto is_waiting = [&](const Piece& piece) { return !piece.next && piece.ends() < due; };
  const auto calls = [&](const auto& entry) {
    return is_undecided(entry.second) ? entry.second.begins() <= due : is_waiting(entry.second);
  };
  if (std::none_of(pieces_.begin(), pieces_.end(),
                   [&](const auto& entry) { return is_undecided(entry.second); }) ||
      std::none_of(pieces_.begin(), pieces_.end(), calls)) {
    return;
  }
  const std::map<Serial, Serial> tail_of_head = best_tails();
  std::vector<std::pair<Instant, Serial>> heads;
  for (const auto& [serial, piece] : pieces_) {
    if (is_undecided(piece)) heads.emplace_back(piece.begins(), serial);
  }
  std::sort(heads.begin(), heads.end());
  for (const auto& [begins, serial] : heads) {
    const auto tail = tail_of_head.find(serial);
    const bool is_linked = tail != tail_of_head.end();
    if (begins > due && !(is_linked && is_waiting(pieces_.at(tail->second)))) continue;
    Piece& piece = pieces_.at(serial);
    if (is_linked) {
      Piece& before = pieces_.at(tail->second);
      before.next = serial;
      piece.identity = before.identity;
      piece.before = before.seen.back();
    } else {
      piece.identity = TrackId{++last_identity_};
    }
  }
}

std::map<CameraStitcher::Serial, CameraStitcher::Serial> CameraStitcher::best_tails() const {
  std::vector<Serial> serials;
  for (const auto& [serial, piece] : pieces_) serials.push_back(serial);
  std::vector<Link> links;
  for (std::size_t t = 0; t < serials.size(); ++t) {
    const Piece& tail = pieces_.at(serials[t]);
    if (tail.next) continue;
    for (std::size_t h = 0; h < serials.size(); ++h) {
      const Piece& head = pieces_.at(serials[h]);
      if (h == t || head.identity != TrackId{}) continue;
      const double gain = gain_of(tail, head);
      if (gain > 0) links.push_back({static_cast<int>(t), static_cast<int>(h), gain});
    }
  }
  std::map<Serial, Serial> tail_of_head;
  for (const Link& link : best_links(links)) {
    tail_of_head[serials[link.head]] = serials[link.tail];
  }
  return tail_of_head;
}

void CameraStitcher::send(Piece& piece, Instant until, std::vector<StitchedMessage>& out) {
  for (; piece.sent < piece.seen.size() && piece.seen[piece.sent].captured_at <= until;
       ++piece.sent) {
    wire::Sighting sighting = piece.seen[piece.sent];
    sighting.track = piece.identity;
    out.push_back({sighting, piece.seen_as});
  }
  if (piece.sent == piece.seen.size()) return;
  const wire::Sighting* before = piece.sent > 0 ? &piece.seen[piece.sent - 1]
                                 : piece.before ? &*piece.before
                                                : nullptr;
  if (before == nullptr || before->captured_at >= until) return;
  if (piece.sent > 0 && before->captured_at == until) return;
  wire::Sighting filled = between(*before, piece.seen[piece.sent], until);
  filled.track = piece.identity;
  out.push_back({filled, TrackId{}});
}

void CameraStitcher::send_frame(const wire::FrameMark& mark, std::vector<StitchedMessage>& out) {
  const Instant at = mark.captured_at;
  decide(at);
  for (auto& [serial, piece] : pieces_) {
    if (piece.identity == TrackId{}) continue;
    send(piece, at, out);
    while (piece.sent > 1 && piece.seen.front().captured_at < at - 2 * kHistory) {
      piece.seen.pop_front();
      --piece.sent;
    }
  }
  out.push_back({mark, TrackId{}});
}

void CameraStitcher::forget(Instant now, std::vector<StitchedMessage>& out) {
  const Duration memory = from_seconds(options_.memory_s);
  for (auto it = pieces_.begin(); it != pieces_.end();) {
    Piece& piece = it->second;
    const bool all_sent = piece.identity != TrackId{} && piece.sent == piece.seen.size();
    const bool is_over = all_sent && (piece.next || piece.ends() < now - memory - memory);
    if (!is_over) {
      ++it;
      continue;
    }
    if (const auto open = open_.find(piece.seen_as);
        open != open_.end() && open->second == it->first) {
      open_.erase(open);
    }
    if (!piece.next) {
      wire::Sighting end = piece.seen.back();
      end.kind = wire::SightingKind::kEnded;
      end.track = piece.identity;
      out.push_back({end, TrackId{}});
    }
    it = pieces_.erase(it);
  }
}

}  // namespace sillage::floor::internal
