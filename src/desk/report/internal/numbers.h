// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/report/internal/words.h"

namespace sillage::desk::report {

/// Fixed decimals in the language's own separators; at most nine decimals.
std::string number(const Words& words, double value, int decimals);
/// A count or a mean: whole numbers without decimals, others with up to `decimals`.
std::string figure(const Words& words, double value, int decimals = 1);
/// People per minute: two decimals, one from ten upwards.
std::string rate(const Words& words, double per_minute);
/// Three significant digits, for measures of unknown size such as heat.
std::string rounded(const Words& words, double value);
/// 0.953 as "95.3%"; never "100%" for less than all.
std::string percent(const Words& words, double share);
/// "45 s", "1 min 30 s", "2 h 5 min"; fractions of a second only below ten seconds.
std::string duration(const Words& words, double seconds);

}  // namespace sillage::desk::report
