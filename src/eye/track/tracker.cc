// SPDX-License-Identifier: Apache-2.0
#include "eye/track/tracker.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "eye/track/internal/floor_filter.h"
#include "geometry/assignment.h"

namespace sillage::eye {
namespace {

constexpr double kBodyHeightM = 1.7;
/// Frames nearer in time than this repeat each other's evidence; theirs counts in proportion.
constexpr double kIndependentS = 0.1;
/// What a tentative track remembers of its past; the longest backfill that the floor accepts.
constexpr double kMaxHistoryS = 3.0;
constexpr double kMaxDistance2 = 25;  // gate of the floor distance, 5 standard deviations

/// Log-odds per unit of score: detectors are sure of themselves within a few tenths.
constexpr double kScoreSlope = 10;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// A detection as the filter sees it.
struct Measurement {
  Detection detection;
  Point foot_in_floor;
  Covariance covariance;
  double body = 0;  ///< box height times depth: constant for one person wherever he walks
  double unit = 1;  ///< metres of this floor per real metre (1 where calibrated)
};

struct Track {
  TrackId id{};
  FloorFilter filter;
  double log_body = 0;  ///< mean of log(body)
  double aspect = 0.4;  ///< width / height
  double unit = 1;
  double log_odds = 0;
  int observations = 1;
  bool confirmed = false;
  Instant last_seen;
  TrackUpdate last_update;           ///< of the last detection
  std::vector<TrackUpdate> history;  ///< until confirmed
  Box predicted;                     ///< box in the present frame, before association
  bool hidden = false;               ///< predicted behind somebody nearer
};

}  // namespace

Result<void> TrackerOptions::check() const {
  for (double value : {acceleration_density, velocity_memory_s, edge_noise, height_noise,
                       clutter_density, max_log_odds, loss_rate, hidden_loss_rate}) {
    if (!(value > 0) || !std::isfinite(value)) {
      return fail(ErrorCode::kInvalidArgument,
                  "a tracker setting is {}; give positive, finite numbers", value);
    }
  }
  if (confirm_log_odds > max_log_odds || max_tracks < 1) {
    return fail(ErrorCode::kInvalidArgument,
                "the tracker could never confirm anybody; keep confirm_log_odds below "
                "max_log_odds and max_tracks above 0");
  }
  return {};
}

struct Tracker::Impl {
  Impl(TrackerOptions o, TrackerView v)
      : options(o), view(v), image_from_floor(v.floor_from_image.inverse()) {}

  TrackerOptions options;
  TrackerView view;
  Homography image_from_floor;
  std::vector<Track> tracks;
  std::uint64_t last_id = 0;
  std::optional<Instant> now;

  /// Depth of a floor point up to a constant factor: the homogeneous scale of its image.
  double depth(Point in_floor) const {
    const auto& m = image_from_floor.matrix();
    return std::abs(m[6] * in_floor.x + m[7] * in_floor.y + m[8]);
  }

  /// Evidence of one detection, in log-odds: above `even_score` for a person, below against.
  double score_log_odds(double score) const {
    return std::clamp(kScoreSlope * (score - options.even_score), -2.0, 3.0);
  }

  std::vector<Measurement> measure(std::span<const Detection> detections) const {
    std::vector<Measurement> measurements;
    for (const Detection& detection : detections) {
      const Box& box = detection.box;
      if (!(box.height > 1) || !(box.width > 1) || !is_finite(box.foot())) continue;
      const Point foot = view.floor_from_image.apply(box.foot());
      if (!is_finite(foot)) continue;  // above the horizon: not on this floor
      Measurement m{detection, foot, {}, 0, 1};
      m.covariance = foot_covariance(box);
      m.body = box.height * depth(foot);
      if (!view.calibrated) {
        const auto j = view.floor_from_image.jacobian(box.foot());
        m.unit = box.height * std::abs(j[0]) / kBodyHeightM;
      }
      measurements.push_back(m);
    }
    return measurements;
  }

  Covariance foot_covariance(const Box& box) const {
    const double sd_x = std::max(1.5, options.edge_noise * box.height);
    // The lower edge also moves with hidden feet, and with what the frame's border cuts off.
    const bool cut = box.bottom() > view.height - 3;
    const double sd_y = std::max(1.5, (cut ? 4 : 1.2) * options.edge_noise * box.height);
    Covariance c = view.floor_from_image.propagate(box.foot(), {sd_x * sd_x, 0, sd_y * sd_y});
    c.xx += 0.0025;  // 5 cm: a foot is not a point
    c.yy += 0.0025;
    return c;
  }

