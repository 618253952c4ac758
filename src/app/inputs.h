// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/setup.h"
#include "app/survey.h"
#include "floor/measure/meter.h"

namespace sillage::app {

/// A recording as the command line names it.
struct Input {
  std::string camera;  ///< id; empty = the one of --camera, or the only one
  std::string file;    ///< path or URL
  std::optional<Instant> starts_at;
};

/// `FILE`, `CAMERA=FILE`, `FILE@TIME` or `CAMERA=FILE@TIME`: CAMERA is the id of a configured
/// camera, TIME an ISO 8601 time. A file whose own name looks like that is taken as the file.
/// Fails (kUsage) where a word names a camera that the configuration lacks.
Result<Input> parse_input(const std::string& word, const config::StoreConfig& store);

/// The recordings of one camera, in the order of time.
struct CameraRecordings {
  config::Camera camera;
  std::vector<Recording> recordings;
  bool start_given = false;  ///< by whoever started the run, not by the file
};

/// Sorts the words by camera (in the order of the configuration) and opens each recording once
/// (survey.h). Fails (kUsage) where a recording is named twice, where one camera's recordings come
/// with several start times in the wrong order, or where several cameras film and one of them does
/// not say when.
Result<std::vector<CameraRecordings>> read_inputs(const std::vector<std::string>& words,
                                                  const Setup& setup);

/// The store as far as these watch it: without the other cameras.
config::StoreConfig watched_part(config::StoreConfig store,
                                 const std::vector<CameraRecordings>& cameras);

/// The bins of a run over these: aligned where the recordings say when they were made.
floor::BinGrid grid_of(const std::vector<CameraRecordings>& cameras,
                       const config::StoreConfig& store);

/// How many frames they announce; nothing where one does not say.
std::optional<std::int64_t> frames_of(const std::vector<CameraRecordings>& cameras);

}  // namespace sillage::app
