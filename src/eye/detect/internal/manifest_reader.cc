// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/manifest_reader.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/id.h"
#include "eye/detect/internal/closest.h"

namespace sillage::eye {
namespace {

constexpr int kStride = 32;  ///< of the coarsest grid of our networks
constexpr int kLargestSide = 4096;

const std::vector<std::string>& top_keys() {
  static const std::vector<std::string> keys{"default", "default_int8", "audience", "model"};
  return keys;
}

const std::vector<std::string>& model_keys() {
  static const std::vector<std::string> keys{
      "name",           "file",        "sha256",       "licence",     "source",
      "shipped",        "input_width", "input_height", "other_sizes", "colour_order",
      "letterbox_fill", "decoder",     "nms_iou",      "threshold",   "notes"};
  return keys;
}

/// One table of the manifest, read key by key; remembers where it stands for messages.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string_view file, std::string what)
      : table_(table), file_(file), what_(std::move(what)) {}

  template <class... Args>
  tl::unexpected<Error> wrong(const toml::node& node, fmt::format_string<Args...> format,
                              Args&&... args) const {
    return fail(ErrorCode::kConfiguration, "{}:{}: {}", file_, node.source().begin.line,
                fmt::format(format, std::forward<Args>(args)...));
  }

  Result<void> refuse_unknown_keys(const std::vector<std::string>& known) const {
    for (const auto& [key, node] : table_) {
      const std::string text(key.str());
      if (std::find(known.begin(), known.end(), text) != known.end()) continue;
      return fail(ErrorCode::kConfiguration, "{}:{}: {} knows no key '{}'{}", file_,
                  key.source().begin.line, what_, text, known_or_advice(did_you_mean(text, known)));
    }
    return {};
  }

  Result<const toml::node*> node(std::string_view key, std::string_view wanted) const {
    const toml::node* found = table_.get(key);
    if (found != nullptr) return found;
    return wrong(table_, "{} has no '{}'; add it ({})", what_, key, wanted);
  }

  /// The value of a key that must be there, of type T.
  template <class T>
  Result<T> value(std::string_view key, std::string_view wanted) const {
    ASSIGN_OR_RETURN(const toml::node* found, node(key, wanted));
    const std::optional<T> value = found->value_exact<T>();
    if (value) return *value;
    return wrong(*found, "'{}' of {} has the wrong type; write {}", key, what_, wanted);
  }

  Result<std::string> text(std::string_view key, std::string_view wanted) const {
    ASSIGN_OR_RETURN(std::string found, value<std::string>(key, wanted));
    if (found.empty())
      return wrong(*table_.get(key), "'{}' of {} is empty; write {}", key, what_, wanted);
    return found;
  }

  Result<int> integer(std::string_view key, int lowest, int highest, int step) const {
    const std::string wanted =
        fmt::format("a whole number from {} to {}{}", lowest, highest,
                    step == 1 ? "" : fmt::format(", a multiple of {}", step));
    ASSIGN_OR_RETURN(const std::int64_t found, value<std::int64_t>(key, wanted));
    if (found < lowest || found > highest || found % step != 0) {
      return wrong(*table_.get(key), "'{}' of {} is {}; write {}", key, what_, found, wanted);
    }
    return static_cast<int>(found);
  }

  template <class T>
  Result<T> choice(std::string_view key,
                   const std::vector<std::pair<std::string, T>>& choices) const {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) names.push_back(name);
    const std::string wanted = fmt::format("\"{}\"", fmt::join(names, "\" or \""));
    ASSIGN_OR_RETURN(const std::string found, text(key, wanted));
    for (const auto& [name, value] : choices) {
      if (name == found) return value;
    }
    return wrong(*table_.get(key), "'{}' of {} is '{}'; write {}", key, what_, found, wanted);
  }

  const toml::table& table() const { return table_; }

 private:
  static std::string known_or_advice(std::string suggestion) {
    return suggestion.empty() ? "; remove it" : suggestion;
  }

