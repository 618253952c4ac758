// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sillage::govern::internal {

enum class Link {
  kEncrypted,       ///< rtsps, https
  kPrivate,         ///< a file, this machine, or an address of a private network
  kPublicAndPlain,  ///< anybody on the way can look
};

/// Of a camera's source. A host name counts as private where it can only be one: no dot, or
/// ".local", ".lan", ".internal".
Link link_of(std::string_view source);

}  // namespace sillage::govern::internal
