// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/supervisor/sandbox.h"

namespace sillage::app::internal {

/// The version of Landlock that the kernel offers; 0 = none.
int landlock_version();

/// From now on this process opens no file but below `folders`. False where there is no Landlock.
/// Files that are open stay so. Requires no_new_privs.
bool allow_files(const Folders& folders);

}  // namespace sillage::app::internal
