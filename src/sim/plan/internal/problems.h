// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/result.h"

namespace sillage::sim::internal {

/// Collects every problem of a plan, so that one run shows them all; at most 50 are kept, the rest
/// are counted.
class Problems {
 public:
  explicit Problems(std::string_view file) : file_(file) {}

  /// `line` from 1; 0 = the file as a whole.
  template <class... Args>
  void at(unsigned line, std::string_view subject, fmt::format_string<Args...> format,
          Args&&... args) {
    add(line, subject, fmt::format(format, std::forward<Args>(args)...));
  }
  /// On the line where this element's table stands.
  template <class... Args>
  void of(std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
    const auto found = lines_.find(subject);
    add(found == lines_.end() ? 0 : found->second, subject,
        fmt::format(format, std::forward<Args>(args)...));
  }
  void remember(std::string_view subject, unsigned line) { lines_.emplace(subject, line); }

  bool any() const { return !problems_.empty(); }
  /// kConfiguration; one problem a line, in the order of the file.
  Error to_error() const;

 private:
  void add(unsigned line, std::string_view subject, std::string message);

  std::string file_;
  std::map<std::string, unsigned, std::less<>> lines_;
  std::vector<std::pair<unsigned, std::string>> problems_;
  std::size_t left_out_ = 0;
};

/// Text of the file made fit for a terminal: short, without control characters.
std::string printable(std::string_view text, std::size_t longest = 40);

/// The candidate that `text` was probably meant to be; empty if none is near.
std::string nearest(std::string_view text, const std::vector<std::string>& candidates);

}  // namespace sillage::sim::internal
