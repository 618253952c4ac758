// SPDX-License-Identifier: Apache-2.0
// How many cameras one core carries, by processor time: a clip is filmed live through the eye, then
// through its stages one by one, then through the plainest program with the same detector, which
// reads every frame from `ffmpeg` and looks at as many. Figures of one run may be compared.
//
//   build/release/bench/cameras_per_core SECONDS CLIP...
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <time.h>

#include "app/eye.h"
#include "app/setup.h"
#include "eye/health/health.h"
#include "eye/motion/motion_gate.h"
#include "eye/scene/scene.h"
#include "eye/track/tracker.h"

namespace {

using namespace sillage;
constexpr double kAnalysed = 5;  ///< frames/s

double cpu_s(clockid_t clock) {
  timespec at{};
  ::clock_gettime(clock, &at);
  return static_cast<double>(at.tv_sec) + 1e-9 * static_cast<double>(at.tv_nsec);
}

double children_s() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

[[noreturn]] void give_up(const Error& error) {
  std::fprintf(stderr, "cameras_per_core: %s\n", error.to_string().c_str());
  std::exit(1);
}

struct Clip {
  std::string path;
  double footage_s;
  const app::Setup& setup;

  config::Camera camera() const {
    config::Camera made;
    made.id = CameraId("a");
    made.calibration = config::ScaleCalibration{};
    return made;
  }
  eye::SourceOptions source(const Clock* clock) const {
    eye::SourceOptions options;
    options.url = path;
    options.analysed_fps = kAnalysed;
    options.live_clock = clock;
    return options;
  }
};

struct Live {
  double core = 0;   ///< share of a core
  double quiet = 0;  ///< share of the analysed frames
  std::uint64_t dropped = 0;
  std::string size;
};

Live film(const Clip& clip) {
  const SystemClock clock;
  auto eye = app::Eye::create(clip.camera(), clip.source(&clock), *clip.setup.detector, 0.3);
  if (!eye) give_up(eye.error());
  const double before = cpu_s(CLOCK_PROCESS_CPUTIME_ID);
  const Instant from = eye->info().starts_at;
  double watched_s = 0;
  while (watched_s < clip.footage_s) {
    const auto frame = eye->next();
    if (!frame) give_up(frame.error());
    if (!*frame) break;
    watched_s = seconds((*frame)->captured_at - from);
  }
  const app::EyeSummary summary = eye->summary();
  Live live;
  live.core = (cpu_s(CLOCK_PROCESS_CPUTIME_ID) - before) / watched_s;
  live.quiet = static_cast<double>(summary.quiet) /
               static_cast<double>(std::max<std::int64_t>(1, summary.stats.frames_analysed));
  live.dropped = summary.dropped;
  live.size = fmt::format("{}x{}", summary.info.width, summary.info.height);
  return live;
}

/// Shares of a core.
struct Stages {
  double decode = 0, scale = 0, detect = 0, track = 0;
};

Stages take_apart(const Clip& clip) {
  auto source = eye::VideoSource::create(clip.source(nullptr));
  if (!source) give_up(source.error());
  auto health = eye::HealthWatch::create({});
  auto scene = eye::Scene::create({}, clip.setup.detector->threshold());
  const auto plane =
      config::floor_from_image(clip.camera(), source->info().width, source->info().height);
  auto tracker =
      eye::Tracker::create({}, {*plane, source->info().width, source->info().height, false});
  eye::MotionGate gate({});
  Stages spent;
  double at = cpu_s(CLOCK_THREAD_CPUTIME_ID), watched_s = 0;
  const auto lap = [&](double& stage) {
    const double now = cpu_s(CLOCK_THREAD_CPUTIME_ID);
    stage += now - std::exchange(at, now);
  };
  const eye::Model& model = clip.setup.model;
  while (watched_s < clip.footage_s) {
    const auto frame = source->next();
    lap(spent.decode);
    if (!frame || !*frame) break;
    watched_s = seconds((*frame)->captured_at - source->info().starts_at) + 1 / kAnalysed;
    health->process((*frame)->captured_at, (*frame)->picture);
    const bool is_quiet = gate.is_quiet((*frame)->captured_at, (*frame)->picture);
    lap(spent.scale);
    std::vector<eye::Detection> people;
    if (!is_quiet) {
      eye::scale((*frame)->picture, model.input_width, model.input_height);
      double scaling = 0;
      lap(scaling);
      if (auto found = clip.setup.detector->detect((*frame)->picture)) people = std::move(*found);
      std::erase_if(people, [](const auto& d) { return d.score < 0.3; });
      gate.looked((*frame)->captured_at, !people.empty());
      lap(spent.detect);
      spent.scale += scaling;  // the detector scales once; the second time is ours
      spent.detect -= scaling;
    }
    tracker->process((*frame)->captured_at,
                     scene->process((*frame)->captured_at, std::move(people)));
    lap(spent.track);
  }
  for (double* stage : {&spent.decode, &spent.scale, &spent.detect, &spent.track}) {
    *stage /= watched_s;
  }
  return spent;
}

/// Every frame from ffmpeg; the detector sees every second one of a clip of 10 frames/s.
double plain_loop(const Clip& clip, int width, int height) {
  const std::string command = fmt::format(
      "ffmpeg -v error -nostdin -threads 1 -t {} -i '{}' -f rawvideo -pix_fmt yuv420p -",
      clip.footage_s, clip.path);
  const double before = cpu_s(CLOCK_PROCESS_CPUTIME_ID) + children_s();
  FILE* frames = ::popen(command.c_str(), "r");
  eye::I420Image picture(width, height);
  const auto read = [&](std::uint8_t* to, std::size_t size) {
    return std::fread(to, 1, size, frames) == size;
  };
  const std::size_t luma = static_cast<std::size_t>(width) * height, chroma = luma / 4;
  int count = 0;
  while (read(picture.y(), luma) && read(picture.u(), chroma) && read(picture.v(), chroma)) {
    if (count++ % 2 == 0 && !clip.setup.detector->detect(picture.view())) break;
  }
  ::pclose(frames);
  return (cpu_s(CLOCK_PROCESS_CPUTIME_ID) + children_s() - before) / (0.1 * std::max(count, 1));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "cameras_per_core SECONDS CLIP... (10 frames/s)\n");
    return 2;
  }
  const auto setup = app::make_setup({});
  if (!setup) give_up(setup.error());
  std::printf("detector %s, %g frames/s analysed, %s s of each clip\n", setup->model.name.c_str(),
              kAnalysed, argv[1]);
  std::printf("%-32s %9s  %7s %7s   %% of a core: %6s %6s %6s %6s  %6s %7s %6s\n", "clip", "size",
              "cameras", "quiet", "decode", "scale", "detect", "track", "all", "dropped", "plain");
  for (int i = 2; i < argc; ++i) {
    const Clip clip{argv[i], std::atof(argv[1]), *setup};
    const Live live = film(clip);
    const Stages parts = take_apart(clip);
    int width = 0, height = 0;
    std::sscanf(live.size.c_str(), "%dx%d", &width, &height);
    const double plain = plain_loop(clip, width, height);
    const std::string name =
        clip.path.size() > 32 ? clip.path.substr(clip.path.size() - 32) : clip.path;
    std::printf(
        "%-32s %9s  %7.1f %6.0f%%                 %5.2f  %5.2f  %5.2f  %5.2f   %5.2f %7llu  "
        "%5.2f\n",
        name.c_str(), live.size.c_str(), 1 / live.core, 100 * live.quiet, 100 * parts.decode,
        100 * parts.scale, 100 * parts.detect, 100 * parts.track, 100 * live.core,
        static_cast<unsigned long long>(live.dropped), 100 * plain);
  }
  return 0;
}
