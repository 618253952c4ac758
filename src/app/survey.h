// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "eye/ingest/video_source.h"

namespace sillage::app {

/// One recording as it is before the run: where in time it begins and, if known, ends.
struct Recording {
  eye::SourceOptions source;
  eye::SourceInfo info;
};

/// The same for every way to write a path.
std::filesystem::path resolved(const std::filesystem::path& path);

/// Opens every recording once, so that a missing one is found before the first is watched, and lays
/// them in time: the first at `starts_at`, else where its file says, else at the epoch; each next
/// one as much later as the files say, else right after the one before. Fails where recordings
/// overlap, come in the wrong order, differ in picture size, or where one of unknown length is
/// followed by another.
Result<std::vector<Recording>> survey(const std::vector<std::string>& files,
                                      std::optional<Instant> starts_at, double analysed_fps);

/// Fails early where an output could not be written at the end of a long run, or would overwrite an
/// input or another output. Empty paths are left out.
Result<void> check_outputs(const std::vector<std::filesystem::path>& outputs,
                           const std::vector<std::string>& inputs);

}  // namespace sillage::app
