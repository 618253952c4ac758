// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/clothing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <unordered_map>

#include <sodium.h>

#include "eye/describe/head_region.h"
#include "eye/describe/internal/average_clothing.h"
#include "eye/describe/internal/body_cells.h"
#include "eye/describe/internal/clothing_features.h"
#include "eye/describe/internal/projection.h"

namespace sillage::eye {
namespace {

/// A box this near to the edge of the picture, in shares of its height, is taken to be cut by it.
constexpr double kEdge = 0.01;
/// Who was not seen for so long is over, should nobody say so.
constexpr Duration kForgotten = std::chrono::seconds(60);

/// What is kept of one track; stays where it is in memory and is wiped when it goes.
struct TrackLooks {
  TrackLooks() = default;
  TrackLooks(const TrackLooks&) = delete;
  TrackLooks& operator=(const TrackLooks&) = delete;
  ~TrackLooks() { sodium_memzero(this, sizeof *this); }

  void restart(std::uint32_t of_epoch, std::uint32_t of_previous) {
    sodium_memzero(sum.data(), sizeof sum);
    looks = 0;
    epoch = of_epoch;
    previous_epoch = of_previous;
    pending.reset();
    last_look.reset();
  }

  ClothingFeatures::Vector sum{};
  int looks = 0;
  std::uint32_t epoch = 0;
  /// Not 0: first seen while that epoch could still be compared.
  std::uint32_t previous_epoch = 0;
  std::optional<wire::ClothingCode> pending;
  std::optional<Instant> last_look;
  Instant last_seen{};
};

bool is_cut(const Box& box, const I420View& picture, const ClothingOptions& options) {
  const double edge = kEdge * box.height;
  const double aspect = box.width / box.height;
  return !(box.left >= -edge && box.right() <= picture.width + edge && box.top >= edge &&
           box.bottom() <= picture.height - edge && aspect >= options.min_aspect &&
           aspect <= options.max_aspect);
}

/// Where nothing of `person` may be read: all heads, and whoever stands nearer to the camera.
void mask_for(const SeenPerson& person, std::span<const SeenPerson> people,
              std::span<const Detection> everybody, std::vector<Box>& masked) {
  masked.assign(1, head_region(person.box));
  const auto add = [&](const Box& box) {
    if (intersection_area(box, person.box) > 0) masked.push_back(box);
  };
  for (const SeenPerson& other : people) {
    if (other.track == person.track) continue;
    add(other.box.bottom() > person.box.bottom() ? other.box : head_region(other.box));
    add(head_region(other.box));
  }
  for (const Detection& other : everybody) add(head_region(other.box));
}

}  // namespace

Result<void> ClothingOptions::check() const {
  const bool ok = min_height >= 16 && min_aspect > 0 && min_aspect < max_aspect &&
                  max_unseen >= 0 && max_unseen < 1 && min_sharpness >= 0 && interval_s >= 0 &&
                  looks_per_frame > 0 && max_looks > 0 && min_people >= 0 && max_tracks > 0;
  if (ok) return {};
  return fail(ErrorCode::kInvalidArgument,
              "clothing options are out of range; min_height is at least 16 pixels, max_unseen "
              "below 1, aspects are positive and in order, counts at least 1");
}

struct ClothingStage::Impl {
  Impl(ClothingOptions chosen, EpochKeys held) : options(chosen), keys(std::move(held)) {}

  std::unique_ptr<Projection> projection_of(std::uint32_t of_epoch) const {
    const EpochKeys::Key* key = keys.key(of_epoch);
    return key != nullptr ? std::make_unique<Projection>(*key) : nullptr;
  }

  void go_to(Instant now) {
    keys.advance(now);
    if (epoch != keys.current()) {
      epoch = keys.current();
      current = projection_of(epoch);
      previous = projection_of(keys.previous());
    }
    if (keys.previous() == 0) previous = nullptr;
    std::erase_if(tracks,
                  [&](const auto& entry) { return now - entry.second.last_seen > kForgotten; });
  }

  TrackLooks* looks_of(TrackId id, Instant now) {
    auto found = tracks.find(id);
    if (found == tracks.end()) {
      if (static_cast<int>(tracks.size()) >= options.max_tracks) return nullptr;
      found = tracks.try_emplace(id).first;
      found->second.restart(epoch, previous != nullptr ? keys.previous() : 0);
    }
    TrackLooks& looks = found->second;
    looks.last_seen = now;
    if (looks.epoch != epoch) looks.restart(epoch, 0);
    return &looks;
  }

