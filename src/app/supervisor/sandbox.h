// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/supervisor/figures.h"
#include "base/result.h"

namespace sillage::app {

/// Where a process may use files.
struct Folders {
  std::vector<std::filesystem::path> written, read;
};

/// What was closed. What the machine or its rights do not allow is false, and named in the log.
struct Closed {
  bool calls = false;       ///< seccomp
  bool files = false;       ///< Landlock
  bool memory = false;      ///< locked: never on a disk
  bool dumps = false;       ///< no core, no dump, not to be traced
  bool rights = false;      ///< no capability, none to be had
  bool namespaces = false;  ///< no network but open connections; eye and floor alone
};

/// Closes this process in, for good, and all threads that it starts from here on; call it before
/// there are any. An eye and the floor keep what is open and get nothing new: no file, no socket,
/// no process. The desk may also use the files below `folders`, and listen.
/// Fails (kUnsupported) where not even seccomp is to be had: a room does not run open.
Result<Closed> close_in(RoomKind kind, const Folders& folders = {});

/// The version of Landlock that the kernel offers; 0 = none.
int landlock_version();

/// "memory, namespaces": what could not be closed; empty where all was.
std::string left_open(const Closed& closed);

}  // namespace sillage::app
