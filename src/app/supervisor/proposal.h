// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <set>

#include "app/supervisor/secrets.h"
#include "base/result.h"
#include "desk/serve/set_up.h"

namespace sillage::app {

// What people set up on the dashboard becomes the configuration of a run. The desk, which a network
// reaches, may not write the configuration: it leaves a proposal beside its database, and the
// supervisor takes from it what a dashboard may change, and nothing else.

/// The desk's end. Readable by its owner alone, since passwords of cameras are in it.
Result<void> write_proposal(const std::filesystem::path& database, const desk::SetUp& set_up);

struct Proposal {
  config::StoreConfig store;
  std::map<CameraId, Credentials> logins;  ///< those that were given on the dashboard
  std::set<CameraId> moved;  ///< have another address: a password of before is not for it
};

/// The supervisor's end: `current` with the proposed cameras, lines, zones, funnels and protection.
/// Refuses (kInvalidArgument) another store, and a new camera that is no stream of a network.
Result<Proposal> read_proposal(const std::filesystem::path& database,
                               const config::StoreConfig& current);

/// Writes configuration and passwords, each whole. The configuration as it was before the first time
/// stays beside it, ".before-dashboard".
Result<void> put_in_force(const Proposal& proposal, const std::filesystem::path& config);

}  // namespace sillage::app