  bool wants_look(const SeenPerson& person, const TrackLooks& looks, Instant now,
                  const I420View& picture) {
    if (looks.looks >= options.max_looks) return false;
    if (looks.last_look && now - *looks.last_look < from_seconds(options.interval_s)) return false;
    if (!(person.box.height >= options.min_height)) {
      ++stats.too_small;
      return false;
    }
    if (is_cut(person.box, picture, options)) {
      ++stats.cut;
      return false;
    }
    return true;
  }

  /// Adds one look; false where the picture is not good enough.
  bool look(const SeenPerson& person, TrackLooks& looks, const I420View& picture) {
    BodyCells body;
    read_body(picture, person.box, masked, body);
    ++stats.looks;
    if (body.unseen > options.max_unseen) {
      ++stats.hidden;
      return false;
    }
    if (body.sharpness < options.min_sharpness) {
      ++stats.blurred;
      return false;
    }
    ClothingFeatures features;
    clothing_features(body, features);
    average.add(features);
    average.add_difference(features, looks.sum);
    if (++looks.looks == 1) ++people_looked_at;
    return true;
  }

  std::optional<wire::ClothingCode> code_of(TrackLooks& looks) {
    if (people_looked_at < options.min_people) return std::nullopt;
    if (!std::has_single_bit(static_cast<unsigned>(looks.looks))) return std::nullopt;
    if (looks.previous_epoch != 0 && looks.previous_epoch == keys.previous() && previous) {
      looks.pending = wire::ClothingCode{looks.previous_epoch, previous->encode(looks.sum)};
    }
    return wire::ClothingCode{epoch, current->encode(looks.sum)};
  }

  ClothingOptions options;
  EpochKeys keys;
  ClothingStats stats;
  std::uint32_t epoch = 0;
  std::unique_ptr<Projection> current, previous;
  AverageClothing average;
  std::int64_t people_looked_at = 0;
  std::unordered_map<TrackId, TrackLooks> tracks;
  std::vector<Box> masked;
};

Result<ClothingStage> ClothingStage::create(ClothingOptions options, EpochKeys keys) {
  RETURN_IF_ERROR(options.check());
  return ClothingStage(std::make_unique<Impl>(options, std::move(keys)));
}

ClothingStage::ClothingStage(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ClothingStage::ClothingStage(ClothingStage&&) noexcept = default;
ClothingStage& ClothingStage::operator=(ClothingStage&&) noexcept = default;
ClothingStage::~ClothingStage() = default;

std::vector<TrackCode> ClothingStage::process(Instant captured_at, const I420View& picture,
                                              std::span<const SeenPerson> people,
                                              std::span<const Detection> everybody) {
  Impl& impl = *impl_;
  impl.go_to(captured_at);
  std::vector<TrackCode> codes;
  std::vector<std::pair<const SeenPerson*, TrackLooks*>> waiting;
  for (const SeenPerson& person : people) {
    TrackLooks* looks = impl.looks_of(person.track, captured_at);
    if (looks == nullptr || impl.current == nullptr) continue;
    if (looks->pending) {
      codes.push_back({person.track, *looks->pending});
      looks->pending.reset();
    } else if (impl.wants_look(person, *looks, captured_at, picture)) {
      waiting.emplace_back(&person, looks);
    }
  }
  std::sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.second->looks, a.second->last_look, a.first->track) <
           std::tuple(b.second->looks, b.second->last_look, b.first->track);
  });
  if (static_cast<int>(waiting.size()) > impl.options.looks_per_frame) {
    waiting.resize(impl.options.looks_per_frame);
  }
  for (const auto& [person, looks] : waiting) {
    mask_for(*person, people, everybody, impl.masked);
    looks->last_look = captured_at;
    if (!impl.look(*person, *looks, picture)) continue;
    if (const auto code = impl.code_of(*looks)) codes.push_back({person->track, *code});
  }
  impl.stats.codes += static_cast<std::int64_t>(codes.size());
  return codes;
}

void ClothingStage::end(TrackId track) { impl_->tracks.erase(track); }
const ClothingStats& ClothingStage::stats() const { return impl_->stats; }

}  // namespace sillage::eye
