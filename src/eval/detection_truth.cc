// SPDX-License-Identifier: Apache-2.0
#include "eval/detection_truth.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "eval/internal/classes.h"
#include "eval/internal/text.h"

namespace sillage::eval {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

/// Pixels; keeps areas finite.
constexpr double kFarthest = 1e9;

Result<std::vector<Box>> boxes_of(const Json& object, const char* key, std::string_view where) {
  std::vector<Box> boxes;
  if (!object.contains(key)) return boxes;
  const Json& list = object.at(key);
  const auto wrong = [&] {
    return fail(ErrorCode::kInvalidArgument,
                "{}: '{}' is no list of boxes; write [[left, top, right, lower], ...] in pixels",
                where, key);
  };
  if (!list.is_array()) return wrong();
  for (const auto& edges : list) {
    const bool numbers =
        edges.is_array() && edges.size() == 4 &&
        std::all_of(edges.begin(), edges.end(), [](const Json& edge) { return edge.is_number(); });
    if (!numbers) return wrong();
    const auto edge = edges.get<std::array<double, 4>>();
    const bool near = std::all_of(edge.begin(), edge.end(),
                                  [](double place) { return std::abs(place) <= kFarthest; });
    if (!near || edge[2] < edge[0] || edge[3] < edge[1]) return wrong();
    boxes.push_back({edge[0], edge[1], edge[2] - edge[0], edge[3] - edge[1]});
  }
  return boxes;
}

Result<PictureTruth> parse_picture(std::string_view line, std::string_view where) {
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object() || !object.contains("image") || !object.at("image").is_string()) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: '{}' is no picture; write {{\"image\": \"a.jpg\", \"boxes\": [...]}}", where,
                printable(line));
  }
  PictureTruth picture;
  picture.image = object.at("image").get<std::string>();
  ASSIGN_OR_RETURN(picture.boxes, boxes_of(object, "boxes", where));
  ASSIGN_OR_RETURN(picture.ignored, boxes_of(object, "ignore", where));
  return picture;
}

/// All whole numbers in the text.
std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> numbers;
  const char* next = text.data();
  const char* const end = next + text.size();
  while (next != end) {
    int number = 0;
    const auto [after, error] = std::from_chars(next, end, number);
    if (error == std::errc{}) numbers.push_back(number);
    next = error == std::errc{} ? after : next + 1;
  }
  return numbers;
}

/// "(Xmin, Ymin) - (Xmax, Ymax) : (56, 62) - (164, 330)"; pixels count from 1 and both are inside.
Result<Box> pascal_box(std::string_view line, std::string_view where) {
  const auto edges = numbers_in(line.substr(line.rfind(':') + 1));
  if (edges.size() != 4 || edges[2] < edges[0] || edges[3] < edges[1]) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: '{}' is no box; write : (left, top) - (right, lower)", where, printable(line));
  }
  return Box{edges[0] - 1.0, edges[1] - 1.0, edges[2] - edges[0] + 1.0, edges[3] - edges[1] + 1.0};
}

Result<std::vector<PictureTruth>> read_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".txt") files.push_back(entry->path());
  }
  if (files.empty()) {
    return fail(ErrorCode::kNotFound,
                "{} holds no annotation; name a folder of .txt files, or a file of JSON lines",
                folder.string());
  }
  std::sort(files.begin(), files.end());
  std::vector<PictureTruth> pictures;
  for (const auto& file : files) {
    ASSIGN_OR_RETURN(const std::string text, read_file(file));
    ASSIGN_OR_RETURN(auto picture, parse_pascal_annotation(text, file.string()));
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace

Result<std::vector<PictureTruth>> read_detection_truth(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return read_folder(path);
  ASSIGN_OR_RETURN(const std::string text, read_file(path));
  return parse_picture_lines(text, path.string());
}

Result<std::vector<PictureTruth>> parse_picture_lines(std::string_view text,
                                                      std::string_view name) {
  std::vector<PictureTruth> pictures;
  LineReader lines(text);
  while (const auto line = lines.next()) {
    if (is_blank(*line)) continue;
    ASSIGN_OR_RETURN(auto picture,
                     parse_picture(*line, fmt::format("{}:{}", name, lines.number())));
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

Result<PictureTruth> parse_pascal_annotation(std::string_view text, std::string_view name) {
  PictureTruth picture;
  LineReader lines(text);
  while (const auto line = lines.next()) {
    const auto where = fmt::format("{}:{}", name, lines.number());
    if (line->starts_with("Image filename")) {
      const auto first = line->find('"'), last = line->rfind('"');
      if (first != last) picture.image = line->substr(first + 1, last - first - 1);
    } else if (line->starts_with("Bounding box for object")) {
      ASSIGN_OR_RETURN(const Box box, pascal_box(*line, where));
      picture.boxes.push_back(box);
    }
  }
  if (picture.image.empty()) {
    return fail(ErrorCode::kInvalidArgument,
                "{} names no picture; a line Image filename : \"...\" is needed", name);
  }
  return picture;
}

Result<fs::path> find_picture(const fs::path& folder, const std::string& image) {
  std::error_code ignored;
  const fs::path named = folder / image;
  if (fs::is_regular_file(named, ignored)) return named;
  for (const fs::path& place : {named, folder / fs::path(image).filename()}) {
    for (const char* ending : {".jpg", ".jpeg", ".png", ".bmp"}) {
      fs::path other = place;
      other.replace_extension(ending);
      if (fs::is_regular_file(other, ignored)) return other;
    }
  }
  return fail(ErrorCode::kNotFound,
              "no picture {} in {}; check --images, or take it out of the truth", image,
              folder.string());
}

std::map<int, PictureTruth> truth_by_frame(const std::vector<MotRow>& rows, double scale) {
  std::map<int, PictureTruth> frames;
  for (const auto& row : rows) {
    const bool person = row.object_class == kPedestrian || row.object_class == -1;
    if (!person && !is_distractor(row.object_class)) continue;
    auto& frame = frames[row.frame];
    auto& list = person && row.confidence != 0 ? frame.boxes : frame.ignored;
    list.push_back(row.box.scaled(scale, scale));
  }
  return frames;
}

}  // namespace sillage::eval
