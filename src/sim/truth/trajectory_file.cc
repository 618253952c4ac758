// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/trajectory_file.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <unordered_map>
#include <vector>

#include "sim/agents/moment.h"
#include "sim/truth/internal/stream_file.h"

namespace sillage::sim {
namespace {

constexpr std::string_view kMagic = "SILPATH1";
enum Record : std::uint8_t { kDay = 1, kAppear = 2, kMove = 3, kVanish = 4, kEnd = 5 };

constexpr std::size_t kMostPeople = 100'000;
/// Farther than this from the plan's origin nobody walks, mm.
constexpr std::int64_t kFarthest = 10'000'000;
/// Microseconds of the years 1970 to 2200.
constexpr std::int64_t kLatest = 7'258'118'400'000'000;
constexpr std::int64_t kTicksPerDay = 26 * 36'000;

std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// A place in whole millimetres and the last step; the next one is mostly much the same.
struct Trail {
  std::int64_t x = 0, y = 0, dx = 0, dy = 0;
};

std::int64_t millimetres(double metres) { return std::llround(metres * 1000); }
/// The number that millimetres(x) / 1000 was made from: both ends divide whole numbers.
double metres(std::int64_t mm) { return static_cast<double>(mm) / 1000; }

}  // namespace

struct TrajectoryWriter::Impl {
  explicit Impl(internal::StreamFile out) : file(std::move(out)) {}

  void byte(std::uint8_t value) { file.buffer() += static_cast<char>(value); }
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      byte(static_cast<std::uint8_t>(value | 0x80));
      value >>= 7;
    }
    byte(static_cast<std::uint8_t>(value));
  }
  void signed_number(std::int64_t value) { number(zigzag(value)); }

  /// Ticks since the last record.
  void time(Instant at) {
    const std::int64_t tick = (at - midnight) / kTick;
    number(static_cast<std::uint64_t>(tick - last_tick));
    last_tick = tick;
  }

  internal::StreamFile file;
  Instant midnight;
  std::int64_t last_tick = 0;
  std::unordered_map<PersonId, Trail> trails;
};

Result<TrajectoryWriter> TrajectoryWriter::create(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(internal::StreamFile file, internal::StreamFile::create(path));
  file.append(kMagic);
  return TrajectoryWriter(std::make_unique<Impl>(std::move(file)));
}

TrajectoryWriter::TrajectoryWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TrajectoryWriter::TrajectoryWriter(TrajectoryWriter&&) noexcept = default;
TrajectoryWriter& TrajectoryWriter::operator=(TrajectoryWriter&&) noexcept = default;
TrajectoryWriter::~TrajectoryWriter() = default;

void TrajectoryWriter::begin_day(Instant midnight) {
  impl_->byte(kDay);
  impl_->signed_number(midnight.time_since_epoch().count());
  impl_->midnight = midnight;
  impl_->last_tick = 0;
}

void TrajectoryWriter::appeared(Instant at, const Person& person, Point place) {
  Impl& out = *impl_;
  out.byte(kAppear);
  out.time(at);
  out.number(static_cast<std::uint64_t>(person.id));
  out.number(static_cast<std::uint64_t>(person.unit));
  out.byte(static_cast<std::uint8_t>(person.role));
  out.byte(static_cast<std::uint8_t>(person.kind));
  out.byte(static_cast<std::uint8_t>(person.presentation));
  out.byte(static_cast<std::uint8_t>(person.age_band));
  out.byte(static_cast<std::uint8_t>(person.prop));
  out.number(static_cast<std::uint64_t>(millimetres(person.body.stature_m)));
  const Trail trail{millimetres(place.x), millimetres(place.y), 0, 0};
  out.signed_number(trail.x);
  out.signed_number(trail.y);
  out.trails[person.id] = trail;
  out.file.flush_if_full();
}

void TrajectoryWriter::moved(Instant at, std::span<const Moved> all) {
  Impl& out = *impl_;
  out.byte(kMove);
  out.time(at);
  out.number(all.size());
  for (const Moved& step : all) {
    Trail& trail = out.trails.at(step.person);
    const std::int64_t dx = millimetres(step.place.x) - trail.x;
    const std::int64_t dy = millimetres(step.place.y) - trail.y;
    out.number(static_cast<std::uint64_t>(step.person));
    out.signed_number(dx - trail.dx);
    out.signed_number(dy - trail.dy);
    trail = {trail.x + dx, trail.y + dy, dx, dy};
  }
  out.file.flush_if_full();
}

void TrajectoryWriter::vanished(Instant at, PersonId person) {
  impl_->byte(kVanish);
  impl_->time(at);
  impl_->number(static_cast<std::uint64_t>(person));
  impl_->trails.erase(person);
}

Result<void> TrajectoryWriter::finish() {
  impl_->byte(kEnd);
  return impl_->file.finish();
}

namespace {

/// Reads records until the end; the first fault ends it.
class Replay {
 public:
  Replay(std::istream& in, std::string_view name, Observer& observer)
      : in_(in), name_(name), observer_(observer) {}

