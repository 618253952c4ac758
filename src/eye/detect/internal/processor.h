// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sillage::eye {

/// True where the processor has dot products of 8-bit numbers (AVX-512 VNNI, AVX-VNNI, or ARM's
/// dot product), with which a network in 8 bits is faster than one in 32.
bool has_fast_int8();

}  // namespace sillage::eye
