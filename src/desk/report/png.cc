// SPDX-License-Identifier: Apache-2.0
#include "desk/report/png.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include <zlib.h>

namespace sillage::desk::report {
namespace {

constexpr std::size_t kChannels = 3;

void append_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xFFu);
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
  append_u32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t start = out.size();
  out += type;
  out += data;
  const auto* bytes = reinterpret_cast<const Bytef*>(out.data() + start);
  append_u32(out, static_cast<std::uint32_t>(
                      crc32(crc32(0, nullptr, 0), bytes, static_cast<uInt>(out.size() - start))));
}

int paeth(int left, int up, int corner) {
  const int estimate = left + up - corner;
  const int to_left = std::abs(estimate - left), to_up = std::abs(estimate - up);
  const int to_corner = std::abs(estimate - corner);
  if (to_left <= to_up && to_left <= to_corner) return left;
  return to_up <= to_corner ? up : corner;
}

/// One row through filter 0 to 4; `above` is empty for the first row.
void filter_row(int filter, std::span<const std::uint8_t> row, std::span<const std::uint8_t> above,
                std::string& out) {
  out.clear();
  out += static_cast<char>(filter);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int left = i >= kChannels ? row[i - kChannels] : 0;
    const int up = above.empty() ? 0 : above[i];
    const int corner = i >= kChannels && !above.empty() ? above[i - kChannels] : 0;
    const std::array<int, 5> predicted = {0, left, up, (left + up) / 2, paeth(left, up, corner)};
    out += static_cast<char>(row[i] - predicted[static_cast<std::size_t>(filter)]);
  }
}

long cost(std::string_view filtered) {
  long sum = 0;
  for (const char c : filtered.substr(1)) sum += std::abs(static_cast<signed char>(c));
  return sum;
}

std::string filter_rows(int width, int height, std::span<const std::uint8_t> rgb) {
  const std::size_t stride = kChannels * static_cast<std::size_t>(width);
  std::string all, best, trial;
  all.reserve((stride + 1) * static_cast<std::size_t>(height));
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    const auto row = rgb.subspan(y * stride, stride);
    const auto above =
        y == 0 ? std::span<const std::uint8_t>() : rgb.subspan((y - 1) * stride, stride);
    long least = std::numeric_limits<long>::max();
    for (int filter = 0; filter < 5; ++filter) {
      filter_row(filter, row, above, trial);
      if (const long price = cost(trial); price < least) {
        least = price;
        best.swap(trial);
      }
    }
    all += best;
  }
  return all;
}

}  // namespace

Result<std::string> encode_png(int width, int height, std::span<const std::uint8_t> rgb) {
  constexpr int kWidest = 16'384;
  if (width < 1 || height < 1 || width > kWidest || height > kWidest ||
      rgb.size() !=
          kChannels * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
    return fail(ErrorCode::kInvalidArgument,
                "a picture of {} x {} pixels with {} bytes cannot be written as PNG; give 1 to {} "
                "pixels a side and 3 bytes a pixel",
                width, height, rgb.size(), kWidest);
  }
  const std::string raw = filter_rows(width, height, rgb);
  uLongf size = compressBound(static_cast<uLong>(raw.size()));
  std::string data(size, '\0');
  const int status =
      compress2(reinterpret_cast<Bytef*>(data.data()), &size,
                reinterpret_cast<const Bytef*>(raw.data()), static_cast<uLong>(raw.size()), 9);
  if (status != Z_OK) {
    return fail(ErrorCode::kExhausted,
                "the plate of {} x {} pixels could not be compressed (zlib {}); free memory and "
                "try again",
                width, height, status);
  }
  data.resize(size);
  std::string out = "\x89PNG\r\n\x1a\n";
  std::string head;
  append_u32(head, static_cast<std::uint32_t>(width));
  append_u32(head, static_cast<std::uint32_t>(height));
  head += std::string("\x08\x02\x00\x00\x00", 5);  // 8 bits, RGB, deflate, filters, no interlace
  append_chunk(out, "IHDR", head);
  append_chunk(out, "IDAT", data);
  append_chunk(out, "IEND", "");
  return out;
}

Picture shrink(int width, int height, std::span<const std::uint8_t> rgb, int widest) {
  const int factor = std::max(1, (width + widest - 1) / std::max(1, widest));
  Picture out{(width + factor - 1) / factor, (height + factor - 1) / factor, factor, {}};
  if (factor == 1) {
    out.rgb.assign(rgb.begin(), rgb.end());
    return out;
  }
  out.rgb.reserve(kChannels * static_cast<std::size_t>(out.width) *
                  static_cast<std::size_t>(out.height));
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      std::array<unsigned, kChannels> sum{};
      unsigned pixels = 0;
      for (int v = y * factor; v < std::min(height, (y + 1) * factor); ++v) {
        for (int u = x * factor; u < std::min(width, (x + 1) * factor); ++u, ++pixels) {
          const std::size_t at =
              kChannels * (static_cast<std::size_t>(v) * static_cast<std::size_t>(width) +
                           static_cast<std::size_t>(u));
          for (std::size_t c = 0; c < kChannels; ++c) sum[c] += rgb[at + c];
        }
      }
      for (const unsigned s : sum) {
        out.rgb.push_back(static_cast<std::uint8_t>((s + pixels / 2) / pixels));
      }
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    const std::size_t digits = std::min<std::size_t>(4, bytes.size() - i + 1);
    for (std::size_t j = 0; j < 4; ++j) {
      out += j < digits ? kDigits[group >> (18 - 6 * j) & 63u] : '=';
    }
  }
  return out;
}

}  // namespace sillage::desk::report
