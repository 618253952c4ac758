// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "eye/detect/internal/onnx_library.h"

namespace sillage::eye::onnx {

using Shape = std::vector<std::int64_t>;

/// "1 x 3 x 288 x 512"; a dimension that the model leaves open is "?".
std::string to_string(const Shape& shape);

/// An input or output of a network.
struct TensorDescription {
  std::string name;
  Shape shape;
};

/// A network with one float32 input and one float32 output, run on the calling thread. Input and
/// output live in buffers that are allocated once. Used from one thread.
class Network {
 public:
  /// `model` is the content of an .onnx file and is not needed afterwards; `name` stands for it in
  /// messages.
  static Result<std::unique_ptr<Network>> create(std::shared_ptr<const Library> library,
                                                 std::string_view model, std::string_view name);

  const TensorDescription& input() const { return input_; }
  const TensorDescription& output() const { return output_; }
  /// Makes the buffers for shapes that agree with the descriptions, have no open dimension and are of
  /// sensible size. Again for another size.
  Result<void> allocate(const Shape& input, const Shape& output);
  std::span<float> input_data() { return input_data_; }
  std::span<const float> output_data() const { return output_data_; }
  /// Fills `output_data()` from `input_data()`.
  Result<void> run();

 private:
  template <class T>
  using Handle = std::unique_ptr<T, void (*)(T*)>;

  Network(std::shared_ptr<const Library> library, std::string_view name);
  Result<void> open(std::string_view model);
  Result<void> describe();
  Result<TensorDescription> describe_tensor(bool is_input);
  Result<std::string> tensor_name(bool is_input);
  Result<Handle<Value>> wrap(std::vector<float>& data, const Shape& shape);

  std::shared_ptr<const Library> library_;
  const Api& api_;
  std::string name_;
  TensorDescription input_;
  TensorDescription output_;
  std::vector<float> input_data_;
  std::vector<float> output_data_;
  Handle<Env> env_;  // outlives the session below
  Handle<Session> session_;
  Handle<Value> input_value_;
  Handle<Value> output_value_;
};

}  // namespace sillage::eye::onnx
