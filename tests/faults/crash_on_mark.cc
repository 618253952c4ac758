// SPDX-License-Identifier: Apache-2.0
// A planted bug of a decoder, for LD_PRELOAD: it crashes on a picture whose first row is all of one
// brightness, kMark.
#include <algorithm>
#include <csignal>
#include <cstdint>

#include <dlfcn.h>

extern "C" {
#include <libavcodec/avcodec.h>

int avcodec_receive_frame(AVCodecContext* codec, AVFrame* frame) {
  using Receive = int (*)(AVCodecContext*, AVFrame*);
  static const auto real = reinterpret_cast<Receive>(::dlsym(RTLD_NEXT, "avcodec_receive_frame"));
  const int result = real(codec, frame);
  constexpr std::uint8_t kMark = 220;
  if (result == 0 && frame->width >= 64 && frame->data[0] != nullptr &&
      std::all_of(frame->data[0], frame->data[0] + 64,
                  [](std::uint8_t luma) { return luma == kMark; })) {
    ::raise(SIGSEGV);
  }
  return result;
}
}
