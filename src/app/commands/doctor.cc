// SPDX-License-Identifier: Apache-2.0
#include <date/tz.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/avutil.h>
}

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/print.h"
#include "app/supervisor/inspection.h"
#include "config/reader.h"
#include "eye/detect/detector.h"
#include "eye/detect/model.h"
#include "geometry/standing_body.h"

namespace sillage::app {
namespace {

constexpr const char* kConfigurationCheck = "configuration";

enum class Verdict { kOk, kMissing, kFailed };  ///< kMissing: optional and absent

struct Check {
  std::string name;
  Verdict verdict = Verdict::kOk;
  std::string value;  ///< what was measured
  std::string mend;   ///< the command that mends it
};

const char* to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk:
      return "ok";
    case Verdict::kMissing:
      return "absent";
    case Verdict::kFailed:
      return "failed";
  }
  return "failed";
}

Check check_codec(const char* name, bool needed, bool encoder) {
  const bool found = encoder ? avcodec_find_encoder_by_name(name) != nullptr
                             : avcodec_find_decoder_by_name(name) != nullptr;
  return {fmt::format("{} {}", encoder ? "encoder" : "decoder", name),
          found ? Verdict::kOk : (needed ? Verdict::kFailed : Verdict::kMissing),
          found ? fmt::format("libavcodec {}.{}", avcodec_version() >> 16,
                              avcodec_version() >> 8 & 0xff)
                : "not in this build of libavcodec",
          found ? "" : "make deps"};
}

void check_models(std::vector<Check>& checks) {
  const auto path = eye::default_manifest_path();
  const auto manifest = eye::ModelManifest::load(path);
  if (!manifest) {
    checks.push_back({"model manifest", Verdict::kFailed, manifest.error().to_string(),
                      "git checkout -- models"});
    return;
  }
  for (const eye::Model& model : manifest->models()) {
    const auto verified = eye::verify(model);
    const bool absent =
        !verified && verified.error().code == ErrorCode::kNotFound && !model.shipped;
    checks.push_back(
        {"model " + model.name,
         verified ? Verdict::kOk : (absent ? Verdict::kMissing : Verdict::kFailed),
         verified ? "sha256 " + model.sha256.substr(0, 12) : verified.error().to_string(),
         verified
             ? ""
             : (model.shipped ? "git checkout -- models" : "sillage model get " + model.name)});
  }
  const auto detector = eye::create_detector(manifest->default_model(), {});
  checks.push_back({"detector starts", detector ? Verdict::kOk : Verdict::kFailed,
                    detector ? "ONNX Runtime loaded, model accepted" : detector.error().to_string(),
                    detector ? "" : "make deps"});
}

Check check_time_zones() {
  try {
    const std::size_t known = date::get_tzdb().zones.size();
    return {"time zones", Verdict::kOk, fmt::format("{} known", known), ""};
  } catch (const std::exception& error) {
    return {"time zones", Verdict::kFailed, error.what(), "apt-get install tzdata"};
  }
}

Check check_disk() {
  std::error_code failure;
  const auto folder = std::filesystem::current_path(failure);
  const auto space = std::filesystem::space(folder, failure);
  const bool writable = ::access(folder.c_str(), W_OK) == 0;
  const double free_gib = failure ? 0 : static_cast<double>(space.available) / (1 << 30);
  const bool good = writable && free_gib > 0.1;
  return {"current folder", good ? Verdict::kOk : Verdict::kFailed,
          fmt::format("{:.1f} GiB free, {}", free_gib, writable ? "writable" : "not writable"),
          good ? "" : "cd to a folder of yours with free space (df -h)"};
}

Check check_cores() {
  rlimit limit{};
  ::getrlimit(RLIMIT_CORE, &limit);
  const bool off = limit.rlim_cur == 0;
  return {
      "core dumps", off ? Verdict::kOk : Verdict::kMissing,
      off ? "off: a crash writes no memory to the disk" : "on: a crash may write frames to disk",
      off ? "" : "ulimit -c 0"};
}

