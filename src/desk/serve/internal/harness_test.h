// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/testing/temporary.h"
#include "desk/serve/internal/api.h"

namespace sillage::desk::serve {

/// A desk over three weeks of figures of a small store, asked without a network.
class Harness {
 public:
  Harness();

  struct Asking {
    std::string method = "GET", target, body;
    std::string type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    bool csrf = true;
  };
  /// As somebody of that role (with a session of its own), or as nobody where it is empty.
  http::Response ask(const std::string& role, const Asking& asking);
  http::Response ask(const std::string& role, const std::string& target) {
    Asking asking;
    asking.target = target;
    return ask(role, asking);
  }
  /// With headers alone: tokens, cookies.
  http::Response ask_plainly(const Asking& asking);
  http::Response ask_as(const Who& who, const std::string& cookie, const Asking& asking);

  /// Cookie and session of an account.
  std::pair<std::string, Who> sign_in(const std::string& user);
  Api& api() { return *api_; }
  Shared& shared() { return *shared_; }
  Backend& backend() { return backend_; }
  SimulatedClock& clock() { return clock_; }
  const ApiDocument& document() const { return *shared_->document; }

  static Json json_of(const http::Response& response) {
    return response.body ? Json::parse(http::text_of(*response.body), nullptr, false) : Json();
  }

 private:
  void fill();
  TemporaryFolder folder_;
  SimulatedClock clock_;
  std::unique_ptr<Shared> shared_;
  std::unique_ptr<Api> api_;
  Backend backend_;
  std::map<std::string, std::pair<std::string, Who>> sessions_;
  int peers_ = 0;
};

inline const char* const kAllRoles[] = {"viewer", "analyst", "installer", "admin", "dpo"};

}  // namespace sillage::desk::serve
