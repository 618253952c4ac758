// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sim/agents/moment.h"
#include "sim/agents/random.h"
#include "sim/sightings/camera_view.h"
#include "sim/sightings/detector.h"

namespace sillage::sim {

/// How a camera loses frames and time. Not measured: what plain network cameras are known to do.
struct LinkFigures {
  double clock_offset_sd_s = 0.05;  ///< of a camera's clock, once for all
  double clock_drift_sd = 10e-6;    ///< and how it runs on, share
  double drops_per_s = 0.02;        ///< times that the stream breaks
  double drop_mean_s = 0.3;         ///< for how long; exponential
};

struct WatchOptions {
  std::uint64_t seed = 1;
  /// Every frame comes at its time, and everybody who shows at least a little has a box, exact and
  /// whole, with score 1.
  bool perfect = false;
  DetectorFigures detector{};
  LinkFigures link{};
};

/// One frame of a camera: truth, and what was made of it.
struct WatchedFrame {
  int number = 0;      ///< from 1, by the nominal rate: a lost frame leaves a number out
  Instant at;          ///< true time
  Instant stamped_at;  ///< by the camera's own clock
  bool lost = false;   ///< never arrived: there is truth, but no box
  std::vector<SeenPerson> people;
  std::vector<FoundBox> boxes;
};

/// One camera of a simulated store and the detector behind it. A plain object for one thread;
/// cameras are independent, and each draws from a stream of its own by the seed and its place in
/// the plan.
class Watch {
 public:
  /// The first frame is taken at `from`. Fails (kNotFound) if the plan has no such camera.
  static Result<Watch> create(const Plan& plan, std::string_view camera, Instant from,
                              const WatchOptions& options);

  const CameraView& view() const { return view_; }
  /// The frames from `before` on until before `after`, which is one tick later. `cast` are all who
  /// appear in both, in the order of their ids.
  std::vector<WatchedFrame> process(std::span<const Person> cast, const Moment& before,
                                    const Moment& after);

 private:
  Watch(CameraView view, Instant from, std::uint64_t seed, const WatchOptions& options);
  WatchedFrame take(std::span<const Person> cast, const Moment& now);
  Instant next_at() const;
  bool is_lost(Instant at);

  CameraView view_;
  WatchOptions options_;
  Random random_;
  SimulatedDetector detector_;
  Instant from_;
  double clock_offset_s_ = 0, clock_drift_ = 0;
  Instant breaks_at_, comes_back_at_;
  int next_ = 1;
};

}  // namespace sillage::sim
