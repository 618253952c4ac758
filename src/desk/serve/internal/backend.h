// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "desk/store/records.h"
#include "desk/store/rollups.h"

namespace sillage::desk::serve {

/// What one thread at a time uses of the database.
struct Backend {
  std::unique_ptr<Rollups> rollups;
  std::unique_ptr<Records> records;
};

/// Lends backends; makes as many as are lent at once.
class BackendPool {
 public:
  explicit BackendPool(std::filesystem::path file) : file_(std::move(file)) {}

  class Lease {
   public:
    Lease(BackendPool& pool, Backend backend) : pool_(&pool), backend_(std::move(backend)) {}
    Lease(Lease&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)), backend_(std::move(other.backend_)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (pool_ != nullptr) pool_->give_back(std::move(backend_));
    }
    Backend* operator->() { return &backend_; }
    Backend& operator*() { return backend_; }

   private:
    BackendPool* pool_;
    Backend backend_;
  };

  Result<Lease> lend() {
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        Backend backend = std::move(free_.back());
        free_.pop_back();
        return Lease(*this, std::move(backend));
      }
    }
    Backend backend;
    ASSIGN_OR_RETURN(backend.rollups, open_rollups(file_));
    ASSIGN_OR_RETURN(backend.records, open_records(file_));
    return Lease(*this, std::move(backend));
  }

 private:
  void give_back(Backend backend) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(backend));
  }

  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<Backend> free_;
};

}  // namespace sillage::desk::serve
