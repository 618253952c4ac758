// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/report/internal/sample_input.h"
#include "desk/report/report.h"

namespace sillage::desk {
namespace {

using ::testing::SizeIs;
namespace sample = report::sample;

/// Rows of RFC 4180, quotes removed.
std::vector<std::vector<std::string>> parse(const std::string& csv) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
      rows.back().back() += csv[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\r') {
      continue;
    } else if (!quoted && c == '\n') {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

std::optional<double> number(const std::string& text) {
  double value = 0;
  if (text.empty()) return std::nullopt;
  EXPECT_EQ(std::from_chars(text.data(), text.data() + text.size(), value).ptr,
            text.data() + text.size());
  return value;
}

TEST(Csv, CarriesEveryFigureBackExactly) {
  ReportInput input = sample::input();
  wire::ReleaseHeader header = sample::header(sample::instant("2026-11-23T09:15:00Z"));
  header.evaluation = true;
  header.coverage = 1.0 / 3;
  input.releases.push_back(sample::release(
      header, {sample::figure(wire::Metric::kOccupancyMean, "", 0.1 + 0.2, 7e-9, 1e9)}));
  header.period = wire::Period::kDay;
  wire::Figure path = sample::figure(wire::Metric::kPath, "", 12);
  path.way = {"door", "shelf", "till"};
  wire::Figure step = sample::figure(wire::Metric::kFunnel, "buyers", 11);
  step.extent[0] = 2;
  input.releases.push_back(sample::release(header, {path, step}));
  header.mode = wire::ReleaseMode::kStrict;
  header.rho = 0.00525;
  input.releases.push_back(
      sample::release(header, {sample::figure(wire::Metric::kEntries, "", -3, -40, 34)}));
  const auto rows = parse(render_csv(input.releases));
  std::size_t row = 1;
  for (const wire::Release& release : input.releases) {
    for (const wire::Figure& figure : release.figures()) {
      ASSERT_THAT(rows.at(row), SizeIs(23));
      const auto& cells = rows[row++];
      EXPECT_EQ(cells[0], "demo");
      EXPECT_EQ(*parse_iso8601(cells[1]), release.header().bin_start);
      EXPECT_EQ(*parse_iso8601(cells[2]), release.header().bin_end);
      EXPECT_EQ(cells[3], to_string(release.header().period));
      EXPECT_EQ(cells[4], release.header().evaluation ? "true" : "false");
      EXPECT_EQ(number(cells[9]), release.header().coverage);
      const bool strict = release.header().mode == wire::ReleaseMode::kStrict;
      EXPECT_EQ(number(cells[10]), strict ? std::optional(release.header().rho) : std::nullopt);
      EXPECT_EQ(wire::metric_from_string(cells[11]), figure.metric);
      EXPECT_EQ(cells[12], figure.scope);
      for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(number(cells[13 + i]).value_or(0), figure.extent[i]);
      }
      EXPECT_EQ(wire::way_from_text(cells[17]), figure.way);
      EXPECT_EQ(cells[18], to_string(figure.state));
      EXPECT_EQ(cells[19], figure.group);
      EXPECT_EQ(number(cells[20]), figure.value);
      EXPECT_EQ(number(cells[21]), figure.low);
      EXPECT_EQ(number(cells[22]), figure.high);
    }
  }
  EXPECT_EQ(row, rows.size());
}

TEST(Csv, NamesItsColumnsEvenWithoutReleases) {
  const auto rows = parse(render_csv({}));
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_THAT(rows[0], SizeIs(23));
  EXPECT_EQ(rows[0][11], "metric");
  EXPECT_EQ(rows[0][20], "value");
}

TEST(Csv, QuotesAndDisarmsText) {
  for (const std::string group : {"=1+1", "+1", "-1", "@x", "a,b", "say \"hi\""}) {
    const auto rows = parse(render_csv(
        {sample::release(sample::header(Instant{}), {sample::stays("shelf", 5, 10, 12, group)})}));
    ASSERT_THAT(rows, SizeIs(2)) << group;
    ASSERT_THAT(rows[1], SizeIs(23)) << group;
    const bool formula = std::string("=+-@").find(group[0]) != std::string::npos;
    EXPECT_EQ(rows[1][19], (formula ? "'" : "") + group);
  }
}

}  // namespace
}  // namespace sillage::desk
