// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/model.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/files.h"
#include "eye/detect/internal/closest.h"
#include "eye/detect/internal/manifest_reader.h"
#include "eye/detect/internal/processor.h"
#include "eye/detect/internal/verified.h"

namespace sillage::eye {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kManifestLimit = 1u << 20;
constexpr std::size_t kModelLimit = 256u << 20;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

fs::path environment_path(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// Where a model that is not shipped may lie, besides the manifest's folder.
std::vector<fs::path> extra_folders() {
  std::vector<fs::path> folders;
  const std::string list = environment_path("SILLAGE_MODEL_PATH").string();
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    if (end > begin) folders.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  if (auto cache = model_cache_folder(); !cache.empty()) folders.push_back(std::move(cache));
  return folders;
}

fs::path locate(const Model& model, const fs::path& manifest_folder) {
  const fs::path beside = manifest_folder / model.file;
  if (model.shipped || is_there(beside)) return beside;
  const auto folders = extra_folders();
  for (const auto& folder : folders) {
    std::error_code ignored;
    const fs::path candidate = fs::absolute(folder / model.file.filename(), ignored);
    if (!candidate.empty() && is_there(candidate)) return candidate;
  }
  return folders.empty() ? beside : folders.back() / model.file.filename();
}

std::string how_to_get(const Model& model) {
  if (model.shipped)
    return "it belongs to this installation: install it again, or `git checkout` it";
  return fmt::format("get it with `sillage model get {} --from FILE` (source: {})", model.name,
                     model.source);
}

}  // namespace

const char* to_string(BoxDecoder decoder) {
  if (decoder == BoxDecoder::kPresentation) return "presentation";
  return decoder == BoxDecoder::kYolox ? "yolox" : "sillage";
}

Result<ModelManifest> ModelManifest::load(const fs::path& manifest_toml) {
  auto text = read_file(manifest_toml, kManifestLimit);
  if (!text)
    return tl::unexpected<Error>(std::move(text).error().with("reading the model manifest"));
  ASSIGN_OR_RETURN(auto content, parse_manifest(*text, manifest_toml.string()));
  std::error_code ignored;
  const fs::path folder = fs::absolute(manifest_toml, ignored).parent_path();
  ModelManifest manifest;
  for (auto& model : content.models) {
    model.file = locate(model, folder);
    manifest.models_.push_back(std::move(model));
  }
  manifest.default_ = content.default_index;
  manifest.default_int8_ = content.default_int8_index;
  manifest.audience_ = content.audience_index;
  return manifest;
}

const Model& ModelManifest::default_model() const {
  return models_[default_int8_ && has_fast_int8() ? *default_int8_ : default_];
}

Result<Model> ModelManifest::audience_model() const {
  if (audience_) return models_[*audience_];
  return fail(ErrorCode::kNotFound,
              "the model manifest names no model for estimates of how visitors are perceived; set "
              "enabled = false in [audience], or install the manifest of this version again");
}

Result<Model> ModelManifest::find(const std::string& name_or_path) const {
  std::vector<std::string> names;
  for (const auto& model : models_) {
    if (model.name == name_or_path) return model;
    names.push_back(model.name);
  }
  const bool is_path = fs::path(name_or_path).extension() == ".onnx" || is_there(name_or_path);
  if (!is_path) {
    return fail(ErrorCode::kNotFound, "there is no model '{}' (there are: {}){}", name_or_path,
                fmt::join(names, ", "), did_you_mean(name_or_path, names));
  }
  ASSIGN_OR_RETURN(const std::string bytes, read_file(name_or_path, kModelLimit));
  const std::string hash = sha256_hex(bytes);
  for (const auto& model : models_) {
    if (model.sha256 != hash) continue;
    Model found = model;
    std::error_code ignored;
    found.file = fs::absolute(name_or_path, ignored);
    return found;
  }
  return fail(ErrorCode::kNotFound,
              "{} has sha256 {}, which is none of the manifest's models ({}); add it to the "
              "manifest to use it, or choose one of those",
              name_or_path, hash, fmt::join(names, ", "));
}

Result<std::string> read_verified(const Model& model) {
  auto bytes = read_file(model.file, kModelLimit);
  if (!bytes) {
    const Error& error = bytes.error();
    return fail(error.code, "model '{}': {}; {}", model.name, error.message, how_to_get(model));
  }
  const std::string hash = sha256_hex(*bytes);
  if (hash != model.sha256) {
    return fail(ErrorCode::kDataLoss,
                "model '{}': {} is not the expected file (expected sha256 {}, found {}); {}",
                model.name, model.file.string(), model.sha256, hash, how_to_get(model));
  }
  return std::move(*bytes);
}

Result<void> verify(const Model& model) {
  RETURN_IF_ERROR(read_verified(model));
  return {};
}

fs::path model_cache_folder() {
  const fs::path cache = environment_path("XDG_CACHE_HOME");
  if (cache.is_absolute()) return cache / "sillage/models";
  const fs::path home = environment_path("HOME");
  return home.is_absolute() ? home / ".cache/sillage/models" : fs::path{};
}

fs::path default_manifest_path() {
  constexpr const char* kFile = "manifest.toml";
  if (const auto chosen = environment_path("SILLAGE_MODELS"); !chosen.empty()) {
    return chosen.extension() == ".toml" ? chosen : chosen / kFile;
  }
  std::error_code ignored;
  const fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const auto& place : {folder / "models", folder.parent_path() / "share/sillage/models"}) {
    if (!folder.empty() && is_there(place / kFile)) return place / kFile;
  }
  return fs::path(SILLAGE_SOURCE_TREE) / "models" / kFile;
}

}  // namespace sillage::eye
