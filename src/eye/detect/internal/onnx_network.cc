// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/onnx_network.h"

#include <array>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace sillage::eye::onnx {
namespace {

/// The runtime loses 14 bytes, once per process, when it makes its environment; the leak checker
/// looks away for that call alone.
Status* create_environment(const Api& api, Env** env) {
#if defined(__SANITIZE_ADDRESS__)
  const __lsan::ScopedDisabler known_leak;
#endif
  return api.create_env(kLogFatal, "sillage", env);
}

std::size_t element_count(const Shape& shape) {
  std::size_t count = 1;
  for (auto size : shape) count *= static_cast<std::size_t>(size);
  return count;
}

}  // namespace

std::string to_string(const Shape& shape) {
  std::string text;
  for (auto size : shape) {
    if (!text.empty()) text += " x ";
    text += size > 0 ? std::to_string(size) : "?";
  }
  return text.empty() ? "a single number" : text;
}

Network::Network(std::shared_ptr<const Library> library, std::string_view name)
    : library_(std::move(library)),
      api_(library_->api()),
      name_(name),
      env_(nullptr, api_.release_env),
      session_(nullptr, api_.release_session),
      input_value_(nullptr, api_.release_value),
      output_value_(nullptr, api_.release_value) {}

Result<std::unique_ptr<Network>> Network::create(std::shared_ptr<const Library> library,
                                                 std::string_view model, std::string_view name) {
  std::unique_ptr<Network> network(new Network(std::move(library), name));
  RETURN_IF_ERROR(network->open(model));
  RETURN_IF_ERROR(network->describe());
  return network;
}

Result<void> Network::open(std::string_view model) {
  const auto check = [&](Status* status) {
    return library_->check(status, ErrorCode::kInternal, "set up ONNX Runtime");
  };
  Env* env = nullptr;
  RETURN_IF_ERROR(check(create_environment(api_, &env)));
  env_.reset(env);
  RETURN_IF_ERROR(check(api_.disable_telemetry(env)));

  SessionOptions* raw = nullptr;
  RETURN_IF_ERROR(check(api_.create_session_options(&raw)));
  const Handle<SessionOptions> options(raw, api_.release_session_options);
  RETURN_IF_ERROR(check(api_.set_execution_mode(raw, kExecuteSequentially)));
  RETURN_IF_ERROR(check(api_.set_optimization_level(raw, kOptimizeAll)));
  RETURN_IF_ERROR(check(api_.set_intra_op_threads(raw, 1)));
  RETURN_IF_ERROR(check(api_.set_inter_op_threads(raw, 1)));

  // The arena and the memory pattern stay on: without the arena both networks of the manifest take
  // 6 to 12 MB more.
  Session* session = nullptr;
  auto created = library_->check(
      api_.create_session(env, model.data(), model.size(), raw, &session), ErrorCode::kDataLoss,
      fmt::format("load {} as an ONNX network (is it the right file?)", name_));
  session_.reset(session);
  return created;
}

Result<void> Network::describe() {
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  RETURN_IF_ERROR(library_->check(api_.input_count(session_.get(), &inputs), ErrorCode::kDataLoss,
                                  "count inputs of " + name_));
  RETURN_IF_ERROR(library_->check(api_.output_count(session_.get(), &outputs), ErrorCode::kDataLoss,
                                  "count outputs of " + name_));
  if (inputs != 1 || outputs != 1) {
    return fail(ErrorCode::kUnsupported,
                "{} has {} inputs and {} outputs, but a detector has one of each; export it so, or "
                "choose another model (`sillage model list`)",
                name_, inputs, outputs);
  }
  ASSIGN_OR_RETURN(input_, describe_tensor(true));
  ASSIGN_OR_RETURN(output_, describe_tensor(false));
  return {};
}

Result<TensorDescription> Network::describe_tensor(bool is_input) {
  const auto check = [&](Status* status) {
    return library_->check(status, ErrorCode::kDataLoss,
                           fmt::format("read the {} of {}", is_input ? "input" : "output", name_));
  };
  TypeInfo* raw = nullptr;
  RETURN_IF_ERROR(check((is_input ? api_.input_type : api_.output_type)(session_.get(), 0, &raw)));
  const Handle<TypeInfo> type(raw, api_.release_type_info);
  const TensorInfo* tensor = nullptr;
  RETURN_IF_ERROR(check(api_.as_tensor_info(raw, &tensor)));
  int element_type = 0;
  if (tensor != nullptr) RETURN_IF_ERROR(check(api_.element_type(tensor, &element_type)));
  if (element_type != kFloat32) {
    return fail(ErrorCode::kUnsupported,
                "the {} of {} is not a float32 tensor; export it so, or choose another model "
                "(`sillage model list`)",
                is_input ? "input" : "output", name_);
  }
  TensorDescription description;
  std::size_t rank = 0;
  RETURN_IF_ERROR(check(api_.rank(tensor, &rank)));
  description.shape.resize(rank);
  RETURN_IF_ERROR(check(api_.dimensions(tensor, description.shape.data(), rank)));
  ASSIGN_OR_RETURN(description.name, tensor_name(is_input));
  return description;
}

Result<std::string> Network::tensor_name(bool is_input) {
  const auto check = [&](Status* status) {
    return library_->check(status, ErrorCode::kDataLoss, "read the names of " + name_);
  };
  Allocator* allocator = nullptr;
  RETURN_IF_ERROR(check(api_.default_allocator(&allocator)));
  char* text = nullptr;
  RETURN_IF_ERROR(
      check((is_input ? api_.input_name : api_.output_name)(session_.get(), 0, allocator, &text)));
  std::string name = text;
  RETURN_IF_ERROR(check(api_.allocator_free(allocator, text)));
  return name;
}

Result<void> Network::allocate(const Shape& input, const Shape& output) {
  input_value_.reset();
  output_value_.reset();
  input_data_.assign(element_count(input), 0);
  output_data_.assign(element_count(output), 0);
  ASSIGN_OR_RETURN(input_value_, wrap(input_data_, input));
  ASSIGN_OR_RETURN(output_value_, wrap(output_data_, output));
  return {};
}

Result<Network::Handle<Value>> Network::wrap(std::vector<float>& data, const Shape& shape) {
  const auto check = [&](Status* status) {
    return library_->check(status, ErrorCode::kInternal, "make a buffer for " + name_);
  };
  MemoryInfo* raw = nullptr;
  RETURN_IF_ERROR(check(api_.create_cpu_memory_info(kArenaAllocator, kDefaultMemory, &raw)));
  const Handle<MemoryInfo> memory(raw, api_.release_memory_info);
  Value* value = nullptr;
  RETURN_IF_ERROR(
      check(api_.create_tensor_with_data(raw, data.data(), data.size() * sizeof(float),
                                         shape.data(), shape.size(), kFloat32, &value)));
  return Handle<Value>(value, api_.release_value);
}

Result<void> Network::run() {
  const std::array<const char*, 1> input_names{input_.name.c_str()};
  const std::array<const char*, 1> output_names{output_.name.c_str()};
  const std::array<const Value*, 1> inputs{input_value_.get()};
  std::array<Value*, 1> outputs{output_value_.get()};
  return library_->check(api_.run(session_.get(), nullptr, input_names.data(), inputs.data(), 1,
                                  output_names.data(), 1, outputs.data()),
                         ErrorCode::kInternal, fmt::format("run {}", name_));
}

}  // namespace sillage::eye::onnx
