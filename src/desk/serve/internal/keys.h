// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace sillage::desk::serve {

// Kinds of documents. Key and body of each are written and read here, in desk/serve, alone.
inline constexpr const char* kStore = "store";        ///< by store: name, zone, thresholds
inline constexpr const char* kCamera = "camera";      ///< by store and camera
inline constexpr const char* kLayout = "layout";      ///< by store and version
inline constexpr const char* kPlan = "plan";          ///< by store; data is its picture
inline constexpr const char* kUser = "user";          ///< by name
inline constexpr const char* kInvitation = "invitation";  ///< by hash of its token
inline constexpr const char* kSession = "session";    ///< by hash of its cookie
inline constexpr const char* kToken = "token";        ///< by id
inline constexpr const char* kChange = "change";      ///< by number
inline constexpr const char* kRetention = "retention";
inline constexpr const char* kServer = "server";      ///< what the server keeps for itself

/// Keys of numbered documents sort as their numbers do.
inline std::string layout_key(std::int64_t number) { return fmt::format("{:012}", number); }

}  // namespace sillage::desk::serve
