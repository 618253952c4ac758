// SPDX-License-Identifier: Apache-2.0
#include "app/run_figures.h"

#include <gtest/gtest.h>

namespace sillage::app {
namespace {

using wire::Figure;
using wire::Metric;

Figure figure(Metric metric, const std::string& scope, std::optional<double> value,
              std::vector<std::string> way = {}, double extent_1 = 0, double extent_2 = 0) {
  Figure made;
  made.metric = metric;
  made.scope = scope;
  made.value = value;
  made.way = std::move(way);
  made.extent = {extent_1, extent_2, 0, 0};
  if (!value) made.state = wire::FigureState::kWithheld;
  return made;
}

wire::Release release(int bin, const std::vector<Figure>& figures,
                      wire::Period period = wire::Period::kBin) {
  wire::ReleaseHeader header;
  header.store = StoreId("store");
  header.bin_start = *parse_iso8601("2026-11-23T09:00:00Z") + bin * std::chrono::minutes(15);
  header.bin_end = header.bin_start + std::chrono::minutes(15);
  header.period = period;
  header.coverage = 1;
  return *wire::decode_release(wire::encode_parts(header, figures));
}

RunSummary a_summary() {
  RunSummary summary;
  const Polygon area = *Polygon::create({{0, 0}, {1, 0}, {1, 1}, {0, 1}});
  summary.store.journey.level = 3;
  summary.store.lines = {{LineId("door"), "Door", {{0, 0}, {1, 0}}, {0, 1}}};
  summary.store.zones = {{ZoneId("shelf"), "Shelf", config::ZoneType::kAisle, area},
                         {ZoneId("queue"), "Queue", config::ZoneType::kCheckoutQueue, area}};
  summary.store.funnels = {{FunnelId("buy"), "Buy", {ZoneId("shelf"), ZoneId("queue")}}};
  summary.releases = {
      release(
          0,
          {figure(Metric::kVisits, "", 40), figure(Metric::kTimedVisits, "", 30),
           figure(Metric::kQueueJoined, "queue", 20), figure(Metric::kQueueAbandoned, "queue", 0),
           figure(Metric::kQueueLengthMean, "queue", 1),
           figure(Metric::kQueueLengthMax, "queue", 4),
           figure(Metric::kShopperAssociateRatio, "shelf", 4.3)}),
      release(1, {figure(Metric::kVisits, "", 2), figure(Metric::kTimedVisits, "", 2),
                  figure(Metric::kQueueLengthMean, "queue", 2),
                  figure(Metric::kQueueLengthMax, "queue", 3)})};
  summary.days = {
      release(0,
              {figure(Metric::kTimedVisits, "", 32), figure(Metric::kBounces, "", 16),
               figure(Metric::kVisitDuration, "", 32, {}, 0, 40),
               figure(Metric::kZoneExposed, "shelf", 16), figure(Metric::kFlow, "", 12),
               figure(Metric::kFlow, "", 11, {"shelf", "queue"}),
               figure(Metric::kFunnel, "buy", 20, {}, 1), figure(Metric::kFunnel, "buy", 10, {}, 2),
               figure(Metric::kPath, "", 10), figure(Metric::kPath, "", 22, {"shelf"})},
              wire::Period::kDay),
      release(96,
              {figure(Metric::kFunnel, "buy", 10, {}, 1),
               figure(Metric::kFunnel, "buy", std::nullopt, {}, 2)},
              wire::Period::kDay)};
  return summary;
}

TEST(RunFigures, VisitsAndTheirRates) {
  Json json;
  add_journeys(a_summary(), json);
  EXPECT_EQ(json["visits"]["value"], 42);
  EXPECT_EQ(json["bounces"]["value"], 16);
  EXPECT_EQ(json["pass_by"], nullptr);
  EXPECT_DOUBLE_EQ(json["bounce_rate"]["value"].get<double>(), 0.5);
  EXPECT_EQ(json["bounce_rate"]["bins"], 1);
  EXPECT_EQ(json["capture_rate"]["value"], nullptr);
  EXPECT_EQ(json["visit_duration"].size(), 1u);
  EXPECT_EQ(json["visit_duration"][0]["to_s"], 40);
}

TEST(RunFigures, WaysPathsStepsAndQueues) {
  Json json;
  add_journeys(a_summary(), json);
  EXPECT_EQ(json["flows"].size(), 2u);
  EXPECT_EQ(json["flows"][0]["way"], nullptr);
  EXPECT_EQ(json["flows"][0]["transitions"], 12);
  EXPECT_EQ(json["flows"][1]["way"], (Json{"shelf", "queue"}));
  EXPECT_EQ(json["flows"][1]["days"], 1);
  EXPECT_EQ(json["paths"][1]["way"], Json::array({"shelf"}));
  EXPECT_EQ(json["paths"][1]["visits"], 22);
  const Json& steps = json["funnels"][0]["steps"];
  EXPECT_EQ(steps[0]["visits"], 30);
  EXPECT_EQ(steps[1]["visits"], nullptr);
  EXPECT_EQ(steps[1]["withheld_bins"], 1);
  const Json& queue = json["queues"][0];
  EXPECT_EQ(queue["id"], "queue");
  EXPECT_EQ(queue["queue_abandonment_rate"]["value"], 0);
  EXPECT_EQ(queue["queue_length_mean"], 1.5);
  EXPECT_EQ(queue["queue_length_max"], 4);
}

TEST(RunFigures, ZonesSayWhoCameThrough) {
  const Json zones = zones_json(a_summary());
  EXPECT_EQ(zones[0]["zone_exposed"]["value"], 16);
  EXPECT_EQ(zones[0]["zone_exposure"]["value"], 0.5);
  EXPECT_EQ(zones[0]["engagement_rate"]["value"], nullptr);
  EXPECT_EQ(zones[0]["shopper_associate_ratio"][0]["value"], 4.3);
  EXPECT_TRUE(zones[1]["shopper_associate_ratio"].empty());
}

TEST(RunFigures, TheTableHasALineOfVisits) {
  const std::string text = journeys_text(a_summary());
  EXPECT_NE(text.find("visits     42, of known duration 32; very short 50 %"), std::string::npos)
      << text;
  EXPECT_NE(text.find("groups     -"), std::string::npos) << text;
  EXPECT_EQ(text.find("passed by"), std::string::npos);
}

}  // namespace
}  // namespace sillage::app
