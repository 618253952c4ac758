// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk/serve/internal/call.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve {

/// A change that waits for a second person.
struct Wish {
  std::string kind;  ///< layout, settings, retention or user
  std::string subject, summary;
  Json before, after;
  std::string store = {};  ///< empty where it is of none
};

/// Whether this change has to wait for a dpo: where it is about accounts, only if there is one.
Result<bool> needs_second_person(Call& call, bool is_sensitive);
/// Keeps the wish and answers 202.
Answer ask(Call& call, const Wish& wish);
Json change_json(const Document& change);
Result<int> waiting_changes(Records& records);

// What a change does, at once or once approved.
Result<std::int64_t> put_layout(Call& call, const std::string& store, const Json& layout,
                                const std::string& by);
Result<void> put_settings(Call& call, const std::string& store, const Json& settings);
Result<void> put_retention(Call& call, const Json& retention);

struct RetentionDays {
  int bins = 400, days = 1100, audit = 400;
};
Result<RetentionDays> retention_of(Records& records);
Json retention_json(const RetentionDays& days);

}  // namespace sillage::desk::serve
