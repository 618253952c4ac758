// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/privacy_door.h"

#include <algorithm>
#include <limits>

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/local_day.h"
#include "floor/privacy/internal/segment_day.h"
#include "floor/privacy/internal/strict_door.h"
#include "floor/privacy/internal/visit_day.h"
#include "wire/ages.h"

namespace sillage::floor {
namespace {

constexpr int kSmallestGroup = 10;
constexpr int kShortestBinMinutes = 15;
/// What a strict release says of the age of a person's state, unless it was greater: the time to
/// live, and so many seconds.
constexpr double kForgettingS = 35;

/// Nobody was seen because nobody looked.
void make_unobserved(std::vector<wire::Figure>& figures) {
  for (wire::Figure& figure : figures) {
    figure.state = wire::FigureState::kReleased;
    figure.value = figure.low = figure.high = std::nullopt;
    figure.group.clear();
  }
}

}  // namespace

wire::ReleaseMode release_mode(const config::StoreConfig& store) {
  const bool is_strict = store.privacy.mode == config::PrivacyMode::kStrict;
  return is_strict ? wire::ReleaseMode::kStrict : wire::ReleaseMode::kStandard;
}

struct PrivacyDoor::State {
  config::StoreConfig store;
  bool evaluation = false;
  internal::LocalDays days;
  internal::Overlaps overlaps;
  std::optional<internal::StrictDoor> strict{};
  std::optional<internal::VisitDay> open_day{};
  std::optional<Duration> oldest_frame{};  ///< since the last bin's release
  internal::SegmentDay segments{};         ///< of the open day, where switched on

