// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/call.h"

#include <charconv>

namespace sillage::desk::serve {

void Call::renew() {
  shared.renew();
  const DeskOptions& options = shared.options;
  if (options.publish && options.installation) {
    options.publish(set_up_of(records(), options.installation->store));
  }
}

http::Response json_response(const Json& json, int status) {
  // Texts come from people and other rooms: what is not UTF-8 is shown as such, never a failure.
  return text_response(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                       "application/json", status);
}

http::Response text_response(std::string text, std::string content_type, int status) {
  http::Response response;
  response.status = status;
  response.content_type = std::move(content_type);
  response.body = http::make_body(std::move(text));
  return response;
}

http::Response no_content() {
  http::Response response;
  response.status = 204;
  return response;
}

std::string etag_of(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

http::Response with_etag(http::Response response, const std::string& etag) {
  response.headers.emplace_back("ETag", etag);
  return response;
}

tl::expected<std::optional<std::int64_t>, Problem> if_match(const Call& call) {
  std::string_view text = call.request.header("if-match");
  if (text.empty()) {
    return refuse(428, "if-match-missing", "Say which version you change",
                  "read it first, and send its ETag as If-Match");
  }
  if (text == "*") return std::nullopt;
  if (text.starts_with("W/")) text.remove_prefix(2);
  std::int64_t version = -1;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    const char* end = text.data() + text.size() - 1;
    const auto read = std::from_chars(text.data() + 1, end, version);
    if (read.ec != std::errc() || read.ptr != end) version = -1;
  }
  if (version < 0) {
    return refuse(412, "changed-since", "This is not a version that there is",
                  "read it again, and send its ETag as If-Match");
  }
  return version;
}

}  // namespace sillage::desk::serve
