// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/stream_facts.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "eye/ingest/internal/address.h"
#include "eye/ingest/internal/container.h"
#include "eye/ingest/internal/jpeg_size.h"

namespace sillage::eye {
namespace {

constexpr AVRational kMicroseconds{1, 1'000'000};
constexpr int kMostPictures = 2000;

struct ParserDeleter {
  void operator()(AVCodecParserContext* parser) const { av_parser_close(parser); }
};

/// Reads of a coded picture how large and of what kind it is.
class Headers {
 public:
  explicit Headers(const AVCodecParameters& parameters)
      : parser_(av_parser_init(parameters.codec_id)), codec_(avcodec_alloc_context3(nullptr)) {
    if (!codec_ || !parser_) return;
    avcodec_parameters_to_context(codec_.get(), &parameters);
    parser_->flags |= PARSER_FLAG_COMPLETE_FRAMES;
  }

  void read(const AVPacket& packet, StreamFacts& facts) {
    if (facts.codec == "mjpeg") {
      if (const auto size = jpeg_size({packet.data, static_cast<std::size_t>(packet.size)})) {
        std::tie(facts.width, facts.height) = *size;
      }
      return;
    }
    if (!codec_ || !parser_) return;
    std::uint8_t* out = nullptr;
    int size = 0;
    av_parser_parse2(parser_.get(), codec_.get(), &out, &size, packet.data, packet.size, packet.pts,
                     packet.dts, packet.pos);
    if (parser_->width > 0) facts.width = parser_->width, facts.height = parser_->height;
    facts.has_b_pictures |= parser_->pict_type == AV_PICTURE_TYPE_B;
  }

 private:
  std::unique_ptr<AVCodecParserContext, ParserDeleter> parser_;
  CodecContextPtr codec_;
};

/// When pictures were taken, by their stamps; some streams begin without them.
struct Times {
  std::vector<Duration> all, keys;

  void sum_up(StreamFacts& facts) {
    std::sort(all.begin(), all.end());
    const double length_s = all.size() < 2 ? 0 : seconds(all.back() - all.front());
    if (length_s > 0) facts.fps = static_cast<double>(all.size() - 1) / length_s;
    if (keys.size() < 2) return;
    facts.key_interval_s =
        seconds(keys.back() - keys.front()) / static_cast<double>(keys.size() - 1);
  }
};

}  // namespace

Result<StreamFacts> look_at_stream(const std::string& url, const Clock& clock,
                                   const LookOptions& options) {
  av_log_set_level(AV_LOG_QUIET);  // libav prints addresses, passwords included
  ASSIGN_OR_RETURN(Address address, find_source(url));
  ASSIGN_OR_RETURN(auto container, Container::create(std::move(address), options.open_timeout,
                                                     Container::Pictures::kStayCoded));
  container->wait_per_packet(options.stall_timeout);
  const AVStream& stream = container->stream();
  StreamFacts facts;
  facts.codec = avcodec_get_name(stream.codecpar->codec_id);
  facts.width = stream.codecpar->width;
  facts.height = stream.codecpar->height;
  Headers headers(*stream.codecpar);
  Times times;
  const PacketPtr packet(av_packet_alloc());
  const auto until = std::chrono::steady_clock::now() + options.look_for;
  int error = 0;
  while (facts.pictures < kMostPictures && std::chrono::steady_clock::now() < until) {
    if (error = container->read(*packet); error < 0) break;
    ++facts.pictures;
    headers.read(*packet, facts);
    const std::int64_t stamp = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
    if (stamp == AV_NOPTS_VALUE) continue;
    const Duration at(av_rescale_q(stamp, stream.time_base, kMicroseconds));
    times.all.push_back(at);
    if ((packet->flags & AV_PKT_FLAG_KEY) != 0) times.keys.push_back(at);
    const std::int64_t zero = container->format().start_time_realtime;
    if (zero != AV_NOPTS_VALUE && zero > 0) {
      facts.clock_ahead = Duration(zero) + at - clock.now().time_since_epoch();
    }
    if (at - times.all.front() >= options.look_for) break;
  }
  if (facts.pictures == 0) {
    return fail(ErrorCode::kUnavailable,
                "'{}' opens, but gives no picture ({}); check that the camera's stream is switched "
                "on, then try again",
                container->address().shown, libav_reason(error));
  }
  times.sum_up(facts);
  return facts;
}

}  // namespace sillage::eye