  Result<void> run() {
    for (const char expected : kMagic) {
      if (byte() != static_cast<std::uint8_t>(expected)) {
        return fail(ErrorCode::kDataLoss,
                    "{}: no trajectory file of this version; make one with `sillage sim run --out "
                    "DIR --trajectories`",
                    name_);
      }
    }
    while (true) {
      const std::uint8_t record = byte();
      if (record == kEnd && fault_ == nullptr) return {};
      if (fault_ == nullptr) read(record);
      if (fault_ == nullptr) continue;
      return fail(ErrorCode::kDataLoss, "{}: byte {}: {}; the file is damaged, make it anew", name_,
                  position_, fault_);
    }
  }

 private:
  std::uint8_t byte() {
    const int value = in_.get();
    if (value == std::istream::traits_type::eof()) {
      wrong("the file ends here");
      return 0;
    }
    ++position_;
    return static_cast<std::uint8_t>(value);
  }
  void wrong(const char* what) {
    if (fault_ == nullptr) fault_ = what;
  }
  std::uint64_t number(std::uint64_t most) {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      const std::uint8_t part = byte();
      value |= static_cast<std::uint64_t>(part & 0x7F) << shift;
      if ((part & 0x80) != 0) continue;
      if (value > most) wrong("a number is out of range");
      return value;
    }
    wrong("a number is too long");
    return 0;
  }
  std::int64_t signed_number(std::int64_t most) {
    const std::int64_t value = unzigzag(number(std::numeric_limits<std::uint64_t>::max()));
    if (value < -most || value > most) wrong("a number is out of range");
    return fault_ == nullptr ? value : 0;
  }
  template <class Enum>
  Enum name_of(Enum last) {
    const std::uint8_t value = byte();
    if (value > static_cast<std::uint8_t>(last)) wrong("an unknown kind");
    return static_cast<Enum>(value);
  }

  Instant time() {
    tick_ += static_cast<std::int64_t>(number(kTicksPerDay));
    if (tick_ > kTicksPerDay) wrong("a time beyond the end of the day");
    return midnight_ + tick_ * kTick;
  }
  PersonId id() { return static_cast<PersonId>(number(std::numeric_limits<std::uint32_t>::max())); }

  void read(std::uint8_t record) {
    if (record == kDay) {
      if (!trails_.empty()) return wrong("a day begins before everybody has left");
      midnight_ = Instant(Duration(signed_number(kLatest)));
      tick_ = 0;
      has_day_ = true;
    } else if (!has_day_) {
      wrong("no day has begun");
    } else if (record == kAppear) {
      read_appear();
    } else if (record == kMove) {
      read_moves();
    } else if (record == kVanish) {
      const Instant at = time();
      const PersonId person = id();
      if (fault_ != nullptr) return;
      if (trails_.erase(person) == 0) return wrong("somebody leaves who is not there");
      observer_.vanished(at, person);
    } else {
      wrong("an unknown record");
    }
  }

  void read_appear() {
    const Instant at = time();
    Person person;
    person.id = id();
    person.unit = static_cast<UnitId>(number(std::numeric_limits<std::uint32_t>::max()));
    person.role = name_of(Role::kFloorStaff);
    person.kind = name_of(UnitKind::kStaff);
    person.presentation = name_of(Presentation::kUnknown);
    person.age_band = name_of(AgeBand::kUnknown);
    person.prop = name_of(Prop::kTrolley);
    person.body.stature_m = metres(static_cast<std::int64_t>(number(3000)));
    Trail trail;
    trail.x = signed_number(kFarthest);
    trail.y = signed_number(kFarthest);
    if (fault_ != nullptr) return;
    if (trails_.size() >= kMostPeople) return wrong("too many people at once");
    if (!trails_.emplace(person.id, trail).second) return wrong("somebody appears twice");
    observer_.appeared(at, person, {metres(trail.x), metres(trail.y)});
  }

  void read_moves() {
    const Instant at = time();
    const std::uint64_t count = number(kMostPeople);
    batch_.clear();
    for (std::uint64_t i = 0; i < count && fault_ == nullptr; ++i) {
      const PersonId person = id();
      const std::int64_t ddx = signed_number(kFarthest), ddy = signed_number(kFarthest);
      const auto found = trails_.find(person);
      if (found == trails_.end()) return wrong("somebody moves who is not there");
      Trail& trail = found->second;
      const std::int64_t dx = trail.dx + ddx, dy = trail.dy + ddy;
      trail = {trail.x + dx, trail.y + dy, dx, dy};
      if (std::abs(trail.x) > kFarthest || std::abs(trail.y) > kFarthest) {
        return wrong("a place is out of range");
      }
      batch_.push_back({person, {metres(trail.x), metres(trail.y)}});
    }
    if (fault_ == nullptr && !batch_.empty()) observer_.moved(at, batch_);
  }

  std::istream& in_;
  std::string_view name_;
  Observer& observer_;
  const char* fault_ = nullptr;
  std::uint64_t position_ = 0;
  bool has_day_ = false;
  Instant midnight_;
  std::int64_t tick_ = 0;
  std::unordered_map<PersonId, Trail> trails_;
  std::vector<Moved> batch_;
};

}  // namespace

Result<void> replay(std::istream& in, std::string_view name, Observer& observer) {
  return Replay(in, name, observer).run();
}

Result<void> replay(const std::filesystem::path& path, Observer& observer) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return fail(ErrorCode::kNotFound, "cannot read {}; check the path", path.string());
  }
  return replay(in, path.string(), observer);
}

}  // namespace sillage::sim
