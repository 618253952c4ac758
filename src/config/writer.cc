// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/internal/drafts.h"
#include "config/reader.h"

namespace sillage::config {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::string& text) { return text; }
Json to_json(double number) { return number; }
Json to_json(int number) { return number; }
Json to_json(bool flag) { return flag; }
Json to_json(Point p) { return Json::array({p.x, p.y}); }
Json to_json(const internal::ImageSize& size) { return Json::array({size.width, size.height}); }
Json to_json(const PointPair& pair) {
  return {{"image", to_json(pair.in_image)}, {"floor", to_json(pair.in_floor)}};
}

template <class T>
Json to_json(const std::vector<T>& items) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(to_json(item));
  return list;
}

Json to_json(const internal::WrittenTable& table) {
  Json object = Json::object();
  for (const internal::Written& written : table.fields) {
    object[std::string(written.field.key)] =
        std::visit([](const auto& value) { return to_json(value); }, written.value);
  }
  return object;
}

}  // namespace

std::string to_toml(const StoreConfig& config) {
  std::string text;
  for (const internal::WrittenTable& table : internal::to_tables(config)) {
    if (!text.empty()) text += '\n';
    text += table.in_list ? fmt::format("[[{}]]\n", table.path) : fmt::format("[{}]\n", table.path);
    for (const internal::Written& written : table.fields) {
      text += fmt::format("{} = {}\n", written.field.key, internal::to_literal(written.value));
    }
  }
  return text;
}

std::string to_json(const StoreConfig& config) {
  Json root = Json::object();
  for (const char* list : {"camera", "line", "zone", "funnel"}) root[list] = Json::array();
  for (const internal::WrittenTable& table : internal::to_tables(config)) {
    if (table.path == "camera.calibration") {
      root["camera"].back()["calibration"] = to_json(table);
    } else if (table.in_list) {
      root[table.path].push_back(to_json(table));
    } else {
      root[table.path] = to_json(table);
    }
  }
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sillage::config
