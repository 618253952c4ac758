// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "app/run_summary.h"
#include "app/setup.h"

namespace sillage::app {

/// What a run over recordings makes besides its summary. Empty = not wanted.
struct RecordingOutputs {
  std::filesystem::path database;
  std::filesystem::path csv;
  std::filesystem::path report;
  std::filesystem::path silhouettes;
  std::string language = "en";  ///< of the report
};

/// Watches recordings (named as in inputs.h), one camera's one after the other, cameras side by
/// side, through all three rooms in this process:
/// eye -> floor -> privacy door -> desk. Marked as evaluation everywhere. Outputs are written at
/// the end, each whole or not at all.
Result<RunSummary> run_recordings(Setup& setup, const std::vector<std::string>& files,
                                  const RecordingOutputs& outputs, const Clock& clock);

}  // namespace sillage::app
