// SPDX-License-Identifier: Apache-2.0
#include "eye/track/tracker.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "eye/track/internal/association.h"
#include "eye/track/internal/camera_motion.h"
#include "eye/track/internal/occlusion_map.h"

namespace sillage::eye {
namespace {

constexpr double kBodyHeightM = 1.7;
/// Frames nearer in time than this repeat each other's evidence; theirs counts in proportion.
constexpr double kIndependentS = 0.1;
/// What a tentative track remembers of its past; the longest backfill that the floor accepts.
constexpr double kMaxHistoryS = 3.0;
/// A newcomer not seen again for this long was nobody, and loses its evidence faster before.
constexpr double kNewcomerPatienceS = 1.0;
constexpr double kNewcomerLoss = 5.0;
/// Who walked out of the picture is waited for this long.
constexpr double kOutsideS = 0.25;
/// People more hidden than this do not tell how the camera moved.
constexpr double kLandmarkCover = 0.3;
/// Feet seen higher than expected by more standard deviations may be hidden ones.
constexpr double kUsualRise = 1.0;
/// People hidden by others more than this say nothing of what hides legs.
constexpr double kCovered = 0.1;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

Box blend(const Box& a, const Box& b, double share_of_b) {
  const auto mix = [&](double x, double y) { return x + share_of_b * (y - x); };
  return {mix(a.left, b.left), mix(a.top, b.top), mix(a.width, b.width), mix(a.height, b.height)};
}

struct Track {
  TrackId id{};
  BodyFilter filter;
  double aspect = 0.4;  ///< width / height
  double unit = 1;      ///< metres of this floor per real metre (1 where calibrated)
  double log_odds = 0;
  int observations = 1;
  bool confirmed = false;
  Instant last_seen;
  OcclusionMap::Told told{};           ///< where they have told what hides legs
  TrackUpdate last_update{};           ///< of the last detection
  std::vector<TrackUpdate> history{};  ///< until confirmed
};

Result<void> check_positive(std::initializer_list<double> values) {
  for (const double value : values) {
    if (!(value > 0) || !std::isfinite(value)) {
      return fail(ErrorCode::kInvalidArgument,
                  "a tracker setting is {}; give positive, finite numbers", value);
    }
  }
  return {};
}

}  // namespace

Result<void> TrackerOptions::check() const {
  RETURN_IF_ERROR(
      check_positive({acceleration_density, place_density, velocity_memory_s, speed_sd,
                      body_density, body_density_uncalibrated, body_sd, noise_x, noise_bottom,
                      noise_top, tail, clutter, aspect_noise, score_slope, max_log_odds, loss_rate,
                      hidden_loss_rate, shift_gain, shift_memory_s}));
  if (confirm_log_odds > max_log_odds || max_tracks < 1 || score_lowest > score_highest) {
    return fail(ErrorCode::kInvalidArgument,
                "the tracker could never confirm anybody; keep confirm_log_odds below "
                "max_log_odds, score_lowest below score_highest and max_tracks above 0");
  }
  return {};
}

struct Tracker::Impl {
  Impl(TrackerOptions o, TrackerView v)
      : options(o),
        view(v),
        projection(v.floor_from_image),
        motion(o, v.width),
        occlusions(v.width, v.height) {
    if (view.calibrated && view.measured) {
      body = StandingBody::create(view.floor_from_image, view.lens, view.width, view.height);
    }
  }

  TrackerOptions options;
  TrackerView view;
  BodyProjection projection;
  std::optional<StandingBody> body;  ///< where the camera's pose is known
  CameraMotion motion;
  OcclusionMap occlusions;
  std::vector<Track> tracks;
  std::vector<Candidature> candidatures;  ///< of the tracks, in this frame
  std::uint64_t last_id = 0;
  std::optional<Instant> now;

  static Box widen(Box box, double aspect) {
    box.width = box.height * aspect;
    box.left -= box.width / 2;
    return box;
  }

  void predict(double dt) {
    BodyFilter::Motion walk{
        options.acceleration_density, options.place_density, options.velocity_memory_s,
        view.calibrated ? options.body_density : options.body_density_uncalibrated};
    motion.fade(dt);
    candidatures.clear();
    std::vector<Box> boxes;
    std::vector<bool> hides;
    for (Track& track : tracks) {
      track.filter.predict(dt, walk, track.unit);
      Candidature c{track.filter.expect(projection, motion.shift()), {}, 0, track.confirmed};
      c.box = widen(c.expected.box, track.aspect);
      candidatures.push_back(c);
      boxes.push_back(candidatures.back().box);
      hides.push_back(track.confirmed);
    }
    const auto hidden = hidden_shares(boxes, hides);
    for (std::size_t i = 0; i < tracks.size(); ++i) candidatures[i].hidden = hidden[i];
  }

