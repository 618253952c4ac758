// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/keys.h"

#include <new>

#include <sodium.h>

namespace sillage::app {

Keys::Keys() {
  void* memory = ::sodium_malloc(sizeof(Held));
  if (memory == nullptr) throw std::bad_alloc();
  held_.reset(new (memory) Held);
  ::randombytes_buf(held_->snapshot.data(), held_->snapshot.size());
}

void Keys::Free::operator()(Held* held) const {
  held->~Held();
  ::sodium_free(held);
}

void Keys::renew_snapshot() {
  held_->older = held_->snapshot;
  ::randombytes_buf(held_->snapshot.data(), held_->snapshot.size());
}

const eye::EpochSeed& Keys::clothing(Instant now) {
  if (!held_->clothing) {
    Start::Key first;
    ::randombytes_buf(first.data(), first.size());
    held_->clothing.emplace(first, now);
  }
  held_->clothing->advance(now);
  return *held_->clothing;
}

void Keys::forget_older() { ::sodium_memzero(held_->older.data(), held_->older.size()); }

}  // namespace sillage::app
