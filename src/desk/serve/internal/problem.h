// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"
#include "desk/http/message.h"

namespace sillage::desk::serve {

/// One thing that is wrong with what was sent.
struct Fault {
  std::string at;  ///< name of a parameter, or JSON pointer into the body
  std::string detail;
};

/// RFC 9457.
struct Problem {
  int status = 500;
  std::string type;  ///< "not-found": the last part of its address
  std::string title, detail;
  std::vector<Fault> errors;
  std::vector<std::pair<std::string, std::string>> headers;
};

using Answer = tl::expected<http::Response, Problem>;

tl::unexpected<Problem> refuse(int status, std::string type, std::string title,
                               std::string detail = {});
/// What a failure of a part below means to a client. Defects and damage are not told in detail.
Problem problem_of(const Error& error);
http::Response to_response(const Problem& problem);

}  // namespace sillage::desk::serve

/// As ASSIGN_OR_RETURN, in functions that return an Answer or another expected with a Problem.
#define SILLAGE_TRY_ASSIGN(temporary, target, expression)                                   \
  auto temporary = (expression);                                                            \
  if (!temporary) return ::sillage::desk::serve::as_problem(std::move(temporary).error()); \
  target = std::move(*temporary)
#define TRY_ASSIGN(target, expression) \
  SILLAGE_TRY_ASSIGN(SILLAGE_CONCAT(sillage_try_, __LINE__), target, expression)
#define TRY(expression)                                                                      \
  do {                                                                                       \
    if (auto sillage_try_ = (expression); !sillage_try_)                                     \
      return ::sillage::desk::serve::as_problem(std::move(sillage_try_).error());           \
  } while (false)

namespace sillage::desk::serve {
inline tl::unexpected<Problem> as_problem(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}
inline tl::unexpected<Problem> as_problem(const Error& error) {
  return tl::unexpected<Problem>(problem_of(error));
}
}  // namespace sillage::desk::serve
