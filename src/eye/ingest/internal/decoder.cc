// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/decoder.h"

#include "eye/ingest/internal/size_limit.h"

namespace sillage::eye {
namespace {

constexpr int kMostCorruptInARow = 1000;
/// Packets that cannot even be read: the damage is in the container, which seldom recovers.
constexpr int kMostUnreadableInARow = 16;

}  // namespace

Result<Decoder> Decoder::create(std::unique_ptr<Container> container,
                                std::function<Result<void>()> may_decode, const Clock* clock) {
  Decoder decoder(std::move(container), std::move(may_decode), clock);
  RETURN_IF_ERROR(decoder.open());
  return decoder;
}

Result<void> Decoder::open() {
  const std::string& shown = container_->address().shown;
  const AVCodecParameters& parameters = *container_->stream().codecpar;
  const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
  if (codec == nullptr) {
    char tag[AV_FOURCC_MAX_STRING_SIZE] = {};
    av_fourcc_make_string(tag, parameters.codec_tag);
    return fail(ErrorCode::kUnsupported,
                "'{}' is coded as '{}' (tag {}), for which there is no decoder here; export or "
                "convert it to H.264",
                shown, avcodec_get_name(parameters.codec_id), tag);
  }
  codec_.reset(avcodec_alloc_context3(codec));
  packet_.reset(av_packet_alloc());
  frame_.reset(av_frame_alloc());
  if (!codec_ || !packet_ || !frame_) {
    return fail(ErrorCode::kExhausted, "no memory to decode '{}'; close other programs", shown);
  }
  int error = avcodec_parameters_to_context(codec_.get(), &parameters);
  codec_->thread_count = 1;
  pool_->serve(*codec_);
  codec_->pkt_timebase = container_->stream().time_base;
  codec_->max_pixels = std::int64_t{kLargestSide} * kLargestSide;
  if (error >= 0) error = avcodec_open2(codec_.get(), codec, nullptr);
  if (error < 0) {
    return fail(ErrorCode::kDataLoss,
                "the {} decoder cannot start on '{}' ({}x{}: {}); export or copy the video again",
                codec->name, shown, parameters.width, parameters.height, libav_reason(error));
  }
  return {};
}

Result<const AVFrame*> Decoder::next() {
  for (;;) {
    const int error = avcodec_receive_frame(codec_.get(), frame_.get());
    if (error == 0) {
      corrupt_in_a_row_ = 0;
      return frame_.get();
    }
    if (error == AVERROR_EOF) return nullptr;
    if (error == AVERROR(EAGAIN)) {
      RETURN_IF_ERROR(feed());
    } else {
      RETURN_IF_ERROR(count_corrupt(error));
    }
  }
}

Result<void> Decoder::feed() {
  const int read = container_->read(*packet_);
  if (read < 0) return end_of_input(read);
  unreadable_in_a_row_ = 0;
  if (may_decode_) RETURN_IF_ERROR(may_decode_());
  const int sent = avcodec_send_packet(codec_.get(), packet_.get());
  av_packet_unref(packet_.get());
  return sent < 0 ? count_corrupt(sent) : Result<void>{};
}

Result<void> Decoder::end_of_input(int error) {
  const Address& address = container_->address();
  if (container_->deadline().interrupted()) {
    return fail(ErrorCode::kUnavailable,
                "'{}' delivers nothing any more; check that the camera or server is running and "
                "reachable, then try again",
                address.shown);
  }
  if (error != AVERROR_EOF) {
    if (address.kind == Address::Kind::kRtsp) {
      return fail(ErrorCode::kUnavailable,
                  "the connection to '{}' was lost ({}); check the camera and the network, then "
                  "try again",
                  address.shown, libav_reason(error));
    }
    if (!container_->is_exhausted() && ++unreadable_in_a_row_ < kMostUnreadableInARow) {
      return count_corrupt(error);
    }
  }
  if (may_decode_) RETURN_IF_ERROR(may_decode_());
  broke_off_ =
      error != AVERROR_EOF || unreadable_in_a_row_ > 0 || container_->ended_inside_packet();
  avcodec_send_packet(codec_.get(), nullptr);  // hand out what is still inside
  return {};
}

Result<void> Decoder::count_corrupt(int error) {
  if (error == AVERROR(ENOMEM)) {
    return fail(ErrorCode::kExhausted, "no memory to decode '{}'; close other programs",
                container_->address().shown);
  }
  ++corrupt_packets_;
  if (++corrupt_in_a_row_ < kMostCorruptInARow) return {};
  return fail(ErrorCode::kDataLoss,
              "{} packets of '{}' in a row could not be decoded ({}); export or copy the video "
              "again",
              kMostCorruptInARow, container_->address().shown, libav_reason(error));
}

}  // namespace sillage::eye
