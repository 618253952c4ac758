// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/badge_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "eye/describe/internal/mark_detector.h"

namespace sillage::eye {
namespace {

/// Who was not seen for so long is over, should nobody say so.
constexpr Duration kForgotten = std::chrono::seconds(60);

struct TrackMarks {
  int looks = 0;
  int objections = 0;
  int staff = 0;
  std::optional<Instant> last_look;
  Instant last_seen{};
};

/// Where somebody wears a mark or holds it up: down to the thighs, and a little beside.
Box where_worn(const Box& person) {
  return {person.left - 0.15 * person.width, person.top - 0.05 * person.height, 1.3 * person.width,
          0.8 * person.height};
}

bool contains(const Box& box, Point p) {
  return p.x >= box.left && p.x < box.right() && p.y >= box.top && p.y < box.bottom();
}

/// How far a mark is from the middle of a chest, in shares of the box.
double off_chest(const Box& person, Point mark) {
  const double x = (mark.x - person.centre().x) / person.width;
  const double y = (mark.y - person.top) / person.height - 0.35;
  return x * x + y * y;
}

}  // namespace

Result<void> BadgeOptions::check() const {
  const bool ok = min_height >= 1 && coarse_height >= min_height && interval_s >= 0 &&
                  eager_looks > 0 && patient_interval_s >= interval_s && looks_per_frame > 0 &&
                  reads > 0 && max_tracks > 0;
  if (ok) return {};
  return fail(ErrorCode::kInvalidArgument,
              "badge options are out of range; heights and counts are at least 1, coarse_height at "
              "least min_height, patient_interval_s at least interval_s");
}

struct BadgeReader::Impl {
  Impl(BadgeOptions chosen, MarkDetector made) : options(chosen), detector(std::move(made)) {}

  TrackMarks* marks_of(TrackId id, Instant now) {
    const auto found = tracks.find(id);
    if (found == tracks.end() && static_cast<int>(tracks.size()) >= options.max_tracks) {
      return nullptr;
    }
    TrackMarks& marks = found == tracks.end() ? tracks[id] : found->second;
    marks.last_seen = now;
    return &marks;
  }

  bool is_due(const SeenPerson& person, const TrackMarks& marks, Instant now) const {
    if (!(person.box.height >= options.min_height)) return false;
    if (marks.objections >= options.reads) return false;
    const double wait =
        marks.looks < options.eager_looks ? options.interval_s : options.patient_interval_s;
    return !marks.last_look || now - *marks.last_look >= from_seconds(wait);
  }

  void look(const SeenPerson& person, const I420View& picture, std::span<const SeenPerson> people) {
    ++stats.looks;
    const bool coarse = person.box.height >= options.coarse_height;
    for (const Mark& mark : detector.find(picture, where_worn(person.box), coarse)) {
      ++stats.reads;
      double nearest = std::numeric_limits<double>::infinity();
      TrackId wearer{};
      for (const SeenPerson& other : people) {
        if (!contains(where_worn(other.box), mark.centre)) continue;
        const double off = off_chest(other.box, mark.centre);
        if (off < nearest) nearest = off, wearer = other.track;
      }
      if (wearer != person.track) continue;
      TrackMarks& marks = tracks[person.track];
      ++(mark.badge == wire::Badge::kObjection ? marks.objections : marks.staff);
      break;  // one read per look
    }
  }

  BadgeOptions options;
  MarkDetector detector;
  BadgeStats stats;
  std::unordered_map<TrackId, TrackMarks> tracks;
};

Result<BadgeReader> BadgeReader::create(BadgeOptions options) {
  RETURN_IF_ERROR(options.check());
  ASSIGN_OR_RETURN(MarkDetector detector, MarkDetector::create());
  return BadgeReader(std::make_unique<Impl>(options, std::move(detector)));
}

BadgeReader::BadgeReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BadgeReader::BadgeReader(BadgeReader&&) noexcept = default;
BadgeReader& BadgeReader::operator=(BadgeReader&&) noexcept = default;
BadgeReader::~BadgeReader() = default;

void BadgeReader::process(Instant captured_at, const I420View& picture,
                          std::span<const SeenPerson> people) {
  Impl& impl = *impl_;
  std::erase_if(impl.tracks, [&](const auto& entry) {
    return captured_at - entry.second.last_seen > kForgotten;
  });
  std::vector<std::pair<TrackMarks*, const SeenPerson*>> due;
  for (const SeenPerson& person : people) {
    TrackMarks* marks = impl.marks_of(person.track, captured_at);
    if (marks != nullptr && impl.is_due(person, *marks, captured_at)) {
      due.emplace_back(marks, &person);
    }
  }
  std::sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.first->looks, a.first->last_look, a.second->track) <
           std::tuple(b.first->looks, b.first->last_look, b.second->track);
  });
  if (static_cast<int>(due.size()) > impl.options.looks_per_frame) {
    due.resize(impl.options.looks_per_frame);
  }
  for (const auto& [marks, person] : due) {
    ++marks->looks;
    marks->last_look = captured_at;
    impl.look(*person, picture, people);
  }
}

wire::Badge BadgeReader::badge_of(TrackId track) const {
  const auto found = impl_->tracks.find(track);
  if (found == impl_->tracks.end()) return wire::Badge::kNone;
  if (found->second.objections >= impl_->options.reads) return wire::Badge::kObjection;
  return found->second.staff >= impl_->options.reads ? wire::Badge::kStaff : wire::Badge::kNone;
}

void BadgeReader::end(TrackId track) { impl_->tracks.erase(track); }
const BadgeStats& BadgeReader::stats() const { return impl_->stats; }

}  // namespace sillage::eye
