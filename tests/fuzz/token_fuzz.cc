// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>

#include "base/testing/temporary.h"
#include "govern/log/keys.h"
#include "harness.h"
#include "wire/decode_token.h"

using namespace sillage;

namespace {

const Instant kNow = std::chrono::sys_days(std::chrono::year{2026} / 11 / 26);

/// A gate's key, its page, and the one token that it gave.
struct Gate {
  TemporaryFolder folder;
  govern::SigningKey key = govern::SigningKey::generate();
  std::shared_ptr<wire::PermitPage> page =
      *wire::PermitPage::make(folder.path() / "permit", key.public_key().bytes());
  std::vector<std::byte> token;

  Gate() {
    wire::DecodeClaims claims;
    claims.generation = page->generation();
    claims.issued = kNow;
    claims.expires = kNow + std::chrono::hours(24);
    token = wire::to_bytes(claims);
    const std::string_view text(reinterpret_cast<const char*>(token.data()), token.size());
    for (const std::byte byte : key.sign(text)) token.push_back(byte);
  }
};

const Gate& gate() {
  static const Gate one;
  return one;
}

}  // namespace

/// Nothing but what the gate signed opens, and nothing at all once it was withdrawn.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto opened = wire::DecodeToken::open(bytes, gate().page, kNow);
  const auto& given = gate().token;
  const bool is_given = std::equal(bytes.begin(), bytes.end(), given.begin(), given.end());
  if (opened.has_value() != is_given) __builtin_trap();
  if (!opened && (opened.error().message.empty() || opened.error().code != ErrorCode::kPermission)) {
    __builtin_trap();
  }
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() { return {gate().token}; }
