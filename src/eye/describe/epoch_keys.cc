// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/epoch_keys.h"

#include <algorithm>
#include <string_view>

#include <sodium.h>

namespace sillage::eye {
namespace {

constexpr Instant kLastInstant = std::chrono::sys_days(std::chrono::year(2200) / 1 / 1);

/// BLAKE2b keyed with the chain: knowing the result does not tell the key.
void derive(const EpochKeys::Key& chain, std::string_view purpose, EpochKeys::Key& out) {
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(purpose.data()),
                     purpose.size(), chain.data(), chain.size());
}

}  // namespace

EpochKeys::EpochKeys(Key& start_key, Instant start) : epoch_(epoch_of(start)) {
  derive(start_key, "sillage clothing projection", current_);
  derive(start_key, "sillage clothing next epoch", chain_);
  sodium_memzero(start_key.data(), start_key.size());
}

EpochKeys::EpochKeys(EpochKeys&& other) noexcept { *this = std::move(other); }

EpochKeys& EpochKeys::operator=(EpochKeys&& other) noexcept {
  if (this == &other) return *this;
  chain_ = other.chain_;
  current_ = other.current_;
  previous_ = other.previous_;
  epoch_ = other.epoch_;
  previous_epoch_ = other.previous_epoch_;
  other.wipe();
  return *this;
}

EpochKeys::~EpochKeys() { wipe(); }

void EpochKeys::wipe() {
  for (Key* key : {&chain_, &current_, &previous_}) sodium_memzero(key->data(), key->size());
  epoch_ = previous_epoch_ = 0;
}

std::uint32_t EpochKeys::epoch_of(Instant at) {
  const Instant within = std::clamp(at, Instant{}, kLastInstant);
  return static_cast<std::uint32_t>(within.time_since_epoch() / kEpoch) + 1;
}

void EpochKeys::step() {
  previous_ = current_;
  previous_epoch_ = epoch_++;
  Key next;
  derive(chain_, "sillage clothing projection", current_);
  derive(chain_, "sillage clothing next epoch", next);
  chain_ = next;
  sodium_memzero(next.data(), next.size());
}

void EpochKeys::advance(Instant now) {
  if (epoch_ == 0) return;
  const std::uint32_t wanted = epoch_of(now);
  while (epoch_ < wanted) step();
  const Instant begin{kEpoch * (epoch_ - 1)};
  if (previous_epoch_ != 0 && now >= begin + kOverlap) {
    sodium_memzero(previous_.data(), previous_.size());
    previous_epoch_ = 0;
  }
}

EpochSeed::EpochSeed(EpochKeys::Key& start_key, Instant at)
    : key_(start_key), epoch_(EpochKeys::epoch_of(at)) {
  sodium_memzero(start_key.data(), start_key.size());
}

EpochSeed::~EpochSeed() { sodium_memzero(key_.data(), key_.size()); }

void EpochSeed::advance(Instant now) {
  for (const std::uint32_t wanted = EpochKeys::epoch_of(now); epoch_ < wanted; ++epoch_) {
    EpochKeys::Key next;
    derive(key_, "sillage clothing next epoch", next);
    key_ = next;
    sodium_memzero(next.data(), next.size());
  }
}

const EpochKeys::Key* EpochKeys::key(std::uint32_t epoch) const {
  if (epoch == 0) return nullptr;
  if (epoch == epoch_) return &current_;
  return epoch == previous_epoch_ ? &previous_ : nullptr;
}

}  // namespace sillage::eye
