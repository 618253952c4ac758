// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/time.h"
#include "desk/figures/shelf.h"
#include "desk/serve/desk.h"
#include "desk/serve/internal/accounts.h"
#include "desk/serve/internal/backend.h"
#include "desk/serve/internal/cache.h"
#include "desk/serve/internal/document.h"
#include "desk/serve/internal/json.h"
#include "desk/serve/internal/limiter.h"
#include "desk/serve/internal/problem.h"

namespace sillage::desk::serve {

/// What all calls share.
struct Shared {
  DeskOptions options;
  std::unique_ptr<ApiDocument> document;
  BackendPool pool;
  Shelves shelves;
  AnswerCache cache;
  RateLimiter strangers{20, 100};  ///< of one address without an account, per second
  RateLimiter sign_ins{0.5, 20};   ///< of one address
  RateLimiter accounts;            ///< of one account
  std::mutex governance;           ///< govern answers one at a time
  std::atomic<std::uint64_t> requests = 0, refusals = 0, failures = 0;

  explicit Shared(DeskOptions o)
      : options(std::move(o)),
        pool(options.database),
        accounts(options.reads_per_s, 10 * options.reads_per_s) {}

  /// Figures or set-up have changed. In this order: what is answered next is made of new rows.
  void renew() {
    shelves.renew();
    cache.renew();
  }
};

struct Route;

/// One request that may be answered: checked against the document, of somebody who may ask it.
struct Call {
  const http::Request& request;
  Shared& shared;
  Backend& backend;
  const Route& route;
  Who who;
  Instant now;
  std::map<std::string, std::string> path;  ///< parameters of the path
  Json query;                               ///< checked; defaults filled in
  Json body;                                ///< checked
  std::string subject;                      ///< for the audit trail
  std::string outcome = "done";             ///< done or waiting

  Records& records() { return *backend.records; }
  Rollups& rollups() { return *backend.rollups; }
  Accounts accounts() { return {*backend.records, now}; }
  std::string in_path(const char* name) const { return path.at(name); }
  std::string in_query(const char* name, const char* otherwise = "") const {
    return query.value(name, otherwise);
  }
  int limit() const { return query.value("limit", 50); }
  /// Set-up has changed.
  void renew();
};

http::Response json_response(const Json& json, int status = 200);
http::Response text_response(std::string text, std::string content_type, int status = 200);
http::Response no_content();
/// "\"7\"": of a document.
std::string etag_of(std::int64_t version);
http::Response with_etag(http::Response response, const std::string& etag);

/// The version that If-Match names, or why it cannot be taken. "*" stands for whatever is there.
tl::expected<std::optional<std::int64_t>, Problem> if_match(const Call& call);

/// A page of documents: items made by `item`, and the key to go on with.
template <class Item>
Json page_of(const std::vector<Document>& documents, int limit, const Item& item) {
  Json items = Json::array();
  for (std::size_t i = 0; i < documents.size() && i < static_cast<std::size_t>(limit); ++i) {
    items.push_back(item(documents[i]));
  }
  const bool more = documents.size() > static_cast<std::size_t>(limit);
  return {{"items", std::move(items)},
          {"next", more ? Json(documents[static_cast<std::size_t>(limit) - 1].key) : Json(nullptr)}};
}

}  // namespace sillage::desk::serve
