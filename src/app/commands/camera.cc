// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <termios.h>
#include <unistd.h>

#include "app/camera/advice.h"
#include "app/camera/entry.h"
#include "app/camera/look.h"
#include "app/commands.h"
#include "app/print.h"
#include "base/files.h"
#include "config/reader.h"
#include "eye/ingest/without_secrets.h"
#include "onvif/discovery.h"

namespace sillage::app {
namespace {

constexpr const char* kPasswordVariable = "SILLAGE_CAMERA_PASSWORD";
constexpr std::size_t kMostBytes = 1 << 20;

struct Options {
  std::string source, config, camera, user, password_file;
  CameraEntry entry;
  bool json = false, this_stream = false;
  onvif::DiscoveryOptions discovery;
  double listen_s = 3;
};

/// From the terminal, without showing it.
std::string ask_password(const std::string& user) {
  if (::isatty(STDIN_FILENO) == 0) return {};
  message("password of " + user + " (not shown): ");
  termios shown{};
  ::tcgetattr(STDIN_FILENO, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  std::string line;
  std::getline(std::cin, line);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  return line;
}

Result<std::string> password_of(const Options& options) {
  std::string password;
  if (!options.password_file.empty()) {
    ASSIGN_OR_RETURN(password, read_file(options.password_file, 4096));
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r'))
      password.pop_back();
  } else if (const char* given = std::getenv(kPasswordVariable)) {
    password = given;
  } else {
    password = ask_password(options.user);
  }
  if (!password.empty()) return password;
  return fail(ErrorCode::kUsage,
              "--user {} has no password; set {} or name a file with --password-file", options.user,
              kPasswordVariable);
}

/// What was typed: an address and who may use it, or a camera of the configuration.
Result<SplitSource> source_of(const Options& options) {
  SplitSource split = split_credentials(options.source);
  if (!options.camera.empty()) {
    ASSIGN_OR_RETURN(const std::string text, read_file(options.config, kMostBytes));
    ASSIGN_OR_RETURN(const config::StoreConfig store, config::parse(text, options.config));
    const auto camera = std::find_if(store.cameras.begin(), store.cameras.end(),
                                     [&](const auto& c) { return c.id.value() == options.camera; });
    if (camera == store.cameras.end() || camera->source.empty()) {
      return fail(ErrorCode::kNotFound,
                  "{} has no camera '{}' with a source; add it: sillage camera add {} rtsp://...",
                  options.config, options.camera, options.camera);
    }
    split.source = camera->source;
    ASSIGN_OR_RETURN(const auto secrets, read_secrets(secrets_beside(options.config)));
    if (const auto known = secrets.find(camera->id); known != secrets.end())
      split.credentials = known->second;
  }
  if (!options.user.empty()) {
    split.credentials.user = options.user;
    ASSIGN_OR_RETURN(split.credentials.password, password_of(options));
  }
  return split;
}

nlohmann::ordered_json json_of(const CameraStream& stream) {
  const auto or_null = [](const auto& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
  };
  const eye::StreamFacts& facts = stream.facts;
  std::optional<double> ahead;
  if (facts.clock_ahead) ahead = seconds(*facts.clock_ahead);
  return {{"source", eye::without_secrets(stream.source)},
          {"name", stream.name},
          {"codec", facts.codec},
          {"width", facts.width},
          {"height", facts.height},
          {"fps", facts.fps},
          {"key_interval_s", or_null(facts.key_interval_s)},
          {"b_pictures", facts.has_b_pictures},
          {"clock_ahead_s", or_null(ahead)},
          {"advice", advice_on(facts)}};
}

std::string text_of(const CameraStream& stream) {
  const eye::StreamFacts& facts = stream.facts;
  std::string text = fmt::format("{}\n", eye::without_secrets(stream.source));
  if (!stream.name.empty()) text += fmt::format("  name          {}\n", stream.name);
  text += fmt::format("  stream        {}\n", to_text(facts));
  text += facts.key_interval_s
              ? fmt::format("  key pictures  every {:.1f} s\n", *facts.key_interval_s)
              : std::string("  key pictures  fewer than two came\n");
  text += facts.clock_ahead ? fmt::format("  clock         {:+.2f} s beside this machine's\n",
                                          seconds(*facts.clock_ahead))
                            : std::string("  clock         not told; times of arrival are used\n");
  for (const std::string& advice : advice_on(facts)) text += "  to do         " + advice + "\n";
  return text;
}

Result<void> test(const Options& options) {
  ASSIGN_OR_RETURN(const SplitSource split, source_of(options));
  std::vector<CameraStream> streams;
  if (is_onvif(split.source)) {
    ASSIGN_OR_RETURN(streams, look_at_camera(split.source, split.credentials));
  } else {
    ASSIGN_OR_RETURN(streams.emplace_back(), look_at_one(split.source, split.credentials));
  }
  if (options.json) {
    auto all = nlohmann::ordered_json::array();
    for (const CameraStream& stream : streams) all.push_back(json_of(stream));
    return print_json({{"streams", all}});
  }
  for (const CameraStream& stream : streams) RETURN_IF_ERROR(print(text_of(stream)));
  return {};
}

Result<CameraStream> chosen(const Options& options, const SplitSource& split) {
  if (options.this_stream) return look_at_one(split.source, split.credentials);
  ASSIGN_OR_RETURN(const auto streams, look_at_camera(split.source, split.credentials));
  std::vector<eye::StreamFacts> facts;
  for (const CameraStream& stream : streams) {
    message("found: " + eye::without_secrets(stream.source) + ": " + to_text(stream.facts));
    facts.push_back(stream.facts);
  }
  const StreamChoice choice = choose_stream(facts);
  message("taken: " + eye::without_secrets(streams[choice.index].source) + ": " + choice.why);
  return streams[choice.index];
}

Result<void> add(const Options& options) {
  ASSIGN_OR_RETURN(const SplitSource split, source_of(options));
  ASSIGN_OR_RETURN(const CameraStream stream, chosen(options, split));
  CameraEntry entry = options.entry;
  entry.source = stream.source;
  entry.credentials = split.credentials;
  RETURN_IF_ERROR(write_camera(options.config, entry));
  RETURN_IF_ERROR(print(text_of(stream)));
  message(
      fmt::format("camera '{}' is in {}{}; next: calibrate it (docs/guide/floor-plan.md), then "
                  "sillage run --config {}",
                  entry.id, options.config,
                  entry.credentials.user.empty()
                      ? ""
                      : ", its password in " + secrets_beside(options.config).string(),
                  options.config));
  return {};
}

Result<void> discover(const Options& options) {
  onvif::DiscoveryOptions wanted = options.discovery;
  wanted.listen_for = from_seconds(options.listen_s);
  ASSIGN_OR_RETURN(const auto found, onvif::discover(wanted));
  if (options.json) {
    auto all = nlohmann::ordered_json::array();
    for (const onvif::Found& one : found) {
      all.push_back({{"address", one.address},
                     {"name", one.name},
                     {"hardware", one.hardware},
                     {"location", one.location}});
    }
    return print_json({{"cameras", all}});
  }
  for (const onvif::Found& one : found) {
    RETURN_IF_ERROR(print(fmt::format("{}  {} {}\n", one.address, one.name, one.hardware)));
  }
  if (found.empty()) {
    message(
        "no camera answered; switch ONVIF and WS-Discovery on in the cameras, name the interface "
        "of "
        "their network (--interface), or give a camera's RTSP address: sillage camera test "
        "rtsp://...");
  } else {
    message("next: sillage camera add ID ADDRESS --user NAME --config store.toml");
  }
  return {};
}

void add_login(CLI::App& command, Options& options) {
  command.add_option("--user", options.user,
                     std::string("User of the camera; the password is asked for, or comes from ") +
                         kPasswordVariable);
  command.add_option("--password-file", options.password_file, "File with the password");
}

void add_discover(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("discover",
                                            "Ask the network which cameras it has (ONVIF)\n\n"
                                            "Examples:\n"
                                            "  sillage camera discover\n"
                                            "  sillage camera discover --interface eth1 --json");
  command->add_option("--interface", options->discovery.interface,
                      "Network interface of the cameras");
  command->add_option("--to", options->discovery.to, "Ask this IPv4 address and nobody else");
  command->add_option("--port", options->discovery.port, "UDP port that is asked (3702)");
  command->add_option("--seconds", options->listen_s, "How long to wait for answers (3)")
      ->check(CLI::Range(0.2, 60.0));
  command->add_flag("--json", options->json, "JSON instead of text");
  command->callback([&action, options] { action = [options] { return discover(*options); }; });
}

void add_test(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand(
      "test",
      "Look at a camera's stream for some seconds and say what to change; no picture is decoded\n\n"
      "Examples:\n"
      "  sillage camera test rtsp://192.168.1.20/stream2 --user viewer\n"
      "  sillage camera test http://192.168.1.20/onvif/device_service --user viewer\n"
      "  sillage camera test --config store.toml --camera door");
  auto* source = command->add_option("source", options->source,
                                     "Address of a stream, or of the ONVIF service (all streams)");
  auto* camera = command->add_option("--camera", options->camera, "A camera of the configuration");
  command->add_option("--config", options->config, "Store configuration (TOML)")
      ->default_val("store.toml");
  camera->excludes(source);
  add_login(*command, *options);
  command->add_flag("--json", options->json, "JSON instead of text");
  command->callback([command, &action, options] {
    if (options->source.empty() && options->camera.empty()) {
      throw CLI::RequiredError("an address, or --camera with --config,");
    }
    action = [options] { return test(*options); };
  });
}

void add_add(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand(
      "add",
      "Choose the best of a camera's streams and write it into the configuration\n\n"
      "Examples:\n"
      "  sillage camera add door http://192.168.1.20/onvif/device_service --user viewer --config "
      "store.toml\n"
      "  sillage camera add till rtsp://192.168.1.21/Streaming/Channels/101 --user viewer --config "
      "store.toml");
  command->add_option("id", options->entry.id, "The camera's id in the configuration")->required();
  command->add_option("source", options->source, "Address of its ONVIF service, or of a stream")
      ->required();
  command->add_option("--config", options->config, "Store configuration (TOML)")
      ->default_val("store.toml");
  command->add_option("--name", options->entry.name, "Its name for people");
  add_login(*command, *options);
  command->add_flag("--this-stream", options->this_stream,
                    "Take the given stream, look for no better one");
  command->add_flag("--replace", options->entry.replace,
                    "Give a camera that is there already this source");
  command->callback([&action, options] { action = [options] { return add(*options); }; });
}

}  // namespace

void add_camera(CLI::App& parent, Action& action) {
  CLI::App* command = parent.add_subcommand("camera", "Find, test and add cameras");
  command->require_subcommand(1);
  add_discover(*command, action);
  add_test(*command, action);
  add_add(*command, action);
}

}  // namespace sillage::app
