// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/merger.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

namespace sillage::floor {
namespace {

constexpr std::size_t kMostCameras = 256;

struct Waiting {
  int camera = 0;
  wire::EyeMessage message;
};

/// Sightings before marks; then by camera and track.
std::tuple<bool, int, std::uint64_t> place_of(const Waiting& waiting) {
  const auto* sighting = std::get_if<wire::Sighting>(&waiting.message);
  if (sighting == nullptr) return {true, waiting.camera, 0};
  return {false, waiting.camera, static_cast<std::uint64_t>(sighting->track)};
}

bool comes_before(const Waiting& a, const Waiting& b) {
  const auto place_a = place_of(a), place_b = place_of(b);
  if (place_a != place_b) return place_a < place_b;
  // Twice, and perhaps not alike: an observation counts more than a prediction.
  const auto* one = std::get_if<wire::Sighting>(&a.message);
  const auto* other = std::get_if<wire::Sighting>(&b.message);
  if (one != nullptr && other != nullptr && one->kind != other->kind) {
    return one->kind < other->kind;
  }
  return wire::encode(a.message) < wire::encode(b.message);
}

/// The same message twice; boxes without a track are as many as there are.
bool are_same(const Waiting& a, const Waiting& b) {
  if (place_of(a) != place_of(b)) return false;
  const auto* sighting = std::get_if<wire::Sighting>(&a.message);
  return sighting == nullptr || sighting->track != TrackId{} ||
         wire::encode(a.message) == wire::encode(b.message);
}

}  // namespace

Result<void> MergerOptions::check() const {
  if (!(lateness_s >= seconds(wire::kMaxBackfill) && lateness_s <= 60)) {
    return fail(ErrorCode::kInvalidArgument, "the lateness limit is {} s; give {} to 60 s",
                lateness_s, seconds(wire::kMaxBackfill));
  }
  if (most_waiting == 0) {
    return fail(ErrorCode::kInvalidArgument, "no message may wait; give most_waiting above 0");
  }
  return {};
}

struct Merger::Impl {
  Impl(MergerOptions o, std::vector<CameraId> ids)
      : lateness(from_seconds(o.lateness_s)), most_waiting(o.most_waiting) {
    for (const CameraId& id : ids) {
      numbers.emplace(id, static_cast<int>(stats.cameras.size()));
      stats.cameras.push_back({.camera = id});
      newest.emplace_back();
    }
  }

  std::optional<int> number_of(const CameraId& id) const {
    const auto known = numbers.find(id);
    if (known == numbers.end()) return std::nullopt;
    return known->second;
  }

  void take(const wire::EyeMessage& message, std::vector<wire::EyeMessage>& out) {
    const auto* mark = std::get_if<wire::FrameMark>(&message);
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting != nullptr && sighting->kind == wire::SightingKind::kEnded) return;
    const auto number = number_of(mark != nullptr ? mark->camera : sighting->camera);
    if (!number) {
      ++stats.refused;
      return;
    }
    const Instant at = mark != nullptr ? mark->captured_at : sighting->captured_at;
    if (at < sent_before) {
      ++stats.cameras[*number].late;
    } else {
      moments[at].push_back({*number, message});
      ++stats.waiting;
    }
    if (mark != nullptr) advance(*number, at);
    const auto too_many = [&] { return stats.waiting > static_cast<std::int64_t>(most_waiting); };
    for (; too_many() && !moments.empty(); stats.overrun += last_sent) send_first(out);
    if (mark != nullptr) send_until(horizon(), out);
  }

  void advance(int camera, Instant at) {
    if (!first) first = at;
    auto& mine = newest[camera];
    mine = mine ? std::max(*mine, at) : at;
    newest_of_all = std::max(newest_of_all, at);
    for (std::size_t i = 0; i < newest.size(); ++i) {
      const bool is_silent = newest[i].value_or(*first) < newest_of_all - lateness;
      stats.cameras[i].silences += is_silent && !stats.cameras[i].is_silent;
      stats.cameras[i].is_silent = is_silent;
    }
  }

  /// Everything before it has come, or is late. Requires a frame.
  Instant horizon() const {
    Instant slowest = newest_of_all;
    for (std::size_t i = 0; i < newest.size(); ++i) {
      if (!stats.cameras[i].is_silent) slowest = std::min(slowest, newest[i].value_or(*first));
    }
    return slowest - lateness;
  }

  void send_until(Instant end, std::vector<wire::EyeMessage>& out) {
    while (!moments.empty() && moments.begin()->first < end) send_first(out);
    sent_before = std::max(sent_before, end);
  }

  void send_first(std::vector<wire::EyeMessage>& out) {
    const auto moment = moments.begin();
    auto& waiting = moment->second;
    std::sort(waiting.begin(), waiting.end(), comes_before);
    last_sent = static_cast<std::int64_t>(waiting.size());
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      MergedCamera& camera = stats.cameras[waiting[i].camera];
      if (i > 0 && are_same(waiting[i - 1], waiting[i])) {
        ++camera.duplicates;
        continue;
      }
      camera.frames += std::holds_alternative<wire::FrameMark>(waiting[i].message);
      out.push_back(waiting[i].message);
    }
    stats.waiting -= last_sent;
    sent_before = std::max(sent_before, moment->first + Duration(1));
    moments.erase(moment);
  }

  Duration lateness;
  std::size_t most_waiting;
  MergerStats stats;
  std::map<CameraId, int> numbers;
  std::vector<std::optional<Instant>> newest;  ///< frame, by camera
  std::optional<Instant> first;                ///< frame that came, of any camera
  Instant newest_of_all = Instant::min();
  Instant sent_before = Instant::min();
  std::map<Instant, std::vector<Waiting>> moments;
  std::int64_t last_sent = 0;
};

Result<Merger> Merger::create(MergerOptions options, std::vector<CameraId> cameras) {
  RETURN_IF_ERROR(options.check());
  if (cameras.empty() || cameras.size() > kMostCameras) {
    return fail(ErrorCode::kInvalidArgument, "{} cameras to merge; give 1 to {}", cameras.size(),
                kMostCameras);
  }
  const std::set<CameraId> once(cameras.begin(), cameras.end());
  if (once.size() != cameras.size()) {
    return fail(ErrorCode::kInvalidArgument, "a camera to merge stands twice; name each once");
  }
  return Merger(std::make_unique<Impl>(options, std::move(cameras)));
}

Merger::Merger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Merger::Merger(Merger&&) noexcept = default;
Merger& Merger::operator=(Merger&&) noexcept = default;
Merger::~Merger() = default;

std::vector<wire::EyeMessage> Merger::process(const wire::EyeMessage& message) {
  std::vector<wire::EyeMessage> out;
  impl_->take(message, out);
  return out;
}

std::vector<wire::EyeMessage> Merger::finish() {
  std::vector<wire::EyeMessage> out;
  while (!impl_->moments.empty()) impl_->send_first(out);
  return out;
}

const MergerStats& Merger::stats() const { return impl_->stats; }

}  // namespace sillage::floor