  /// Takes out of the frame what the camera itself did.
  void steady(const std::vector<Measurement>& boxes, double dt) {
    std::vector<Landmark> landmarks;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      const Candidature& c = candidatures[i];
      if (!c.confirmed || !c.expected.visible || c.hidden >= kLandmarkCover ||
          seconds(*now - tracks[i].last_seen) > 1.5 * dt + 0.05) {
        continue;
      }
      landmarks.push_back({c.box, c.expected.covariance(0, 0), c.expected.covariance(2, 2)});
    }
    const Point before = motion.shift();
    motion.steady(landmarks, boxes, dt);
    const Point moved = motion.shift() - before;
    for (Candidature& c : candidatures) {
      c.box.left += moved.x;
      c.box.top += moved.y;
      c.expected.box.left += moved.x;
      c.expected.box.top += moved.y;
    }
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

  /// Feet may be hidden, never shown where there are none: a lower edge above where it is expected
  /// says less the farther it is above.
  static double doubt_of_feet(const BodyFilter::Expected& expected, const Box& box,
                              const BoxNoise& noise) {
    const double above = expected.box.bottom() - box.bottom();
    return std::max(1.0,
                    above / (kUsualRise * std::sqrt(noise.bottom + expected.covariance(1, 1))));
  }

  void observe(Track& track, const Candidature& c, const Measurement& m, Instant at, double weight,
               std::vector<TrackUpdate>& out) {
    const bool legs_hidden = has_hidden_legs(c, m, options);
    const Box& whole = legs_hidden ? m.whole->box : m.box;
    // Where the legs would end is no measurement: the height that is known of the body tells it.
    BoxNoise noise = m.noise;
    if (legs_hidden) noise.bottom = whole.height * whole.height;
    if (view.measured && !legs_hidden) noise.bottom *= doubt_of_feet(c.expected, whole, noise);
    track.filter.update(c.expected, whole, noise);
    const double gain = std::max(0.1, 1.0 / (track.observations + 1));
    track.aspect += gain * (whole.width / whole.height - track.aspect);
    track.unit += gain * (unit_at(whole) - track.unit);
    // Somebody known who is half hidden scores low; only of a newcomer does that speak against.
    const double evidence = track.confirmed ? std::max(m.log_odds, 0.0) : m.log_odds;
    track.log_odds = std::min(options.max_log_odds, track.log_odds + weight * evidence);
    ++track.observations;
    track.last_seen = at;
    if (track.confirmed) learn(track, m);
    // Of somebody whose legs are hidden the box is around the rest, for whoever looks at them.
    const Box smooth =
        blend(m.box, widen(track.filter.box(projection, motion.shift()), track.aspect),
              legs_hidden ? 0 : options.box_smoothing);
    track.last_update = update_of(track, TrackState::kObserved, at, smooth);
    if (track.confirmed) {
      out.push_back(track.last_update);
      return;
    }
    remember(track, at);
    if (track.log_odds >= options.confirm_log_odds) confirm(track, out);
  }

  /// Boxes that end early for another reason say nothing of what hides legs.
  void learn(Track& track, const Measurement& m) {
    if (!m.missing || m.covered > kCovered || is_cut_below(m.box, view) ||
        is_cut_aside(m.box, view) || m.score < options.birth_score) {
      return;
    }
    occlusions.learn(m.box, *m.missing, track.told);
  }

