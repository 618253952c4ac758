// SPDX-License-Identifier: Apache-2.0
#include "realism_studio.h"

#include <atomic>
#include <fstream>
#include <functional>
#include <numeric>
#include <thread>

#include <fmt/core.h>

#include "base/testing/temporary.h"
#include "eval/mot.h"
#include "eye/detect/detector.h"
#include "eye/ingest/video_source.h"
#include "sim/camera/clip_writer.h"
#include "sim/camera/store_camera.h"
#include "sim/live/shared_day.h"
#include "sim/plan/lens.h"
#include "sim/plan/local_time.h"

namespace sillage::bench {
namespace {

using sim::CameraPlan;
using sim::Plan;

constexpr double kLowestScore = 0.05;
constexpr double kRate = 7;       ///< pictures a second, as on PETS
constexpr double kTall = 60;      ///< pixels
constexpr double kVisible = 0.5;  ///< share of a body that is seen
constexpr double kInside = 0.9;   ///< share of its box within the picture
constexpr double kWalking = 0.5;  ///< m/s
constexpr double kWhole = 0.9;    ///< share of a body that is seen
/// Height in the network's input, pixels: most people on PETS.
constexpr double kLeastCompared = 40, kMostCompared = 75;
constexpr double kPetsScale = 0.625;  ///< the truth is of 768x576, the clip 480x360
/// As tall in the network's input as `kTall` of 640 columns: both pictures are scaled to its width.
constexpr double kPetsTall = kTall * 480 / 640;
constexpr double kCovered = 0.1;  ///< share of a box that another one hides

/// Of each clip; the last of them is kept. Most clips have no more: so many different people are
/// seen. Every `kLongEvery`th is longer, for the jitter.
constexpr std::size_t kCountedPictures = 3;
constexpr int kLongEvery = 5;
/// More than anybody's id of one day.
constexpr long kIdsPerDay = 1000000;

/// The detector that never saw our pictures.
struct Judge {
  std::unique_ptr<eye::Detector> detector;
  int width = 0, height = 0;  ///< of its input
  double scale_of(int w, int h) const {
    return std::min(static_cast<double>(width) / w, static_cast<double>(height) / h);
  }
};

Result<Judge> judge_of(const std::string& name) {
  ASSIGN_OR_RETURN(const auto manifest, eye::ModelManifest::load(eye::default_manifest_path()));
  ASSIGN_OR_RETURN(const auto model, manifest.find(name));
  eye::DetectorOptions options;
  options.min_score = kLowestScore;
  ASSIGN_OR_RETURN(auto detector, eye::create_detector(model, options));
  return Judge{std::move(detector), model.input_width, model.input_height};
}

/// Who counts: at least half to be seen, what is seen tall enough, and nearly all of them within
/// the picture. Who is compared with PETS: of those, who walks, is seen whole, and is as tall in
/// the network's input as the people there.
Seen seen_of(const sim::PersonTruth& truth, const Box& picture, double speed, double scale) {
  const bool inside = intersection_area(truth.whole, picture) >= kInside * truth.whole.area();
  const bool counts = truth.visible_share >= kVisible && truth.visible.height > kTall && inside;
  const bool whole = counts && truth.visible_share >= kWhole;
  const double height = truth.visible.height * scale;
  const bool compared =
      whole && speed >= kWalking && height >= kLeastCompared && height <= kMostCompared;
  return {static_cast<long>(truth.person), truth.visible, truth.whole, counts, whole, compared};
}

double speed_of(const sim::Moment& moment, sim::PersonId person) {
  for (const sim::Stance& stance : moment.people) {
    if (stance.person == person) return stance.speed;
  }
  return 0;
}

/// Everything that belongs to one camera of one day. The night camera never sees a lamp burn.
struct Filming {
  sim::StoreCamera camera;
  Judge judge;
  Realism* sums = nullptr;
  long first_id = 0;  ///< people of different days are different
};

void draw(std::vector<std::uint8_t>& rgb, int width, int height, const Box& box,
          std::array<std::uint8_t, 3> colour) {
  const auto dot = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    std::copy(colour.begin(), colour.end(),
              rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * width + x));
  };
  const int left = static_cast<int>(box.left), right = static_cast<int>(box.right());
  const int top = static_cast<int>(box.top), bottom = static_cast<int>(box.bottom());
  for (int x = left; x <= right; ++x) dot(x, top), dot(x, bottom);
  for (int y = top; y <= bottom; ++y) dot(left, y), dot(right, y);
}

