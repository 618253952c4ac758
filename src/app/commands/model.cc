// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/model.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/model_source.h"
#include "app/print.h"
#include "base/files.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLimitBytes = 256u << 20;

struct Options {
  std::string manifest;
  std::string name;
  std::string from;
  bool json = false;
};

Result<eye::ModelManifest> load_manifest(const Options& options) {
  return eye::ModelManifest::load(options.manifest.empty() ? eye::default_manifest_path()
                                                           : fs::path(options.manifest));
}

std::optional<std::uintmax_t> size_of(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure) return std::nullopt;
  return size;
}

Json to_json(const eye::Model& model, bool is_default) {
  const auto size = size_of(model.file);
  return {{"name", model.name},
          {"default", is_default},
          {"licence", model.licence},
          {"source", model.source},
          {"shipped", model.shipped},
          {"present", size.has_value()},
          {"bytes", size ? Json(*size) : Json(nullptr)},
          {"file", model.file.string()},
          {"sha256", model.sha256},
          {"input_width", model.input_width},
          {"input_height", model.input_height},
          {"decoder", eye::to_string(model.decoder)},
          {"notes", model.notes}};
}

Result<void> list(const Options& options) {
  ASSIGN_OR_RETURN(const auto manifest, load_manifest(options));
  Json rows = Json::array();
  std::string text =
      fmt::format("{:<24} {:<7} {:<10} {:>9} {:>8} {:<7} {:<7} {}\n", "NAME", "DEFAULT", "LICENCE",
                  "INPUT", "SIZE", "SHIPPED", "PRESENT", "FILE");
  for (const auto& model : manifest.models()) {
    const bool is_default = model.name == manifest.default_model().name;
    const auto size = size_of(model.file);
    rows.push_back(to_json(model, is_default));
    text += fmt::format("{:<24} {:<7} {:<10} {:>9} {:>8} {:<7} {:<7} {}\n", model.name,
                        is_default ? "*" : "", model.licence,
                        fmt::format("{}x{}", model.input_width, model.input_height),
                        size ? fmt::format("{:.2f} MB", static_cast<double>(*size) / 1e6) : "-",
                        model.shipped ? "yes" : "no", size ? "yes" : "no", model.file.string());
  }
  return options.json ? print_json({{"models", rows}}) : print(text);
}

Result<std::vector<eye::Model>> chosen(const Options& options) {
  ASSIGN_OR_RETURN(const auto manifest, load_manifest(options));
  if (options.name.empty()) return manifest.models();
  ASSIGN_OR_RETURN(eye::Model model, manifest.find(options.name));
  return std::vector{std::move(model)};
}

/// Without a name, a model that is not shipped may be absent.
Result<void> verify(const Options& options) {
  ASSIGN_OR_RETURN(const auto models, chosen(options));
  Json rows = Json::array();
  std::string text;
  int failed = 0;
  for (const auto& model : models) {
    const auto verified = eye::verify(model);
    const bool is_absent = !verified && verified.error().code == ErrorCode::kNotFound;
    const bool is_failure = !verified && !(is_absent && !model.shipped && options.name.empty());
    const char* result = verified ? "ok" : is_absent ? "absent" : "failed";
    rows.push_back({{"name", model.name},
                    {"result", result},
                    {"file", model.file.string()},
                    {"sha256", model.sha256}});
    text += fmt::format("{:<7} {:<20} {}\n", result, model.name, model.file.string());
    if (!verified) message((is_failure ? "error: " : "note: ") + verified.error().to_string());
    failed += is_failure ? 1 : 0;
  }
  RETURN_IF_ERROR(options.json ? print_json({{"models", rows}, {"failed", failed}}) : print(text));
  if (failed > 0) {
    return fail(ErrorCode::kDataLoss, "{} of {} models did not pass; see the messages above",
                failed, models.size());
  }
  return {};
}

/// Where the file comes from: --from, else the manifest's address.
Result<std::string> origin_of(const eye::Model& model, const Options& options) {
  if (!options.from.empty()) return options.from;
  if (is_address(model.source)) return model.source;
  return fail(ErrorCode::kUsage,
              "model '{0}' has no address to get it from. Its source: {1}. Give the file or its "
              "https address: `sillage model get {0} --from FILE`",
              model.name, model.source);
}

