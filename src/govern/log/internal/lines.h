// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "govern/log/log.h"

namespace sillage::govern::internal {

inline constexpr std::size_t kMostBody = 60u << 10;
inline constexpr std::size_t kMostLog = 1u << 30;
inline constexpr std::string_view kOrigin = "sillage.log/1";
inline constexpr std::string_view kLogSigner = "sillage-gate";

std::filesystem::path lines_file(const std::filesystem::path& folder);
std::filesystem::path checkpoint_file(const std::filesystem::path& folder);
std::filesystem::path witnessed_file(const std::filesystem::path& folder);

/// The line of an entry, without its line feed: compact JSON.
Result<std::string> to_line(const LogEntry& entry);
Result<LogEntry> parse_line(std::string_view line);

}  // namespace sillage::govern::internal
