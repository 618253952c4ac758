// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <string_view>

#include "govern/attest/attestation.h"
#include "harness.h"

using namespace sillage;

namespace {

const govern::Attestation& signed_one() {
  static const govern::Attestation one = [] {
    govern::Attestation a;
    a.requirement = "D01";
    a.role = govern::Role::kStore;
    a.statement = "There is a sign at each entrance.";
    a.issued = std::chrono::sys_days(std::chrono::year{2026} / 11 / 26);
    a.expires = govern::months_later(a.issued, 6);
    a.configuration = std::string(64, 'a');
    a.settings = {{"camera", std::string(64, 'b')}, {"zone", std::string(64, 'c')}};
    govern::sign(a, govern::SigningKey::generate());
    return a;
  }();
  return one;
}

}  // namespace

/// What is taken says what was signed, however it is spaced; whoever signed something else holds
/// another key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = govern::parse_attestation(text);
  if (!parsed) {
    if (parsed.error().message.empty()) __builtin_trap();
    return 0;
  }
  if (govern::signed_text(*parsed) != govern::signed_text(signed_one())) __builtin_trap();
  if (!govern::parse_attestation(govern::to_json(*parsed))) __builtin_trap();
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  const std::string text = govern::to_json(signed_one());
  std::vector<std::byte> seed(text.size());
  std::memcpy(seed.data(), text.data(), text.size());
  return {seed};
}
