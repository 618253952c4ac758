// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/onnx_library.h"

#include <cstdlib>
#include <memory>
#include <system_error>

#include <dlfcn.h>

#include "eye/detect/detector.h"

namespace sillage::eye {
namespace {

constexpr const char* kSoname = "libonnxruntime.so.1";

#if defined(__aarch64__)
constexpr const char* kPackageFolder = "arm64";
#else
constexpr const char* kPackageFolder = "x64";
#endif

}  // namespace

std::vector<std::filesystem::path> runtime_library_candidates() {
  if (const char* chosen = std::getenv("SILLAGE_ONNXRUNTIME"); chosen != nullptr && *chosen != 0) {
    return {chosen};
  }
  std::vector<std::filesystem::path> candidates;
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  if (!program.empty()) {
    candidates.push_back(program.parent_path().parent_path() / "lib/sillage" / kSoname);
  }
  candidates.push_back(std::filesystem::path(SILLAGE_SOURCE_TREE) /
                       "node_modules/onnxruntime-node/bin/napi-v6/linux" / kPackageFolder /
                       kSoname);
  candidates.emplace_back(kSoname);
  return candidates;
}

namespace onnx {
namespace {

constexpr const char* kAdvice =
    "run `make deps`, or set SILLAGE_ONNXRUNTIME to the libonnxruntime.so.1 of version 1.16 or "
    "later";

template <class Function>
void take(const void* table, std::size_t slot, Function& function) {
  function = reinterpret_cast<Function>(static_cast<void* const*>(table)[slot]);
}

/// Numbers are positions in the runtime's OrtApi table.
Api read_table(const void* table) {
  Api api;
  take(table, 2, api.get_error_message);
  take(table, 3, api.create_env);
  take(table, 6, api.disable_telemetry);
  take(table, 8, api.create_session);
  take(table, 9, api.run);
  take(table, 10, api.create_session_options);
  take(table, 13, api.set_execution_mode);
  take(table, 23, api.set_optimization_level);
  take(table, 24, api.set_intra_op_threads);
  take(table, 25, api.set_inter_op_threads);
  take(table, 30, api.input_count);
  take(table, 31, api.output_count);
  take(table, 33, api.input_type);
  take(table, 34, api.output_type);
  take(table, 36, api.input_name);
  take(table, 37, api.output_name);
  take(table, 49, api.create_tensor_with_data);
  take(table, 55, api.as_tensor_info);
  take(table, 60, api.element_type);
  take(table, 61, api.rank);
  take(table, 62, api.dimensions);
  take(table, 69, api.create_cpu_memory_info);
  take(table, 76, api.allocator_free);
  take(table, 78, api.default_allocator);
  take(table, 92, api.release_env);
  take(table, 93, api.release_status);
  take(table, 94, api.release_memory_info);
  take(table, 95, api.release_session);
  take(table, 96, api.release_value);
  take(table, 98, api.release_type_info);
  take(table, 100, api.release_session_options);
  return api;
}

std::string last_loader_error() {
  const char* text = ::dlerror();
  return text != nullptr ? text : "unknown reason";
}

std::string joined(const std::vector<std::filesystem::path>& paths) {
  std::string text;
  for (const auto& path : paths) text += (text.empty() ? "" : ", ") + path.string();
  return text;
}

}  // namespace

Result<std::shared_ptr<const Library>> Library::load(const std::filesystem::path& file) {
  if (!file.empty()) return open(file);
  const auto candidates = runtime_library_candidates();
  for (const auto& candidate : candidates) {
    std::error_code ignored;
    const bool only_choice = candidates.size() == 1;
    if (only_choice || std::filesystem::exists(candidate, ignored)) return open(candidate);
  }
  if (auto from_system = open(candidates.back())) return from_system;
  return fail(ErrorCode::kUnavailable, "ONNX Runtime was not found (looked for {}); {}",
              joined(candidates), kAdvice);
}

Result<std::shared_ptr<const Library>> Library::open(const std::filesystem::path& file) {
  // The runtime's makers built in reports to a server of theirs, with an id of this machine that
  // they write into the home folder. It must not even start its threads.
  ::setenv("ORT_DISABLE_TELEMETRY", "1", 1);
  // NODELETE: the runtime keeps thread-local state that must not outlive its code.
  void* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) {
    return fail(ErrorCode::kUnavailable, "cannot load ONNX Runtime from {}: {}; {}", file.string(),
                last_loader_error(), kAdvice);
  }
  const std::unique_ptr<void, int (*)(void*)> closer(handle, &::dlclose);
  void* symbol = ::dlsym(handle, "OrtGetApiBase");
  if (symbol == nullptr) {
    return fail(ErrorCode::kUnsupported, "{} is not ONNX Runtime (no OrtGetApiBase in it); {}",
                file.string(), kAdvice);
  }
  const auto* base = reinterpret_cast<const ApiBase* (*)()>(symbol)();
  std::shared_ptr<Library> library(new Library);
  library->path_ = file;
  if (base == nullptr || base->get_api == nullptr || base->get_version == nullptr) {
    return fail(ErrorCode::kUnsupported, "{} offers no ONNX Runtime interface; {}", file.string(),
                kAdvice);
  }
  RETURN_IF_ERROR(library->bind(*base));
  return library;
}

Result<void> Library::bind(const ApiBase& base) {
  const char* version = base.get_version();
  version_ = version != nullptr ? version : "unknown";
  const void* table = base.get_api(kApiVersion);
  if (table == nullptr) {
    return fail(ErrorCode::kUnsupported,
                "{} is ONNX Runtime {}, which lacks interface version {}; {}", path_.string(),
                version_, kApiVersion, kAdvice);
  }
  api_ = read_table(table);
  return {};
}

Result<void> Library::check(Status* status, ErrorCode code, std::string_view what) const {
  if (status == nullptr) return {};
  const std::string message = api_.get_error_message(status);
  api_.release_status(status);
  return fail(code, "cannot {}: {}", what, message);
}

}  // namespace onnx
}  // namespace sillage::eye
