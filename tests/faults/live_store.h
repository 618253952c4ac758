// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "tests/e2e/command.h"

namespace sillage::faults {

/// A store in a folder of its own, watched by `sillage run` as a demonstration.
class LiveStore {
 public:
  /// `sources` by camera: clips in the folder, or addresses of this machine.
  explicit LiveStore(const std::map<std::string, std::string>& sources);

  const e2e::ScratchFolder& folder() const { return folder_; }
  /// A clip in the folder, before `start`.
  std::string clip(const std::string& name) const { return (folder_ / name).string(); }
  void set_source(const std::string& camera, const std::string& source) {
    sources_[camera] = source;
  }
  void start();
  e2e::RunningSillage& run() { return *run_; }
  /// What it has logged so far.
  std::string log() { return run_->err_with("", 0); }
  /// Waits until `text` is in the log that many times.
  bool logs(const std::string& text, int times, int limit_s);
  /// A value of the metrics file; -1 where there is none.
  double metric(const std::string& name) const;
  double of_camera(const std::string& name, const std::string& camera) const {
    return metric("sillage_" + name + "{camera=\"" + camera + "\"}");
  }
  double restarts(const std::string& room, const std::string& camera = "") const {
    return metric("sillage_room_restarts_total{room=\"" + room + "\",camera=\"" + camera + "\"}");
  }
  /// Waits until `value` of the camera is at least `least`.
  bool reaches(const std::string& name, const std::string& camera, double least, int limit_s) const;

 private:
  e2e::ScratchFolder folder_;
  std::map<std::string, std::string> sources_;
  std::unique_ptr<e2e::RunningSillage> run_;
};

}  // namespace sillage::faults
