// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <string_view>

#include "eval/mot.h"
#include "harness.h"

using namespace sillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto info = eval::parse_sequence_info(text, "seqinfo.ini");
  if (!info) {
    if (!info.error().message.starts_with("seqinfo.ini")) __builtin_trap();
  } else if (info->length < 1 || info->width < 0 || info->height < 0 || !(info->frame_rate >= 0)) {
    __builtin_trap();
  }
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  const std::string_view text =
      "[Sequence]\nname=door\nframeRate=30\nseqLength=12\nimWidth=640\nimHeight=480\n";
  std::vector<std::byte> seed(text.size());
  std::memcpy(seed.data(), text.data(), text.size());
  return {seed};
}