/// The picture as it is and with boxes: red who was missed, green what is right, yellow what is
/// wrong, blue what is ignored.
Result<void> keep_picture(const std::filesystem::path& path, const eye::I420View& view,
                          const Look& look) {
  auto rgb = eye::to_rgb(view);
  const auto write = [&](const std::string& ending) {
    std::ofstream file(path.string() + ending, std::ios::binary);
    file << fmt::format("P6\n{} {}\n255\n", view.width, view.height);
    file.write(reinterpret_cast<const char*>(rgb.data()), static_cast<std::streamsize>(rgb.size()));
    return file.good();
  };
  bool good = write(".ppm");
  const auto matches = match(look);
  std::vector<char> found(look.people.size(), 0);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (look.found[i].score < Realism::kThreshold) continue;
    if (matches[i].person >= 0) found[static_cast<std::size_t>(matches[i].person)] = 1;
    draw(rgb, view.width, view.height, look.found[i].box,
         matches[i].verdict == Verdict::kRight     ? std::array<std::uint8_t, 3>{0, 255, 0}
         : matches[i].verdict == Verdict::kIgnored ? std::array<std::uint8_t, 3>{0, 128, 255}
                                                   : std::array<std::uint8_t, 3>{255, 255, 0});
  }
  for (std::size_t p = 0; p < look.people.size(); ++p) {
    if (look.people[p].counts && !found[p]) {
      draw(rgb, view.width, view.height, look.people[p].box, {255, 0, 0});
    }
  }
  good = write("-boxes.ppm") && good;
  if (good) return {};
  return fail(ErrorCode::kUnavailable, "cannot write {}; choose another folder with --pictures",
              path.string());
}

/// Lets the detector see a clip; `people_of` gives who is on each picture.
Result<std::vector<Look>> look_at(const std::filesystem::path& clip, eye::Detector& detector,
                                  const std::function<std::vector<Seen>(std::size_t)>& people_of,
                                  const std::filesystem::path& keep) {
  eye::SourceOptions options;
  options.url = clip.string();
  ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(options)));
  std::vector<Look> looks;
  for (;;) {
    ASSIGN_OR_RETURN(const auto frame, source.next());
    if (!frame) return looks;
    ASSIGN_OR_RETURN(const auto detections, detector.detect(frame->picture));
    Look look;
    look.people = people_of(looks.size());
    for (const auto& one : detections) look.found.push_back({one.box, one.score});
    if (!keep.empty() && looks.size() + 1 == kCountedPictures) {
      RETURN_IF_ERROR(keep_picture(keep, frame->picture, look));
    }
    looks.push_back(std::move(look));
  }
}

Result<void> film(Filming& filming, std::span<const std::shared_ptr<const sim::Scene>> scenes,
                  std::span<const Instant> times, const std::filesystem::path& clip,
                  const std::filesystem::path& keep) {
  const CameraPlan& plan = filming.camera.plan();
  const sim::Lens lens(plan);
  sim::ClipOptions clip_options;
  clip_options.path = clip;
  clip_options.width = lens.image_width();
  clip_options.height = lens.image_height();
  clip_options.fps = kRate;
  ASSIGN_OR_RETURN(auto writer, sim::ClipWriter::create(clip_options));
  const Box frame{0, 0, static_cast<double>(clip_options.width),
                  static_cast<double>(clip_options.height)};
  const double scale = filming.judge.scale_of(clip_options.width, clip_options.height);
  std::vector<std::vector<Seen>> people;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const sim::Scene& scene = *scenes[i];
    ASSIGN_OR_RETURN(const auto shot,
                     filming.camera.shoot(scene.cast, scene.before, scene.after, times[i]));
    RETURN_IF_ERROR(writer.add(shot.picture));
    auto& seen = people.emplace_back();
    for (const auto& truth : shot.people) {
      if (truth.visible_share <= 0) continue;
      seen.push_back(seen_of(truth, frame, speed_of(scene.before, truth.person), scale));
      seen.back().id += filming.first_id;
    }
  }
  RETURN_IF_ERROR(writer.finish());
  ASSIGN_OR_RETURN(
      const auto looks,
      look_at(
          clip, *filming.judge.detector,
          [&](std::size_t i) { return people.at(std::min(i, people.size() - 1)); }, keep));
  if (looks.size() != times.size()) {
    return fail(ErrorCode::kDataLoss, "the clip {} gave {} of {} pictures; check the disk",
                clip.string(), looks.size(), times.size());
  }
  filming.sums->add(looks, kCountedPictures);
  return {};
}

