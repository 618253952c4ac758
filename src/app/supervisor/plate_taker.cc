// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/plate_taker.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/setup.h"
#include "app/supervisor/dialler.h"
#include "app/supervisor/helper_process.h"
#include "app/supervisor/sandbox.h"
#include "app/supervisor/source_address.h"
#include "desk/report/png.h"
#include "eye/common/frame.h"
#include "eye/ingest/video_source.h"
#include "eye/plate/plate.h"
#include "wire/decode_token.h"

namespace sillage::app {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t kLongestSource = 2048, kMostPicture = 4u << 20;
constexpr int kFewestSamples = 20, kMostSamples = 60;
constexpr double kSamplesPerS = 1.5;
constexpr unsigned kEndsAfterS = 80;
constexpr int kAnswerMs = 90'000;

// An answer is packets: one that says what comes ('p' a picture, else the kind of failure), its bytes,
// and an empty message ('.') at the end.
constexpr char kPicture = 'p', kEnd = '.';
constexpr std::pair<char, ErrorCode> kFailures[] = {{'c', ErrorCode::kConflict},
                                                    {'g', ErrorCode::kPermission},
                                                    {'u', ErrorCode::kUnavailable}};

std::span<const std::byte> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}
std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool send_all(const Channel& line, std::string_view packet) {
  for (int i = 0; i < 1000; ++i) {
    const auto sent = line.send(bytes_of(packet));
    if (sent != Channel::Sent::kFull) return sent == Channel::Sent::kYes;
    ::usleep(5000);
  }
  return false;
}

/// What this process needs for one picture; made before it is closed in.
struct Darkroom {
  std::unique_ptr<Dialler> dialler;
  Setup setup;
  std::optional<wire::DecodeToken> token;
  std::string host;  ///< the address without its secret, for the gate
  Duration shortest_span{};
  SystemClock clock;

  Result<void> prepare(const PlateTaker::Options& options, const std::string& source,
                       std::span<const std::byte> sealed) {
    const auto camera = host_of(source);
    if (!camera) return fail(ErrorCode::kUnavailable, "this is no address of a camera; give rtsp://");
    ASSIGN_OR_RETURN(auto page, wire::PermitPage::map(options.permit));
    ASSIGN_OR_RETURN(token, wire::DecodeToken::open(sealed, std::move(page), clock.now()));
    const bool is_v6 = camera->host.find(':') != std::string::npos;
    host = "rtsp://" + (is_v6 ? "[" + camera->host + "]" : camera->host) + ":" + camera->port;
    RETURN_IF_ERROR(token->check(host, clock.now()));
    ASSIGN_OR_RETURN(dialler, Dialler::start(*camera));
    shortest_span = options.shortest_span;
    SetupOptions wanted;
    wanted.model = options.model;
    wanted.manifest = options.manifest;
    ASSIGN_OR_RETURN(setup, make_setup(wanted, config::default_store()));
    ASSIGN_OR_RETURN(const Closed closed, close_in(RoomKind::kEye));
    (void)closed;
    Dialler::use(dialler.get());
    return {};
  }

  Result<std::string> develop(const std::string& source) {
    eye::SourceOptions options;
    options.url = source;
    options.analysed_fps = kSamplesPerS;
    options.live_clock = &clock;
    options.may_decode = [this] { return token->check(host, clock.now()); };
    ASSIGN_OR_RETURN(eye::VideoSource video, eye::VideoSource::create(options));
    eye::PlateBuilder builder;
    std::optional<Instant> first, last;
    while (builder.samples() < kMostSamples &&
           (builder.samples() < kFewestSamples || *last - *first < shortest_span)) {
      ASSIGN_OR_RETURN(const auto frame, video.next());
      if (!frame) return fail(ErrorCode::kUnavailable, "the stream ended; try again");
      ASSIGN_OR_RETURN(const auto people, setup.detector->detect(frame->picture));
      builder.add(frame->picture, people);
      last = frame->captured_at;
      first = first.value_or(*last);
    }
    ASSIGN_OR_RETURN(eye::Plate plate, builder.build());
    ASSIGN_OR_RETURN(auto left, setup.detector->detect(plate.picture.view()));
    eye::paint_over(plate, left);
    ASSIGN_OR_RETURN(left, setup.detector->detect(plate.picture.view()));
    if (!left.empty()) {
      return fail(ErrorCode::kConflict,
                  "somebody, or something like a person, stays in the picture; try again once it is "
                  "empty");
    }
    const eye::I420View view = plate.picture.view();
    return desk::report::encode_png(view.width, view.height, eye::to_rgb(view));
  }
};

