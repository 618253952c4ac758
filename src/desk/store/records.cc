// SPDX-License-Identifier: Apache-2.0
#include "desk/store/records.h"

#include "desk/store/internal/open_file.h"

namespace sillage::desk {
namespace {

using internal::Connection;
using internal::Execution;
using internal::Statement;
using internal::Transaction;

constexpr const char* kGet =
    "SELECT body, version, changed_us, data FROM document WHERE kind = ? AND store = ? AND key = ?";
constexpr const char* kList =
    "SELECT key, body, version, changed_us FROM document WHERE kind = ? AND store = ? AND key > ? "
    "ORDER BY key LIMIT ?";
constexpr const char* kListBackwards =
    "SELECT key, body, version, changed_us FROM document WHERE kind = ? AND store = ? AND "
    "(?3 = '' OR key < ?3) ORDER BY key DESC LIMIT ?4";
constexpr const char* kAllStores =
    "SELECT DISTINCT store FROM document WHERE kind = ? ORDER BY store";
constexpr const char* kPut = R"sql(
  INSERT INTO document (kind, store, key, body, data, version, changed_us)
  VALUES (?, ?, ?, ?, ?, 1, ?)
  ON CONFLICT (kind, store, key) DO UPDATE SET body = excluded.body,
    data = coalesce(excluded.data, data), version = version + 1, changed_us = excluded.changed_us
  RETURNING version)sql";
constexpr const char* kVersion =
    "SELECT coalesce(max(version), 0) FROM document WHERE kind = ? AND store = ? AND key = ?";
constexpr const char* kRemove = "DELETE FROM document WHERE kind = ? AND store = ? AND key = ?";
constexpr const char* kNote =
    "INSERT INTO audit (at_us, user, action, subject, outcome) VALUES (?, ?, ?, ?, ?)";
constexpr const char* kAudit =
    "SELECT id, at_us, user, action, subject, outcome FROM audit WHERE (?1 = 0 OR id < ?1) "
    "ORDER BY id DESC LIMIT ?2";

std::int64_t microseconds(Instant instant) { return instant.time_since_epoch().count(); }

class SqliteRecords final : public Records {
 public:
  explicit SqliteRecords(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)) {}

  Result<void> prepare() {
    ASSIGN_OR_RETURN(get_, connection_->prepare(kGet));
    ASSIGN_OR_RETURN(list_, connection_->prepare(kList));
    ASSIGN_OR_RETURN(list_backwards_, connection_->prepare(kListBackwards));
    ASSIGN_OR_RETURN(all_stores_, connection_->prepare(kAllStores));
    ASSIGN_OR_RETURN(put_, connection_->prepare(kPut));
    ASSIGN_OR_RETURN(version_, connection_->prepare(kVersion));
    ASSIGN_OR_RETURN(remove_, connection_->prepare(kRemove));
    ASSIGN_OR_RETURN(note_, connection_->prepare(kNote));
    ASSIGN_OR_RETURN(audit_, connection_->prepare(kAudit));
    return {};
  }

  Result<std::optional<Document>> get(const std::string& kind, const std::string& store,
                                      const std::string& key) override {
    Execution row(get_);
    row.bind(kind).bind(store).bind(key);
    ASSIGN_OR_RETURN(const bool found, row.step());
    if (!found) return std::nullopt;
    return Document{kind,           store,       key, row.text(0), row.blob(3), row.integer(1),
                    Instant(Duration(row.integer(2)))};
  }

  Result<std::vector<Document>> list(const std::string& kind, const std::string& store,
                                     const std::string& after, int limit,
                                     bool backwards) override {
    std::vector<Document> documents;
    Execution row(backwards ? list_backwards_ : list_);
    row.bind(kind).bind(store).bind(after).bind(std::int64_t{limit});
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, row.step());
      if (!more) return documents;
      documents.push_back({kind, store, row.text(0), row.text(1), std::nullopt, row.integer(2),
                           Instant(Duration(row.integer(3)))});
    }
  }

  Result<std::vector<std::string>> all_stores(const std::string& kind) override {
    std::vector<std::string> stores;
    Execution row(all_stores_);
    row.bind(kind);
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, row.step());
      if (!more) return stores;
      stores.push_back(row.text(0));
    }
  }

  Result<std::int64_t> put(const Document& document,
                           std::optional<std::int64_t> expected) override {
    ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection_));
    if (expected) {
      Execution row(version_);
      row.bind(document.kind).bind(document.store).bind(document.key);
      RETURN_IF_ERROR(row.step());
      if (row.integer(0) != *expected) {
        return fail(ErrorCode::kConflict,
                    "{} '{}' has been changed by somebody else; read it again and repeat the change",
                    document.kind, document.key);
      }
    }
    std::int64_t version = 0;
    {
      Execution put(put_);
      put.bind(document.kind).bind(document.store).bind(document.key).bind(document.body);
      put.bind_blob(document.data).bind(microseconds(document.changed_at));
      RETURN_IF_ERROR(put.step());
      version = put.integer(0);
    }
    RETURN_IF_ERROR(transaction.commit());
    return version;
  }

  Result<bool> remove(const std::string& kind, const std::string& store,
                      const std::string& key) override {
    RETURN_IF_ERROR(Execution(remove_).bind(kind).bind(store).bind(key).run());
    return connection_->changes() > 0;
  }

  Result<void> note(const AuditEntry& entry) override {
    Execution put(note_);
    put.bind(microseconds(entry.at)).bind(entry.user).bind(entry.action);
    return put.bind(std::string_view(entry.subject).substr(0, 200)).bind(entry.outcome).run();
  }

  Result<std::vector<AuditEntry>> audit(std::int64_t before, int limit) override {
    std::vector<AuditEntry> entries;
    Execution row(audit_);
    row.bind(before).bind(std::int64_t{limit});
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, row.step());
      if (!more) return entries;
      entries.push_back({row.integer(0), Instant(Duration(row.integer(1))), row.text(2),
                         row.text(3), row.text(4), row.text(5)});
    }
  }

 private:
  std::unique_ptr<Connection> connection_;  // outlives the statements below
  Statement get_, list_, list_backwards_, all_stores_, put_, version_, remove_, note_, audit_;
};

}  // namespace

Result<std::unique_ptr<Records>> open_records(const std::filesystem::path& file,
                                              Duration busy_timeout) {
  ASSIGN_OR_RETURN(auto connection, internal::open_file(file, {.busy_timeout = busy_timeout}));
  auto records = std::make_unique<SqliteRecords>(std::move(connection));
  RETURN_IF_ERROR(records->prepare());
  return records;
}

}  // namespace sillage::desk
