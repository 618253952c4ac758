// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace sillage {

/// Writes little-endian numbers one byte at a time, so that neither padding nor the machine's byte
/// order reaches the other side.
class ByteWriter {
 public:
  explicit ByteWriter(std::size_t expected_size) { bytes_.reserve(expected_size); }

  template <std::unsigned_integral T>
  void number(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bytes_.push_back(static_cast<std::byte>((value >> (8 * i)) & 0xFFu));
    }
  }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void real32(float value) { number(std::bit_cast<std::uint32_t>(value)); }
  void time(Duration value) { number(static_cast<std::uint64_t>(value.count())); }
  void zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }

  /// Text in a field of fixed width, filled up with zeros. Text that does not fit is not cut (a cut
  /// id could be that of somebody else): the field becomes 0xFF, which no decoder accepts.
  void text(std::string_view value, std::size_t width) {
    if (value.size() > width) {
      bytes_.resize(bytes_.size() + width, std::byte{0xFF});
      return;
    }
    for (char c : value) bytes_.push_back(static_cast<std::byte>(c));
    zeros(width - value.size());
  }

  std::vector<std::byte> take() && { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

/// Reads what ByteWriter wrote. Never reads beyond the end: once it would, `failed()` stays true
/// and every further answer is zero.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <std::unsigned_integral T>
  T number() {
    T value = 0;
    const auto field = take(sizeof(T));
    for (std::size_t i = 0; i < field.size(); ++i) {
      value = static_cast<T>(value | (static_cast<T>(std::to_integer<T>(field[i])) << (8 * i)));
    }
    return value;
  }
  double real() { return std::bit_cast<double>(number<std::uint64_t>()); }
  float real32() { return std::bit_cast<float>(number<std::uint32_t>()); }
  Duration time() { return Duration(static_cast<Duration::rep>(number<std::uint64_t>())); }

  /// A text field; whatever follows its first zero must be zero too.
  std::string text(std::size_t width) {
    std::string value;
    bool ended = false;
    for (std::byte byte : take(width)) {
      if (byte == std::byte{0}) {
        ended = true;
      } else if (ended) {
        failed_ = true;
      } else {
        value += static_cast<char>(byte);
      }
    }
    return value;
  }
  /// Unused bytes; they must be zero, so that nothing can hide in them.
  void zeros(std::size_t count) {
    for (std::byte byte : take(count)) failed_ = failed_ || byte != std::byte{0};
  }

  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::span<const std::byte> take(std::size_t count) {
    if (count > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    const auto field = rest_.first(count);
    rest_ = rest_.subspan(count);
    return field;
  }

  std::span<const std::byte> rest_;
  bool failed_ = false;
};

}  // namespace sillage
