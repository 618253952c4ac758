// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "desk/serve/internal/json.h"

namespace sillage::desk::serve {

/// Writes JSON from front to back. Series have thousands of figures; a tree of them would cost more
/// than reading them from the disk.
class JsonText {
 public:
  JsonText& open(char bracket) {
    separate();
    out_ += bracket;
    comma_ = false;
    return *this;
  }
  JsonText& close(char bracket) {
    out_ += bracket;
    comma_ = true;
    return *this;
  }
  /// Of our own names: nothing in them needs escaping.
  JsonText& key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
    return *this;
  }
  JsonText& value(double number) {
    constexpr double kMostWhole = 1e15;  // most are whole, which is written in a tenth of the time
    if (std::abs(number) < kMostWhole && number == std::floor(number)) {
      return value(static_cast<std::int64_t>(number));
    }
    separate();
    fmt::format_to(std::back_inserter(out_), "{}", number);
    return *this;
  }
  JsonText& value(std::int64_t number) {
    separate();
    char digits[20];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
    return *this;
  }
  JsonText& value(int number) { return value(std::int64_t{number}); }
  JsonText& value(bool flag) {
    separate();
    out_ += flag ? "true" : "false";
    return *this;
  }
  JsonText& null() {
    separate();
    out_ += "null";
    return *this;
  }
  JsonText& value(const std::optional<double>& number) { return number ? value(*number) : null(); }
  /// Of any origin.
  JsonText& text(std::string_view text) {
    separate();
    if (is_plain(text)) {
      out_.append(1, '"').append(text).append(1, '"');
    } else {
      out_ += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return *this;
  }
  JsonText& json(const Json& json) {
    separate();
    out_ += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return *this;
  }
  std::string take() { return std::move(out_ += '\n'); }

 private:
  void separate() {
    if (comma_) out_ += ',';
    comma_ = true;
  }
  /// Nothing in it needs escaping.
  static bool is_plain(std::string_view text) {
    for (const char c : text) {
      if (c < 0x20 || c == 0x7f || c == '"' || c == '\\') return false;  // not ASCII: below 0
    }
    return true;
  }
  std::string out_;
  bool comma_ = false;
};

}  // namespace sillage::desk::serve
