// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/filming.h"

#include <cmath>
#include <map>
#include <system_error>

#include <fmt/format.h>

#include "base/files.h"
#include "sim/agents/store_day.h"
#include "sim/camera/store_camera.h"
#include "sim/camera/truth_file.h"
#include "sim/plan/lens.h"
#include "sim/plan/local_time.h"

namespace sillage::sim {
namespace {

constexpr double kLongest = 24 * 3600;
constexpr double kVisible = 0.25;  ///< share from which somebody counts as in view

/// The two ticks around a time, and all who appear in them.
class Scenes {
 public:
  explicit Scenes(StoreDay& day) : day_(day) {}

  /// Times must not go back.
  void reach(Instant at) {
    if (started_ && at < after_.at) return;
    const auto ticks = (at - day_.begins_at()) / kTick;
    load(day_.begins_at() + ticks * kTick, before_);
    load(before_.at + kTick, after_);
    started_ = true;
    cast_.clear();
    std::map<PersonId, Person> people;
    for (const Moment* moment : {&before_, &after_}) {
      for (const Stance& stance : moment->people) {
        people.emplace(stance.person, day_.person(stance.person));
      }
    }
    for (auto& [id, person] : people) cast_.push_back(person);
  }
  const Moment& before() const { return before_; }
  const Moment& after() const { return after_; }
  const std::vector<Person>& cast() const { return cast_; }

 private:
  void load(Instant at, Moment& moment) {
    if (started_ && after_.at == at) {
      moment = after_;
      return;
    }
    day_.run_to(at);
    moment = day_.moment();
    moment.at = at;  // nobody has moved since an earlier tick
  }

  StoreDay& day_;
  Moment before_, after_;
  std::vector<Person> cast_;
  bool started_ = false;
};

Result<void> check(const FilmOrder& order) {
  if (!(order.seconds > 0 && order.seconds <= kLongest)) {
    return fail(ErrorCode::kInvalidArgument, "cannot film {} s; give 0.1 to {} s", order.seconds,
                kLongest);
  }
  return {};
}

Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return fail(ErrorCode::kUnavailable, "cannot make the folder {}: {}; choose another with --out",
              folder.string(), error.message());
}

std::string sequence_info(const std::string& name, const CameraPlan& camera, const Lens& lens,
                          std::int64_t pictures) {
  return fmt::format(
      "[Sequence]\nname={}\nimDir=img1\nframeRate={:g}\nseqLength={}\nimWidth={}\nimHeight={}\n"
      "imExt=.jpg\n",
      name, camera.fps, pictures, lens.image_width(), lens.image_height());
}

}  // namespace

std::int64_t pictures_of(const Plan& plan, const FilmOrder& order) {
  for (const CameraPlan& camera : plan.cameras) {
    if (camera.id == order.camera) {
      return std::max<std::int64_t>(1, std::llround(order.seconds * camera.fps));
    }
  }
  return 0;
}

Result<FilmSummary> film(Premises& premises, const FilmOrder& order) {
  RETURN_IF_ERROR(check(order));
  const Plan& plan = premises.plan();
  const Instant start = order.from;
  FilmOptions options = order.options;
  options.utc_offset = utc_offset_at(plan.time_zone, start);
  StoreDay day(premises, order.seed,
               std::chrono::floor<std::chrono::days>(start + options.utc_offset));
  ASSIGN_OR_RETURN(StoreCamera camera, StoreCamera::create(plan, order.camera, options));
  const Lens lens(camera.plan());

  const std::filesystem::path folder = order.out / order.camera;
  FilmSummary summary;
  summary.clip = folder / (order.camera + ".mp4");
  summary.truth = folder / "gt" / "gt.txt";
  RETURN_IF_ERROR(make_folder(folder / "gt"));
  ClipOptions clip_options;
  clip_options.path = summary.clip;
  clip_options.width = lens.image_width();
  clip_options.height = lens.image_height();
  clip_options.fps = camera.plan().fps;
  clip_options.codec = order.codec;
  ASSIGN_OR_RETURN(ClipWriter clip, ClipWriter::create(clip_options));

  Scenes scenes(day);
  std::string truth;
  const std::int64_t pictures = pictures_of(plan, order);
  std::int64_t in_view = 0;
  for (std::int64_t i = 0; i < pictures; ++i) {
    const Instant at = start + from_seconds(static_cast<double>(i) / camera.plan().fps);
    scenes.reach(at);
    ASSIGN_OR_RETURN(const Shot shot,
                     camera.shoot(scenes.cast(), scenes.before(), scenes.after(), at));
    RETURN_IF_ERROR(clip.add(shot.picture));
    truth += truth_lines(static_cast<int>(i + 1), shot, kVisible);
    summary.people += static_cast<std::int64_t>(shot.people.size());
    for (const PersonTruth& person : shot.people) in_view += person.visible_share >= kVisible;
    summary.pictures = i + 1;
    if (order.progress && !order.progress(i + 1)) {
      return fail(ErrorCode::kCancelled, "filming was stopped after {} pictures; nothing was kept",
                  i + 1);
    }
  }
  RETURN_IF_ERROR(write_file_atomically(summary.truth, truth));
  RETURN_IF_ERROR(write_file_atomically(
      folder / "seqinfo.ini",
      sequence_info(plan.id + "-" + order.camera, camera.plan(), lens, pictures)));
  RETURN_IF_ERROR(clip.finish());
  summary.mean_in_view = static_cast<double>(in_view) / static_cast<double>(pictures);
  return summary;
}

}  // namespace sillage::sim
