// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "desk/http/message.h"

namespace sillage::desk::serve {

/// The dashboard's files, read once: nothing is opened by a path that a client names. Paths without a
/// file are pages of the dashboard and get index.html.
class StaticFiles {
 public:
  /// At most 2,000 files and 64 MiB. An empty folder name: a page that says how to build the
  /// dashboard.
  static Result<StaticFiles> read(const std::filesystem::path& folder);

  http::Response get(const http::Request& request) const;

 private:
  struct File {
    std::string content_type, etag;
    std::shared_ptr<const http::Body> body;
    bool never_changes = false;  ///< its name holds a hash of its content
  };
  std::map<std::string, File> files_;  ///< by path, "/assets/index-4f2a.js"
};

}  // namespace sillage::desk::serve