/// Where the file goes: a shipped model to its place, others to the cache.
Result<fs::path> destination_of(const eye::Model& model) {
  if (model.shipped) return model.file;
  const fs::path folder = eye::model_cache_folder();
  if (folder.empty()) {
    return fail(ErrorCode::kUnavailable,
                "there is no folder for fetched models; set HOME or XDG_CACHE_HOME");
  }
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) {
    return fail(ErrorCode::kPermission,
                "cannot make the folder {}: {}; set XDG_CACHE_HOME to a "
                "folder of yours",
                folder.string(), failure.message());
  }
  return folder / model.file.filename();
}

Result<void> report(const eye::Model& model, const Options& options) {
  if (options.json) return print_json(to_json(model, false));
  return print(model.file.string() + "\n");
}

Result<void> get(const Options& options) {
  ASSIGN_OR_RETURN(const auto manifest, load_manifest(options));
  ASSIGN_OR_RETURN(const eye::Model model, manifest.find(options.name));
  if (eye::verify(model)) {
    message(fmt::format("model '{}' is there already and has the right hash", model.name));
    return report(model, options);
  }
  ASSIGN_OR_RETURN(const std::string origin, origin_of(model, options));
  ASSIGN_OR_RETURN(const std::string bytes, fetch(origin, kLimitBytes));
  const std::string hash = sha256_hex(bytes);
  if (hash != model.sha256) {
    return fail(ErrorCode::kDataLoss,
                "{} is not model '{}' (expected sha256 {}, found {}); nothing was kept. Look for "
                "the right file: {}",
                origin, model.name, model.sha256, hash, model.source);
  }
  ASSIGN_OR_RETURN(const fs::path destination, destination_of(model));
  RETURN_IF_ERROR(write_file_atomically(destination, bytes));
  ASSIGN_OR_RETURN(const auto reloaded, load_manifest(options));
  ASSIGN_OR_RETURN(const eye::Model found, reloaded.find(options.name));
  if (found.file != destination) {
    return fail(ErrorCode::kConflict,
                "wrote {}, but {} is found before it and has another hash; remove that file",
                destination.string(), found.file.string());
  }
  message(fmt::format("next: sillage process VIDEO --config STORE.toml --model {}", model.name));
  return report(found, options);
}

CLI::App* add(CLI::App& parent, Action& action, const std::shared_ptr<Options>& options,
              const char* name, const char* description, Result<void> (*run)(const Options&)) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->add_option("--manifest", options->manifest,
                      "Model manifest (default: this installation's)");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, run, &action] { action = [options, run] { return run(*options); }; });
  return command;
}

}  // namespace

void add_model(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* model = parent.add_subcommand(
      "model",
      "List, check and fetch the detectors that this installation knows\n\n"
      "Examples:\n"
      "  sillage model list\n"
      "  sillage model verify\n"
      "  sillage model get yolox-nano --from ~/Downloads/yolox_nano_416.onnx");
  model->require_subcommand(1);
  add(*model, action, options, "list",
      "Print the models, whether they are present, and where\n\n"
      "Examples:\n"
      "  sillage model list\n"
      "  sillage model list --json",
      &list);
  add(*model, action, options, "verify",
      "Check the files' hashes; exit code 1 when one is wrong or missing. Models that are not\n"
      "shipped may be absent unless they are named\n\n"
      "Examples:\n"
      "  sillage model verify\n"
      "  sillage model verify yolox-nano",
      &verify)
      ->add_option("NAME", options->name, "Only this model");
  CLI::App* getter =
      add(*model, action, options, "get",
          "Copy or download a model into the cache, if its hash is right\n\n"
          "Examples:\n"
          "  sillage model get yolox-nano --from ~/Downloads/yolox_nano_416.onnx\n"
          "  sillage model get yolox-nano --from https://example.org/yolox_nano_416.onnx",
          &get);
  getter->add_option("NAME", options->name, "The model, as `sillage model list` names it")
      ->required();
  getter->add_option("--from", options->from,
                     "A file, or an https address (needs the program curl)");
}

}  // namespace sillage::app
