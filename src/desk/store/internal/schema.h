// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "desk/store/internal/connection.h"

namespace sillage::desk::internal {

/// One step of the schema. Steps are never changed once they have been in a release; a change is a
/// further step.
struct Migration {
  std::int64_t version;  ///< of the schema after this step; counts up by 1
  const char* sql;
};

/// All steps, oldest first.
std::span<const Migration> migrations();

/// Marks a file as ours (PRAGMA application_id): "SLGE".
inline constexpr std::int64_t kApplicationId = 0x534C4745;

/// Refuses a database of another program and a newer schema; neither is changed. Then takes each
/// missing step in a transaction of its own: a failure leaves the last complete version.
Result<void> migrate(Connection& connection, std::span<const Migration> steps);

}  // namespace sillage::desk::internal
