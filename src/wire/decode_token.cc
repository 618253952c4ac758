// SPDX-License-Identifier: Apache-2.0
#include "wire/decode_token.h"

#include <algorithm>
#include <string>

#include <sodium.h>

#include "wire/internal/bytes.h"

namespace sillage::wire {
namespace {

constexpr std::uint64_t kMagic = 0x314E4B4F544C4953;  // "SILTOKN1"

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Result<DecodeClaims> read_claims(std::span<const std::byte> bytes) {
  internal::ByteReader in(bytes);
  DecodeClaims claims;
  const bool is_token = in.number<std::uint64_t>() == kMagic;
  claims.mode = static_cast<DecodeMode>(in.number<std::uint8_t>());
  in.zeros(7);
  for (std::byte& byte : claims.configuration) byte = std::byte{in.number<std::uint8_t>()};
  claims.generation = in.number<std::uint64_t>();
  claims.issued = Instant(in.time());
  claims.expires = Instant(in.time());
  const bool known =
      claims.mode == DecodeMode::kDeployment || claims.mode == DecodeMode::kDemonstration;
  if (!is_token || !known || in.failed() || !in.at_end() || claims.expires <= claims.issued) {
    return fail(ErrorCode::kPermission,
                "these bytes are no leave to decode; ask the gate (sillage gap)");
  }
  return claims;
}

/// "127.0.0.1" of "rtsp://user@127.0.0.1:8554/x"; empty where there is no host.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
    url.remove_prefix(at + 1);
  }
  if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
  return std::string(url.substr(0, url.find(':')));
}

bool is_dotted_loopback(std::string_view host) {
  return host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_this_machine(std::string_view url) {
  const std::string host = host_of(url);
  return host == "localhost" || host == "::1" || is_dotted_loopback(host);
}

}  // namespace

std::vector<std::byte> to_bytes(const DecodeClaims& claims) {
  internal::ByteWriter out(kClaimsBytes);
  out.number(kMagic);
  out.number(static_cast<std::uint8_t>(claims.mode));
  out.zeros(7);
  for (const std::byte byte : claims.configuration) out.number(std::to_integer<std::uint8_t>(byte));
  out.number(claims.generation);
  out.time(claims.issued.time_since_epoch());
  out.time(claims.expires.time_since_epoch());
  return std::move(out).take();
}

Result<DecodeToken> DecodeToken::open(std::span<const std::byte> sealed,
                                      std::shared_ptr<const PermitPage> page, Instant now) {
  if (page == nullptr || sealed.size() != kTokenBytes) {
    return fail(ErrorCode::kPermission,
                "a leave to decode has {} bytes and needs the gate's permit page, this has {}; "
                "ask the gate (sillage gap)",
                kTokenBytes, sealed.size());
  }
  const auto signed_part = sealed.first(kClaimsBytes);
  const auto key = page->gate_key();
  if (crypto_sign_verify_detached(raw(sealed.subspan(kClaimsBytes)), raw(signed_part),
                                  kClaimsBytes, raw(key)) != 0) {
    return fail(ErrorCode::kPermission,
                "this leave to decode was not signed by the store's gate; ask it (sillage gap)");
  }
  ASSIGN_OR_RETURN(const DecodeClaims claims, read_claims(signed_part));
  DecodeToken token(claims, std::move(page));
  RETURN_IF_ERROR(token.check(now));
  return token;
}

Result<void> DecodeToken::check(Instant now) const {
  if (page_->generation() != claims_.generation) {
    return fail(ErrorCode::kPermission,
                "the leave to decode was withdrawn; `sillage gap` says why and who must act");
  }
  if (now >= claims_.expires) {
    return fail(ErrorCode::kPermission,
                "the leave to decode ended at {}; the gate has to be asked again (sillage gap)",
                to_iso8601(claims_.expires));
  }
  return {};
}

Result<void> DecodeToken::check(std::string_view url, Instant now) const {
  RETURN_IF_ERROR(check(now));
  if (claims_.mode == DecodeMode::kDemonstration && !is_this_machine(url)) {
    return fail(ErrorCode::kPermission,
                "a demonstration decodes simulated cameras of this machine alone (127.0.0.1); for "
                "a real camera start `sillage run` without --demo");
  }
  return {};
}

}  // namespace sillage::wire
