// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// The part of ONNX Runtime's C interface that we use, declared by us: its package carries the
/// library without a header. The interface is one table of function pointers that only ever grows
/// at its end, so a slot number is valid for every later version.
namespace sillage::eye::onnx {

/// Version of the table that we ask for. All slots below are older; every runtime since 1.16 has
/// it.
constexpr std::uint32_t kApiVersion = 16;

struct Env;
struct Status;  ///< null is success
struct Session;
struct SessionOptions;
struct RunOptions;
struct Value;
struct MemoryInfo;
struct TypeInfo;
struct TensorInfo;
struct Allocator;

constexpr int kLogFatal = 4;
constexpr int kExecuteSequentially = 0;
constexpr int kOptimizeAll = 99;
constexpr int kFloat32 = 1;
constexpr int kArenaAllocator = 1;
constexpr int kDefaultMemory = 0;

/// What the library's only exported function returns.
struct ApiBase {
  const void* (*get_api)(std::uint32_t version);  ///< null when the version is not known
  const char* (*get_version)();
};

struct Api {
  const char* (*get_error_message)(const Status*) = nullptr;
  Status* (*create_env)(int log_level, const char* log_id, Env**) = nullptr;
  Status* (*disable_telemetry)(const Env*) = nullptr;
  Status* (*create_session)(const Env*, const void* model, std::size_t bytes, const SessionOptions*,
                            Session**) = nullptr;
  Status* (*run)(Session*, const RunOptions*, const char* const* input_names,
                 const Value* const* inputs, std::size_t input_count,
                 const char* const* output_names, std::size_t output_count,
                 Value** outputs) = nullptr;
  Status* (*create_session_options)(SessionOptions**) = nullptr;
  Status* (*set_execution_mode)(SessionOptions*, int mode) = nullptr;
  Status* (*set_optimization_level)(SessionOptions*, int level) = nullptr;
  Status* (*set_intra_op_threads)(SessionOptions*, int count) = nullptr;
  Status* (*set_inter_op_threads)(SessionOptions*, int count) = nullptr;
  Status* (*input_count)(const Session*, std::size_t*) = nullptr;
  Status* (*output_count)(const Session*, std::size_t*) = nullptr;
  Status* (*input_type)(const Session*, std::size_t index, TypeInfo**) = nullptr;
  Status* (*output_type)(const Session*, std::size_t index, TypeInfo**) = nullptr;
  Status* (*input_name)(const Session*, std::size_t index, Allocator*, char**) = nullptr;
  Status* (*output_name)(const Session*, std::size_t index, Allocator*, char**) = nullptr;
  Status* (*create_tensor_with_data)(const MemoryInfo*, void* data, std::size_t bytes,
                                     const std::int64_t* shape, std::size_t rank, int type,
                                     Value**) = nullptr;
  Status* (*as_tensor_info)(const TypeInfo*, const TensorInfo**) = nullptr;  ///< borrowed
  Status* (*element_type)(const TensorInfo*, int*) = nullptr;
  Status* (*rank)(const TensorInfo*, std::size_t*) = nullptr;
  Status* (*dimensions)(const TensorInfo*, std::int64_t*, std::size_t rank) = nullptr;
  Status* (*create_cpu_memory_info)(int allocator, int memory, MemoryInfo**) = nullptr;
  Status* (*allocator_free)(Allocator*, void*) = nullptr;
  Status* (*default_allocator)(Allocator**) = nullptr;  ///< borrowed
  void (*release_env)(Env*) = nullptr;
  void (*release_status)(Status*) = nullptr;
  void (*release_memory_info)(MemoryInfo*) = nullptr;
  void (*release_session)(Session*) = nullptr;
  void (*release_value)(Value*) = nullptr;
  void (*release_type_info)(TypeInfo*) = nullptr;
  void (*release_session_options)(SessionOptions*) = nullptr;
};

}  // namespace sillage::eye::onnx
