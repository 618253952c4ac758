// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sillage::desk::card {

/// Every sentence of the card; "{0}" and "{1}" are filled in. All languages have all of them.
struct Words {
  std::string_view code, title, lead, evaluation;
  std::string_view sees_title, sees, sees_not, sees_estimates;
  std::string_view kept_title, kept, kept_not;
  std::string_view long_title, long_rule, long_measured, long_mostly, long_unmeasured, long_alarm;
  std::string_view picture_measured, picture_mostly, picture_unmeasured, picture_alarm, figures_stay;
  std::string_view safe_title, standard_rule, standard_totals, standard_checked, standard_found;
  std::string_view strict_rule, strict_day, strict_thirty, strict_untold, mixed;
  std::string_view clothing;
  std::string_view told_title, told, col_what, col_shown, col_merged, col_withheld;
  /// What numbers are about, in this order.
  std::string_view about_people, about_places, about_times, about_ways, about_queues;
  std::string_view yours_title, yours_mark, yours_ask;
  std::string_view not_said;
};

/// Null for a language that the card does not have.
const Words* words_of(std::string_view language);

}  // namespace sillage::desk::card
