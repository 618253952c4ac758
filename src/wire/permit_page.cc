// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "wire/decode_token.h"
#include "wire/internal/bytes.h"

namespace sillage::wire {
namespace {

// Layout: magic, generation (both 8 bytes, this machine's order), the gate's public key.
constexpr std::uint64_t kMagic = 0x31474150544D5250;  // "PRMTPAG1"
constexpr std::size_t kGenerationAt = 8;
constexpr std::size_t kKeyAt = 16;

std::uint64_t magic_of(const std::byte* page) {
  std::uint64_t magic = 0;
  std::memcpy(&magic, page, sizeof(magic));
  return magic;
}

}  // namespace

Result<std::byte*> PermitPage::open_page(const std::filesystem::path& file, bool writable) {
  const int fd = ::open(file.c_str(), (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    return fail(ErrorCode::kPermission,
                "the gate's permit page {} cannot be opened ({}); run `sillage gap` for the store "
                "first",
                file.string(), std::strerror(errno));
  }
  struct stat status {};
  const bool whole = fstat(fd, &status) == 0 && status.st_size == kPermitPageBytes;
  void* const at = whole ? mmap(nullptr, kPermitPageBytes, PROT_READ | (writable ? PROT_WRITE : 0),
                                MAP_SHARED, fd, 0)
                         : MAP_FAILED;
  ::close(fd);
  if (at == MAP_FAILED || magic_of(static_cast<std::byte*>(at)) != kMagic) {
    if (at != MAP_FAILED) munmap(at, kPermitPageBytes);
    return fail(ErrorCode::kDataLoss,
                "{} is no permit page; delete it and ask the gate again (sillage gap)",
                file.string());
  }
  return static_cast<std::byte*>(at);
}

Result<std::shared_ptr<const PermitPage>> PermitPage::map(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(std::byte* const at, open_page(file, false));
  return std::shared_ptr<const PermitPage>(new PermitPage(at));
}

Result<std::shared_ptr<PermitPage>> PermitPage::make(const std::filesystem::path& file,
                                                     std::span<const std::byte, 32> gate_key) {
  if (!std::filesystem::exists(file)) {
    std::string page(kPermitPageBytes, '\0');
    const std::uint64_t first = 1;
    std::memcpy(page.data(), &kMagic, sizeof(kMagic));
    std::memcpy(page.data() + kGenerationAt, &first, sizeof(first));
    std::memcpy(page.data() + kKeyAt, gate_key.data(), gate_key.size());
    RETURN_IF_ERROR(write_file_atomically(file, page));
  }
  ASSIGN_OR_RETURN(std::byte* const at, open_page(file, true));
  std::shared_ptr<PermitPage> page(new PermitPage(at));
  if (std::memcmp(at + kKeyAt, gate_key.data(), gate_key.size()) != 0) {
    return fail(ErrorCode::kConflict,
                "the permit page {} belongs to another gate; delete it and ask again",
                file.string());
  }
  return page;
}

PermitPage::~PermitPage() { munmap(at_, kPermitPageBytes); }

std::uint64_t PermitPage::generation() const {
  // Loads of a lock-free atomic work on a page that is mapped for reading alone.
  return std::atomic_ref(*reinterpret_cast<std::uint64_t*>(at_ + kGenerationAt))
      .load(std::memory_order_acquire);
}

std::array<std::byte, 32> PermitPage::gate_key() const {
  std::array<std::byte, 32> key{};
  std::memcpy(key.data(), at_ + kKeyAt, key.size());
  return key;
}

void PermitPage::revoke_all() {
  std::atomic_ref(*reinterpret_cast<std::uint64_t*>(at_ + kGenerationAt))
      .fetch_add(1, std::memory_order_acq_rel);
}

}  // namespace sillage::wire
