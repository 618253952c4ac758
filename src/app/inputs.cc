// SPDX-License-Identifier: Apache-2.0
#include "app/inputs.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/ranges.h>

#include "eye/ingest/without_secrets.h"

namespace sillage::app {
namespace {

bool is_file(const std::string& name) {
  std::error_code ignored;
  return std::filesystem::exists(name, ignored);
}

bool has_camera(const config::StoreConfig& store, const std::string& id) {
  return std::any_of(store.cameras.begin(), store.cameras.end(),
                     [&](const config::Camera& camera) { return camera.id.value() == id; });
}

std::vector<std::string> ids_of(const config::StoreConfig& store) {
  std::vector<std::string> ids;
  for (const config::Camera& camera : store.cameras) ids.push_back(camera.id.value());
  return ids;
}

/// A camera's recordings where the files say nothing else: the start of the first that has one
/// given holds for it and for those after it, so each stretch is laid in time by itself.
Result<std::vector<Recording>> lay_in_time(const std::vector<Input>& inputs, const Setup& setup,
                                           double analysed_fps) {
  std::vector<Recording> all;
  std::size_t next = 0;
  while (next < inputs.size()) {
    std::vector<std::string> files{inputs[next].file};
    const auto starts_at = inputs[next].starts_at ? inputs[next].starts_at : setup.starts_at;
    while (++next < inputs.size() && !inputs[next].starts_at) files.push_back(inputs[next].file);
    ASSIGN_OR_RETURN(std::vector<Recording> stretch, survey(files, starts_at, analysed_fps));
    if (!all.empty()) {
      const eye::SourceInfo &before = all.back().info, &first = stretch.front().info;
      if (!before.duration || first.starts_at < before.starts_at + *before.duration) {
        return fail(ErrorCode::kUsage,
                    "{} begins before {} has ended; give the recordings of a camera in the order "
                    "of time",
                    first.name, before.name);
      }
      if (first.width != before.width || first.height != before.height) {
        return fail(ErrorCode::kInvalidArgument,
                    "{} has pictures of {}x{}, {} of {}x{}; process recordings of different size "
                    "apart",
                    first.name, first.width, first.height, before.name, before.width,
                    before.height);
      }
    }
    std::move(stretch.begin(), stretch.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

Result<Input> parse_input(const std::string& word, const config::StoreConfig& store) {
  Input input;
  input.file = word;
  if (is_file(word)) return input;
  const auto equals = word.find('=');
  if (equals != std::string::npos && is_valid_id(word.substr(0, equals))) {
    input.camera = word.substr(0, equals);
    input.file = word.substr(equals + 1);
    if (!has_camera(store, input.camera)) {
      return fail(ErrorCode::kUsage, "{}: the configuration has no camera '{}'; it has: {}",
                  eye::without_secrets(word), input.camera, fmt::join(ids_of(store), ", "));
    }
  }
  const auto at = input.file.rfind('@');
  if (at == std::string::npos || is_file(input.file)) return input;
  const auto time = parse_iso8601(input.file.substr(at + 1));
  if (!time) return input;
  input.file.resize(at);
  input.starts_at = *time;
  return input;
}

Result<std::vector<CameraRecordings>> read_inputs(const std::vector<std::string>& words,
                                                  const Setup& setup) {
  std::map<CameraId, std::vector<Input>> by_camera;
  std::set<std::filesystem::path> named;
  for (const std::string& word : words) {
    ASSIGN_OR_RETURN(Input input, parse_input(word, setup.store));
    if (!named.insert(resolved(input.file)).second) {
      return fail(ErrorCode::kUsage, "{} is named twice; its people would be counted twice",
                  std::filesystem::path(eye::without_secrets(input.file)).filename().string());
    }
    ASSIGN_OR_RETURN(const config::Camera camera,
                     setup.camera_of(input.camera.empty() ? setup.camera : input.camera));
    by_camera[camera.id].push_back(std::move(input));
  }
  std::vector<CameraRecordings> cameras;
  for (const config::Camera& camera : setup.store.cameras) {
    const auto inputs = by_camera.find(camera.id);
    if (inputs == by_camera.end()) continue;
    ASSIGN_OR_RETURN(std::vector<Recording> recordings,
                     lay_in_time(inputs->second, setup, setup.analysed_fps(camera)));
    if (by_camera.size() > 1 && !recordings.front().info.start_known) {
      return fail(ErrorCode::kUsage,
                  "{} does not say when it was filmed, so it cannot be put beside the other "
                  "cameras; give {}={}@TIME, or --start if all began at once",
                  recordings.front().info.name, camera.id.value(), recordings.front().info.name);
    }
    const bool start_given = setup.starts_at || inputs->second.front().starts_at;
    cameras.push_back({camera, std::move(recordings), start_given});
  }
  return cameras;
}

config::StoreConfig watched_part(config::StoreConfig store,
                                 const std::vector<CameraRecordings>& cameras) {
  std::erase_if(store.cameras, [&](const config::Camera& camera) {
    return std::none_of(cameras.begin(), cameras.end(), [&](const CameraRecordings& watched) {
      return watched.camera.id == camera.id;
    });
  });
  return store;
}

floor::BinGrid grid_of(const std::vector<CameraRecordings>& cameras,
                       const config::StoreConfig& store) {
  floor::BinGrid grid;
  grid.length = std::chrono::minutes(store.privacy.bin_minutes);
  bool is_first = true, ends_known = true;
  Instant end{};
  for (const CameraRecordings& camera : cameras) {
    const eye::SourceInfo& first = camera.recordings.front().info;
    const eye::SourceInfo& last = camera.recordings.back().info;
    grid.start = is_first ? first.starts_at : std::min(grid.start, first.starts_at);
    grid.align = first.start_known && (is_first || grid.align);
    ends_known = ends_known && last.duration.has_value();
    if (last.duration) end = std::max(end, last.starts_at + *last.duration);
    is_first = false;
  }
  if (ends_known) grid.end = end;
  return grid;
}

std::optional<std::int64_t> frames_of(const std::vector<CameraRecordings>& cameras) {
  std::int64_t frames = 0;
  for (const CameraRecordings& camera : cameras) {
    for (const Recording& recording : camera.recordings) {
      if (!recording.info.frames) return std::nullopt;
      frames += *recording.info.frames;
    }
  }
  return frames;
}

}  // namespace sillage::app
