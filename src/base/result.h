// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/core.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace sillage {

/// What kind of thing went wrong; maps to an exit code of the command line (see `exit_code`).
enum class ErrorCode {
  kInvalidArgument,  ///< A value that was given is wrong.
  kUsage,            ///< The command line is wrong.
  kConfiguration,    ///< The configuration is wrong.
  kNotFound,         ///< A file, model, camera or row does not exist.
  kUnavailable,      ///< Cannot be reached now; trying again may help.
  kDeadline,         ///< Took longer than allowed.
  kExhausted,        ///< Disk, memory or another bounded resource is full.
  kDataLoss,         ///< Data is truncated, corrupt or does not match its hash.
  kPermission,       ///< Not allowed to read or write.
  kConflict,         ///< Somebody else holds it, or it exists with other content.
  kUnsupported,      ///< Valid, but this build or machine cannot do it.
  kCancelled,        ///< Stopped on request.
  kInternal,         ///< A defect of ours.
};

/// Stable lower-case name, such as "not_found".
const char* to_string(ErrorCode code);

/// Exit codes of the command line: 0 ok, 1 failed, 2 usage, 3 configuration, 4 unavailable.
int exit_code(ErrorCode code);

/// An error: what failed, on which input and what to do next, in one plain message.
/// `context` grows outward while the error is returned ("reading store.toml").
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::vector<std::string> context;

  Error with(std::string where) && {
    context.push_back(std::move(where));
    return std::move(*this);
  }
  /// "outer: inner: message".
  std::string to_string() const;
};

template <class T = void>
using Result = tl::expected<T, Error>;

/// Makes an error to return: `return fail(ErrorCode::kNotFound, "no file {}", path);`
template <class... Args>
tl::unexpected<Error> fail(ErrorCode code, fmt::format_string<Args...> format, Args&&... args) {
  return tl::unexpected<Error>(
      Error{code, fmt::format(format, std::forward<Args>(args)...), {}});
}

}  // namespace sillage

#define SILLAGE_CONCAT_INNER(a, b) a##b
#define SILLAGE_CONCAT(a, b) SILLAGE_CONCAT_INNER(a, b)

/// Returns the error of `expression` (a Result) from the calling function, or goes on.
#define RETURN_IF_ERROR(expression)                                        \
  do {                                                                     \
    if (auto sillage_result_ = (expression); !sillage_result_)             \
      return tl::unexpected<::sillage::Error>(                             \
          std::move(sillage_result_).error());                             \
  } while (false)

#define SILLAGE_ASSIGN(temporary, target, expression)                      \
  auto temporary = (expression);                                           \
  if (!temporary)                                                          \
    return tl::unexpected<::sillage::Error>(std::move(temporary).error()); \
  target = std::move(*temporary)

/// `ASSIGN_OR_RETURN(auto x, make_x());`
#define ASSIGN_OR_RETURN(target, expression) \
  SILLAGE_ASSIGN(SILLAGE_CONCAT(sillage_result_, __LINE__), target, expression)