/// Runs tasks in a few threads; the first error counts.
Result<void> in_parallel(std::size_t tasks, int threads,
                         const std::function<Result<void>(std::size_t)>& task) {
  std::vector<Result<void>> results(tasks);
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> workers;
    for (int t = 0; t < threads; ++t) {
      workers.emplace_back([&] {
        for (std::size_t i = next++; i < tasks; i = next++) results[i] = task(i);
      });
    }
  }
  for (auto& result : results) RETURN_IF_ERROR(result);
  return {};
}

/// Open days from 5 January 2026, a Monday.
std::vector<std::chrono::sys_days> open_days(const Plan& plan, int count) {
  std::vector<std::chrono::sys_days> days;
  std::chrono::sys_days day = std::chrono::year(2026) / 1 / 5;
  for (int i = 0; static_cast<int>(days.size()) < count && i < 7 * (count + 1);
       ++i, day += std::chrono::days(1)) {
    if (plan.opening[static_cast<std::size_t>(sim::weekday_of(day))]) days.push_back(day);
  }
  return days;
}

/// Times of day when clips begin: as many visitors arrive between each and the next; shifted from
/// day to day.
std::vector<Instant> beginnings(const Plan& plan, std::chrono::sys_days day, int bursts,
                                int index) {
  const auto& weights = plan.arrivals.hours;
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<Instant> times;
  double before = 0;
  std::size_t hour = 0;
  for (int i = 0; i < bursts; ++i) {
    const double wanted = all * (i + 0.3 + 0.2 * (index % 3)) / bursts;
    while (before + weights[hour] < wanted) before += weights[hour++];
    const double hours = static_cast<double>(hour) + (wanted - before) / weights[hour];
    times.push_back(sim::instant_of(plan.time_zone, day, {}) + from_seconds(3600 * hours));
  }
  return times;
}

class Studio {
 public:
  Studio(const RealismOptions& options, Plan plan, RealismReport& report)
      : options_(options), plan_(std::move(plan)), report_(report) {
    for (const auto& camera : plan_.cameras) {
      const auto& wanted = options_.cameras;
      if (wanted.empty() || std::find(wanted.begin(), wanted.end(), camera.id) != wanted.end())
        report_.cameras.push_back(camera.id);
    }
    report_.day.resize(report_.cameras.size());
    report_.night.resize(report_.cameras.size());
  }

  Result<void> run() {
    const auto days = open_days(plan_, options_.days);
    for (std::size_t d = 0; d < days.size(); ++d) {
      const std::uint64_t seed = d + 1;
      ASSIGN_OR_RETURN(auto crew, crew_of(plan_, seed, days[d], report_.day));
      sim::SharedDay day(plan_, seed, Instant(days[d]));
      const auto times = beginnings(plan_, days[d], options_.bursts, static_cast<int>(d));
      for (std::size_t b = 0; b < times.size(); ++b) {
        RETURN_IF_ERROR(burst(crew, day, times[b], pictures_of(b),
                              fmt::format("day{}-{}", d + 1, b + 1)));
      }
    }
    return options_.night ? night(days.front()) : Result<void>();
  }

 private:
  /// The people of a busy time before cameras whose lamps never burn: so it is dark, and not empty.
  Result<void> night(std::chrono::sys_days date) {
    Plan dark = plan_;
    dark.opening = {};
    ASSIGN_OR_RETURN(auto crew, crew_of(dark, 1, date, report_.night));
    sim::SharedDay day(plan_, 1, Instant(date));
    const auto times = beginnings(plan_, date, options_.bursts, 1);
    for (std::size_t b = 0; b < times.size(); b += 2) {
      RETURN_IF_ERROR(burst(crew, day, times[b], kCountedPictures, fmt::format("night-{}", b + 1)));
    }
    return {};
  }

