// SPDX-License-Identifier: Apache-2.0
#include "sim/live/filmed_source.h"

#include <algorithm>
#include <utility>

extern "C" {
#include <libavcodec/packet.h>
}

#include "sim/plan/lens.h"

namespace sillage::sim {
namespace {

/// Where slots are skipped, the encoder's own rhythm of key pictures is too slow.
constexpr std::chrono::milliseconds kKeyEvery{2000};

}  // namespace

FilmedSource::FilmedSource(StoreCamera camera, Codec codec, SharedDay& day)
    : camera_(std::move(camera)), codec_(codec), day_(&day) {}

Result<FilmedSource> FilmedSource::create(const Plan& plan, const std::string& camera, Codec codec,
                                          const FilmOptions& options, SharedDay& day) {
  ASSIGN_OR_RETURN(StoreCamera filming, StoreCamera::create(plan, camera, options));
  FilmedSource source(std::move(filming), codec, day);
  RETURN_IF_ERROR(source.begin());
  return source;
}

LiveFormat FilmedSource::format() const {
  const Lens lens(camera_.plan());
  return {codec_, lens.image_width(), lens.image_height(), camera_.plan().fps};
}

Result<void> FilmedSource::begin() {
  const LiveFormat film = format();
  const EncoderOptions options{
      .width = film.width, .height = film.height, .fps = film.fps, .codec = codec_};
  ASSIGN_OR_RETURN(encoder_, Encoder::create(options));
  key_at_ = Real::now();
  return {};
}

Result<EncodedPicture> FilmedSource::picture(Instant at) {
  const auto scene = day_->around(at);
  const Instant taken = std::clamp(at, scene->before.at, scene->after.at);
  ASSIGN_OR_RETURN(const Shot shot, camera_.shoot(scene->cast, scene->before, scene->after, taken));
  const auto now = Real::now();
  RETURN_IF_ERROR(encoder_->send(shot.picture, now - key_at_ > kKeyEvery));
  ASSIGN_OR_RETURN(const AVPacket* const packet, encoder_->receive());
  if (packet == nullptr) {
    return fail(ErrorCode::kInternal,
                "the encoder of camera {} holds a picture back; report it with the versions that "
                "`sillage doctor` prints",
                camera_.plan().id);
  }
  EncodedPicture encoded{{packet->data, packet->data + packet->size},
                         (packet->flags & AV_PKT_FLAG_KEY) != 0};
  if (encoded.is_key) key_at_ = now;
  return encoded;
}

}  // namespace sillage::sim
