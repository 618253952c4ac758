// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/harness_test.h"

#include <random>
#include <stdexcept>
#include <tuple>

#include <sodium.h>

#include "config/reader.h"
#include "desk/serve/internal/keeper.h"
#include "desk/serve/internal/keys.h"
#include "desk/store/store.h"

namespace sillage::desk::serve {
namespace {

using wire::Metric;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::logic_error(result.error().to_string());
  return std::move(*result);
}

config::StoreConfig small_store() {
  config::StoreConfig store;
  store.id = StoreId("demo");
  store.name = "Demo";
  store.time_zone = "Europe/Paris";
  store.lines.push_back({LineId("door"), "Door", {{0, 0}, {2, 0}}, {1, 3}});
  const auto zone = [&](const char* id, config::ZoneType type, double x) {
    store.zones.push_back(
        {ZoneId(id), id, type, *Polygon::create({{x, 1}, {x + 2, 1}, {x + 2, 3}, {x, 3}})});
  };
  zone("shelf", config::ZoneType::kAisle, 0);
  zone("queue", config::ZoneType::kCheckoutQueue, 3);
  zone("till", config::ZoneType::kService, 6);
  zone("back", config::ZoneType::kStaff, 9);
  store.funnels.push_back({FunnelId("buyers"), "Buyers", {ZoneId("shelf"), ZoneId("till")}});
  config::Camera camera;
  camera.id = CameraId("front");
  camera.name = "Front";
  camera.source = "rtsp://10.0.0.5/1";
  store.cameras.push_back(camera);
  return store;
}

wire::Figure figure(Metric metric, const std::string& scope, std::optional<double> value) {
  wire::Figure made;
  made.metric = metric;
  made.scope = scope;
  made.value = value;
  return made;
}

std::vector<wire::Figure> figures_of(std::mt19937& random) {
  const auto draw = [&](int most) { return static_cast<double>(random() % (most + 1)); };
  std::vector<wire::Figure> all;
  const double entries = 20 + draw(40);
  for (const char* scope : {"", "door"}) {
    all.push_back(figure(Metric::kEntries, scope, entries));
    all.push_back(figure(Metric::kExits, scope, entries - draw(5)));
  }
  all[0].low = entries - 1;
  all[0].high = entries + 2;
  for (const auto& [metric, value] : {std::pair{Metric::kVisits, entries},
                                      {Metric::kTimedVisits, entries - 3},
                                      {Metric::kBounces, draw(10)},
                                      {Metric::kCheckoutReached, 10 + draw(10)},
                                      {Metric::kPassBy, 100 + draw(50)},
                                      {Metric::kGroups, 15 + draw(4)},
                                      {Metric::kGroupsOfSeveral, draw(9)},
                                      {Metric::kOccupancyMean, 0.1 * draw(99)},
                                      {Metric::kOccupancyMax, draw(20)},
                                      {Metric::kObjections, 0.0}}) {
    all.push_back(figure(metric, "", value));
  }
  for (const char* zone : {"shelf", "queue", "till"}) {
    all.push_back(figure(Metric::kZoneVisits, zone, 10 + draw(20)));
    all.push_back(figure(Metric::kZoneExposed, zone, 10 + draw(9)));
    all.push_back(figure(Metric::kZoneEngagements, zone, draw(9)));
    for (const auto& [from, to] : {std::pair{5.0, 20.0}, {20.0, 40.0}, {40.0, 86400.0}}) {
      auto dwell = figure(Metric::kDwell, zone, 5 + draw(9));
      dwell.extent = {from, to, 0, 0};
      all.push_back(dwell);
    }
  }
  auto& hidden = all.emplace_back(figure(Metric::kQueueJoined, "queue", {}));
  hidden.state = wire::FigureState::kWithheld;
  auto step = figure(Metric::kFunnel, "buyers", 20);
  step.extent = {1, 0, 0, 0};
  all.push_back(step);
  auto heat = figure(Metric::kHeat, "", 0.5 * draw(100));
  heat.extent = {0, 1, 0.5, 0.5};
  all.push_back(heat);
  auto flow = figure(Metric::kFlow, "", 12 + draw(9));
  flow.way = {"shelf", "till"};
  all.push_back(flow);
  all.push_back(figure(Metric::kFlow, "", draw(9)));
  return all;
}

}  // namespace

