// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/watch.h"

#include <algorithm>

namespace sillage::sim {
namespace {

/// Of a body that shows this much a perfect detector finds all.
constexpr double kLeastVisible = 0.02;

}  // namespace

Result<Watch> Watch::create(const Plan& plan, std::string_view camera, Instant from,
                            const WatchOptions& options) {
  ASSIGN_OR_RETURN(CameraView view, CameraView::create(plan, camera));
  const auto place = std::find_if(plan.cameras.begin(), plan.cameras.end(),
                                  [&](const CameraPlan& each) { return each.id == camera; });
  const auto stream = static_cast<std::uint64_t>(place - plan.cameras.begin());
  return Watch(std::move(view), from, Random({options.seed, stream}).next(), options);
}

Watch::Watch(CameraView view, Instant from, std::uint64_t seed, const WatchOptions& options)
    : view_(std::move(view)),
      options_(options),
      random_({seed, 1}),
      detector_(options.detector, view_.lens().image_width(), view_.lens().image_height(), seed),
      from_(from),
      breaks_at_(from),
      comes_back_at_(from) {
  if (options_.perfect) return;
  clock_offset_s_ = random_.normal(0, options_.link.clock_offset_sd_s);
  clock_drift_ = random_.normal(0, options_.link.clock_drift_sd);
  if (options_.link.drops_per_s > 0) {
    breaks_at_ += from_seconds(random_.exponential(1 / options_.link.drops_per_s));
    comes_back_at_ = breaks_at_ + from_seconds(random_.exponential(options_.link.drop_mean_s));
  }
}

Instant Watch::next_at() const { return from_ + from_seconds((next_ - 1) / view_.plan().fps); }

bool Watch::is_lost(Instant at) {
  if (options_.perfect || options_.link.drops_per_s <= 0) return false;
  while (at >= comes_back_at_) {
    breaks_at_ = comes_back_at_ + from_seconds(random_.exponential(1 / options_.link.drops_per_s));
    comes_back_at_ = breaks_at_ + from_seconds(random_.exponential(options_.link.drop_mean_s));
  }
  return at >= breaks_at_;
}

WatchedFrame Watch::take(std::span<const Person> cast, const Moment& now) {
  WatchedFrame frame;
  frame.number = next_;
  frame.at = now.at;
  frame.stamped_at =
      now.at + from_seconds(clock_offset_s_ + clock_drift_ * seconds(now.at - from_));
  frame.lost = is_lost(now.at);
  frame.people = view_.see(cast, now);
  if (options_.perfect) {
    for (const SeenPerson& seen : frame.people) {
      if (seen.visible_share >= kLeastVisible) {
        frame.boxes.push_back({seen.whole, 1, seen.person, std::nullopt});
      }
    }
  } else if (!frame.lost) {
    frame.boxes = detector_.detect(now.at, frame.people);
  }
  return frame;
}

std::vector<WatchedFrame> Watch::process(std::span<const Person> cast, const Moment& before,
                                         const Moment& after) {
  std::vector<WatchedFrame> frames;
  while (next_at() < before.at) ++next_;
  for (; next_at() < after.at; ++next_) {
    const double share = seconds(next_at() - before.at) / seconds(after.at - before.at);
    frames.push_back(take(cast, share == 0 ? before : between(before, after, share)));
    frames.back().at = next_at();
  }
  return frames;
}

}  // namespace sillage::sim
