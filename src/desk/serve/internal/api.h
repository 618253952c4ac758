// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/result.h"
#include "base/time.h"
#include "desk/http/message.h"
#include "desk/serve/internal/call.h"
#include "desk/serve/internal/routes.h"

namespace sillage::desk::serve {

/// Everything below /api/v1: finds the operation, checks who asks and what is sent against the
/// document, calls the handler, keeps the audit trail. Thread-safe; never throws.
class Api {
 public:
  static constexpr std::string_view kPrefix = "/api/v1";

  static Result<std::unique_ptr<Api>> create(Shared& shared, const Clock& clock);
  http::Response handle(const http::Request& request);
  /// Whether its answer is known, has to be worked out, or may take seconds.
  http::Lane lane_of(const http::Request& request) const;

 private:
  struct Endpoint {
    const Route* route;
    const Operation* operation;
  };
  Api(Shared& shared, const Clock& clock) : shared_(shared), clock_(clock) {}
  Result<void> connect();
  Answer answer(const http::Request& request);
  tl::expected<const Endpoint*, Problem> find(const http::Request& request,
                                              std::map<std::string, std::string>& path) const;
  tl::expected<Who, Problem> identify(const http::Request& request, Backend& backend, Instant now);
  tl::expected<void, Problem> admit(const http::Request& request, const Endpoint& endpoint,
                                    const Who& who);
  tl::expected<void, Problem> check_input(const Operation& operation, Call& call) const;
  /// What the answer of a cached route depends on, figures and set-up aside.
  std::string key_of(const http::Request& request, const Route& route) const;
  Answer run(Call& call);
  void note(Call& call, const Answer& answer);

  Shared& shared_;
  const Clock& clock_;
  std::vector<Endpoint> endpoints_;
};

}  // namespace sillage::desk::serve