Harness::Harness() : clock_(*parse_iso8601("2026-11-23T12:00:00Z")) {
  if (sodium_init() < 0) throw std::logic_error("libsodium");
  DeskOptions options;
  options.database = folder_.path() / "desk.db";
  options.version = "test";
  options.reads_per_s = 1e6;
  options.installation = Installation{small_store(), {}, false, Instant{}};
  options.publish = [](const Result<SetUp>& set_up) {
    if (set_up) config::to_toml(set_up->store);
  };
  shared_ = std::make_unique<Shared>(std::move(options));
  shared_->document = must(ApiDocument::read());
  backend_.records = must(open_records(shared_->options.database));
  backend_.rollups = must(open_rollups(shared_->options.database));
  fill();
  api_ = must(Api::create(*shared_, clock_));
}

void Harness::fill() {
  const Instant first = *parse_iso8601("2026-11-01T23:00:00Z");
  Installation installation{small_store(), {{0, 0}, {12, 0}, {12, 8}, {0, 8}}, false, first};
  if (!install(*backend_.records, installation, clock_.now())) throw std::logic_error("install");
  auto store = must(open_sqlite(shared_->options.database));
  const auto run = must(store->begin_run({first, "test", "live", "", "m", ""}));
  std::mt19937 random(1);
  std::vector<wire::Release> releases;
  for (Instant at = first; at < clock_.now(); at += std::chrono::hours(1)) {
    wire::ReleaseHeader header;
    header.store = StoreId("demo");
    header.bin_start = at;
    header.bin_end = at + std::chrono::minutes(15);
    header.link_level = 2;
    header.metric_version = 2;
    header.coverage = 1;
    releases.push_back(must(wire::decode_release(wire::encode_parts(header, figures_of(random)))));
    if ((at - first) % std::chrono::hours(24) != Duration(0)) continue;
    header.period = wire::Period::kDay;
    header.bin_end = at + std::chrono::hours(24);
    auto path = figure(Metric::kPath, "", 15);
    path.way = {"shelf", "till"};
    std::vector day{figure(Metric::kPath, "", 3), path};
    for (const double segment : {0.0, 1.0, 2.0}) {
      for (const Metric metric :
           {Metric::kSegmentVisits, Metric::kSegmentHours, Metric::kSegmentPaths}) {
        auto& told = day.emplace_back(figure(metric, "", 20 + 10 * segment));
        told.extent = {segment, 0, metric == Metric::kSegmentHours ? 24.0 : 0, 0};
        if (metric == Metric::kSegmentPaths) told.way = path.way;
      }
    }
    releases.push_back(must(wire::decode_release(wire::encode_parts(header, day))));
  }
  if (!store->write(releases, run)) throw std::logic_error("write");
  must(refresh_all(backend_, clock_.now()));
  for (const char* role : kAllRoles) {
    const Json body = {{"role", role}, {"active", true},   {"hash", ""},
                       {"totp", ""},   {"language", "en"}, {"created_at", "2026-11-01T00:00:00Z"}};
    must(backend_.records->put({kUser, "", role, body.dump(), std::nullopt, 0, clock_.now()}));
  }
}

std::pair<std::string, Who> Harness::sign_in(const std::string& user) {
  Accounts accounts(*backend_.records, clock_.now());
  const std::string cookie = must(accounts.start_session(user));
  return {cookie, *must(accounts.by_session(cookie))};
}

http::Response Harness::ask_plainly(const Asking& asking) {
  http::Request request;
  const std::pair<const char*, http::Method> methods[] = {{"GET", http::Method::kGet},
                                                          {"POST", http::Method::kPost},
                                                          {"PUT", http::Method::kPut},
                                                          {"PATCH", http::Method::kPatch},
                                                          {"DELETE", http::Method::kDelete}};
  for (const auto& [name, method] : methods) {
    if (asking.method == name) request.method = method;
  }
  request.headers = asking.headers;
  if (!asking.body.empty()) request.headers.emplace_back("content-type", asking.type);
  request.body = asking.body;
  request.peer = "peer " + std::to_string(++peers_);
  if (!http::parse_target("/api/v1" + asking.target, request)) {
    http::Response response;
    response.status = 400;
    return response;
  }
  return api_->handle(request);
}

http::Response Harness::ask_as(const Who& who, const std::string& cookie, const Asking& asking) {
  Asking full = asking;
  full.headers.emplace_back("cookie", "sillage_session=" + cookie);
  if (asking.csrf) full.headers.emplace_back("x-csrf-token", who.csrf);
  return ask_plainly(full);
}

http::Response Harness::ask(const std::string& role, const Asking& asking) {
  if (role.empty()) return ask_plainly(asking);
  // A session is written to the disk: one per role, as long as it lasts.
  Accounts accounts(*backend_.records, clock_.now());
  auto& [cookie, who] = sessions_[role];
  if (cookie.empty() || !must(accounts.by_session(cookie))) std::tie(cookie, who) = sign_in(role);
  return ask_as(who, cookie, asking);
}

}  // namespace sillage::desk::serve
