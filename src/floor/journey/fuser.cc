// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/fuser.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "floor/journey/internal/crowd.h"

namespace sillage::floor {
namespace {

using internal::FusedPerson;
using internal::Serial;
using internal::View;

constexpr std::size_t kMostCameras = 256;
/// A camera that does not see its person for so long loses the word to another.
constexpr Duration kPatience = std::chrono::milliseconds(250);
/// A camera takes the word from another whose variance is larger by this factor.
constexpr double kMuchBetter = 1.5;

/// All frames of one instant.
struct Moment {
  Instant at;
  std::vector<wire::Sighting> people;  ///< by identity, unless that has changed since
  std::vector<wire::Sighting> ended;
  std::vector<wire::FrameMark> marks;
};

/// Whether it tells something that must not be lost when another camera speaks.
bool has_more_to_say(const wire::Sighting& sighting) {
  return sighting.code || sighting.evidence || sighting.badge != wire::Badge::kNone;
}

}  // namespace

Result<void> FuserOptions::check() const {
  for (const double x : {acceleration_density, velocity_memory_s, speed_sd, place_sd, tail, density,
                         evidence_s, confirm, memory_s}) {
    if (!(x > 0) || !(x <= 1000)) {
      return fail(ErrorCode::kInvalidArgument,
                  "an option of the fusion is {}; give more than 0 and at most 1000", x);
    }
  }
  for (const double x : {trust, same_camera, merge, hold_s}) {
    if (!(x >= 0) || !(x <= 1000)) {
      return fail(ErrorCode::kInvalidArgument, "an option of the fusion is {}; give 0 to 1000", x);
    }
  }
  if (hold_s > memory_s) {
    return fail(ErrorCode::kInvalidArgument,
                "the fusion would forget people before it sends them; give hold_s up to memory_s");
  }
  return {};
}

struct Fuser::Impl {
  using Out = std::vector<wire::EyeMessage>;

  explicit Impl(FuserOptions o) : options(o), crowd(options, stats) {}

  /// Small number of a camera; nothing beyond the bound.
  std::optional<int> number_of(const CameraId& id) {
    const auto known = numbers.find(id);
    if (known != numbers.end()) return known->second;
    if (numbers.size() >= kMostCameras) return std::nullopt;
    return numbers.emplace(id, static_cast<int>(numbers.size())).first->second;
  }

  void take(const wire::Sighting& sighting, Out& out) {
    if (sighting.kind != wire::SightingKind::kObserved || !begin(sighting.captured_at, out)) return;
    const auto camera = number_of(sighting.camera);
    if (!camera) {
      ++stats.refused;
      return;
    }
    frames[*camera].push_back(sighting);
  }

  void take(const wire::FrameMark& mark, Out& out) {
    if (!begin(mark.captured_at, out)) return;
    marks.push_back(mark);
    if (const auto camera = number_of(mark.camera)) frames[*camera];
  }

  /// False where the instant is over.
  bool begin(Instant at, Out& out) {
    if (now && at < *now) {
      ++stats.refused;
      return false;
    }
    if (now && at > *now) close(out);
    now = at;
    return true;
  }

  /// All frames of the instant have come.
  void close(Out& out) {
    send(*now - from_seconds(options.hold_s), out);
    Moment moment{*now, {}, {}, std::exchange(marks, {})};
    for (const Serial gone : crowd.forget(*now)) end(gone, moment);
    std::vector<std::pair<Serial, const wire::Sighting*>> seen;
    for (const auto& [camera, sightings] : frames) {
      const std::vector<Serial> whose = crowd.see(camera, *now, sightings);
      for (std::size_t s = 0; s < whose.size(); ++s) seen.emplace_back(whose[s], &sightings[s]);
    }
    for (const auto& [younger, older] : crowd.take_merged()) {
      same_as[younger] = {older, *now};
      const auto said = last_said.find(younger);
      if (said != last_said.end() && said->second.is_sent) end(younger, moment);
      last_said.erase(younger);
    }
    std::map<Serial, std::vector<const wire::Sighting*>> by_person;
    for (const auto& [serial, sighting] : seen) {
      if (serial != 0) by_person[resolved(serial)].push_back(sighting);
    }
    for (const auto& [serial, sightings] : by_person) say(serial, sightings, moment);
    frames.clear();
    moments.push_back(std::move(moment));
    stats.held = static_cast<std::int64_t>(crowd.people().size());
  }

  /// What is sent of a person whom these sightings of the instant show.
  void say(Serial serial, const std::vector<const wire::Sighting*>& seen, Moment& moment) {
    FusedPerson& person = crowd.people().at(serial);
    const int speaker = choose_speaker(person);
    for (const wire::Sighting* sighting : seen) {
      const bool is_said = numbers.at(sighting->camera) == speaker;
      if (!is_said && !has_more_to_say(*sighting)) continue;
      wire::Sighting sent = *sighting;
      sent.track = TrackId{serial};
      sent.foot_in_floor = person.motion.place();
      sent.foot_covariance = person.motion.place_covariance();
      sent.score = person.score;
      moment.people.push_back(sent);
      last_said[serial].last = sent;
      if (is_said) person.spoke = *now;
    }
  }

