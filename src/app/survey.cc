// SPDX-License-Identifier: Apache-2.0
#include "app/survey.h"

#include <algorithm>

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

/// Clocks of files are rounded to seconds: so much overlap is none.
constexpr Duration kRounding = std::chrono::seconds(1);

/// What a file itself says of its time, where it says so.
std::optional<Instant> stated_start(const eye::SourceInfo& info) {
  return info.start_known ? std::optional(info.starts_at) : std::nullopt;
}

Result<Instant> start_after(const Recording& before, std::optional<Instant> stated,
                            const eye::SourceInfo& info) {
  if (info.width != before.info.width || info.height != before.info.height) {
    return fail(ErrorCode::kInvalidArgument,
                "{} has pictures of {}x{}, {} of {}x{}; process recordings of different size apart",
                info.name, info.width, info.height, before.info.name, before.info.width,
                before.info.height);
  }
  if (!before.info.duration) {
    return fail(ErrorCode::kInvalidArgument,
                "{} does not say how long it is, so {} cannot be put after it; process it apart",
                before.info.name, info.name);
  }
  const Instant end = before.info.starts_at + *before.info.duration;
  if (stated && *stated < end - kRounding) {
    return fail(ErrorCode::kInvalidArgument,
                "by their files' times {} began before {} had ended; name the recordings in the "
                "order of time, or process them apart",
                info.name, before.info.name);
  }
  return std::max(end, stated.value_or(end));
}

}  // namespace

fs::path resolved(const fs::path& path) {
  std::error_code ignored;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
  return real.empty() ? path : real;
}

Result<std::vector<Recording>> survey(const std::vector<std::string>& files,
                                      std::optional<Instant> starts_at, double analysed_fps) {
  std::vector<Recording> recordings;
  Duration shift{};
  bool shift_known = false;
  for (const std::string& file : files) {
    Recording recording;
    recording.source.url = file;
    recording.source.analysed_fps = analysed_fps;
    {
      ASSIGN_OR_RETURN(const auto source, eye::VideoSource::create(recording.source));
      recording.info = source.info();
    }
    eye::SourceInfo& info = recording.info;
    std::optional<Instant> stated = stated_start(info);
    if (recordings.empty()) {
      if (starts_at && stated) shift = *starts_at - *stated;
      shift_known = stated.has_value();
      info.start_known = starts_at || stated;
      info.starts_at = starts_at.value_or(info.starts_at);
    } else {
      stated = stated && shift_known ? std::optional(*stated + shift) : std::nullopt;
      ASSIGN_OR_RETURN(info.starts_at, start_after(recordings.back(), stated, info));
    }
    recording.source.starts_at = info.starts_at;
    recordings.push_back(std::move(recording));
  }
  return recordings;
}

Result<void> check_outputs(const std::vector<fs::path>& outputs,
                           const std::vector<std::string>& inputs) {
  std::vector<fs::path> taken;
  for (const std::string& input : inputs) taken.push_back(resolved(input));
  for (const fs::path& output : outputs) {
    if (output.empty()) continue;
    const fs::path folder = output.parent_path().empty() ? fs::path(".") : output.parent_path();
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
      return fail(ErrorCode::kNotFound, "cannot write {}: the folder {} does not exist; create it",
                  output.string(), folder.string());
    }
    if (fs::is_directory(output, ignored)) {
      return fail(ErrorCode::kInvalidArgument, "cannot write {}: it is a folder; name a file",
                  output.string());
    }
    if (std::find(taken.begin(), taken.end(), resolved(output)) != taken.end()) {
      return fail(ErrorCode::kUsage,
                  "{} would be overwritten: it is an input or another output; give another name",
                  output.string());
    }
    taken.push_back(resolved(output));
  }
  return {};
}

}  // namespace sillage::app
