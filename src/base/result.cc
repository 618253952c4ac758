// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

namespace sillage {

const char* to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kConfiguration:
      return "configuration";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kDeadline:
      return "deadline";
    case ErrorCode::kExhausted:
      return "exhausted";
    case ErrorCode::kDataLoss:
      return "data_loss";
    case ErrorCode::kPermission:
      return "permission";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return 2;
    case ErrorCode::kConfiguration:
      return 3;
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadline:
      return 4;
    default:
      return 1;
  }
}

std::string Error::to_string() const {
  std::string text;
  for (auto where = context.rbegin(); where != context.rend(); ++where) text += *where + ": ";
  return text + message;
}

}  // namespace sillage
