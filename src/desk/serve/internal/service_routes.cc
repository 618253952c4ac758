// SPDX-License-Identifier: Apache-2.0
// Whether it works, and how much it does.
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::service {

Answer health(Call& call) {
  const auto stores = call.rollups().stores();
  return json_response({{"status", stores ? "ok" : "degraded"},
                        {"version", call.shared.options.version},
                        {"database", stores ? "ok" : "failing"},
                        {"demonstration", is_demonstration(call.backend)}});
}

Answer prometheus(Call& call) {
  const Shared& shared = call.shared;
  std::string text;
  const auto add = [&](const char* name, const char* help, std::uint64_t value) {
    text += fmt::format("# HELP {0} {1}\n# TYPE {0} counter\n{0} {2}\n", name, help, value);
  };
  add("sillage_desk_requests_total", "Requests to the API", shared.requests);
  add("sillage_desk_refused_total", "Requests answered with 4xx", shared.refusals);
  add("sillage_desk_failed_total", "Requests answered with 5xx", shared.failures);
  add("sillage_desk_cache_hits_total", "Answers that had been worked out", shared.cache.hits());
  add("sillage_desk_cache_misses_total", "Answers worked out anew", shared.cache.misses());
  if (shared.options.prometheus) text += shared.options.prometheus();
  return text_response(std::move(text), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace sillage::desk::serve::service
