// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

#include "sim/walk/field.h"

namespace sillage::sim {

/// The ways to all goals of one store, made when first asked for and kept. Goals within 0.8 m share
/// one field that leads close to them. At most 256 MiB are kept; the field that was not asked for
/// longest goes. What a goal gets does not depend on what was asked before.
class Routes {
 public:
  /// The ground must outlive the routes.
  explicit Routes(const Ground& ground);

  /// A field that leads to within sight of the goal, for walkers with or without wheels. Stays
  /// valid while somebody holds it.
  std::shared_ptr<const Field> to(Point goal, bool wheels);
  const Ground& ground() const { return *ground_; }
  const Terrain& terrain(bool wheels) const { return wheels ? rolling_ : walking_; }

 private:
  struct Kept {
    std::uint64_t key = 0;
    std::shared_ptr<const Field> field;
  };

  const Ground* ground_;
  Terrain walking_;
  Terrain rolling_;
  std::size_t most_;
  std::list<Kept> kept_;  ///< the latest first
  std::unordered_map<std::uint64_t, std::list<Kept>::iterator> index_;
};

}  // namespace sillage::sim