  Box box_at(const Track& track, Point in_floor) const {
    const Point foot = image_from_floor.apply(in_floor);
    const double d = depth(in_floor);
    if (!is_finite(foot) || !(d > 0)) return track.last_update.box;
    const double height = std::exp(track.log_body) / d;
    const double width = height * track.aspect;
    return {foot.x - width / 2, foot.y - height, width, height};
  }

  void predict(double dt) {
    for (Track& track : tracks) {
      track.filter.predict(dt, options.acceleration_density * track.unit * track.unit,
                           options.velocity_memory_s);
      track.predicted = box_at(track, track.filter.place());
    }
    for (Track& track : tracks) {
      track.hidden = std::any_of(tracks.begin(), tracks.end(), [&](const Track& other) {
        return &other != &track && other.confirmed &&
               other.predicted.bottom() > track.predicted.bottom() &&
               intersection_area(other.predicted, track.predicted) > 0.4 * track.predicted.area();
      });
    }
  }

  /// Negative log-likelihood ratio "this person" against "somebody or something else"; 0 and above
  /// means rather not.
  double cost(const Track& track, const Measurement& m) const {
    Covariance s = track.filter.covariance();
    s.xx += m.covariance.xx;
    s.xy += m.covariance.xy;
    s.yy += m.covariance.yy;
    const Gaussian floor = gaussian(m.foot_in_floor - track.filter.place(), s);
    if (floor.distance2 > kMaxDistance2) return 0;
    const double growth = (std::log(m.body) - track.log_body) / options.height_noise;
    if (std::abs(growth) > 5) return 0;
    const double unit2 = track.unit * track.unit;
    const double log_likelihood = -0.5 * (floor.distance2 + floor.log_det) -
                                  std::log(2 * std::numbers::pi) - 0.5 * growth * growth;
    const double overlap = options.overlap_weight * iou(track.predicted, m.detection.box);
    const double score = 0.5 * std::min(0.0, score_log_odds(m.detection.score) - 1.0);
    const double llr = log_likelihood - std::log(options.clutter_density / unit2) + overlap + score;
    return std::min(0.0, -llr + (track.confirmed ? 0 : 1.0));
  }

