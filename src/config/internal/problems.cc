// SPDX-License-Identifier: Apache-2.0
#include "config/internal/problems.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace sillage::config::internal {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return row.back();
}

}  // namespace

void Problems::add(List& list, Position at, std::string_view subject, std::string message) {
  if (list.size() >= kMost) {
    ++list.left_out;
    return;
  }
  list.push_back(
      {at, subject.empty() ? std::move(message) : fmt::format("{}: {}", subject, message)});
}

std::vector<std::string> Problems::lines(const List& list) const {
  List sorted = list;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Problem& a, const Problem& b) { return a.at < b.at; });
  std::vector<std::string> result;
  for (const Problem& problem : sorted) {
    result.push_back(problem.at.line == 0 ? fmt::format("{}: {}", file_, problem.text)
                                          : fmt::format("{}:{}:{}: {}", file_, problem.at.line,
                                                        problem.at.column, problem.text));
  }
  if (list.left_out > 0) {
    result.push_back(fmt::format("{}: and {} more; mend these first", file_, list.left_out));
  }
  return result;
}

Error Problems::to_error() const {
  return {ErrorCode::kConfiguration, fmt::format("{}", fmt::join(lines(errors_), "\n")), {}};
}

std::vector<std::string> Problems::warnings() const { return lines(warnings_); }

std::string printable(std::string_view text, std::size_t longest) {
  std::string result;
  for (const char c : text.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte >= 0x7f ? '?' : c;
  }
  if (text.size() > longest) result += "...";
  return result;
}

std::string nearest(std::string_view text, const std::vector<std::string>& candidates) {
  if (text.size() > 64) return {};
  const std::string wanted = lower(text);
  std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, lower(candidate));
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

}  // namespace sillage::config::internal
