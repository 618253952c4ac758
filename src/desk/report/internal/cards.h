// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "desk/report/internal/context.h"
#include "desk/report/rates.h"

namespace sillage::desk::report {

// One number with its name and what to know about it, as an item of `<dl class="cards">`.

void add_card(std::string& out, std::string_view label, std::string_view value, bool is_number,
              const std::string& first_note, const std::string& second_note);
/// A sum with its interval.
void add_sum_card(std::string& out, const Context& context, std::string_view label, const Sum& sum);
/// A count of the whole store over all bins; nothing where no bin has it.
void add_count_card(std::string& out, const Context& context, wire::Metric metric);
/// Of so many bins or days; nothing where none has the counts.
void add_rate_card(std::string& out, const Context& context, const std::string& label,
                   const Rate& rate, std::size_t of);

}  // namespace sillage::desk::report
