// SPDX-License-Identifier: Apache-2.0
#include "app/eye.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "app/follower.h"
#include "base/bounded_queue.h"
#include "eye/motion/motion_gate.h"
#include "eye/motion/rate_control.h"

namespace sillage::app {
namespace {

/// Frames that may wait for the detector.
constexpr std::size_t kQueuedFrames = 2;

/// Adds the time until the end of the scope to `total`.
class Stopwatch {
 public:
  explicit Stopwatch(double& total) : total_(total) {}
  ~Stopwatch() {
    total_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double& total_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

/// What only a live camera has.
struct LiveStages {
  eye::HealthWatch health;
  eye::MotionGate motion;
  eye::RateControl rate;
  eye::Health now = eye::Health::kSound;
  std::uint64_t quiet = 0;

  bool check(const eye::Frame& frame) {
    now = health.process(frame.captured_at, frame.picture);
    return now == eye::Health::kSound;
  }
};

struct Eye::Impl {
  using Decoded = Result<eye::Frame>;

  Impl(CameraId id, eye::VideoSource opened, eye::Detector& borrowed, double lowest,
       Follower follows, Describer describes, bool is_live)
      : camera(std::move(id)),
        source(std::move(opened)),
        detector(borrowed),
        min_score(lowest),
        follower(std::move(follows)),
        describer(std::move(describes)),
        queue(kQueuedFrames, is_live ? Overflow::kDropOldest : Overflow::kBlock) {}

  ~Impl() {
    source.interrupt();
    queue.cancel();
    if (decoder.joinable()) decoder.join();
  }

  void decode() {
    for (;;) {
      double spent_s = 0;
      Result<std::optional<eye::Frame>> frame = [&] {
        const Stopwatch watch(spent_s);
        return source.next();
      }();
      {
        const std::lock_guard lock(mutex);
        decode_s += spent_s;
        read = source.stats();
      }
      if (!frame) {
        queue.push(tl::unexpected(frame.error()));
        break;
      }
      if (!*frame || !queue.push(std::move(**frame))) break;
    }
    queue.finish();
  }

  void send(const eye::TrackUpdate& update, EyeFrame& out) {
    wire::Sighting sighting = follower.told(update);
    describer.describe(update, sighting);
    out.messages.emplace_back(std::move(sighting));
  }

  /// Ends all tracks; the decoder is over.
  EyeFrame end() {
    ended = true;
    if (decoder.joinable()) decoder.join();
    EyeFrame out;
    out.updates = follower.finish();
    out.captured_at = last_at.value_or(info.starts_at);
    for (const auto& update : out.updates) send(update, out);
    return out;
  }

  /// Nobody where the camera is not sound, or where nothing has moved since nobody was there.
  Result<std::vector<eye::Detection>> detect(const eye::Frame& frame, bool is_sound) {
    if (!is_sound) return std::vector<eye::Detection>{};
    if (live && live->motion.is_quiet(frame.captured_at, frame.picture)) {
      ++live->quiet;
      return std::vector<eye::Detection>{};
    }
    const Stopwatch watch(detect_s);
    ASSIGN_OR_RETURN(auto people, detector.detect(frame.picture));
    std::erase_if(people, [&](const eye::Detection& d) { return d.score < min_score; });
    if (live) live->motion.looked(frame.captured_at, !people.empty());
    return people;
  }

  Result<std::optional<EyeFrame>> next() {
    if (ended) return std::optional<EyeFrame>{};
    std::optional<Decoded> decoded = queue.pop();
    if (decoded && !*decoded && last_at) broke_off = decoded->error();
    if (!decoded || broke_off) return std::optional(end());
    if (!*decoded) return tl::unexpected(decoded->error());
    double worked_s = 0;
    auto out = [&]() -> Result<std::optional<EyeFrame>> {
      const Stopwatch watch(worked_s);
      return look_at(std::move(**decoded));
    }();
    if (live) keep_pace(worked_s);
    return out;
  }

  /// Leaves more frames out, evenly, where this machine is too slow for all of them.
  void keep_pace(double worked_s) {
    const Instant now(
        std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
    const auto limit = live->rate.worked(now, from_seconds(worked_s), queue.dropped());
    if (limit) source.limit_rate(*limit);
  }

  Result<std::optional<EyeFrame>> look_at(eye::Frame frame) {
    const bool is_sound = !live || live->check(frame);
    Result<std::vector<eye::Detection>> people = detect(frame, is_sound);
    if (!people) return tl::unexpected(std::move(people).error());
    EyeFrame out;
    out.captured_at = frame.captured_at;
    out.index = frame.index;
    const std::vector<eye::Detection> everybody = *people;
    {
      const Stopwatch watch(track_s);
      out.updates = follower.process(frame.captured_at, std::move(*people));
    }
    {
      const Stopwatch watch(describe_s);
      RETURN_IF_ERROR(describer.process(frame, everybody, out.updates));
    }
    for (const auto& update : out.updates) send(update, out);
    // Who looks at nothing has observed nothing.
    const Duration observed =
        is_sound ? observed_since(last_at, frame.captured_at, source_nominal_s) : Duration::zero();
    out.messages.emplace_back(wire::FrameMark{camera, frame.captured_at, observed});
    last_at = frame.captured_at;
    return std::optional(std::move(out));
  }

  CameraId camera;
  eye::VideoSource source;
  eye::SourceInfo info;
  eye::Detector& detector;
  double min_score;
  Follower follower;
  Describer describer;
  std::optional<LiveStages> live;
  BoundedQueue<Decoded> queue;
  std::thread decoder;
  std::mutex mutex;  ///< of what the decoder's thread counts
  double decode_s = 0;
  eye::SourceStats read;
  double detect_s = 0;
  double track_s = 0;
  double describe_s = 0;
  double source_nominal_s = 0.1;
  std::optional<Instant> last_at;
  std::optional<Error> broke_off;
  bool ended = false;
};

Result<Eye> Eye::create(const config::Camera& camera, eye::SourceOptions options,
                        eye::Detector& detector, double min_score, Description description) {
  const double analysed_fps = options.analysed_fps;
  const bool is_live = options.live_clock != nullptr;
  ASSIGN_OR_RETURN(eye::VideoSource source, eye::VideoSource::create(std::move(options)));
  const eye::SourceInfo info = source.info();
  ASSIGN_OR_RETURN(Follower follower,
                   Follower::create(camera, info.width, info.height, detector.threshold()));
  const auto plane =
      follower.is_calibrated() ? std::optional(follower.floor_from_image()) : std::nullopt;
  ASSIGN_OR_RETURN(Describer describer,
                   Describer::create(std::move(description), plane, follower.standing_body()));
  auto impl = std::make_unique<Impl>(camera.id, std::move(source), detector, min_score,
                                     std::move(follower), std::move(describer), is_live);
  impl->info = info;
  double fps = info.nominal_fps > 0 ? info.nominal_fps : 10;
  if (analysed_fps > 0) fps = std::min(fps, analysed_fps);
  if (is_live) {
    ASSIGN_OR_RETURN(eye::HealthWatch health, eye::HealthWatch::create({}));
    impl->live.emplace(
        LiveStages{std::move(health), eye::MotionGate({}), eye::RateControl(fps, {})});
  }
  impl->source_nominal_s = 1 / fps;
  impl->decoder = std::thread([raw = impl.get()] { raw->decode(); });
  return Eye(std::move(impl));
}

Eye::Eye(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Eye::Eye(Eye&&) noexcept = default;
Eye& Eye::operator=(Eye&&) noexcept = default;
Eye::~Eye() = default;

const eye::SourceInfo& Eye::info() const { return impl_->info; }
const Homography& Eye::floor_from_image() const { return impl_->follower.floor_from_image(); }
Result<std::optional<EyeFrame>> Eye::next() { return impl_->next(); }
void Eye::interrupt() { impl_->source.interrupt(); }
EyeSummary Eye::summary() const {
  const std::lock_guard lock(impl_->mutex);
  return {impl_->info,
          impl_->read,
          {impl_->decode_s, impl_->detect_s, impl_->track_s, impl_->describe_s},
          impl_->describer.stats(),
          impl_->broke_off,
          impl_->source.ages(),
          impl_->live ? impl_->live->now : eye::Health::kSound,
          impl_->live && impl_->live->health.is_night(),
          impl_->live ? impl_->live->rate.limit() : 0,
          impl_->live && impl_->live->rate.is_limited(),
          impl_->live ? impl_->live->quiet : 0,
          impl_->queue.dropped()};
}

}  // namespace sillage::app
