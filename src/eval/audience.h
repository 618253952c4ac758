// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sillage::eval {

enum class AudienceAnswer : std::uint8_t { kFeminine = 0, kMasculine = 1, kUnknown = 2 };

/// One person of an audit: how they present, what was answered, and what groups they are in
/// ("light" -> "dim").
struct AuditedPerson {
  bool is_feminine = false;
  AudienceAnswer answer = AudienceAnswer::kUnknown;
  std::map<std::string, std::string> groups;
};

/// People by how they present (feminine, masculine) and what was answered (as in AudienceAnswer).
using AuditCounts = std::array<std::array<double, 3>, 2>;
/// Share of feminine people from how many were answered as feminine and masculine.
using ShareCorrection = std::function<double(double, double, const AuditCounts&)>;

struct AudienceGroup {
  std::string name, value;
  AuditCounts counts{};
  int people = 0;
  std::optional<double>
      balanced_accuracy;   ///< of the answered; none where one presentation is missing
  double answered = 0;     ///< share of the people
  bool is_judged = false;  ///< enough answered people of both presentations
};

struct AudienceFigures {
  AuditCounts counts{};
  int people = 0;
  double accuracy = 0;  ///< of the answered
  std::optional<double>
      balanced_accuracy;  ///< of the answered; none where one presentation is missing
  double answered = 0;
  std::vector<AudienceGroup> groups;
  double worst_gap_points = 0;  ///< of judged groups, below all
  /// Of populations from 20 to 80 % feminine: root of the mean squared error, in points.
  double share_error_before = 0;  ///< of the answers as they are
  double share_error_after = 0;   ///< corrected by an audit of one half, measured on the other
  double share_error_given = 0;   ///< corrected by the audit that is given, measured on all
};

/// Fewest answered people of each presentation that let a group be judged.
inline constexpr int kFewestOfGroup = 15;

AudienceFigures audience_figures(const std::vector<AuditedPerson>& people, const AuditCounts& given,
                                 const ShareCorrection& correct);

}  // namespace sillage::eval
