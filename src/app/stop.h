// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sillage::app {

/// From now on the first SIGINT or SIGTERM asks to stop, so that temporary files are removed; a
/// second one ends the program at once. Called once, by main.
void stop_on_signals();
bool is_stop_requested();

}  // namespace sillage::app