  static tl::unexpected<Error> damaged() {
    return fail(ErrorCode::kDataLoss,
                "the open day cannot be read; it was made by another build, start anew");
  }
};

Result<PrivacyDoor> PrivacyDoor::create(const config::StoreConfig& store, bool evaluation) {
  const config::PrivacyOptions& options = store.privacy;
  if (options.k < kSmallestGroup || options.k > std::numeric_limits<std::uint16_t>::max()) {
    return fail(ErrorCode::kInvalidArgument,
                "store '{}': k is {}, which would show groups that are too small to hide in; set "
                "privacy.k to {} or more (at most 65535)",
                store.id.value(), options.k, kSmallestGroup);
  }
  if (options.bin_minutes < kShortestBinMinutes) {
    return fail(ErrorCode::kInvalidArgument,
                "store '{}': bins of {} minutes would let single people be followed; set "
                "privacy.bin_minutes to {} or more",
                store.id.value(), options.bin_minutes, kShortestBinMinutes);
  }
  ASSIGN_OR_RETURN(const internal::LocalDays days, internal::LocalDays::create(store.time_zone));
  auto state =
      std::make_unique<State>(State{store, evaluation, days, internal::overlaps_of(store)});
  if (release_mode(store) == wire::ReleaseMode::kStrict) {
    RETURN_IF_ERROR(options.check());
    state->strict.emplace(store, days, internal::Entropy());
  }
  return PrivacyDoor(std::move(state));
}

PrivacyDoor::PrivacyDoor(std::unique_ptr<State> state) : state_(std::move(state)) {}
PrivacyDoor::PrivacyDoor(PrivacyDoor&&) noexcept = default;
PrivacyDoor& PrivacyDoor::operator=(PrivacyDoor&&) noexcept = default;
PrivacyDoor::~PrivacyDoor() = default;

wire::Release PrivacyDoor::make(internal::Draft draft) const {
  wire::ReleaseHeader header;
  header.store = state_->store.id;
  header.bin_start = draft.start;
  header.bin_end = draft.end;
  header.period = draft.period;
  header.mode = release_mode(state_->store);
  header.metric_version = kMetricVersion;
  header.link_level = static_cast<std::uint8_t>(
      std::clamp<int>(state_->store.journey.level, 0, wire::kMaxLinkLevel));
  header.k = static_cast<std::uint16_t>(state_->store.privacy.k);
  header.evaluation = state_->evaluation;
  header.rho = draft.rho;
  if (draft.oldest_person) header.person_age_s = seconds(*draft.oldest_person);
  const bool is_bin = draft.period == wire::Period::kBin;
  if (is_bin && state_->oldest_frame) header.frame_age_s = seconds(*state_->oldest_frame);
  if (state_->strict) {
    // Exact ages would tell whether somebody was there.
    const double limit = state_->store.measure.state_ttl_s + kForgettingS;
    header.person_age_s = std::max(header.person_age_s.value_or(0), limit);
    if (header.frame_age_s)
      header.frame_age_s = std::max(*header.frame_age_s, wire::kFrameAgeLimitS);
  }
  const double length = seconds(draft.end - draft.start);
  if (length > 0) header.coverage = std::clamp(seconds(draft.observed) / length, 0.0, 1.0);
  if (draft.observed <= Duration::zero()) make_unobserved(draft.figures);
  std::sort(draft.figures.begin(), draft.figures.end(), wire::precedes);
  return wire::Release(std::move(header), std::move(draft.figures));
}

std::vector<wire::Release> PrivacyDoor::take(const BinTally& tally) {
  std::vector<wire::Release> releases;
  if (state_->strict) {
    for (internal::Draft& draft : state_->strict->take(tally)) {
      releases.push_back(make(std::move(draft)));
    }
    if (!releases.empty()) state_->oldest_frame.reset();
    return releases;
  }
  releases.push_back(release(tally));
  state_->oldest_frame.reset();
  if (auto day = add_to_day(tally, releases.front())) releases.push_back(std::move(*day));
  return releases;
}

std::vector<wire::Release> PrivacyDoor::finish() {
  std::vector<wire::Release> releases;
  if (state_->strict) {
    for (internal::Draft& draft : state_->strict->finish()) {
      releases.push_back(make(std::move(draft)));
    }
  } else if (auto day = end_day()) {
    releases.push_back(std::move(*day));
  }
  return releases;
}

void PrivacyDoor::note_frame_age(Duration age) {
  state_->oldest_frame = std::max(age, state_->oldest_frame.value_or(age));
}

void PrivacyDoor::note_released(Instant at) {
  if (state_->strict) state_->strict->note_released(at);
}

std::int64_t PrivacyDoor::refused() const { return state_->strict ? state_->strict->refused() : 0; }

wire::Release PrivacyDoor::release(const BinTally& tally) const {
  if (state_->strict) {
    return make({tally.start, tally.end, wire::Period::kBin, tally.observed, {}, 0, {}});
  }
  const config::StoreConfig& store = state_->store;
  const std::int64_t k = store.privacy.k;
  std::vector<wire::Figure> figures;
  internal::add_totals(tally, figures);
  internal::add_lines(tally, k, figures);
  internal::add_zones(tally, store, state_->overlaps, figures);
  internal::add_ratios(tally, k, figures);
  internal::add_visits(tally, k, figures);
  internal::add_queues(tally, k, figures);
  if (tally.observed > Duration::zero()) {
    internal::add_heat(tally, k, wire::kMaxFigures - figures.size(), figures);
  }
  return make({tally.start, tally.end, wire::Period::kBin, tally.observed, tally.oldest_person, 0,
               std::move(figures)});
}

std::optional<wire::Release> PrivacyDoor::add_to_day(const BinTally& tally,
                                                     const wire::Release& told) {
  if (tally.lines.empty()) return std::nullopt;
  std::optional<internal::VisitDay>& open = state_->open_day;
  std::optional<wire::Release> ended;
  if (open && tally.start >= open->day().end) ended = end_day();
  if (!open) open.emplace(state_->days.day_of(tally.start), state_->store, state_->overlaps);
  open->add(tally, told.figures());
  if (tally.segments) {
    const Duration since_midnight = tally.start - open->day().start;
    state_->segments.add(*tally.segments, static_cast<int>(since_midnight / std::chrono::hours(1)));
  }
  return ended;
}

std::vector<std::byte> PrivacyDoor::save() const {
  ByteWriter out(4096);
  out.number(static_cast<std::uint8_t>(state_->store.privacy.mode));
  if (state_->strict) {
    state_->strict->save(out);
    return std::move(out).take();
  }
  out.number(static_cast<std::uint8_t>(state_->open_day.has_value()));
  if (state_->open_day) {
    out.time(state_->open_day->day().start.time_since_epoch());
    state_->open_day->save(out);
    state_->segments.save(out);
  }
  return std::move(out).take();
}

Result<void> PrivacyDoor::load(std::span<const std::byte> saved) {
  ByteReader in(saved);
  // What one mode knows is of no use to the other, and the day of a change is its own.
  if (in.number<std::uint8_t>() != static_cast<std::uint8_t>(state_->store.privacy.mode)) {
    return in.failed() ? state_->damaged() : Result<void>{};
  }
  if (state_->strict) return state_->strict->load(in) ? Result<void>{} : state_->damaged();
  if (in.number<std::uint8_t>() != 0) {
    state_->open_day.emplace(state_->days.day_of(Instant(in.time())), state_->store,
                             state_->overlaps);
    state_->open_day->load(in);
    state_->segments.load(in);
  }
  if (!in.failed() && in.at_end()) return {};
  return state_->damaged();
}

std::optional<wire::Release> PrivacyDoor::end_day() {
  const auto day = std::exchange(state_->open_day, std::nullopt);
  if (!day) return std::nullopt;
  std::vector<wire::Figure> figures;
  day->add_figures(state_->store, figures);
  const internal::SegmentDay segments = std::exchange(state_->segments, {});
  if (state_->store.audience.is_on()) {
    segments.add_figures(state_->store.privacy.k, audits_of(state_->store), state_->overlaps,
                         figures);
  }
  return make({day->day().start, day->day().end, wire::Period::kDay, day->observed(), std::nullopt,
               0, std::move(figures)});
}

}  // namespace sillage::floor
