// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/internal/problems.h"

#include <algorithm>
#include <numeric>

namespace sillage::sim::internal {
namespace {

constexpr std::size_t kMost = 50;

/// Levenshtein's distance.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

void Problems::add(unsigned line, std::string_view subject, std::string message) {
  if (problems_.size() >= kMost) {
    ++left_out_;
    return;
  }
  problems_.emplace_back(
      line, subject.empty() ? std::move(message) : fmt::format("{}: {}", subject, message));
}

Error Problems::to_error() const {
  auto sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (const auto& [line, message] : sorted) {
    text += text.empty() ? "" : "\n";
    text += line == 0 ? fmt::format("{}: {}", file_, message)
                      : fmt::format("{}:{}: {}", file_, line, message);
  }
  if (left_out_ > 0) text += fmt::format("\n{}: and {} more; mend these first", file_, left_out_);
  return {ErrorCode::kConfiguration, std::move(text), {}};
}

std::string printable(std::string_view text, std::size_t longest) {
  std::string result;
  for (const char c : text.substr(0, longest)) result += c < 0x20 || c == 0x7f ? '?' : c;
  return text.size() > longest ? result + "..." : result;
}

std::string nearest(std::string_view text, const std::vector<std::string>& candidates) {
  if (text.size() > 64) return {};
  std::size_t best = std::max<std::size_t>(text.size() < 4 ? 2 : 3, text.size() / 3 + 1);
  std::string found;
  for (const std::string& candidate : candidates) {
    if (const std::size_t distance = edits(text, candidate); distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

}  // namespace sillage::sim::internal
