// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/routes.h"

#include <algorithm>
#include <cmath>

#include "sim/walk/sizes.h"

namespace sillage::sim {
namespace {

constexpr double kBlockM = 0.8;
constexpr std::size_t kMostBytes = 256u << 20;

/// Two coordinates, a size and whether they number blocks or centimetres, as one number.
std::uint64_t key_of(double x, double y, bool wheels, bool exact) {
  const auto part = [](double value) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(value)) + (1 << 29)) &
           0x3FFFFFFF;
  };
  return part(x) << 32 | part(y) << 2 | (wheels ? 2u : 0u) | (exact ? 1u : 0u);
}

}  // namespace

Routes::Routes(const Ground& ground)
    : ground_(&ground), walking_(ground, kWalkerM), rolling_(ground, kWheelsM) {
  const std::size_t cells = static_cast<std::size_t>(walking_.columns()) * walking_.rows();
  most_ = std::max<std::size_t>(16, kMostBytes / std::max<std::size_t>(1, cells * sizeof(float)));
}

std::shared_ptr<const Field> Routes::to(Point goal, bool wheels) {
  const Terrain& space = terrain(wheels);
  const double column = std::floor(goal.x / kBlockM), row = std::floor(goal.y / kBlockM);
  Point target{(column + 0.5) * kBlockM, (row + 0.5) * kBlockM};
  std::uint64_t key = key_of(column, row, wheels, false);
  if (!ground_->is_clear(target, goal, space.radius() + 0.02)) {
    target = goal;
    key = key_of(goal.x * 100, goal.y * 100, wheels, true);
  }
  if (const auto found = index_.find(key); found != index_.end()) {
    kept_.splice(kept_.begin(), kept_, found->second);
    return kept_.front().field;
  }
  kept_.push_front({key, std::make_shared<const Field>(space, target)});
  index_[key] = kept_.begin();
  if (kept_.size() > most_) {
    index_.erase(kept_.back().key);
    kept_.pop_back();
  }
  return kept_.front().field;
}

}  // namespace sillage::sim
