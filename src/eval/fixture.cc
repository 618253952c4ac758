// SPDX-License-Identifier: Apache-2.0
#include "eval/fixture.h"

#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "eval/analytics.h"
#include "eval/internal/text.h"
#include "eval/sequences.h"
#include "eval/tracking_report.h"

namespace sillage::eval {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

Json to_object(const std::vector<NamedValue>& values) {
  Json object = Json::object();
  for (const auto& value : values) object[value.name] = value.value;
  return object;
}

Json curves_of(const TrackingSums& sums) {
  Json object = Json::object();
  for (const auto& curve : named_curves(sums)) object[curve.name] = curve.values;
  return object;
}

/// Product figures under the names of the fixture; the set-up (rate, width) is taken from it.
Result<Json> analytics_of(const LoadedSequence& sequence, Preprocess preprocess,
                          const Json& expected) {
  AnalyticsOptions options;
  options.frame_rate = expected.at("fps").get<double>();
  options.image_width = expected.at("image_width").get<double>();
  ASSIGN_OR_RETURN(const Analytics analytics,
                   compare_analytics(sequence.truth, sequence.result, options, preprocess));
  const auto& sums = analytics.sums;
  const auto shares = errors(sums);
  Json lines = Json::array();
  for (const auto& line : analytics.lines) {
    lines.push_back({{"x", line.x},
                     {"gt_right", line.truth.right},
                     {"gt_left", line.truth.left},
                     {"right", line.result.right},
                     {"left", line.result.left}});
  }
  return Json{{"fps", sequence.info ? sequence.info->frame_rate : options.frame_rate},
              {"image_width", sequence.info ? sequence.info->width : options.image_width},
              {"hysteresis_px", options.hysteresis_px},
              {"visitors_gt", sums.truth_visitors},
              {"visitors", sums.result_visitors},
              {"visitor_error", shares.visitors_net},
              {"ids_gt", sums.truth_ids},
              {"ids", sums.result_ids},
              {"crossings_gt", sums.truth_crossings},
              {"crossings", sums.result_crossings},
              {"crossings_abs_error", sums.crossing_absolute_error},
              {"crossing_error", shares.crossings},
              {"lines", lines}};
}

/// Walks `expected` and compares each number with the one at the same place of `computed`.
class Comparison {
 public:
  explicit Comparison(std::string name) { outcome_.name = std::move(name); }

  Result<void> compare(const Json& expected, const Json& computed) {
    const Json flat_expected = expected.flatten();
    const Json flat_computed = computed.flatten();
    for (const auto& [place, value] : flat_expected.items()) {
      if (!value.is_number()) continue;
      const auto match = flat_computed.find(place);
      if (match == flat_computed.end() || !match->is_number()) {
        return fail(ErrorCode::kUnsupported,
                    "{}: no figure for {}; this version computes other figures, take the file that "
                    "belongs to it",
                    outcome_.name, place);
      }
      const double deviation = std::abs(match->get<double>() - value.get<double>());
      ++outcome_.values;
      if (outcome_.values == 1 || !(deviation <= outcome_.largest_deviation)) {
        outcome_.largest_deviation = deviation;
        outcome_.largest_at = place.substr(1);
      }
    }
    return {};
  }
  FixtureCase take() && { return std::move(outcome_); }

 private:
  FixtureCase outcome_;
};

class Fixture {
 public:
  Fixture(const fs::path& expected, const fs::path& data)
      : folder_(expected.parent_path()), data_(data) {}

  Result<std::vector<FixtureCase>> check(const Json& expected) {
    for (const auto& [name, fields] : expected.at("cases").items()) {
      RETURN_IF_ERROR(check_case(name, fields));
    }
    if (expected.contains("combined")) {
      for (const auto& [name, values] : expected.at("combined").items()) {
        RETURN_IF_ERROR(check_combined(name, values));
      }
    }
    return std::move(outcomes_);
  }

 private:
  Result<void> check_case(const std::string& name, const Json& fields) {
    const auto truth = data_ / fields.at("ground_truth").get<std::string>();
    const auto result = folder_ / fields.at("result").get<std::string>();
    ASSIGN_OR_RETURN(const auto set, find_sequences({truth}, {result}));
    ASSIGN_OR_RETURN(const auto sequence, load_sequence(set.sequences.front(), std::nullopt));
    const auto preprocess =
        fields.at("preprocessing") == "MOT17" ? Preprocess::kMot17 : Preprocess::kMot15;
    ASSIGN_OR_RETURN(const auto sums,
                     compare_tracks(sequence.truth, sequence.result, sequence.frames, preprocess));
    sums_of_[name] = sums;
    Json computed = {{"values", to_object(named_values(sums))},
                     {"counts", to_object(named_counts(sums))},
                     {"per_alpha", curves_of(sums)}};
    computed["counts"]["tracker_boxes_in_file"] = sequence.result.size();
    if (fields.contains("analytics")) {
      ASSIGN_OR_RETURN(computed["analytics"],
                       analytics_of(sequence, preprocess, fields.at("analytics")));
    }
    Comparison comparison(name);
    RETURN_IF_ERROR(comparison.compare(fields, computed));
    outcomes_.push_back(std::move(comparison).take());
    return {};
  }

  /// `name`: "tracker, sequence + sequence".
  Result<void> check_combined(const std::string& name, const Json& values) {
    const auto comma = name.find(',');
    const std::string tracker = name.substr(0, comma);
    std::string_view rest = std::string_view(name).substr(comma + 1);
    TrackingSums sums;
    while (!rest.empty()) {
      const auto plus = rest.find('+');
      const auto part = tracker + "__" + std::string(trim(rest.substr(0, plus)));
      if (!sums_of_.contains(part)) {
        return fail(ErrorCode::kNotFound, "'{}' combines '{}', which is no case; correct the file",
                    name, part);
      }
      sums += sums_of_[part];
      rest.remove_prefix(plus == std::string_view::npos ? rest.size() : plus + 1);
    }
    Comparison comparison(name);
    RETURN_IF_ERROR(comparison.compare(values, to_object(named_values(sums))));
    outcomes_.push_back(std::move(comparison).take());
    return {};
  }

  fs::path folder_;
  fs::path data_;
  std::map<std::string, TrackingSums> sums_of_;
  std::vector<FixtureCase> outcomes_;
};

}  // namespace

Result<std::vector<FixtureCase>> check_fixture(const fs::path& expected, const fs::path& data) {
  ASSIGN_OR_RETURN(const std::string text, read_file(expected));
  try {
    return Fixture(expected, data).check(Json::parse(text));
  } catch (const Json::exception& error) {
    return fail(ErrorCode::kInvalidArgument,
                "{} is no file of expected values: {}; see docs/reference/evaluation.md",
                expected.string(), error.what());
  }
}

}  // namespace sillage::eval
