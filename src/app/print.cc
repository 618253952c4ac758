// SPDX-License-Identifier: Apache-2.0
#include "app/print.h"

#include <cstdio>

#include <nlohmann/json.hpp>

namespace sillage::app {

Result<void> print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    return fail(ErrorCode::kExhausted,
                "cannot write to the standard output; check the disk or the program that reads it");
  }
  return {};
}

Result<void> print_json(const nlohmann::ordered_json& json) {
  using Json = nlohmann::ordered_json;
  return print(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void message(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace sillage::app
