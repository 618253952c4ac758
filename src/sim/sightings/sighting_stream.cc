// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/sighting_stream.h"

#include <algorithm>
#include <cmath>

namespace sillage::sim {
namespace {

/// A longer gap between frames is time that nobody observed, as in the eye.
constexpr double kLongestObservedGapS = 1.0;
constexpr double kExact = 1e-10;  // m^2
/// A lower edge that is farther up than this, in heights, is not where the feet are.
constexpr double kFeetHidden = 0.08;

const SeenPerson* find(const std::vector<SeenPerson>& people, std::int64_t id) {
  const auto at = std::find_if(people.begin(), people.end(), [&](const SeenPerson& seen) {
    return static_cast<std::int64_t>(seen.person) == id;
  });
  return at != people.end() ? &*at : nullptr;
}

/// The same for the same name everywhere, unlike std::hash.
std::uint64_t number_of(const std::string& name) {
  std::uint64_t number = 0;
  for (const char c : name) number = 31 * number + static_cast<unsigned char>(c);
  return number;
}

RadialLens lens_of(const CameraPlan& camera) {
  const PinholeCamera pinhole = Lens(camera).pinhole();
  return {pinhole.fx, pinhole.fy, pinhole.cx, pinhole.cy, camera.k1, camera.k2};
}

}  // namespace

Result<SightingStream> SightingStream::create(const CameraView& view, const WatchOptions& options,
                                              const StreamFigures& figures) {
  ASSIGN_OR_RETURN(Homography plane, Homography::from_camera(view.lens().pinhole()));
  return SightingStream(view.plan(), plane, options, figures);
}

SightingStream::SightingStream(const CameraPlan& camera, Homography floor_from_image,
                               const WatchOptions& options, const StreamFigures& figures)
    : camera_(camera.id),
      floor_from_image_(floor_from_image),
      lens_(lens_of(camera)),
      body_(StandingBody::create(floor_from_image, lens_, camera.image_size.width,
                                 camera.image_size.height)),
      picture_(camera.image_size),
      seed_(options.seed),
      perfect_(options.perfect),
      figures_(figures),
      random_({options.seed, number_of(camera.id)}),
      code_random_({options.seed, number_of(camera.id), 3}) {}

void SightingStream::dress(Track& track, Key key, std::span<const Person> cast) {
  if (!figures_.codes || track.wears) return;
  Wears wears;
  if (key >= 0) {
    const auto person =
        std::lower_bound(cast.begin(), cast.end(), key,
                         [](const Person& each, Key id) { return static_cast<Key>(each.id) < id; });
    if (person == cast.end() || static_cast<Key>(person->id) != key) return;
    wears.clothes = internal::clothes_of(person->look);
  } else {
    // The same thing looks the same every time.
    Random thing({seed_, number_of(camera_.value()), static_cast<std::uint64_t>(-key)});
    wears.clothes = internal::clothes_of_a_thing(thing);
  }
  for (double& each : wears.noise) each = perfect_ ? 0 : code_random_.normal(0, 1);
  track.wears = wears;
}

bool SightingStream::is_fit_for_code(const FoundBox& box, const SeenPerson* seen) const {
  const Box& b = box.box;
  const bool is_whole =
      b.left > 0 && b.top > 0 && b.right() < picture_.width && b.bottom() < picture_.height;
  return is_whole && b.height >= figures_.code_least_px &&
         (seen == nullptr || seen->hidden_share <= figures_.code_most_hidden);
}

std::optional<wire::ClothingCode> SightingStream::code(Wears& wears, Instant at) const {
  const std::uint32_t epoch = internal::code_epoch(at);
  if (epoch < 2) return std::nullopt;  // a recording that begins with 1970
  if (wears.looks[0].epoch != epoch) wears.looks = {Looks{epoch, 0, {}}, wears.looks[0]};
  if (wears.looks[1].epoch != epoch - 1) wears.looks[1] = {epoch - 1, 0, {}};
  const bool is_overlap = internal::code_epoch(at - from_seconds(figures_.code_overlap_s)) != epoch;
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

void SightingStream::end(const Track& track, std::vector<wire::EyeMessage>& out) const {
  if (track.id == TrackId{}) return;
  wire::Sighting last = track.last;
  last.kind = wire::SightingKind::kEnded;
  last.code.reset();
  out.emplace_back(last);
}

void SightingStream::process_perfect(const WatchedFrame& frame, std::span<const Person> cast,
                                     std::vector<wire::EyeMessage>& out) {
  std::erase_if(tracks_, [&](const auto& entry) {
    const SeenPerson* seen = find(frame.people, entry.first);
    const bool gone = seen == nullptr || !seen->foot_in_picture;
    if (gone) end(entry.second, out);
    return gone;
  });
  for (const SeenPerson& seen : frame.people) {
    if (!seen.foot_in_picture) continue;
    Track& track = tracks_[static_cast<Key>(seen.person)];
    if (track.id == TrackId{}) track.id = TrackId{++last_id_};
    track.last = {camera_,
                  frame.stamped_at,
                  track.id,
                  wire::SightingKind::kObserved,
                  seen.foot_in_floor,
                  {kExact, 0, kExact},
                  1};
    dress(track, static_cast<Key>(seen.person), cast);
    if (track.wears) track.last.code = code(*track.wears, frame.stamped_at);
    out.emplace_back(track.last);
  }
}

Covariance SightingStream::covariance_of(const Track& track) {
  const Covariance filtered = track.foot.covariance();
  const Covariance& body = track.body_noise;
  return {filtered.xx + body.xx, filtered.xy + body.xy, filtered.yy + body.yy};
}

Point SightingStream::place_of(const Track& track) const {
  return body_ ? body_->place_of(track.foot.place()) : track.foot.place();
}

/// `seen` is nothing for a box on nobody.
void SightingStream::found(Track& track, const FoundBox& box, const SeenPerson* seen, Instant at,
                           std::vector<wire::EyeMessage>& out) {
  Point foot = box.box.foot();
  double h = box.box.height;
  double body_sd = 0;  // of where the foot is, by what is not known of the body
  if (seen != nullptr &&
      seen->whole.bottom() - box.box.bottom() > kFeetHidden * seen->whole.height) {
    h = seen->whole.height;
    body_sd = figures_.body_sd * h;
    foot.y = box.box.top + h * (1 + track.body_error);
  }
  foot = lens_.straight(foot);
  const auto square = [](double value) { return value * value; };
  const Covariance noise = floor_from_image_.propagate(
      foot, {square(figures_.noise_x * h), 0, square(figures_.noise_bottom * h)});
  const Point place = floor_from_image_.apply(foot);
  if (!is_finite(place)) return;  // at or above the horizon
  if (track.found_at == Instant{}) {
    track.foot.start(place, noise);
  } else {
    track.foot.predict(seconds(at - track.changed_at), figures_.acceleration_density);
    track.foot.update(place, noise);
  }
  track.log_odds =
      std::min(figures_.max_log_odds,
               track.log_odds + std::clamp(figures_.score_slope * (box.score - figures_.even_score),
                                           figures_.score_lowest, figures_.score_highest));
  track.changed_at = track.found_at = at;
  // It stays as long as the body, and no number of frames makes it smaller.
  track.body_noise = floor_from_image_.propagate(foot, {0, 0, square(body_sd)});
  const double posterior = 1 / (1 + std::exp(-track.log_odds));
  track.last = {camera_,
                at,
                track.id,
                wire::SightingKind::kObserved,
                place_of(track),
                covariance_of(track),
                static_cast<float>(posterior)};
  if (track.id == TrackId{} && track.log_odds >= figures_.confirm_log_odds) {
    track.id = track.last.track = TrackId{++last_id_};
    for (wire::Sighting& past : track.waiting) {
      past.track = track.id;
      if (at - past.captured_at <= wire::kMaxBackfill) out.emplace_back(past);
    }
    track.waiting.clear();
  }
  if (track.id != TrackId{}) {
    if (track.wears && is_fit_for_code(box, seen)) track.last.code = code(*track.wears, at);
    out.emplace_back(track.last);
  } else {
    track.waiting.push_back(track.last);
  }
}

/// False once the evidence has run out.
bool SightingStream::missed(Track& track, const SeenPerson* seen, Instant at,
                            std::vector<wire::EyeMessage>& out) {
  const double dt = seconds(at - track.changed_at);
  if (seen != nullptr) track.hidden = seen->hidden_share >= figures_.hidden_cover;
  track.log_odds -= dt * (track.hidden ? figures_.hidden_loss_rate : figures_.loss_rate);
  track.changed_at = at;
  if (track.log_odds < 0) {
    end(track, out);
    return false;
  }
  track.foot.predict(dt, figures_.acceleration_density);
  const double bridged = track.hidden ? figures_.predict_hidden_s : figures_.predict_s;
  if (track.id != TrackId{} && seconds(at - track.found_at) <= bridged) {
    wire::Sighting guess = track.last;
    guess.captured_at = at;
    guess.kind = wire::SightingKind::kPredicted;
    guess.code.reset();
    guess.foot_in_floor = place_of(track);
    guess.foot_covariance = covariance_of(track);
    out.emplace_back(guess);
  }
  return true;
}

void SightingStream::process_found(const WatchedFrame& frame, std::span<const Person> cast,
                                   std::vector<wire::EyeMessage>& out) {
  const Instant at = frame.stamped_at;
  for (const FoundBox& box : frame.boxes) {
    if (!box.person && !box.spot) continue;  // one box makes no track
    const Key key = box.person ? static_cast<Key>(*box.person) : -1 - *box.spot;
    if (!tracks_.contains(key)) {
      if (box.score < figures_.birth_score) continue;
      tracks_[key].body_error = random_.normal(0, figures_.body_sd);
    }
    dress(tracks_[key], key, cast);
    found(tracks_[key], box, find(frame.people, key), at, out);
  }
  for (auto entry = tracks_.begin(); entry != tracks_.end();) {
    auto& [key, track] = *entry;
    const bool lives = track.found_at == at || missed(track, find(frame.people, key), at, out);
    entry = lives ? std::next(entry) : tracks_.erase(entry);
  }
}

std::vector<wire::EyeMessage> SightingStream::process(const WatchedFrame& frame,
                                                      std::span<const Person> cast) {
  std::vector<wire::EyeMessage> out;
  if (frame.lost) return out;
  if (perfect_) {
    process_perfect(frame, cast, out);
  } else {
    process_found(frame, cast, out);
  }
  const Duration gap = last_frame_ ? frame.stamped_at - *last_frame_ : kTick;
  out.emplace_back(wire::FrameMark{camera_, frame.stamped_at,
                                   std::min(gap, from_seconds(kLongestObservedGapS))});
  last_frame_ = frame.stamped_at;
  return out;
}

std::vector<wire::EyeMessage> SightingStream::finish() {
  std::vector<wire::EyeMessage> out;
  for (const auto& [key, track] : tracks_) end(track, out);
  tracks_.clear();
  return out;
}

}  // namespace sillage::sim
