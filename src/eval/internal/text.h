// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sillage::eval {

/// Splits a text into lines; CR LF and a byte order mark at the start are understood.
class LineReader {
 public:
  explicit LineReader(std::string_view text);
  std::optional<std::string_view> next();
  /// Of the line that next() gave last, from 1.
  int number() const { return number_; }

 private:
  std::string_view rest_;
  int number_ = 0;
};

bool is_blank(std::string_view line);
std::string_view trim(std::string_view text);
/// The text for an error message: cut to 40 characters, everything unprintable as '?'.
std::string printable(std::string_view text);
/// " (did you mean 'x'?)" for the name nearest to `wanted`, empty if none is near.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace sillage::eval
