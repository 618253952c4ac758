// SPDX-License-Identifier: Apache-2.0
#include "eval/camera_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/files.h"
#include "eval/internal/text.h"

namespace sillage::eval {
namespace {

/// A heading and the numbers that follow it.
struct Part {
  std::string_view heading;
  std::size_t count;
  std::vector<double> values;
};

constexpr double kMillimetre = 0.001;
/// Millimetres and pixels; anything larger is a mistake.
constexpr double kLargest = 1e9;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Result<double> number(std::string_view text, std::string_view where) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(std::abs(value) <= kLargest)) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: '{}' is no number up to {:g}; write plain numbers parted by spaces", where,
                printable(text), kLargest);
  }
  return value;
}

Result<void> take_numbers(std::string_view line, std::string_view where, Part& part) {
  for (line = trim(line); !line.empty(); line = trim(line)) {
    const auto word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    ASSIGN_OR_RETURN(const double value, number(word, where));
    if (part.values.size() == part.count) {
      return fail(ErrorCode::kInvalidArgument, "{}: {} has more than {} numbers; take out the rest",
                  where, part.heading, part.count);
    }
    part.values.push_back(value);
  }
  return {};
}

Result<void> check_intrinsic(const std::vector<double>& k, std::string_view name) {
  if (k[1] != 0 || k[3] != 0 || k[6] != 0 || k[7] != 0 || k[8] != 1) {
    return fail(ErrorCode::kUnsupported,
                "{}: IntrinsicMatrix is not fx 0 cx, 0 fy cy, 0 0 1; a camera with skew cannot be "
                "used, calibrate it without",
                name);
  }
  return {};
}

}  // namespace

Result<PinholeCamera> parse_camera_file(std::string_view text, std::string_view name) {
  std::array<Part, 3> parts{
      {{"RotationMatrices", 9, {}}, {"TranslationVectors", 3, {}}, {"IntrinsicMatrix", 9, {}}}};
  Part* current = nullptr;
  LineReader lines(text);
  while (const auto line = lines.next()) {
    const auto content = trim(*line);
    if (content.empty()) continue;
    const auto where = fmt::format("{}:{}", name, lines.number());
    if (is_letter(content.front())) {
      const auto part = std::find_if(parts.begin(), parts.end(),
                                     [&](const Part& p) { return p.heading == content; });
      if (part == parts.end() || !part->values.empty()) {
        return fail(ErrorCode::kInvalidArgument,
                    "{}: unexpected '{}'; a camera has RotationMatrices, TranslationVectors and "
                    "IntrinsicMatrix, once each",
                    where, printable(content));
      }
      current = &*part;
    } else if (current == nullptr) {
      return fail(ErrorCode::kInvalidArgument,
                  "{}: '{}' before the first heading; begin with RotationMatrices", where,
                  printable(content));
    } else {
      RETURN_IF_ERROR(take_numbers(content, where, *current));
    }
  }
  for (const Part& part : parts) {
    if (part.values.size() != part.count) {
      return fail(ErrorCode::kInvalidArgument, "{}: {} has {} of {} numbers; complete it", name,
                  part.heading, part.values.size(), part.count);
    }
  }
  const auto& k = parts[2].values;
  RETURN_IF_ERROR(check_intrinsic(k, name));
  PinholeCamera camera{.fx = k[0], .fy = k[4], .cx = k[2], .cy = k[5]};
  std::copy_n(parts[0].values.begin(), 9, camera.rotation.begin());
  std::transform(parts[1].values.begin(), parts[1].values.end(), camera.translation.begin(),
                 [](double millimetres) { return millimetres * kMillimetre; });
  return camera;
}

Result<PinholeCamera> read_camera_file(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file, 1u << 20));
  return parse_camera_file(text, file.string());
}

}  // namespace sillage::eval
