// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wire/release.h"

namespace sillage::desk {

/// One release as anybody can read it.
struct Published {
  wire::ReleaseHeader header;
  std::vector<wire::Figure> figures;
};

/// A small group whose number follows from what was published.
struct Finding {
  Instant start;  ///< of the bin or day
  wire::Metric metric{};
  std::string place;  ///< line, zone, way or step
  std::int64_t people = 0;
  std::string how;  ///< what it follows from
};

struct Disclosure {
  std::size_t releases = 0;
  std::size_t hidden = 0;       ///< figures that were withheld or merged
  std::size_t differences = 0;  ///< that were looked at
  std::vector<Finding> findings;
};

/// Looks for groups of 1 to k - 1 in releases of standard mode of one store, in the order of time.
/// Hidden figures are unknown numbers of 0 or more, published ones equations between them: a hidden
/// figure is found where they determine it, or leave it one whole number only. Sets that lie within
/// one another are subtracted. Releases of strict mode hold noise and are left out.
Disclosure find_small_groups(std::span<const Published> releases);

}  // namespace sillage::desk
