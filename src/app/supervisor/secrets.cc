// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/secrets.h"

#include <sstream>

#include <sys/stat.h>

#include "app/supervisor/messages.h"
#include "base/files.h"

namespace sillage::app {
namespace {

constexpr std::size_t kMaxBytes = 64 << 10;

}  // namespace

std::filesystem::path secrets_beside(const std::filesystem::path& config) {
  return std::filesystem::path(config).replace_extension(".secrets");
}

Result<std::map<CameraId, Credentials>> read_secrets(const std::filesystem::path& file) {
  std::map<CameraId, Credentials> secrets;
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return secrets;
  if ((status.st_mode & 077) != 0) {
    return fail(ErrorCode::kPermission,
                "others may read the passwords in {}; keep it to its owner (chmod 600 {})",
                file.string(), file.string());
  }
  ASSIGN_OR_RETURN(const std::string text, read_file(file, kMaxBytes));
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string camera;
    Credentials credentials;
    words >> camera >> credentials.user >> std::ws;
    std::getline(words, credentials.password);
    const bool fits =
        credentials.user.size() <= kMaxSecret && credentials.password.size() <= kMaxSecret;
    if (!is_valid_id(camera) || credentials.user.empty() || !fits) {
      return fail(
          ErrorCode::kConfiguration,
          "{}:{}: not a line of camera, user and password (up to {} bytes each); correct it",
          file.string(), number, kMaxSecret);
    }
    secrets[CameraId(camera)] = std::move(credentials);
  }
  return secrets;
}

}  // namespace sillage::app
