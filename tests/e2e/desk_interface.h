// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/testing/random_days.h"
#include "desk/serve/internal/accounts.h"
#include "desk/serve/internal/api.h"
#include "desk/serve/internal/keeper.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/installation.h"
#include "desk/store/store.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::e2e {

using app::testing::kK;
using desk::serve::Json;
using floor::BinTally;

inline const Instant kMonday = Instant{} + std::chrono::hours(24 * 369);  // 1971-01-05, UTC, is no matter

/// The server's interface over a database, asked as an analyst.
class Interface {
 public:
  explicit Interface(const std::filesystem::path& database, Instant now) : clock_(now) {
    desk::DeskOptions options;
    options.database = database;
    options.version = "test";
    options.reads_per_s = 1e9;
    shared_ = std::make_unique<desk::serve::Shared>(std::move(options));
    shared_->document = std::move(*desk::serve::ApiDocument::read());
    backend_.records = std::move(*desk::open_records(database));
    backend_.rollups = std::move(*desk::open_rollups(database));
    EXPECT_TRUE(desk::serve::refresh_all(backend_, clock_.now()));
    const Json user = {{"role", "analyst"}, {"active", true},   {"hash", ""},
                       {"totp", ""},        {"language", "en"}, {"created_at", "2026-01-01T00:00:00Z"}};
    EXPECT_TRUE(backend_.records->put(
        {desk::serve::kUser, "", "analyst", user.dump(), std::nullopt, 0, clock_.now()}));
    api_ = std::move(*desk::serve::Api::create(*shared_, clock_));
    cookie_ = *desk::serve::Accounts(*backend_.records, clock_.now()).start_session("analyst");
  }

  Json get(const std::string& path) {
    desk::http::Request request;
    request.method = desk::http::Method::kGet;
    request.headers.emplace_back("cookie", "sillage_session=" + cookie_);
    request.peer = "peer";
    EXPECT_TRUE(desk::http::parse_target("/api/v1/stores/" + store_ + path, request)) << path;
    const desk::http::Response response = api_->handle(request);
    EXPECT_EQ(response.status, 200) << path;
    return response.body ? Json::parse(desk::http::text_of(*response.body), nullptr, false) : Json();
  }
  void set_store(const std::string& id) { store_ = id; }
  desk::Records& records() { return *backend_.records; }

 private:
  SimulatedClock clock_;
  std::unique_ptr<desk::serve::Shared> shared_;
  desk::serve::Backend backend_;
  std::unique_ptr<desk::serve::Api> api_;
  std::string cookie_, store_ = "store";
};

/// Numbers of people or stays that an answer shows, by where they stand. Rates, medians and the store's
/// own totals, which are exact, are not among them.
using Counts = std::map<std::string, double>;

inline void put(Counts& counts, const std::string& place, const Json& figure) {
  if (figure.is_object() && figure.contains("value") && figure["value"].is_number()) {
    counts[place] = figure["value"].get<double>();
  }
}

inline std::string moment(Instant at) {
  return to_iso8601(std::chrono::floor<std::chrono::seconds>(at)).substr(0, 19) + "Z";
}

inline std::string range_of(Instant from, Instant to) { return "from=" + moment(from) + "&to=" + moment(to); }

/// Ends and beginnings of ranges: the days of a week, and in each the beginning of some hours.
inline std::vector<Instant> marks_of(Instant monday, const std::vector<int>& hours) {
  std::vector<Instant> marks;
  for (int day = 0; day < 7; ++day) {
    for (const int hour : hours) marks.push_back(monday + std::chrono::hours(24 * day + hour));
  }
  marks.push_back(monday + std::chrono::hours(24 * 7));
  return marks;
}

/// Bins through the door into a database that a desk can serve.
inline void write_releases(const std::filesystem::path& database, const config::StoreConfig& store,
                    const std::vector<BinTally>& week) {
  auto door = *floor::PrivacyDoor::create(store, false);
  auto figures = *desk::open_sqlite(database);
  const auto run = figures->begin_run({kMonday, "test", "live", "", "m", ""});
  ASSERT_TRUE(run);
  for (const BinTally& tally : week) {
    for (const auto& release : door.take(tally)) ASSERT_TRUE(figures->write(release, *run));
  }
  for (const auto& release : door.finish()) ASSERT_TRUE(figures->write(release, *run));
  auto records = *desk::open_records(database);
  const desk::Installation installation{store, {{0, 0}, {20, 0}, {20, 8}, {0, 8}}, false, Instant{}};
  ASSERT_TRUE(desk::install(*records, installation, week.back().end));
}

inline const Instant kFirstDay = Instant{} + std::chrono::hours(24 * 365);

inline std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (int zone = 0; zone < app::testing::kZones; ++zone) {
    names.push_back(app::testing::name("z", zone));
  }
  return names;
}

}  // namespace sillage::e2e
