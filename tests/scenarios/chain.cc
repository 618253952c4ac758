// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/chain.h"

#include "app/simulated_eye.h"
#include "floor/journey/stitcher.h"
#include "sim/plan/reader.h"

namespace sillage::scenarios {

struct Chain::Impl {
  app::SimulatedEye eye;
  floor::Stitcher stitcher;
  floor::Meter meter;
  std::vector<floor::BinTally> bins{};

  void measure(const std::vector<floor::StitchedMessage>& messages) {
    for (const auto& stitched : messages) {
      for (auto& bin : meter.process(stitched.message)) bins.push_back(std::move(bin));
    }
  }
  void send(const std::vector<wire::EyeMessage>& messages) {
    for (const auto& message : messages) measure(stitcher.process(message));
  }
};

Result<Chain> Chain::create(const sim::Plan& plan, const std::string& camera, Instant from,
                            const ChainOptions& options) {
  config::StoreConfig store = sim::store_config_of(plan);
  ASSIGN_OR_RETURN(auto eye, app::SimulatedEye::create(
                                 plan, store, camera, from,
                                 {.seed = options.seed, .perfect = options.eye == Eye::kPerfect}));
  ASSIGN_OR_RETURN(auto stitcher, floor::Stitcher::create({.lag_s = options.lag_s}));
  store.measure.all_doors_counted = false;  // the truth here is of people in view
  store.journey.level = 1;                  // nobody is handed over
  ASSIGN_OR_RETURN(auto meter, floor::Meter::create(store, {.start = from, .length = options.bin}));
  return Chain(std::make_unique<Impl>(Impl{std::move(eye), std::move(stitcher), std::move(meter)}));
}

Chain::Chain(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Chain::Chain(Chain&&) noexcept = default;
Chain& Chain::operator=(Chain&&) noexcept = default;
Chain::~Chain() = default;

void Chain::process(std::span<const sim::Person> cast, const sim::Moment& before,
                    const sim::Moment& after) {
  for (const auto& frame : impl_->eye.process(cast, before, after)) impl_->send(frame.messages);
}

std::vector<floor::BinTally> Chain::finish() {
  impl_->send(impl_->eye.finish());
  impl_->measure(impl_->stitcher.finish());
  for (auto& bin : impl_->meter.finish()) impl_->bins.push_back(std::move(bin));
  return std::move(impl_->bins);
}

}  // namespace sillage::scenarios
