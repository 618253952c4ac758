// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/proposal.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/files.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 1 << 20;

fs::path beside(const fs::path& database, const char* ending) {
  return fs::path(database).concat(ending);
}
fs::path set_up_file(const fs::path& database) { return beside(database, ".set-up.toml"); }
fs::path logins_file(const fs::path& database) { return beside(database, ".set-up.secrets"); }

/// Whole or not at all, and never readable by others.
Result<void> write_private(const fs::path& file, const std::string& text) {
  const fs::path part = beside(file, ".part");
  const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool is_written =
      fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(fd) == 0;
  const int failure = errno;
  if (fd >= 0) ::close(fd);
  if (is_written && ::rename(part.c_str(), file.c_str()) == 0) return {};
  ::unlink(part.c_str());
  return fail(ErrorCode::kPermission, "cannot write {} ({}); make room, and let sillage write there",
              file.string(), std::strerror(failure));
}

std::string lines_of(const std::map<CameraId, Credentials>& logins) {
  std::string text;
  for (const auto& [camera, login] : logins) {
    text += camera.value() + " " + login.user + " " + login.password + "\n";
  }
  return text;
}

bool is_stream(const std::string& source) {
  constexpr const char* kKinds[] = {"rtsp://", "rtsps://", "http://", "https://"};
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](const char* kind) { return source.starts_with(kind); });
}

bool is_line(const Credentials& login) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  return std::none_of(login.user.begin(), login.user.end(),
                      [&](char c) { return is_control(c) || c == ' '; }) &&
         std::none_of(login.password.begin(), login.password.end(), is_control);
}

Result<void> check_camera(const config::Camera& camera,
                          const std::vector<config::Camera>& current) {
  const bool is_known = std::any_of(current.begin(), current.end(), [&](const auto& known) {
    return known.id == camera.id && known.source == camera.source;
  });
  if (is_known || is_stream(camera.source)) return {};
  return fail(ErrorCode::kInvalidArgument,
              "camera '{}' of the dashboard is no stream; give it an address that begins with "
              "rtsp://, rtsps://, http:// or https://",
              camera.id.value());
}

}  // namespace

Result<void> write_proposal(const fs::path& database, const desk::SetUp& set_up) {
  std::map<CameraId, Credentials> logins;
  for (const auto& [camera, login] : set_up.logins) {
    const Credentials& kept = logins[camera] = {login.user, login.password};
    if (is_line(kept)) continue;
    return fail(ErrorCode::kInvalidArgument,
                "user or password of camera '{}' has a space or a line break in it; give it another "
                "one",
                camera.value());
  }
  RETURN_IF_ERROR(write_private(logins_file(database), lines_of(logins)));
  return write_private(set_up_file(database), config::to_toml(set_up.store));
}

Result<Proposal> read_proposal(const fs::path& database, const config::StoreConfig& current) {
  ASSIGN_OR_RETURN(const std::string text, read_file(set_up_file(database), kMostBytes));
  ASSIGN_OR_RETURN(config::StoreConfig wanted, config::parse(text, "what was set up"));
  if (wanted.id != current.id) {
    return fail(ErrorCode::kInvalidArgument,
                "what was set up is of the store '{}', this run is of '{}'; set up that one",
                wanted.id.value(), current.id.value());
  }
  if (wanted.cameras.empty()) {
    return fail(ErrorCode::kInvalidArgument,
                "no camera is left on the dashboard; the run goes on with those it has until one is "
                "added");
  }
  for (const config::Camera& camera : wanted.cameras) {
    RETURN_IF_ERROR(check_camera(camera, current.cameras));
  }
  Proposal proposal{current, {}, {}};
  for (const config::Camera& camera : current.cameras) {
    const auto now = std::find_if(wanted.cameras.begin(), wanted.cameras.end(),
                                  [&](const auto& c) { return c.id == camera.id; });
    if (now == wanted.cameras.end() || now->source != camera.source) {
      proposal.moved.insert(camera.id);
    }
  }
  config::StoreConfig& store = proposal.store;
  store.cameras = std::move(wanted.cameras);
  store.lines = std::move(wanted.lines);
  store.zones = std::move(wanted.zones);
  store.funnels = std::move(wanted.funnels);
  store.privacy.k = wanted.privacy.k;
  store.privacy.read_marks = wanted.privacy.read_marks;
  store.journey.level = wanted.journey.level;
  store.measure.state_ttl_s = wanted.measure.state_ttl_s;
  ASSIGN_OR_RETURN(proposal.logins, read_secrets(logins_file(database)));
  return proposal;
}

Result<void> put_in_force(const Proposal& proposal, const fs::path& config) {
  const fs::path before = beside(config, ".before-dashboard");
  if (!fs::exists(before)) {
    ASSIGN_OR_RETURN(const std::string text, read_file(config, kMostBytes));
    RETURN_IF_ERROR(write_file_atomically(before, text));
  }
  const fs::path secrets = secrets_beside(config);
  ASSIGN_OR_RETURN(auto logins, read_secrets(secrets));
  const std::string known = lines_of(logins);
  for (const CameraId& camera : proposal.moved) logins.erase(camera);
  for (const auto& [camera, login] : proposal.logins) logins[camera] = login;
  if (const std::string text = lines_of(logins); text != known) {
    RETURN_IF_ERROR(write_private(secrets, text));
  }
  const std::string head = "# Written by sillage from what was set up on its dashboard. As it was before: " +
                           before.filename().string() + "\n\n";
  return write_file_atomically(config, head + config::to_toml(proposal.store));
}

}  // namespace sillage::app
