// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include "base/files.h"
#include "eval/internal/text.h"
#include "eval/mot.h"

namespace sillage::eval {
namespace {

/// A positive number, or an error that names the line.
Result<double> positive(std::string_view text, std::string_view key, std::string_view where) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) ||
      value <= 0 || value > 1e9) {
    return fail(ErrorCode::kInvalidArgument, "{}: {} is '{}'; give a positive number", where, key,
                printable(text));
  }
  return value;
}

Result<void> take(std::string_view key, std::string_view value, std::string_view where,
                  SequenceInfo& info) {
  if (key == "name") {
    info.name = value;
    return {};
  }
  const bool known =
      key == "frameRate" || key == "seqLength" || key == "imWidth" || key == "imHeight";
  if (!known) return {};
  ASSIGN_OR_RETURN(const double number, positive(value, key, where));
  if (key != "frameRate" && number != std::floor(number)) {
    return fail(ErrorCode::kInvalidArgument, "{}: {} is {}; give a whole number", where, key,
                number);
  }
  if (key == "frameRate") info.frame_rate = number;
  if (key == "seqLength") info.length = static_cast<int>(number);
  if (key == "imWidth") info.width = static_cast<int>(number);
  if (key == "imHeight") info.height = static_cast<int>(number);
  return {};
}

}  // namespace

Result<SequenceInfo> parse_sequence_info(std::string_view text, std::string_view name) {
  SequenceInfo info;
  LineReader lines(text);
  while (const auto line = lines.next()) {
    const auto content = trim(*line);
    if (content.empty() || content.front() == '[' || content.front() == ';' ||
        content.front() == '#') {
      continue;
    }
    const auto where = fmt::format("{}:{}", name, lines.number());
    const auto equals = content.find('=');
    if (equals == std::string_view::npos) {
      return fail(ErrorCode::kInvalidArgument, "{}: '{}' is no setting; write key=value", where,
                  printable(content));
    }
    RETURN_IF_ERROR(
        take(trim(content.substr(0, equals)), trim(content.substr(equals + 1)), where, info));
  }
  if (info.length == 0) {
    return fail(ErrorCode::kInvalidArgument, "{} has no seqLength; add the number of frames", name);
  }
  return info;
}

Result<SequenceInfo> read_sequence_info(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file, 1u << 20));
  return parse_sequence_info(text, file.string());
}

SequenceInfo every_nth_frame(SequenceInfo info, int n) {
  info.length = (info.length - 1) / n + 1;
  info.frame_rate /= n;
  return info;
}

}  // namespace sillage::eval
