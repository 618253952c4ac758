// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace sillage::desk {

/// Something that people set up: a user, a layout, a plan. `body` is JSON; `data` bytes, such as a
/// picture of a plan.
struct Document {
  std::string kind, store, key;
  std::string body;
  std::optional<std::string> data;
  std::int64_t version = 0;  ///< counts its changes, from 1
  Instant changed_at;
};

struct AuditEntry {
  std::int64_t id = 0;
  Instant at;
  std::string user, action, subject;
  std::string outcome;  ///< done, waiting or refused
};

/// Documents and the audit trail of a desk, in the same file as its figures. One thread.
class Records {
 public:
  virtual ~Records() = default;
  virtual Result<std::optional<Document>> get(const std::string& kind, const std::string& store,
                                              const std::string& key) = 0;
  /// In the order of keys, those after `after`; newest keys first where `backwards` (then those
  /// before `after`, all where it is empty). `data` is left out.
  virtual Result<std::vector<Document>> list(const std::string& kind, const std::string& store,
                                             const std::string& after, int limit,
                                             bool backwards = false) = 0;
  /// Stores that have a document of this kind, in their order.
  virtual Result<std::vector<std::string>> all_stores(const std::string& kind) = 0;
  /// Writes body and data (kept where nothing is given). `expected` is the version that is to be
  /// replaced, 0: there must be none; kConflict where it is another. Returns the new version.
  virtual Result<std::int64_t> put(const Document& document,
                                   std::optional<std::int64_t> expected = std::nullopt) = 0;
  /// True where it was there.
  virtual Result<bool> remove(const std::string& kind, const std::string& store,
                              const std::string& key) = 0;

  virtual Result<void> note(const AuditEntry& entry) = 0;
  /// Newest first, those with an id below `before` (0: all).
  virtual Result<std::vector<AuditEntry>> audit(std::int64_t before, int limit) = 0;
};

Result<std::unique_ptr<Records>> open_records(const std::filesystem::path& file,
                                              Duration busy_timeout = std::chrono::seconds(5));

}  // namespace sillage::desk
