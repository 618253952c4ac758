// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sillage {

/// The whole file as bytes. Errors name the path and, for a directory, say that it is one.
/// Files above `limit_bytes` are refused (kExhausted).
Result<std::string> read_file(const std::filesystem::path& path,
                              std::size_t limit_bytes = 256u << 20);

/// Writes beside the target, syncs and renames: readers see the old file or the new one, never a
/// half of it. A full or read-only disk leaves the old file untouched.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Lower-case hexadecimal SHA-256 of the bytes.
std::string sha256_hex(std::string_view bytes);
/// The same of a file of any size, read piece by piece.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace sillage
