// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace sillage::wire {

enum class DecodeMode : std::uint8_t {
  kDeployment = 1,     ///< the gate found no blocker
  kDemonstration = 2,  ///< simulated cameras of this machine alone; outputs say so
};

/// What a token says; the gate signs it.
struct DecodeClaims {
  DecodeMode mode = DecodeMode::kDeployment;
  std::array<std::byte, 32> configuration{};  ///< SHA-256 of the settings that were judged
  std::uint64_t generation = 0;               ///< of the permit page when it was given
  Instant issued;
  Instant expires;
};

inline constexpr std::size_t kClaimsBytes = 72;
inline constexpr std::size_t kTokenBytes = kClaimsBytes + 64;  ///< claims, Ed25519 signature
inline constexpr std::size_t kPermitPageBytes = 48;

/// The bytes that the gate signs.
std::vector<std::byte> to_bytes(const DecodeClaims& claims);

/// The page that the gate and every eye share: which generation of tokens is in force, and the
/// gate's key. A token of another generation is void at once, in every process. Holds the file
/// mapped; reading is one atomic load.
class PermitPage {
 public:
  /// Maps an existing page for reading. Fails where there is none, or it is no permit page.
  static Result<std::shared_ptr<const PermitPage>> map(const std::filesystem::path& file);
  /// Makes the file where there is none, and maps it for writing: the gate alone does this.
  static Result<std::shared_ptr<PermitPage>> make(const std::filesystem::path& file,
                                                  std::span<const std::byte, 32> gate_key);
  ~PermitPage();
  PermitPage(const PermitPage&) = delete;
  PermitPage& operator=(const PermitPage&) = delete;

  std::uint64_t generation() const;
  std::array<std::byte, 32> gate_key() const;
  /// Voids every token that was given so far.
  void revoke_all();

 private:
  explicit PermitPage(std::byte* at) : at_(at) {}
  static Result<std::byte*> open_page(const std::filesystem::path& file, bool writable);
  std::byte* at_;
};

/// Leave to decode live streams. Nothing but the gate can make one: the only way to an object of
/// this class is bytes that the gate's key signed. Copies are alike.
class DecodeToken {
 public:
  /// Fails (kPermission) where the bytes are not the gate's, or no longer hold.
  static Result<DecodeToken> open(std::span<const std::byte> sealed,
                                  std::shared_ptr<const PermitPage> page, Instant now);

  /// Asked before each frame. Fails (kPermission) once the token is revoked or has expired.
  Result<void> check(Instant now) const;
  /// As above, and the stream may be decoded at all: a demonstration decodes streams of this
  /// machine alone (loopback addresses).
  Result<void> check(std::string_view url, Instant now) const;

  const DecodeClaims& claims() const { return claims_; }

 private:
  DecodeToken(DecodeClaims claims, std::shared_ptr<const PermitPage> page)
      : claims_(claims), page_(std::move(page)) {}
  DecodeClaims claims_;
  std::shared_ptr<const PermitPage> page_;
};

}  // namespace sillage::wire