  std::vector<int> associate(const std::vector<Measurement>& measurements) const {
    const int rows = static_cast<int>(tracks.size());
    const int columns = static_cast<int>(measurements.size());
    std::vector<double> costs(static_cast<std::size_t>(rows) * measurements.size(), 0);
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < columns; ++j) costs[i * columns + j] = cost(tracks[i], measurements[j]);
    }
    std::vector<int> match = minimum_cost_assignment(costs, rows, columns);
    for (int i = 0; i < rows; ++i) {
      if (match[i] >= 0 && costs[i * columns + match[i]] >= 0) match[i] = -1;
    }
    return match;
  }

  TrackUpdate update_of(const Track& track, TrackState state, Instant at, const Box& box) const {
    return {track.id,
            at,
            state,
            box,
            track.filter.place(),
            track.filter.covariance(),
            static_cast<float>(sigmoid(track.log_odds))};
  }

  void observe(Track& track, const Measurement& m, Instant at, double weight,
               std::vector<TrackUpdate>& out) {
    track.filter.update(m.foot_in_floor, m.covariance);
    const double gain = std::max(0.1, 1.0 / (track.observations + 1));
    track.log_body += gain * (std::log(m.body) - track.log_body);
    track.aspect += gain * (m.detection.box.width / m.detection.box.height - track.aspect);
    track.unit += gain * (m.unit - track.unit);
    double evidence = score_log_odds(m.detection.score);
    // Somebody known who is half hidden scores low; only of a newcomer does that speak against.
    if (track.confirmed) evidence = std::max(evidence, 0.0);
    track.log_odds = std::min(options.max_log_odds, track.log_odds + weight * evidence);
    ++track.observations;
    track.last_seen = at;
    track.last_update = update_of(track, TrackState::kObserved, at, m.detection.box);
    if (track.confirmed) {
      out.push_back(track.last_update);
      return;
    }
    track.history.push_back(track.last_update);
    std::erase_if(track.history, [&](const TrackUpdate& update) {
      return seconds(at - update.captured_at) > kMaxHistoryS;
    });
    if (track.log_odds < options.confirm_log_odds || track.observations < 2) return;
    confirm(track, out);
  }

  /// Gives the track its identity and sends its past.
  void confirm(Track& track, std::vector<TrackUpdate>& out) {
    track.confirmed = true;
    track.id = TrackId{++last_id};
    track.last_update.track = track.id;
    for (TrackUpdate& update : track.history) {
      update.track = track.id;
      update.score = track.last_update.score;
      out.push_back(update);
    }
    track.history = {};
  }

  void miss(Track& track, Instant at, double dt, std::vector<TrackUpdate>& out) {
    track.log_odds -= dt * (track.hidden ? options.hidden_loss_rate : options.loss_rate) *
                      (track.confirmed ? 1.0 : 4.0);
    if (track.confirmed && seconds(at - track.last_seen) <= options.predict_s) {
      out.push_back(update_of(track, TrackState::kPredicted, at, track.predicted));
    }
  }

  bool is_over(const Track& track, Instant at) const {
    if (track.log_odds < 0) return true;
    if (!track.confirmed) return seconds(at - track.last_seen) > 1.0;
    const Point centre = track.predicted.centre();
    const bool outside = centre.x < 0 || centre.y < 0 || centre.x > view.width ||
                         track.predicted.bottom() > view.height + 0.5 * track.predicted.height;
    return outside && seconds(at - track.last_seen) > 0.3;
  }

  void end(const Track& track, std::vector<TrackUpdate>& out) const {
    if (!track.confirmed) return;
    TrackUpdate last = track.last_update;
    last.state = TrackState::kEnded;
    out.push_back(last);
  }

  void give_birth(const std::vector<Measurement>& measurements, const std::vector<int>& match,
                  Instant at, double weight) {
    std::vector<char> taken(measurements.size(), 0);
    for (int j : match) {
      if (j >= 0) taken[j] = 1;
    }
    for (std::size_t j = 0; j < measurements.size(); ++j) {
      const Measurement& m = measurements[j];
      if (taken[j] || m.detection.score < options.birth_score ||
          tracks.size() >= static_cast<std::size_t>(options.max_tracks)) {
        continue;
      }
      // A second box on somebody who already has one.
      bool doubled = false;
      for (std::size_t other = 0; other < measurements.size() && !doubled; ++other) {
        doubled = taken[other] && iou(measurements[other].detection.box, m.detection.box) > 0.55;
      }
      if (doubled) continue;
      Track track{.id = TrackId{},
                  .filter = FloorFilter(m.foot_in_floor, m.covariance, 1.0 * m.unit),
                  .log_body = std::log(m.body),
                  .aspect = m.detection.box.width / m.detection.box.height,
                  .unit = m.unit,
                  .log_odds = std::max(0.1, weight * score_log_odds(m.detection.score)),
                  .last_seen = at,
                  .last_update = {},
                  .history = {},
                  .predicted = m.detection.box};
      track.last_update = update_of(track, TrackState::kObserved, at, m.detection.box);
      track.history.push_back(track.last_update);
      tracks.push_back(std::move(track));
      taken[j] = 1;
    }
  }

  std::vector<TrackUpdate> process(Instant at, std::span<const Detection> detections) {
    std::vector<TrackUpdate> out;
    const double dt = now ? std::max(0.0, seconds(at - *now)) : kIndependentS;
    now = at;
    predict(dt);
    const auto measurements = measure(detections);
    const auto match = associate(measurements);
    const double weight = std::min(1.0, dt / kIndependentS);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (match[i] >= 0) {
        observe(tracks[i], measurements[match[i]], at, weight, out);
      } else {
        miss(tracks[i], at, dt, out);
      }
    }
    std::erase_if(tracks, [&](const Track& track) {
      const bool over = is_over(track, at);
      if (over) end(track, out);
      return over;
    });
    give_birth(measurements, match, at, weight);
    return out;
  }

  std::vector<TrackUpdate> finish() {
    std::vector<TrackUpdate> out;
    for (const Track& track : tracks) end(track, out);
    tracks.clear();
    now.reset();
    return out;
  }
};

Result<Tracker> Tracker::create(TrackerOptions options, TrackerView view) {
  RETURN_IF_ERROR(options.check());
  if (view.width < 1 || view.height < 1) {
    return fail(ErrorCode::kInvalidArgument, "the tracker needs the picture's size, not {}x{}",
                view.width, view.height);
  }
  return Tracker(std::make_unique<Impl>(options, view));
}

Tracker::Tracker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tracker::Tracker(Tracker&&) noexcept = default;
Tracker& Tracker::operator=(Tracker&&) noexcept = default;
Tracker::~Tracker() = default;

std::vector<TrackUpdate> Tracker::process(Instant captured_at,
                                          std::span<const Detection> detections) {
  return impl_->process(captured_at, detections);
}

std::vector<TrackUpdate> Tracker::finish() { return impl_->finish(); }

}  // namespace sillage::eye
