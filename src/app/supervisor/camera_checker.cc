// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/camera_checker.h"

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/camera/advice.h"
#include "app/camera/look.h"
#include "app/supervisor/helper_process.h"
#include "app/supervisor/internal/file_rules.h"

namespace sillage::app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestSource = 2048;
constexpr int kAnswerWithinMs = 25'000;
constexpr unsigned kLookEndsAfterS = 20;
constexpr rlim_t kMostMemory = 1 << 30;

std::span<const std::byte> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Json look(const std::string& source) {
  const auto found = look_at_one(source, {});
  if (!found) return {{"ok", false}, {"advice", found.error().message}};
  const eye::StreamFacts& facts = found->facts;
  std::string advice;
  for (const std::string& one : advice_on(facts)) advice += (advice.empty() ? "" : "; ") + one;
  Json answer{{"ok", true}, {"codec", facts.codec}};
  if (facts.width > 0) answer["width"] = facts.width, answer["height"] = facts.height;
  if (facts.fps > 0) answer["fps"] = facts.fps;
  if (!advice.empty()) answer["advice"] = advice;
  return answer;
}

/// Names are looked up and programs' texts read in these; nothing of ours lies there.
const Folders kSystem{{}, {"/etc", "/usr", "/lib", "/lib64", "/run/systemd/resolve"}};

void close_in_look() {
  const rlimit memory{kMostMemory, kMostMemory}, none{0, 0};
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::setrlimit(RLIMIT_AS, &memory);
  ::setrlimit(RLIMIT_CORE, &none);
  ::setrlimit(RLIMIT_NPROC, &none);
  internal::allow_files(kSystem);
  ::alarm(kLookEndsAfterS);
}

[[noreturn]] void serve(const Channel& line) {
  for (;;) {
    pollfd waiting{line.descriptor(), POLLIN, 0};
    ::poll(&waiting, 1, -1);
    const auto packet = line.receive();
    if (!packet) continue;
    if (packet->empty()) ::_exit(0);
    const pid_t looker = ::fork();
    if (looker == 0) {
      close_in_look();
      line.send(
          bytes_of(look(text_of(*packet)).dump(-1, ' ', false, Json::error_handler_t::replace)));
      ::_exit(0);
    }
    int status = 1;
    if (looker < 0 || ::waitpid(looker, &status, 0) != looker || status != 0) {
      line.send(bytes_of(Json{{"ok", false},
                              {"advice",
                               "the stream could not be read; set H.264 and a common "
                               "size in the camera, then try again"}}
                             .dump()));
    }
  }
}

desk::CameraFound found_in(const Json& answer) {
  desk::CameraFound found;
  found.ok = answer.value("ok", false);
  const auto take = [&](const char* key, auto& value) {
    using Value = typename std::remove_reference_t<decltype(value)>::value_type;
    if (answer.contains(key)) value = answer.at(key).get<Value>();
  };
  take("codec", found.codec);
  take("width", found.width);
  take("height", found.height);
  take("fps", found.fps);
  take("advice", found.advice);
  return found;
}

}  // namespace

Result<std::shared_ptr<CameraChecker>> CameraChecker::start() {
  ASSIGN_OR_RETURN(Channel line, start_helper("camera-checker", serve));
  return std::shared_ptr<CameraChecker>(new CameraChecker(std::move(line)));
}

Result<desk::CameraFound> CameraChecker::check(const std::string& source) {
  if (source.find("://") == std::string::npos || source.starts_with("file:") ||
      source.size() > kLongestSource) {
    return fail(ErrorCode::kInvalidArgument,
                "not the address of a camera; give rtsp://, rtsps:// or http://");
  }
  const std::lock_guard lock(mutex_);
  while (line_.receive().value_or(std::vector<std::byte>{}).size() > 0) {
  }  // an answer that came too late
  const bool is_sent = line_.send(bytes_of(source)) == Channel::Sent::kYes;
  pollfd waiting{line_.descriptor(), POLLIN, 0};
  const bool has_answered = is_sent && ::poll(&waiting, 1, kAnswerWithinMs) == 1;
  const auto answer = has_answered ? line_.receive() : std::nullopt;
  const Json json = answer ? Json::parse(text_of(*answer), nullptr, false) : Json();
  if (!json.is_object()) {
    return fail(ErrorCode::kUnavailable,
                "the camera could not be looked at; restart sillage, then try again");
  }
  return found_in(json);
}

}  // namespace sillage::app
