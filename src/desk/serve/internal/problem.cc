// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/problem.h"

#include "desk/serve/internal/json.h"

namespace sillage::desk::serve {

tl::unexpected<Problem> refuse(int status, std::string type, std::string title,
                               std::string detail) {
  Problem problem;
  problem.status = status;
  problem.type = std::move(type);
  problem.title = std::move(title);
  problem.detail = std::move(detail);
  return tl::unexpected<Problem>(std::move(problem));
}

Problem problem_of(const Error& error) {
  Problem problem;
  problem.detail = error.to_string();
  const auto set = [&](int status, const char* type, const char* title) {
    problem.status = status;
    problem.type = type;
    problem.title = title;
  };
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kUsage:
    case ErrorCode::kConfiguration:
      set(422, "not-valid", "What was sent is not valid");
      break;
    case ErrorCode::kNotFound:
      set(404, "not-found", "There is no such thing");
      break;
    case ErrorCode::kConflict:
      set(409, "conflict", "Something else stands against it");
      break;
    case ErrorCode::kPermission:
      set(403, "not-allowed", "Not allowed");
      break;
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadline:
    case ErrorCode::kCancelled:
      set(503, "unavailable", "Not reachable now");
      break;
    case ErrorCode::kUnsupported:
      set(501, "unsupported", "This installation cannot do it");
      break;
    case ErrorCode::kExhausted:
      set(507, "full", "The disk or another resource is full");
      break;
    default:
      set(500, "defect", "The server failed");
      problem.detail = "the server's own log says more";
  }
  return problem;
}

http::Response to_response(const Problem& problem) {
  Json json = {{"type", "/problems/" + problem.type},
               {"title", problem.title},
               {"status", problem.status}};
  if (!problem.detail.empty()) json["detail"] = problem.detail;
  if (!problem.errors.empty()) {
    json["errors"] = Json::array();
    for (const Fault& fault : problem.errors) {
      json["errors"].push_back({{"at", fault.at}, {"detail", fault.detail}});
    }
  }
  http::Response response;
  response.status = problem.status;
  response.content_type = "application/problem+json";
  response.headers = problem.headers;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body =
      http::make_body(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  return response;
}

}  // namespace sillage::desk::serve
