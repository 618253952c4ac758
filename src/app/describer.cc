// SPDX-License-Identifier: Apache-2.0
#include "app/describer.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "eye/describe/tilt.h"

namespace sillage::app {
namespace {

constexpr std::string_view kRecordingKey = "sillage: clothing in recordings";
static_assert(kRecordingKey.size() <= eye::EpochKeys::kKeySize);

/// Of a usual adult below the upper edge of the box.
std::optional<double> shown_of(const Box& box, const StandingBody& body) {
  const auto stands = body.box_below({box.left + box.width / 2, box.top});
  if (!stands || !(stands->height > 0)) return std::nullopt;
  return box.height / stands->height;
}

}  // namespace

Description describe_recordings(const config::StoreConfig& store, Instant first) {
  Description description{store.privacy.read_marks, {}, first, nullptr};
  if (store.journey.level >= 3) {
    eye::EpochKeys::Key key{};
    std::copy(kRecordingKey.begin(), kRecordingKey.end(), key.begin());
    description.clothing_key = key;
  }
  return description;
}

Result<Describer> Describer::create(Description wanted, std::optional<Homography> floor_from_image,
                                    std::optional<StandingBody> body) {
  Describer describer;
  describer.floor_from_image_ = floor_from_image;
  describer.body_ = std::move(body);
  if (wanted.body_network != nullptr) {
    ASSIGN_OR_RETURN(describer.audience_,
                     eye::AudienceStage::create({}, std::move(wanted.body_network)));
  }
  if (wanted.marks) {
    ASSIGN_OR_RETURN(describer.marks_, eye::BadgeReader::create({}));
  }
  if (wanted.clothing_key) {
    eye::EpochKeys keys(*wanted.clothing_key, wanted.keys_from);
    ASSIGN_OR_RETURN(describer.clothing_, eye::ClothingStage::create({}, std::move(keys)));
  }
  return describer;
}

Result<void> Describer::process(const eye::Frame& frame, std::span<const eye::Detection> boxes,
                                std::span<const eye::TrackUpdate> updates) {
  codes_.clear();
  evidence_.clear();
  at_ = frame.captured_at;
  if (!clothing_ && !marks_ && !audience_) return {};
  std::vector<eye::SeenPerson> people;
  for (const eye::TrackUpdate& update : updates) {
    const bool now = update.captured_at == at_ && update.state == eye::TrackState::kObserved;
    if (!now) continue;
    people.push_back({update.track, update.box});
    if (!floor_from_image_) continue;
    const Point foot{update.box.left + update.box.width / 2, update.box.bottom()};
    people.back().tilt_sine = eye::tilt_sine(*floor_from_image_, foot);
    if (body_ && audience_) people.back().shown = shown_of(update.box, *body_);
  }
  if (marks_) marks_->process(at_, frame.picture, people);
  if (audience_) {
    ASSIGN_OR_RETURN(const auto found, audience_->process(at_, frame.picture, people, boxes));
    for (const auto& [track, evidence] : found) evidence_[track] = evidence;
  }
  if (!clothing_) return {};
  for (const auto& [track, code] : clothing_->process(at_, frame.picture, people, boxes)) {
    codes_[track] = code;
  }
  return {};
}

void Describer::describe(const eye::TrackUpdate& update, wire::Sighting& sighting) {
  if (marks_) sighting.badge = marks_->badge_of(update.track);
  if (update.captured_at == at_ && update.state == eye::TrackState::kObserved) {
    if (const auto code = codes_.find(update.track); code != codes_.end()) {
      sighting.code = code->second;
    }
    if (const auto said = evidence_.find(update.track); said != evidence_.end()) {
      sighting.evidence = said->second;
    }
  }
  if (update.state != eye::TrackState::kEnded) return;
  if (marks_) marks_->end(update.track);
  if (clothing_) clothing_->end(update.track);
  if (audience_) audience_->end(update.track);
}

DescribeStats Describer::stats() const {
  DescribeStats stats;
  if (clothing_) stats.clothing = clothing_->stats();
  if (marks_) stats.marks = marks_->stats();
  if (audience_) stats.audience = audience_->stats();
  return stats;
}

}  // namespace sillage::app
