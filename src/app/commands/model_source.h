// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace sillage::app {

/// True for "https://…" and "http://…": not a file.
bool is_address(const std::string& from);

/// Content of a local file or, with the program curl, of an https address (kUnavailable without
/// curl or when the address gives nothing). At most `limit_bytes`; nothing touches the disk.
Result<std::string> fetch(const std::string& from, std::size_t limit_bytes);

}  // namespace sillage::app