void answer(const Channel& line, const Result<std::string>& made) {
  char kind = kPicture;
  if (!made) {
    kind = 'u';
    for (const auto& [letter, code] : kFailures) {
      if (made.error().code == code) kind = letter;
    }
  }
  const std::string content = made ? *made : made.error().message;
  send_all(line, std::string(1, kind));
  constexpr std::size_t kPiece = Channel::kMaxPacket - 1;
  for (std::size_t at = 0; at < content.size(); at += kPiece) {
    send_all(line, kPicture + content.substr(at, kPiece));
  }
  send_all(line, std::string(1, kEnd));
}

Result<std::string> make(const PlateTaker::Options& options, const Bytes& order) {
  const std::string source(text_of(std::span(order).subspan(wire::kTokenBytes)));
  Darkroom room;
  RETURN_IF_ERROR(room.prepare(options, source, std::span(order).first(wire::kTokenBytes)));
  return room.develop(source);
}

[[noreturn]] void serve(const Channel& line, const PlateTaker::Options& options) {
  for (;;) {
    pollfd waiting{line.descriptor(), POLLIN, 0};
    ::poll(&waiting, 1, -1);
    const auto order = line.receive();
    if (!order) continue;
    if (order->size() <= wire::kTokenBytes) ::_exit(0);
    const pid_t taker = ::fork();
    if (taker == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::alarm(kEndsAfterS);
      answer(line, make(options, *order));
      ::_exit(0);
    }
    int status = 1;
    if (taker < 0 || ::waitpid(taker, &status, 0) != taker || status != 0) {
      answer(line, fail(ErrorCode::kUnavailable, "no picture came in time; see whether the camera "
                                                 "sends, then try again"));
    }
  }
}

}  // namespace

Result<std::shared_ptr<PlateTaker>> PlateTaker::start(const Options& options) {
  ASSIGN_OR_RETURN(Channel line, start_helper("plate-taker", [&](const Channel& end) { serve(end, options); }));
  return std::shared_ptr<PlateTaker>(new PlateTaker(std::move(line)));
}

Result<std::string> PlateTaker::take(const std::string& source, std::span<const std::byte> token) {
  if (!host_of(source) || source.size() > kLongestSource) {
    return fail(ErrorCode::kInvalidArgument, "not the address of a camera; give rtsp:// or http://");
  }
  if (token.size() != wire::kTokenBytes) {
    return fail(ErrorCode::kPermission,
                "the gate has not let cameras be decoded; what is open stands under Privacy, and "
                "sillage gap lists it");
  }
  const std::lock_guard lock(mutex_);
  while (line_.receive().value_or(Bytes{}).size() > 0) {
  }  // of an answer that came too late
  Bytes order(token.begin(), token.end());
  order.insert(order.end(), bytes_of(source).begin(), bytes_of(source).end());
  if (line_.send(order) == Channel::Sent::kYes) {
    std::string content;
    char kind = 0;
    for (pollfd waiting{line_.descriptor(), POLLIN, 0}; ::poll(&waiting, 1, kAnswerMs) == 1;) {
      const auto packet = line_.receive();
      if (!packet) continue;
      if (packet->empty()) break;
      const std::string_view text = text_of(*packet);
      if (text[0] == kEnd) {
        if (kind == kPicture) return content;
        for (const auto& [letter, code] : kFailures) {
          if (kind == letter) return tl::unexpected(Error{code, content, {}});
        }
        break;
      }
      if (text.size() == 1 && kind == 0) {
        kind = text[0];
      } else if (content.size() < kMostPicture) {
        content += text.substr(1);
      }
    }
  }
  return fail(ErrorCode::kUnavailable, "no picture could be taken; restart sillage, then try again");
}

}  // namespace sillage::app
