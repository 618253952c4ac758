// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "eval/audience.h"
#include "eye/common/body_network.h"
#include "eye/describe/audience.h"

namespace sillage::app {

/// What came of showing an audit's people to the network.
struct AuditRun {
  eval::AuditedPeople people;  ///< nothing is answered yet
  /// Of recordings: whom no row labels, such as children; how they present means nothing.
  eval::AuditedPeople others;
  eye::AudienceStats seen;
  /// Of pictures: processor time of a look, mask and gate included (mean, one thread).
  std::optional<double> look_ms;
};

/// Pictures of people, cut out by their boxes, as a store's cameras would see them: through mask,
/// gate, network and what a visit adds up to. `labels`: CSV with a head, `file,person,presentation`
/// (feminine or masculine) and any further columns, each a group; `tilt_deg` says how steeply the
/// camera looks down at them, and so how much is masked. Names that are the same up to
/// their first '-' are one human in several views. Evaluation: the pictures are files.
Result<AuditRun> run_audit(const std::filesystem::path& pictures,
                           const std::filesystem::path& labels,
                           std::shared_ptr<eye::BodyNetwork> network);

}  // namespace sillage::app
