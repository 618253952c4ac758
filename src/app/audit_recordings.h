// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/audit_run.h"
#include "app/setup.h"

namespace sillage::app {

/// Recordings of a store's cameras with people who agreed, as the store would have seen them: the
/// same boxes, looks and identities, so that an answer of the audit is worth what one of the store
/// is. Beside each recording lies `gt/gt.txt` (MOTChallenge: who is where in each frame); `labels`
/// is a CSV with a head, `person,presentation` and any further columns, each a group, where
/// `person` is the id in gt.txt. Each identity that was seen for as long as a stay lasts is one of
/// `AuditRun::people`, whoever it shows most of the time; its camera is a group, and where it
/// stayed is known. `setup` has a body
/// network. Evaluation: the recordings are files.
Result<AuditRun> run_audit_of_recordings(Setup& setup, const std::vector<std::string>& recordings,
                                         const std::filesystem::path& labels);

}  // namespace sillage::app
