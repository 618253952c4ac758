// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sillage::govern {

/// What a room says of itself once its sandbox is up (from its /proc/self/status and rlimits).
struct SandboxFacts {
  int seccomp_mode = 0;             ///< 2 = filter
  bool no_new_privileges = false;
  bool landlocked = false;
  bool dumpable = true;             ///< prctl(PR_GET_DUMPABLE)
  std::optional<long> core_limit;   ///< bytes; 0 = no core
  bool memory_locked = false;       ///< pixels and people lie in locked, undumpable memory
};

/// The model in force.
struct ModelFacts {
  std::string name;
  std::string sha256;           ///< of the file that is loaded
  std::string expected_sha256;  ///< of the manifest
  std::string licence;
  std::string decoder;          ///< what its answers are read as: "sillage", "yolox": boxes
  bool has_card = false;        ///< a model card lies beside it
};

/// What the running program has measured of itself so far.
struct RunFacts {
  std::optional<double> oldest_frame_s;  ///< greatest age of a picture when it was wiped
  std::optional<double> oldest_state_s;  ///< greatest age of per-person state after last seen
};

/// What the machine does with memory. Absent = could not be read.
struct HostFacts {
  std::optional<bool> plain_swap;     ///< a swap that is not encrypted is on
  std::optional<bool> kernel_dump;    ///< a crash kernel is loaded
  std::optional<bool> hibernation;    ///< a place to resume from is set
  std::optional<long> core_limit;     ///< bytes, hard limit of this process; -1 = any
};
HostFacts probe_host();

/// What only the caller can know. Absent = not measured, which no check takes for a pass.
struct Observed {
  std::optional<ModelFacts> model;
  std::optional<SandboxFacts> eye;
  std::optional<SandboxFacts> floor;
  std::optional<RunFacts> run;
  std::optional<HostFacts> host;      ///< absent = this machine is probed
  std::vector<std::string> outbound;  ///< hosts that figures are sent to: hub, MQTT
};

}  // namespace sillage::govern
