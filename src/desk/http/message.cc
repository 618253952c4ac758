// SPDX-License-Identifier: Apache-2.0
#include "desk/http/message.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <zlib.h>

namespace sillage::desk::http {
namespace {

constexpr std::size_t kLeastToCompress = 860;
constexpr std::size_t kMostParameters = 64;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// False for a bad escape or a control character. '+' stands for a space in a query alone.
bool decode(std::string_view text, bool is_query, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return false;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return false;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (is_query && c == '+') {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    out += c;
  }
  return true;
}

std::string compress(const std::string& plain) {
  z_stream stream{};
  // 15 + 16: a gzip header. A fast level: answers are made anew more often than they are sent, and the
  // next one takes half as long again for a tenth less.
  if (deflateInit2(&stream, 3, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return done == Z_STREAM_END && out.size() < plain.size() ? out : std::string();
}

std::string decompress(const std::string& gzip) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string out;
  for (int done = Z_OK; done == Z_OK;) {
    const std::size_t size = out.size();
    out.resize(2 * size + (64u << 10));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + size);
    stream.avail_out = static_cast<uInt>(out.size() - size);
    done = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

const char* to_string(Method method) {
  static constexpr std::array<const char*, 7> kNames{"GET",   "HEAD",   "POST", "PUT",
                                                     "PATCH", "DELETE", "?"};
  return kNames[static_cast<std::size_t>(method)];
}

std::string_view Request::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& header) { return header.first == name; });
  return found == headers.end() ? std::string_view() : found->second;
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::shared_ptr<const Body> make_body(std::string plain) {
  Body body{std::move(plain), {}};
  if (body.plain.size() >= kLeastToCompress) body.gzip = compress(body.plain);
  return std::make_shared<const Body>(std::move(body));
}

std::string text_of(const Body& body) {
  return body.plain.empty() && !body.gzip.empty() ? decompress(body.gzip) : body.plain;
}

bool parse_target(std::string_view target, Request& request) {
  if (target.empty() || target.front() != '/') return false;
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  if (!decode(target.substr(0, mark), false, request.path)) return false;
  if (mark == std::string_view::npos) return true;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    if (request.query.size() == kMostParameters) return false;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string key, value;
    if (!decode(pair.substr(0, equals), true, key)) return false;
    if (!decode(pair.substr(std::min(equals + 1, pair.size())), true, value)) return false;
    request.query.emplace_back(std::move(key), std::move(value));
  }
  return true;
}

}  // namespace sillage::desk::http
