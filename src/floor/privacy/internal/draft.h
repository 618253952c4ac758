// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "floor/privacy/internal/parts.h"
#include "wire/release.h"

namespace sillage::floor::internal {

/// What becomes one release.
struct Draft {
  Instant start;
  Instant end;
  wire::Period period = wire::Period::kBin;
  Duration observed{};
  std::optional<Duration> oldest_person;
  double rho = 0;
  Figures figures;
};

}  // namespace sillage::floor::internal
