// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sillage::desk::http {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOther };
const char* to_string(Method method);

/// One request, whole. Names of headers are lower case.
struct Request {
  Method method = Method::kGet;
  std::string path;   ///< percent-decoded, begins with '/'
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in their order
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string peer;  ///< address of the other side
  bool encrypted = false;

  /// Empty where there is none.
  std::string_view header(std::string_view name) const;
  std::string_view cookie(std::string_view name) const;
  std::optional<std::string> parameter(std::string_view name) const;
};

/// Requests wait behind those of their own lane alone: what is known already is answered while other
/// answers are worked out. kSlow: may take seconds; one at a time, eight wait at most.
enum class Lane { kQuick, kWork, kSlow };

/// Bytes that many answers share: as they are and, where that is shorter, compressed by gzip.
struct Body {
  std::string plain;  ///< may be left out where there is a compressed form
  std::string gzip;  ///< empty where it would not be shorter
};
std::shared_ptr<const Body> make_body(std::string plain);
/// As it is, from whichever form is there.
std::string text_of(const Body& body);

/// Is asked once a second for what to send next; nothing ends the stream.
using EventSource = std::function<std::optional<std::string>()>;

struct Response {
  int status = 200;
  std::string content_type;  ///< empty: no content
  std::shared_ptr<const Body> body;
  std::vector<std::pair<std::string, std::string>> headers;
  EventSource events;  ///< instead of a body
};

/// Splits "/a%20b?x=1"; false where it is not well formed (bad escape, control character, no '/').
bool parse_target(std::string_view target, Request& request);

}  // namespace sillage::desk::http
