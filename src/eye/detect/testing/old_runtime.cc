// SPDX-License-Identifier: Apache-2.0
// Stands in for an ONNX Runtime that is too old: it has no interface of any version that we ask
// for.
#include <cstdint>

extern "C" {

struct OldApiBase {
  const void* (*get_api)(std::uint32_t version);
  const char* (*get_version)();
};

__attribute__((visibility("default"))) const OldApiBase* OrtGetApiBase() {
  static const OldApiBase base{[](std::uint32_t) -> const void* { return nullptr; },
                               [] { return "0.4.0"; }};
  return &base;
}
}
