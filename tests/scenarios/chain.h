// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "floor/measure/meter.h"
#include "sim/agents/moment.h"
#include "sim/plan/plan.h"

namespace sillage::scenarios {

/// What stands between the simulated camera and the floor.
enum class Eye {
  kPerfect,  ///< everybody in the picture, exactly
  kReal,     ///< this product's eye behind a simulated detector (app::SimulatedEye)
};

struct ChainOptions {
  Eye eye = Eye::kPerfect;
  std::uint64_t seed = 1;
  double lag_s = 2;  ///< of the stitcher
  Duration bin = std::chrono::minutes(15);
};

/// One camera of a simulated store, all the way: watch -> sightings -> stitcher -> meter.
class Chain {
 public:
  static Result<Chain> create(const sim::Plan& plan, const std::string& camera, Instant from,
                              const ChainOptions& options);
  Chain(Chain&&) noexcept;
  Chain& operator=(Chain&&) noexcept;
  ~Chain();

  void process(std::span<const sim::Person> cast, const sim::Moment& before,
               const sim::Moment& after);
  /// All bins; once.
  std::vector<floor::BinTally> finish();

 private:
  struct Impl;
  explicit Chain(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::scenarios