  /// The camera that speaks for the person at this instant; -1: one that does not see them now.
  int choose_speaker(FusedPerson& person) const {
    const View *best = nullptr, *mine = nullptr;
    for (const View& view : person.views) {
      if (view.seen != *now) continue;
      if (best == nullptr || view.spread < best->spread) best = &view;
      if (person.speaker == view.camera) mine = &view;
    }
    if (best == nullptr) return -1;
    const bool keeps_the_word = mine != nullptr ? mine->spread <= kMuchBetter * best->spread
                                                : person.speaker && *now - person.spoke < kPatience;
    if (!keeps_the_word) person.speaker = best->camera;
    return keeps_the_word && mine == nullptr ? -1 : *person.speaker;
  }

  void end(Serial serial, Moment& moment) {
    const auto said = last_said.find(serial);
    if (said == last_said.end()) return;
    wire::Sighting& last = said->second.last;
    last.kind = wire::SightingKind::kEnded;
    last.badge = wire::Badge::kNone;
    last.code.reset();
    last.evidence.reset();
    if (said->second.is_sent) moment.ended.push_back(last);
    last_said.erase(said);
  }

  Serial resolved(Serial serial) const {
    for (auto it = same_as.find(serial); it != same_as.end(); it = same_as.find(serial)) {
      serial = it->second.first;
    }
    return serial;
  }

  void send(Instant until, Out& out) {
    while (!moments.empty() && moments.front().at <= until) {
      Moment& moment = moments.front();
      for (const auto& ended : moment.ended) out.emplace_back(ended);
      std::set<Serial> said;
      for (wire::Sighting& sighting : moment.people) {
        const Serial serial = resolved(static_cast<Serial>(sighting.track));
        sighting.track = TrackId{serial};
        if (!crowd.people().at(serial).is_confirmed) continue;
        // Where two were one, the elder speaks for both.
        if (!said.insert(serial).second && !has_more_to_say(sighting)) continue;
        out.emplace_back(sighting);
        bool& is_sent = last_said[serial].is_sent;
        stats.people += !is_sent;
        is_sent = true;
      }
      for (const auto& mark : moment.marks) out.emplace_back(mark);
      moments.pop_front();
    }
    std::erase_if(same_as, [&](const auto& entry) { return entry.second.second < until; });
  }

  void finish(Out& out) {
    if (now) close(out);
    send(Instant::max(), out);
    Moment last;
    for (const auto& [serial, person] : crowd.people()) end(serial, last);
    for (const auto& ended : last.ended) out.emplace_back(ended);
    crowd.clear();
    last_said.clear();
    now.reset();
    stats.held = 0;
  }

  struct Said {
    wire::Sighting last;
    bool is_sent = false;  ///< anything of them
  };

  FuserOptions options;
  FuserStats stats;
  internal::Crowd crowd;
  std::map<CameraId, int> numbers;
  std::optional<Instant> now;  ///< the instant whose frames are coming
  std::map<int, std::vector<wire::Sighting>> frames;
  std::vector<wire::FrameMark> marks;
  std::map<Serial, Said> last_said;
  std::map<Serial, std::pair<Serial, Instant>> same_as;  ///< and since when it is known
  std::deque<Moment> moments;                            ///< not yet sent; its people are known
};

Result<Fuser> Fuser::create(FuserOptions options) {
  RETURN_IF_ERROR(options.check());
  return Fuser(std::make_unique<Impl>(options));
}

Fuser::Fuser(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fuser::Fuser(Fuser&&) noexcept = default;
Fuser& Fuser::operator=(Fuser&&) noexcept = default;
Fuser::~Fuser() = default;

std::vector<wire::EyeMessage> Fuser::process(const wire::EyeMessage& message) {
  std::vector<wire::EyeMessage> out;
  std::visit([&](const auto& content) { impl_->take(content, out); }, message);
  return out;
}

std::vector<wire::EyeMessage> Fuser::finish() {
  std::vector<wire::EyeMessage> out;
  impl_->finish(out);
  return out;
}

void Fuser::pass_time(Instant now) { impl_->crowd.expire(now); }

const FuserStats& Fuser::stats() const { return impl_->stats; }

std::vector<CameraAlignment> Fuser::alignment() const {
  std::vector<CameraAlignment> cameras(impl_->numbers.size());
  for (const auto& [id, number] : impl_->numbers) {
    cameras[number] = impl_->crowd.alignment().report(number);
    cameras[number].camera = id;
  }
  return cameras;
}

}  // namespace sillage::floor
