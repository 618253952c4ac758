// SPDX-License-Identifier: Apache-2.0
#include "eval/mot.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>

#include "base/files.h"
#include "eval/internal/text.h"

namespace sillage::eval {
namespace {

constexpr int kNeededColumns = 6;
constexpr int kUsedColumns = 8;
/// Pixels; keeps areas finite.
constexpr double kFarthest = 1e9;
constexpr std::array<const char*, kUsedColumns> kColumnNames = {
    "frame", "id", "left", "top", "width", "height", "confidence", "class"};

bool is_separator(char c) { return c == ',' || c == ';' || c == ' ' || c == '\t' || c == '\r'; }

/// The next column of `line`, which is shortened by it; nothing at the end. Columns are parted by
/// one comma or semicolon, by white space, or by both.
std::optional<std::string_view> next_column(std::string_view& line) {
  std::size_t start = 0;
  while (start < line.size() && is_separator(line[start])) ++start;
  if (start == line.size()) return std::nullopt;
  std::size_t end = start;
  while (end < line.size() && !is_separator(line[end])) ++end;
  const auto column = line.substr(start, end - start);
  line.remove_prefix(end);
  return column;
}

/// The values of the columns that are used; how many there were is in `count`.
struct Columns {
  std::array<double, kUsedColumns> value{};
  int count = 0;
};

Result<Columns> read_columns(std::string_view line, std::string_view where) {
  Columns columns;
  while (columns.count < kUsedColumns) {
    const auto text = next_column(line);
    if (!text) break;
    double& value = columns.value[columns.count];
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size() || !std::isfinite(value)) {
      return fail(ErrorCode::kInvalidArgument,
                  "{}: column {} ({}) is '{}', not a number; write it as in MOTChallenge: "
                  "frame,id,left,top,width,height,confidence,class",
                  where, columns.count + 1, kColumnNames[columns.count], printable(*text));
    }
    ++columns.count;
  }
  return columns;
}

bool is_whole(double value, double lowest, double highest) {
  return value >= lowest && value <= highest && value == std::floor(value);
}

Result<MotRow> read_row(std::string_view line, std::string_view where) {
  ASSIGN_OR_RETURN(const Columns columns, read_columns(line, where));
  if (columns.count < kNeededColumns) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: {} columns where at least {} are needed; write frame,id,left,top,width,height"
                "[,confidence,class]",
                where, columns.count, kNeededColumns);
  }
  const auto& value = columns.value;
  if (!is_whole(value[0], 1, std::numeric_limits<int>::max())) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: frame {} is no whole number from 1; count frames from 1", where, value[0]);
  }
  if (!is_whole(value[1], -9e15, 9e15)) {
    return fail(ErrorCode::kInvalidArgument, "{}: id {} is no whole number; number the people",
                where, value[1]);
  }
  if (value[4] < 0 || value[5] < 0) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: box of {} x {} pixels; give width and height, not the right and lower edge",
                where, value[4], value[5]);
  }
  if (std::any_of(value.begin() + 2, value.begin() + 6,
                  [](double edge) { return std::abs(edge) > kFarthest; })) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: a box beyond {:g} pixels; give pixels of the picture", where, kFarthest);
  }
  MotRow row;
  row.frame = static_cast<int>(value[0]);
  row.id = static_cast<long>(value[1]);
  row.box = {value[2], value[3], value[4], value[5]};
  if (columns.count > 6) row.confidence = value[6];
  // MOT15 keeps a position in metres where later years have the class.
  if (columns.count > 7 && is_whole(value[7], 0, 1000))
    row.object_class = static_cast<int>(value[7]);
  return row;
}

}  // namespace

Result<void> for_each_mot_row(
    std::string_view text, std::string_view name,
    const std::function<Result<void>(const MotRow& row, const std::string& where)>& use) {
  LineReader lines(text);
  while (const auto line = lines.next()) {
    if (is_blank(*line) || line->front() == '#') continue;
    const std::string where = fmt::format("{}:{}", name, lines.number());
    ASSIGN_OR_RETURN(const MotRow row, read_row(*line, where));
    RETURN_IF_ERROR(use(row, where));
  }
  return {};
}

Result<std::vector<MotRow>> parse_mot(std::string_view text, std::string_view name) {
  std::vector<MotRow> rows;
  RETURN_IF_ERROR(for_each_mot_row(text, name, [&](const MotRow& row, const std::string&) {
    rows.push_back(row);
    return Result<void>{};
  }));
  return rows;
}

Result<std::vector<MotRow>> read_mot(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file));
  return parse_mot(text, file.string());
}

std::string to_mot(const std::vector<MotRow>& rows) {
  std::string text;
  for (const MotRow& row : rows) {
    fmt::format_to(std::back_inserter(text), "{},{},{:.2f},{:.2f},{:.2f},{:.2f},{:.2f},-1,-1,-1\n",
                   row.frame, row.id, row.box.left, row.box.top, row.box.width, row.box.height,
                   row.confidence);
  }
  return text;
}

std::vector<MotRow> every_nth_frame(std::vector<MotRow> rows, int n) {
  std::erase_if(rows, [&](const MotRow& row) { return (row.frame - 1) % n != 0; });
  for (MotRow& row : rows) row.frame = (row.frame - 1) / n + 1;
  return rows;
}

}  // namespace sillage::eval
