// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace sillage::app {

/// One thing that was looked at.
struct Inspected {
  std::string what;  ///< "eye door (12): system calls"
  bool holds = false;
  bool is_needed = true;  ///< false: weaker without, but not wrong
  std::string seen;
  std::string mend;  ///< what to do where it does not hold
};

/// What the kernel says, in /proc, of the rooms that run on this machine now: how they are closed
/// in and what they have open. Without a run: what a run could use here.
std::vector<Inspected> inspect_rooms();

}  // namespace sillage::app