  Result<std::vector<Filming>> crew_of(const Plan& plan, std::uint64_t seed,
                                       std::chrono::sys_days date, std::vector<Realism>& sums) {
    sim::FilmOptions film;
    film.seed = seed;
    film.threads = options_.threads;
    film.utc_offset = sim::utc_offset_at(plan.time_zone, Instant(date) + std::chrono::hours(12));
    std::vector<Filming> crew;
    for (std::size_t c = 0; c < report_.cameras.size(); ++c) {
      ASSIGN_OR_RETURN(auto camera, sim::StoreCamera::create(plan, report_.cameras[c], film));
      ASSIGN_OR_RETURN(auto judge, judge_of(options_.model));
      const long first_id = kIdsPerDay * static_cast<long>(seed);
      crew.push_back({std::move(camera), std::move(judge), &sums[c], first_id});
    }
    return crew;
  }

  std::size_t pictures_of(std::size_t clip) const {
    return clip % kLongEvery == 0 ? static_cast<std::size_t>(options_.seconds * kRate + 0.5)
                                  : kCountedPictures;
  }

  Result<void> burst(std::vector<Filming>& crew, sim::SharedDay& day, Instant from,
                     std::size_t pictures, const std::string& name) {
    std::vector<std::shared_ptr<const sim::Scene>> scenes;
    std::vector<Instant> times;
    for (std::size_t i = 0; i < pictures; ++i) {
      times.push_back(from + from_seconds(static_cast<double>(i) / kRate));
      scenes.push_back(day.around(times.back()));
    }
    return in_parallel(crew.size(), options_.threads, [&](std::size_t c) {
      const std::string& camera = report_.cameras[c];
      const std::filesystem::path keep =
          options_.pictures.empty()
              ? std::filesystem::path()
              : std::filesystem::path(options_.pictures) / (camera + "-" + name);
      return film(crew[c], scenes, times, scratch_.path() / (camera + ".mp4"), keep);
    });
  }

  const RealismOptions& options_;
  Plan plan_;
  RealismReport& report_;
  TemporaryFolder scratch_;
};

/// Whether somebody else's box, whose foot is nearer to the camera, covers this one.
bool is_covered(const Box& box, std::span<const Seen> people) {
  return std::ranges::any_of(people, [&](const Seen& other) {
    return other.box.bottom() > box.bottom() &&
           intersection_area(box, other.box) > kCovered * box.area();
  });
}

}  // namespace

Result<void> film_store(const RealismOptions& options, const Plan& plan, RealismReport& report) {
  Plan busy = plan;
  busy.arrivals.visitors_per_day *= options.crowd;
  return Studio(options, busy, report).run();
}

Result<Realism> watch_pets(const RealismOptions& options) {
  const std::filesystem::path data = options.data;
  ASSIGN_OR_RETURN(const auto rows, eval::read_mot(data / "tracking/PETS09-S2L1/gt/gt.txt"));
  std::map<int, std::vector<Seen>> people;
  for (const auto& row : rows) {
    const Box box = row.box.scaled(kPetsScale, kPetsScale);
    people[row.frame].push_back(
        {row.id, box, box, row.confidence > 0 && box.height > kPetsTall, false, false});
  }
  ASSIGN_OR_RETURN(const auto judge, judge_of(options.model));
  const double scale = judge.scale_of(480, 360);
  for (auto& [frame, seen] : people) {
    for (Seen& one : seen) {
      const double height = one.box.height * scale;
      one.whole_shows = one.counts && !is_covered(one.box, seen);
      one.compared = one.whole_shows && height >= kLeastCompared && height <= kMostCompared;
    }
  }
  ASSIGN_OR_RETURN(const auto looks,
                   look_at(data / "video/pets2009_s2l1_480x360.mp4", *judge.detector,
                           [&](std::size_t i) { return people[static_cast<int>(i) + 1]; }, {}));
  Realism realism;
  realism.add(looks, looks.size());
  return realism;
}

}  // namespace sillage::bench
