// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/frame_pool.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>

#include <sys/mman.h>

extern "C" {
#include <libavutil/imgutils.h>
}

namespace sillage::eye {
namespace {

constexpr std::size_t kPage = 4096;
/// Blocks that are kept for the next picture; more are given back to the system.
constexpr std::size_t kMostIdle = 3;
/// Decoders read and write a little beyond the picture.
constexpr std::size_t kSlack = 64;

}  // namespace

/// Memory of one picture; the pool's state lives as long as any of them.
struct FramePool::Block {
  std::shared_ptr<State> state;
  std::uint8_t* data = nullptr;
  std::size_t size = 0;
  Instant captured_at;
};

struct FramePool::State {
  explicit State(const Clock* c) : clock(c) {}
  ~State() {
    for (const auto& [data, size] : idle) std::free(data);
  }

  std::uint8_t* allocate(std::size_t size) {
    const std::lock_guard lock(mutex);
    const auto fitting =
        std::find_if(idle.begin(), idle.end(), [&](const auto& one) { return one.second == size; });
    if (fitting != idle.end()) {
      std::uint8_t* data = fitting->first;
      idle.erase(fitting);
      return data;
    }
    auto* data = static_cast<std::uint8_t*>(std::aligned_alloc(kPage, size));
    if (data != nullptr) {
      ::madvise(data, size, MADV_DONTDUMP);
      std::memset(data, 0, size);
    }
    return data;
  }

  void free(Block& block) {
    ::explicit_bzero(block.data, block.size);
    const std::lock_guard lock(mutex);
    std::erase(in_use, &block);
    if (clock != nullptr) count(clock->now() - block.captured_at);
    if (idle.size() < kMostIdle) {
      idle.emplace_back(block.data, block.size);
    } else {
      std::free(block.data);
    }
  }

  void count(Duration age) {
    const auto& edges = FrameAges::kEdgesS;
    const auto edge = std::lower_bound(edges.begin(), edges.end(), seconds(age));
    ++ages.classes[static_cast<std::size_t>(edge - edges.begin())];
    ages.oldest = std::max(ages.oldest, age);
    ages.sum += std::max(age, Duration::zero());
  }

  const Clock* clock;
  std::mutex mutex;
  std::vector<std::pair<std::uint8_t*, std::size_t>> idle;
  std::vector<Block*> in_use;
  FrameAges ages;
};

FramePool::FramePool(const Clock* clock) : state_(std::make_shared<State>(clock)) {}

void FramePool::serve(AVCodecContext& codec) {
  codec.opaque = this;
  codec.get_buffer2 = &FramePool::give;
}

void FramePool::take_back(void* opaque, std::uint8_t*) {
  const std::unique_ptr<Block> block(static_cast<Block*>(opaque));
  block->state->free(*block);
}

int FramePool::give(AVCodecContext* codec, AVFrame* frame, int flags) {
  const bool is_ours = codec->codec_type == AVMEDIA_TYPE_VIDEO && frame->hw_frames_ctx == nullptr &&
                       (codec->codec->capabilities & AV_CODEC_CAP_DR1) != 0;
  if (!is_ours) return avcodec_default_get_buffer2(codec, frame, flags);
  const auto format = static_cast<AVPixelFormat>(frame->format);
  int width = frame->width, height = frame->height, alignment[AV_NUM_DATA_POINTERS] = {};
  avcodec_align_dimensions2(codec, &width, &height, alignment);
  int lines[4] = {};
  for (bool is_aligned = false; !is_aligned; width += width & -width) {
    if (const int error = av_image_fill_linesizes(lines, format, width); error < 0) return error;
    is_aligned = true;
    for (int i = 0; i < 4; ++i) is_aligned = is_aligned && lines[i] % alignment[i] == 0;
    if (is_aligned) break;
  }
  const ptrdiff_t long_lines[4] = {lines[0], lines[1], lines[2], lines[3]};
  std::size_t planes[4] = {};
  if (const int error = av_image_fill_plane_sizes(planes, format, height, long_lines); error < 0) {
    return error;
  }
  std::size_t size = 0, offsets[4] = {};
  for (int i = 0; i < 4; ++i) {
    offsets[i] = size;
    if (planes[i] > 0) size += (planes[i] + 2 * kSlack - 1) / kSlack * kSlack;
  }
  size = (size + kPage) / kPage * kPage;
  const auto& state = static_cast<FramePool*>(codec->opaque)->state_;
  auto block = std::make_unique<Block>(Block{state, state->allocate(size), size, {}});
  if (block->data == nullptr) return AVERROR(ENOMEM);
  if (state->clock != nullptr) block->captured_at = state->clock->now();
  frame->buf[0] = av_buffer_create(block->data, size, &FramePool::take_back, block.get(), 0);
  if (frame->buf[0] == nullptr) {
    std::free(block->data);
    return AVERROR(ENOMEM);
  }
  for (int i = 0; i < 4; ++i) {
    frame->data[i] = planes[i] > 0 ? block->data + offsets[i] : nullptr;
    frame->linesize[i] = lines[i];
  }
  frame->extended_data = frame->data;
  const std::lock_guard lock(state->mutex);
  state->in_use.push_back(block.release());
  return 0;
}

void FramePool::mark(const AVFrame& frame, Instant captured_at) {
  if (frame.buf[0] == nullptr) return;
  void* block = av_buffer_get_opaque(frame.buf[0]);
  const std::lock_guard lock(state_->mutex);
  const auto known = std::find(state_->in_use.begin(), state_->in_use.end(), block);
  if (known != state_->in_use.end()) (*known)->captured_at = captured_at;
}

FrameAges FramePool::ages() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ages;
}

}  // namespace sillage::eye