  static void remember(Track& track, Instant at) {
    track.history.push_back(track.last_update);
    std::erase_if(track.history, [&](const TrackUpdate& update) {
      return seconds(at - update.captured_at) > kMaxHistoryS;
    });
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

  void miss(Track& track, const Candidature& c, Instant at, double dt,
            std::vector<TrackUpdate>& out) {
    const bool hidden = c.hidden > options.hidden_cover;
    track.log_odds -= dt * (hidden ? options.hidden_loss_rate : options.loss_rate) *
                      (track.confirmed ? 1.0 : kNewcomerLoss);
    if (!track.confirmed || !c.expected.visible) return;
    const double spread =
        std::sqrt(std::max(c.expected.covariance(0, 0), c.expected.covariance(1, 1)));
    if (seconds(at - track.last_seen) <= (hidden ? options.predict_hidden_s : options.predict_s) &&
        spread < options.predict_spread * c.box.height) {
      out.push_back(update_of(track, TrackState::kPredicted, at, c.box));
    }
  }

  bool is_over(const Track& track, const Candidature& c, Instant at) const {
    if (track.log_odds < 0 || !c.expected.visible) return true;
    const double unseen = seconds(at - track.last_seen);
    if (!track.confirmed) return unseen > kNewcomerPatienceS;
    const Point centre = c.box.centre();
    const bool outside = centre.x < 0 || centre.y < 0 || centre.x > view.width ||
                         c.box.bottom() > view.height + 0.5 * c.box.height;
    return outside && unseen > kOutsideS;
  }

  void end(const Track& track, std::vector<TrackUpdate>& out) const {
    if (!track.confirmed) return;
    TrackUpdate last = track.last_update;
    last.state = TrackState::kEnded;
    out.push_back(last);
  }

  /// Metres of this floor per real metre: 1 where calibrated, else told by a person's height.
  double unit_at(const Box& box) const {
    if (view.calibrated) return 1;
    return box.height * std::abs(view.floor_from_image.jacobian(box.foot())[0]) / kBodyHeightM;
  }

  std::optional<Track> newcomer(const Measurement& m, Instant at, double weight) const {
    const bool legs_hidden = m.whole && m.whole->log_odds > 0;
    const Box& whole = legs_hidden ? m.whole->box : m.box;
    const BoxNoise& noise = legs_hidden ? m.whole->noise : m.noise;
    const Point foot = whole.foot() - motion.shift();
    const Point place = view.floor_from_image.apply(foot);
    if (!is_finite(place)) return {};  // above the horizon: not on this floor
    const auto seen = projection.at(place);
    if (!seen.visible) return {};
    const double unit = unit_at(whole);
    const Covariance c = view.floor_from_image.propagate(foot, {noise.x, 0, noise.bottom});
    Track track{.filter = BodyFilter(place, c, options.speed_sd * unit,
                                     std::log(whole.height / seen.scale), options.body_sd),
                .aspect = whole.width / whole.height,
                .unit = unit,
                .log_odds = std::max(0.1, weight * m.log_odds),
                .last_seen = at};
    track.last_update = update_of(track, TrackState::kObserved, at, m.box);
    remember(track, at);
    return track;
  }

  /// Boxes that no track took may be newcomers, unless they are a second box on somebody known.
  void give_birth(const std::vector<Measurement>& boxes, const std::vector<int>& match, Instant at,
                  double weight) {
    std::vector<bool> taken(boxes.size(), false);
    for (const int j : match) {
      if (j >= 0) taken[j] = true;
    }
    for (std::size_t j = 0; j < boxes.size(); ++j) {
      const Measurement& m = boxes[j];
      if (taken[j] || m.score < options.birth_score || is_in_upper_corner(m.box, view)) continue;
      if (tracks.size() >= static_cast<std::size_t>(options.max_tracks)) return;
      bool doubled = false;
      for (std::size_t other = 0; other < boxes.size() && !doubled; ++other) {
        doubled = taken[other] && iou(boxes[other].box, m.box) > options.birth_overlap;
      }
      if (doubled) continue;
      taken[j] = true;
      if (auto track = newcomer(m, at, weight)) tracks.push_back(std::move(*track));
    }
  }

  std::vector<TrackUpdate> process(Instant at, std::span<const Detection> detections) {
    std::vector<TrackUpdate> out;
    const double dt = now ? std::max(0.0, seconds(at - *now)) : kIndependentS;
    const double weight = std::min(1.0, dt / kIndependentS);
    now = at;
    predict(dt);
    const std::vector<Measurement> boxes = measure(detections, options, view, body, occlusions);
    steady(boxes, dt);
    const auto match = associate(candidatures, boxes, options);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (match[i] >= 0) {
        observe(tracks[i], candidatures[i], boxes[match[i]], at, weight, out);
      } else {
        miss(tracks[i], candidatures[i], at, dt, out);
      }
    }
    remove_ended(at, out);
    give_birth(boxes, match, at, weight);
    return out;
  }

  void remove_ended(Instant at, std::vector<TrackUpdate>& out) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (is_over(tracks[i], candidatures[i], at)) {
        end(tracks[i], out);
      } else if (kept++ != i) {
        tracks[kept - 1] = std::move(tracks[i]);
      }
    }
    tracks.erase(tracks.begin() + static_cast<std::ptrdiff_t>(kept), tracks.end());
  }

  std::vector<TrackUpdate> finish() {
    std::vector<TrackUpdate> out;
    for (const Track& track : tracks) end(track, out);
    tracks.clear();
    motion.reset();
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