  const toml::table& table_;
  std::string_view file_;
  std::string what_;
};

Result<void> read_identity(const TableReader& reader, Model& model) {
  const toml::table& table = reader.table();
  ASSIGN_OR_RETURN(const std::string file, reader.text("file", "a path relative to the manifest"));
  model.file = file;
  const bool climbs = std::find(model.file.begin(), model.file.end(), "..") != model.file.end();
  if (model.file.is_absolute() || climbs || !model.file.has_filename()) {
    return reader.wrong(*table.get("file"),
                        "'file' of model '{}' is '{}'; write a path below the manifest's folder",
                        model.name, file);
  }
  ASSIGN_OR_RETURN(model.sha256, reader.text("sha256", "64 hexadecimal digits, as of sha256sum"));
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (model.sha256.size() != 64 ||
      !std::all_of(model.sha256.begin(), model.sha256.end(), is_digit)) {
    return reader.wrong(*table.get("sha256"),
                        "'sha256' of model '{}' has {} characters; write the 64 lower-case "
                        "hexadecimal digits that sha256sum prints",
                        model.name, model.sha256.size());
  }
  ASSIGN_OR_RETURN(model.licence, reader.text("licence", "an SPDX licence name"));
  ASSIGN_OR_RETURN(model.source,
                   reader.text("source", "where it comes from, or its https address"));
  ASSIGN_OR_RETURN(model.shipped, reader.value<bool>("shipped", "true or false"));
  if (table.contains("notes")) {
    ASSIGN_OR_RETURN(model.notes, reader.value<std::string>("notes", "text"));
  }
  return {};
}

/// The optional list of further input sizes.
Result<std::vector<InputSize>> read_sizes(const TableReader& reader, std::string_view model) {
  std::vector<InputSize> sizes;
  const toml::node* list = reader.table().get("other_sizes");
  if (list == nullptr) return sizes;
  const auto refused = [&] {
    return reader.wrong(*list,
                        "'other_sizes' of model '{}' is no list of widths and heights that are "
                        "multiples of {} up to {}; write [[448, 320]] or the like",
                        model, kStride, kLargestSide);
  };
  if (!list->is_array()) return refused();
  const auto side = [](const toml::node& node) {
    const auto value = node.value_exact<std::int64_t>().value_or(0);
    return value >= kStride && value <= kLargestSide && value % kStride == 0 ? int(value) : 0;
  };
  for (const toml::node& entry : *list->as_array()) {
    const toml::array* pair = entry.as_array();
    if (pair == nullptr || pair->size() != 2) return refused();
    const InputSize size{side((*pair)[0]), side((*pair)[1])};
    if (size.width == 0 || size.height == 0) return refused();
    sizes.push_back(size);
  }
  return sizes;
}

Result<void> read_interface(const TableReader& reader, Model& model) {
  ASSIGN_OR_RETURN(model.input_width,
                   reader.integer("input_width", kStride, kLargestSide, kStride));
  ASSIGN_OR_RETURN(model.input_height,
                   reader.integer("input_height", kStride, kLargestSide, kStride));
  ASSIGN_OR_RETURN(model.other_sizes, read_sizes(reader, model.name));
  ASSIGN_OR_RETURN(model.colour_order,
                   reader.choice<ColourOrder>(
                       "colour_order", {{"rgb", ColourOrder::kRgb}, {"bgr", ColourOrder::kBgr}}));
  ASSIGN_OR_RETURN(model.letterbox_fill, reader.integer("letterbox_fill", 0, 255, 1));
  ASSIGN_OR_RETURN(model.decoder, reader.choice<BoxDecoder>(
                                      "decoder", {{"sillage", BoxDecoder::kSillage},
                                                  {"yolox", BoxDecoder::kYolox},
                                                  {"presentation", BoxDecoder::kPresentation}}));
  ASSIGN_OR_RETURN(model.nms_iou, reader.value<double>("nms_iou", "a number such as 0.6"));
  if (!(model.nms_iou > 0 && model.nms_iou <= 1)) {
    return reader.wrong(*reader.table().get("nms_iou"),
                        "'nms_iou' of model '{}' is {}; write a number above 0, at most 1",
                        model.name, model.nms_iou);
  }
  if (const toml::node* threshold = reader.table().get("threshold"); threshold != nullptr) {
    ASSIGN_OR_RETURN(model.threshold, reader.value<double>("threshold", "a number such as 0.5"));
    if (!(model.threshold > 0 && model.threshold < 1)) {
      return reader.wrong(*threshold,
                          "'threshold' of model '{}' is {}; write a number between 0 and 1",
                          model.name, model.threshold);
    }
  }
  return {};
}

