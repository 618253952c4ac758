// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// What a harness file defines: the entry point of libFuzzer. It traps when a promise of the
/// decoder is broken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sillage::fuzz {

/// Valid inputs that mutations start from; one harness per program defines it.
std::vector<std::vector<std::byte>> seed_inputs();

}  // namespace sillage::fuzz
