// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/result.h"
#include "config/internal/field.h"

namespace sillage::config::internal {

/// Collects every problem of a file, so that one run shows them all. At most kMost are kept; the
/// rest are counted.
class Problems {
 public:
  static constexpr std::size_t kMost = 50;

  explicit Problems(std::string_view file) : file_(file) {}

  template <class... Args>
  void error(Position at, std::string_view subject, fmt::format_string<Args...> format,
             Args&&... args) {
    add(errors_, at, subject, fmt::format(format, std::forward<Args>(args)...));
  }
  template <class... Args>
  void warn(Position at, std::string_view subject, fmt::format_string<Args...> format,
            Args&&... args) {
    add(warnings_, at, subject, fmt::format(format, std::forward<Args>(args)...));
  }

  bool any_error() const { return !errors_.empty(); }
  /// kConfiguration; one problem a line, in the order of the file.
  Error to_error() const;
  std::vector<std::string> warnings() const;

 private:
  struct Problem {
    Position at;
    std::string text;
  };
  struct List : std::vector<Problem> {
    std::size_t left_out = 0;
  };
  static void add(List& list, Position at, std::string_view subject, std::string message);
  std::vector<std::string> lines(const List& list) const;

  std::string file_;
  List errors_;
  List warnings_;
};

/// Text of the file made fit for a terminal: short, without control characters.
std::string printable(std::string_view text, std::size_t longest = 40);

/// The candidate that `text` was probably meant to be; empty if none is near.
std::string nearest(std::string_view text, const std::vector<std::string>& candidates);

}  // namespace sillage::config::internal
