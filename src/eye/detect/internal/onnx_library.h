// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "eye/detect/internal/onnx_api.h"

namespace sillage::eye::onnx {

/// ONNX Runtime, loaded. Shared by everything that was made with it; thread-safe once made.
class Library {
 public:
  /// Loads `file`, or when it is empty the first that exists of runtime_library_candidates().
  /// A library that exists but does not serve is an error: it is never passed over in silence.
  static Result<std::shared_ptr<const Library>> load(const std::filesystem::path& file);

  const Api& api() const { return api_; }
  const std::string& version() const { return version_; }
  const std::filesystem::path& path() const { return path_; }
  /// Success, or the runtime's own message under `code` after "cannot {what}: "; releases `status`.
  Result<void> check(Status* status, ErrorCode code, std::string_view what) const;

 private:
  Library() = default;
  static Result<std::shared_ptr<const Library>> open(const std::filesystem::path& file);
  Result<void> bind(const ApiBase& base);

  std::filesystem::path path_;
  std::string version_;
  Api api_;
};

}  // namespace sillage::eye::onnx
