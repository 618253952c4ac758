// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commands.h"

namespace sillage::app {

/// The commands around the desk; as those of commands.h.
void add_serve(CLI::App& parent, Action& action);
void add_backup(CLI::App& parent, Action& action);
void add_restore(CLI::App& parent, Action& action);
void add_sim_fill(CLI::App& parent, Action& action);

}  // namespace sillage::app