/// Whether a calibrated floor is one that a camera can see; without it places and hidden legs stay
/// uncorrected, and nothing else shows that.
void check_cameras(const config::StoreConfig& store, std::vector<Check>& checks) {
  for (const config::Camera& camera : store.cameras) {
    if (std::holds_alternative<config::ScaleCalibration>(camera.calibration) ||
        camera.image_width <= 0 || camera.image_height <= 0) {
      continue;
    }
    const int width = camera.image_width, height = camera.image_height;
    const auto floor = config::floor_from_image(camera, width, height);
    const bool is_seen =
        floor &&
        StandingBody::create(*floor, config::lens_of(camera, width, height), width, height);
    checks.push_back(
        {"camera " + camera.id.value(), is_seen ? Verdict::kOk : Verdict::kMissing,
         is_seen ? "its floor is one that a camera sees from 1 to 50 m"
                 : "its floor is none that a camera sees from 1 to 50 m: places of people are not "
                   "corrected for how bodies lean and what hides their legs",
         is_seen ? ""
                 : "measure its floor points again, far apart from one another: "
                   "docs/guide/first-count.md"});
  }
}

std::vector<Check> diagnose(const std::string& config_file) {
  std::vector<Check> checks;
  checks.push_back({"sillage", Verdict::kOk, SILLAGE_VERSION, ""});
  checks.push_back({"libavutil", Verdict::kOk, av_version_info(), ""});
  checks.push_back(check_codec("h264", true, false));
  checks.push_back(check_codec("hevc", false, false));
  checks.push_back(check_codec("libx264", false, true));
  checks.push_back(check_codec("mpeg4", true, true));
  checks.push_back({"SQLite", Verdict::kOk, sqlite3_libversion(), ""});
  checks.push_back(check_time_zones());
  check_models(checks);
  checks.push_back(check_disk());
  checks.push_back(check_cores());
  if (!config_file.empty()) {
    const auto store = config::load(config_file);
    checks.push_back({kConfigurationCheck, store ? Verdict::kOk : Verdict::kFailed,
                      store ? fmt::format("{} cameras, {} lines, {} zones", store->cameras.size(),
                                          store->lines.size(), store->zones.size())
                            : store.error().to_string(),
                      store ? "" : "sillage config check " + config_file});
    if (store) check_cameras(*store, checks);
  }
  return checks;
}

/// How the rooms of a run are closed in, as the kernel sees it.
std::vector<Check> diagnose_privacy() {
  std::vector<Check> checks;
  for (const Inspected& one : inspect_rooms()) {
    const Verdict verdict =
        one.holds ? Verdict::kOk : (one.is_needed ? Verdict::kFailed : Verdict::kMissing);
    checks.push_back({one.what, verdict, one.seen, one.mend});
  }
  return checks;
}

Result<void> doctor(const std::string& config_file, bool json, bool privacy) {
  const auto checks = privacy ? diagnose_privacy() : diagnose(config_file);
  std::string text;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  int failed = 0;
  bool only_configuration = true;
  for (const Check& check : checks) {
    if (check.verdict == Verdict::kFailed) {
      ++failed;
      only_configuration = only_configuration && check.name == kConfigurationCheck;
    }
    rows.push_back({{"name", check.name},
                    {"result", to_string(check.verdict)},
                    {"value", check.value},
                    {"mend", check.mend}});
    text += fmt::format("{:<7} {:<26} {}\n", to_string(check.verdict), check.name, check.value);
    if (!check.mend.empty()) text += fmt::format("{:<34} mend: {}\n", "", check.mend);
  }
  RETURN_IF_ERROR(json ? print_json({{"checks", rows}, {"failed", failed}}) : print(text));
  if (failed > 0) {
    return fail(only_configuration ? ErrorCode::kConfiguration : ErrorCode::kUnavailable,
                "{} of {} checks failed; run the 'mend' commands above", failed, checks.size());
  }
  return {};
}

}  // namespace

void add_doctor(CLI::App& parent, Action& action) {
  auto config = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  auto privacy = std::make_shared<bool>(false);
  CLI::App* command = parent.add_subcommand(
      "doctor",
      "Check this machine: libraries, models, time zones, disk, configuration\n\n"
      "Examples:\n"
      "  sillage doctor\n"
      "  sillage doctor --config store.toml --json\n"
      "  sillage doctor --privacy");
  command->add_flag("--privacy", *privacy,
                    "How the rooms of a run on this machine are closed in, as the kernel sees it");
  command->add_option("--config", *config, "Also check this store configuration");
  command->add_flag("--json", *json, "Print JSON");
  command->callback([config, json, privacy, &action] {
    action = [config, json, privacy] { return doctor(*config, *json, *privacy); };
  });
}

}  // namespace sillage::app
