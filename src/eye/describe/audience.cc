// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/audience.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "eye/describe/head_region.h"
#include "eye/describe/internal/body_picture.h"

namespace sillage::eye {
namespace {

/// A box this near to the edge of the picture, in shares of its height, is taken to be cut by it.
constexpr double kEdge = 0.01;
/// Who was not seen for so long is over, should nobody say so.
constexpr Duration kForgotten = std::chrono::seconds(60);
constexpr double kSteps = 16;  ///< of log-odds, as in wire::Evidence

struct TrackLooks {
  int looks = 0;
  std::optional<Instant> last_look;
  Instant last_seen{};
};

/// Where nothing of `person` may be read: all heads, and whoever stands nearer to the camera.
void mask_for(const SeenPerson& person, std::span<const SeenPerson> people,
              std::span<const Detection> everybody, std::vector<Box>& masked) {
  masked.assign(1, head_region(person.box, person.tilt_sine));
  // Who stands beside may share colour samples with the edge of the box.
  const Box reach{person.box.left - 2, person.box.top - 2, person.box.width + 4,
                  person.box.height + 4};
  const auto add = [&](const Box& box) {
    if (intersection_area(box, reach) > 0) masked.push_back(box);
  };
  for (const SeenPerson& other : people) {
    if (other.track == person.track) continue;
    if (other.box.bottom() > person.box.bottom()) add(other.box);
    add(head_region(other.box, other.tilt_sine));
  }
  for (const Detection& other : everybody) add(head_region(other.box, person.tilt_sine));
}

wire::Evidence evidence_of(double log_odds) {
  return {static_cast<std::int8_t>(std::clamp(std::lround(kSteps * log_odds), -127L, 127L))};
}

}  // namespace

Result<void> AudienceOptions::check() const {
  const bool ok = min_height >= 32 && min_aspect > 0 && min_aspect < max_aspect && min_shown >= 0 &&
                  min_shown <= 1 && max_unseen >= 0 && max_unseen < 1 && min_sharpness >= 0 &&
                  max_tilt_sine > 0 && interval_s >= 0 && looks_per_frame > 0 && max_looks > 0 &&
                  max_tracks > 0;
  if (ok) return {};
  return fail(
      ErrorCode::kInvalidArgument,
      "audience options are out of range; min_height is at least 32 pixels, min_shown 0 to 1, "
      "max_unseen below 1, aspects are positive and in order, counts at least 1");
}

struct AudienceStage::Impl {
  bool wants_look(const SeenPerson& person, const TrackLooks& looks, Instant now,
                  const I420View& picture) {
    if (looks.looks >= options.max_looks) return false;
    const double wait_s = options.interval_s * std::max(1.0, looks.looks / 2.0);
    if (looks.last_look && now - *looks.last_look < from_seconds(wait_s)) return false;
    const Box& box = person.box;
    if (!(box.height >= options.min_height)) {
      ++stats.too_small;
      return false;
    }
    const double edge = kEdge * box.height, aspect = box.width / box.height;
    const bool whole = box.left >= -edge && box.right() <= picture.width + edge &&
                       box.top >= -edge && box.bottom() <= picture.height + edge;
    if (whole && aspect >= options.min_aspect && aspect <= options.max_aspect &&
        person.tilt_sine <= options.max_tilt_sine &&
        person.shown.value_or(options.min_shown) >= options.min_shown) {
      return true;
    }
    ++stats.cut;
    return false;
  }

  /// Nothing where the picture is not good enough.
  Result<std::optional<wire::Evidence>> look(const SeenPerson& person, const I420View& picture) {
    BodyPicture body;
    draw_body(picture, person.box, head_region(person.box, person.tilt_sine).bottom(), masked,
              body);
    ++stats.crops;
    if (body.unseen > options.max_unseen) {
      ++stats.hidden;
      return std::optional<wire::Evidence>{};
    }
    if (body.sharpness < options.min_sharpness) {
      ++stats.blurred;
      return std::optional<wire::Evidence>{};
    }
    ++stats.looks;
    ASSIGN_OR_RETURN(const double log_odds, network->feminine(body.rgb));
    return std::optional(evidence_of(log_odds));
  }

  TrackLooks* looks_of(TrackId id, Instant now) {
    auto found = tracks.find(id);
    if (found == tracks.end()) {
      if (static_cast<int>(tracks.size()) >= options.max_tracks) return nullptr;
      found = tracks.try_emplace(id).first;
    }
    found->second.last_seen = now;
    return &found->second;
  }

  AudienceOptions options;
  std::shared_ptr<BodyNetwork> network;
  AudienceStats stats{};
  std::unordered_map<TrackId, TrackLooks> tracks{};
  std::vector<Box> masked{};
};

Result<AudienceStage> AudienceStage::create(AudienceOptions options,
                                            std::shared_ptr<BodyNetwork> network) {
  RETURN_IF_ERROR(options.check());
  if (network == nullptr) {
    return fail(ErrorCode::kInvalidArgument, "an audience stage needs a network");
  }
  return AudienceStage(std::make_unique<Impl>(Impl{options, std::move(network)}));
}

AudienceStage::AudienceStage(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudienceStage::AudienceStage(AudienceStage&&) noexcept = default;
AudienceStage& AudienceStage::operator=(AudienceStage&&) noexcept = default;
AudienceStage::~AudienceStage() = default;

Result<std::vector<TrackEvidence>> AudienceStage::process(Instant captured_at,
                                                          const I420View& picture,
                                                          std::span<const SeenPerson> people,
                                                          std::span<const Detection> everybody) {
  Impl& impl = *impl_;
  std::erase_if(impl.tracks, [&](const auto& entry) {
    return captured_at - entry.second.last_seen > kForgotten;
  });
  std::vector<std::pair<const SeenPerson*, TrackLooks*>> waiting;
  for (const SeenPerson& person : people) {
    TrackLooks* looks = impl.looks_of(person.track, captured_at);
    if (looks == nullptr || !impl.wants_look(person, *looks, captured_at, picture)) continue;
    waiting.emplace_back(&person, looks);
  }
  std::sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.second->looks, a.second->last_look, a.first->track) <
           std::tuple(b.second->looks, b.second->last_look, b.first->track);
  });
  if (static_cast<int>(waiting.size()) > impl.options.looks_per_frame) {
    waiting.resize(impl.options.looks_per_frame);
  }
  std::vector<TrackEvidence> found;
  for (const auto& [person, looks] : waiting) {
    mask_for(*person, people, everybody, impl.masked);
    looks->last_look = captured_at;
    ASSIGN_OR_RETURN(const auto evidence, impl.look(*person, picture));
    if (!evidence) continue;
    ++looks->looks;
    found.push_back({person->track, *evidence});
  }
  return found;
}

void AudienceStage::end(TrackId track) { impl_->tracks.erase(track); }
const AudienceStats& AudienceStage::stats() const { return impl_->stats; }

}  // namespace sillage::eye
