// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/address.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <unistd.h>

#include "eye/ingest/without_secrets.h"

namespace sillage::eye {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSchemeMark = "://";
constexpr std::string_view kFileScheme = "file://";

/// "host", "host:8554" or "[::1]:8554", and not the first half of "user:pass/word@host".
bool is_plain_host(std::string_view authority) {
  if (authority.find('@') != std::string_view::npos) return false;
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return true;
  const std::string_view port = authority.substr(colon + 1);
  return std::all_of(port.begin(), port.end(), [](unsigned char c) { return std::isdigit(c); });
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

Result<Address> find_file(std::string path) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (status.type() == fs::file_type::not_found) {
    return fail(ErrorCode::kNotFound,
                "there is no file '{}'; check the path and that its disk is mounted", path);
  }
  if (fs::is_directory(status)) {
    return fail(ErrorCode::kInvalidArgument,
                "'{}' is a directory; name the video files in it, one by one", path);
  }
  if (problem || ::access(path.c_str(), R_OK) != 0) {
    return fail(ErrorCode::kPermission,
                "'{}' may not be read; give the user who runs this the right to read it", path);
  }
  if (!fs::is_regular_file(status)) return Address{Address::Kind::kPipe, path, path};
  if (fs::file_size(path, problem) == 0) {
    return fail(ErrorCode::kDataLoss,
                "'{}' is empty (0 bytes); record or copy it again, the transfer may have failed",
                path);
  }
  // The prefix keeps libav from taking "shop:1.mp4" for a protocol.
  return Address{Address::Kind::kFile, "file:" + path, path};
}

}  // namespace

std::string without_secrets(std::string_view url) {
  const std::size_t mark = url.find(kSchemeMark);
  if (mark == std::string_view::npos) return std::string(url);
  const std::string_view scheme = url.substr(0, mark + kSchemeMark.size());
  std::string_view rest = url.substr(scheme.size());
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  // A password may itself hold '/', '?' or '@': rather show too little.
  const std::size_t at = rest.rfind('@');
  if (!is_plain_host(authority) && at != std::string_view::npos) rest = rest.substr(at + 1);
  const std::size_t query = rest.find_first_of("?#");
  return std::string(scheme) + std::string(rest.substr(0, query)) +
         (query == std::string_view::npos ? "" : "?...");
}

Result<Address> open_file(int descriptor, const std::string& name) {
  return Address{Address::Kind::kFile, "", name, descriptor};
}

Result<Address> find_source(const std::string& url) {
  if (url.empty()) {
    return fail(ErrorCode::kInvalidArgument,
                "the video source is empty; give a file path, http(s):// or rtsp(s):// address");
  }
  const std::size_t mark = url.find(kSchemeMark);
  if (mark == std::string::npos) return find_file(url);
  const std::string scheme = lower(url.substr(0, mark));
  if (scheme == "file") return find_file(url.substr(kFileScheme.size()));
  const std::string shown = without_secrets(url);
  if (scheme == "http" || scheme == "https") return Address{Address::Kind::kHttp, url, shown};
  if (scheme == "rtsp" || scheme == "rtsps") return Address{Address::Kind::kRtsp, url, shown};
  return fail(ErrorCode::kUnsupported,
              "'{}' has an address of a kind that is not read; give a file path, http(s):// or "
              "rtsp(s):// address",
              shown);
}

}  // namespace sillage::eye
