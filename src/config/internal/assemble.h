// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/internal/document.h"
#include "config/store_config.h"

namespace sillage::config::internal {

/// The configuration from the tables of the file; checks what concerns more than one key.
StoreConfig assemble(const Document& document, Problems& problems);

}  // namespace sillage::config::internal