Result<Model> read_model(const toml::table& table, std::string_view file, std::size_t number) {
  const TableReader nameless(table, file, fmt::format("[[model]] number {}", number));
  Model model;
  ASSIGN_OR_RETURN(model.name, nameless.text("name", "a short name"));
  if (!is_valid_id(model.name)) {
    return nameless.wrong(*table.get("name"),
                          "'{}' is no name for a model; write 1 to 32 of a-z, 0-9, '-' and '_'",
                          model.name);
  }
  const TableReader reader(table, file, fmt::format("model '{}'", model.name));
  RETURN_IF_ERROR(reader.refuse_unknown_keys(model_keys()));
  RETURN_IF_ERROR(read_identity(reader, model));
  RETURN_IF_ERROR(read_interface(reader, model));
  return model;
}

/// The index of the model that `key` names.
Result<std::size_t> read_default(const TableReader& reader, std::string_view key,
                                 const std::vector<std::string>& names) {
  ASSIGN_OR_RETURN(const std::string chosen, reader.text(key, "the name of a model"));
  const auto found = std::find(names.begin(), names.end(), chosen);
  if (found == names.end()) {
    return reader.wrong(*reader.table().get(key), "the {} '{}' is no model of this manifest ({}){}",
                        key, chosen, fmt::join(names, ", "), did_you_mean(chosen, names));
  }
  return static_cast<std::size_t>(found - names.begin());
}

Result<ManifestContent> read_manifest(const toml::table& root, std::string_view file) {
  const TableReader reader(root, file, "the manifest");
  RETURN_IF_ERROR(reader.refuse_unknown_keys(top_keys()));
  ASSIGN_OR_RETURN(const toml::node* list, reader.node("model", "[[model]] tables"));
  const toml::array* entries = list->as_array();
  if (entries == nullptr || entries->empty() || !entries->is_homogeneous(toml::node_type::table)) {
    return reader.wrong(*list, "'model' is no list of tables; begin each model with [[model]]");
  }
  ManifestContent content;
  std::vector<std::string> names;
  for (const auto& entry : *entries) {
    ASSIGN_OR_RETURN(Model model, read_model(*entry.as_table(), file, names.size() + 1));
    if (std::find(names.begin(), names.end(), model.name) != names.end()) {
      return reader.wrong(entry, "there are two models '{}'; rename or remove one", model.name);
    }
    names.push_back(model.name);
    content.models.push_back(std::move(model));
  }
  ASSIGN_OR_RETURN(content.default_index, read_default(reader, "default", names));
  if (root.contains("default_int8")) {
    ASSIGN_OR_RETURN(content.default_int8_index, read_default(reader, "default_int8", names));
  }
  if (root.contains("audience")) {
    ASSIGN_OR_RETURN(content.audience_index, read_default(reader, "audience", names));
  }
  return content;
}

}  // namespace

Result<ManifestContent> parse_manifest(std::string_view toml, std::string_view name) {
  try {
    return read_manifest(toml::parse(toml), name);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kConfiguration, "{}:{}: this is not TOML: {}; correct the line", name,
                error.source().begin.line, error.description());
  } catch (const std::exception& error) {
    return fail(ErrorCode::kConfiguration, "{}:1: cannot be read: {}; is it the right file?", name,
                error.what());
  }
}

}  // namespace sillage::eye
