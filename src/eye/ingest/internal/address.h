// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace sillage::eye {

/// Where a source comes from.
struct Address {
  enum class Kind { kFile, kPipe, kHttp, kRtsp };
  Kind kind = Kind::kFile;
  std::string url;      ///< as libav wants it; may hold a password
  std::string shown;    ///< for messages
  int descriptor = -1;  ///< of a file that is open already
  bool is_remote() const { return kind == Kind::kHttp || kind == Kind::kRtsp; }
};

/// Classifies an address and, for a file, checks that there is something to read. Errors: empty
/// address, other scheme, missing file, directory, empty or unreadable file.
Result<Address> find_source(const std::string& url);
/// A file that is open already.
Result<Address> open_file(int descriptor, const std::string& name);

}  // namespace sillage::eye
