// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/testing/tiny_onnx.h"

#include <cstring>

namespace sillage::eye::testing {
namespace {

/// A message in the wire format of Protocol Buffers; field numbers are those of onnx.proto3.
class Message {
 public:
  Message& number(unsigned field, std::uint64_t value) {
    varint(field << 3);
    varint(value);
    return *this;
  }
  Message& bytes(unsigned field, const std::string& value) {
    varint(field << 3 | 2);
    varint(value.size());
    content_ += value;
    return *this;
  }
  Message& message(unsigned field, const Message& value) { return bytes(field, value.content_); }
  const std::string& content() const { return content_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) content_ += static_cast<char>(value | 0x80);
    content_ += static_cast<char>(value);
  }
  std::string content_;
};

Message value_info(const std::string& name, int type, const std::vector<std::int64_t>& shape) {
  Message dimensions;
  for (auto size : shape) {
    Message dimension;
    if (size < 0) {
      dimension.bytes(2, "open");
    } else {
      dimension.number(1, static_cast<std::uint64_t>(size));
    }
    dimensions.message(1, dimension);
  }
  const Message tensor =
      Message().number(1, static_cast<std::uint64_t>(type)).message(2, dimensions);
  return Message().bytes(1, name).message(2, Message().message(1, tensor));
}

Message constant(const TinyNetwork& network) {
  std::string raw(network.output.size() * sizeof(float), '\0');
  std::memcpy(raw.data(), network.output.data(), raw.size());
  Message tensor;
  for (auto size : network.output_shape) tensor.number(1, static_cast<std::uint64_t>(size));
  tensor.number(2, kFloat).bytes(9, raw);
  constexpr std::uint64_t kTensorAttribute = 4;
  const Message value = Message().bytes(1, "value").message(5, tensor).number(20, kTensorAttribute);
  return Message().bytes(2, "boxes").bytes(4, "Constant").message(5, value);
}

}  // namespace

std::string to_onnx(const TinyNetwork& network) {
  Message graph;
  graph.message(1, constant(network)).bytes(2, "tiny");
  for (int i = 0; i < network.input_count; ++i) {
    graph.message(
        11, value_info("picture" + std::to_string(i), network.input_type, network.input_shape));
  }
  graph.message(12, value_info("boxes", kFloat, network.output_shape));
  constexpr std::uint64_t kFormatVersion = 7;
  constexpr std::uint64_t kOperatorSet = 13;
  return Message()
      .number(1, kFormatVersion)
      .message(7, graph)
      .message(8, Message().bytes(1, "").number(2, kOperatorSet))
      .content();
}

}  // namespace sillage::eye::testing
