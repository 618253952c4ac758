// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/sealed_memory.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"

namespace sillage::app {
namespace {

// A place: 8 bytes sequence, 8 bytes size of the box, nonce, box (libsodium's secretbox). The
// sequence is authentic because it is in the box too, in front of the content.
constexpr off_t kPlaceBytes = 64 << 20;
constexpr std::size_t kHeader = 16 + crypto_secretbox_NONCEBYTES;

bool write_all(int descriptor, std::span<const std::byte> bytes, off_t at) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    at += written;
  }
  return true;
}

bool read_all(int descriptor, std::span<std::byte> bytes, off_t at) {
  while (!bytes.empty()) {
    const ssize_t got = ::pread(descriptor, bytes.data(), bytes.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    at += got;
  }
  return true;
}

unsigned char* raw(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

}  // namespace

struct SealedMemory::Place {
  std::uint64_t sequence = 0;
  std::vector<std::byte> content;
};

SealedMemory::SealedMemory(int descriptor, const SealKey& key)
    : descriptor_(descriptor), key_(key) {
  ::sodium_mlock(key_.data(), key_.size());
}

SealedMemory::~SealedMemory() { ::sodium_munlock(key_.data(), key_.size()); }

void SealedMemory::use(const SealKey& key) { key_ = key; }

Result<void> SealedMemory::keep(std::span<const std::byte> content) {
  const std::uint64_t sequence = sequence_ + 1;
  ByteWriter plain(content.size() + 8);
  plain.number(sequence);
  for (const std::byte byte : content) plain.number(std::to_integer<std::uint8_t>(byte));
  std::vector<std::byte> open = std::move(plain).take();
  std::vector<std::byte> place(kHeader + crypto_secretbox_MACBYTES + open.size());
  ByteWriter header(16);
  header.number(sequence);
  header.number(static_cast<std::uint64_t>(place.size() - kHeader));
  const std::vector<std::byte> first = std::move(header).take();
  std::copy(first.begin(), first.end(), place.begin());
  std::byte* nonce = place.data() + first.size();
  ::randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
  ::crypto_secretbox_easy(raw(place.data() + kHeader), raw(open.data()), open.size(), raw(nonce),
                          key_.data());
  const off_t at = sequence % 2 == 0 ? 0 : kPlaceBytes;
  if (static_cast<off_t>(place.size()) > kPlaceBytes || !write_all(descriptor_, place, at)) {
    return fail(ErrorCode::kExhausted,
                "no room to keep {} bytes of counters; free memory, or raise the limit of this "
                "service",
                place.size());
  }
  sequence_ = sequence;
  return {};
}

std::optional<SealedMemory::Place> SealedMemory::read(int place, const SealKey& key) const {
  const off_t at = place * kPlaceBytes;
  std::array<std::byte, kHeader> header;
  if (!read_all(descriptor_, header, at)) return std::nullopt;
  ByteReader in(header);
  const auto sequence = in.number<std::uint64_t>();
  const auto size = in.number<std::uint64_t>();
  if (size < crypto_secretbox_MACBYTES + 8 || size > kPlaceBytes - kHeader) return std::nullopt;
  std::vector<std::byte> box(size), open(size - crypto_secretbox_MACBYTES);
  if (!read_all(descriptor_, box, at + static_cast<off_t>(kHeader))) return std::nullopt;
  if (::crypto_secretbox_open_easy(raw(open.data()), raw(box.data()), box.size(),
                                   raw(header.data() + 16), key.data()) != 0) {
    return std::nullopt;
  }
  if (ByteReader(open).number<std::uint64_t>() != sequence) return std::nullopt;
  return Place{sequence, {open.begin() + 8, open.end()}};
}

std::optional<std::vector<std::byte>> SealedMemory::newest(const SealKey& older) {
  std::optional<Place> best;
  for (const int place : {0, 1}) {
    for (const SealKey& key : {key_, older}) {
      auto found = read(place, key);
      if (found && (!best || found->sequence > best->sequence)) best = std::move(found);
    }
  }
  if (!best) return std::nullopt;
  sequence_ = best->sequence;
  return std::move(best->content);
}

}  // namespace sillage::app
