// SPDX-License-Identifier: Apache-2.0
// sillage-sim-serve: `sillage sim serve` in a program of its own, because it links GStreamer.
#include <csignal>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <unistd.h>

#include "app/sim_serve/program.h"
#include "app/sim_serve/rtsp_server.h"
#include "app/sim_serve/serve_options.h"
#include "sim/live/feed.h"

namespace {

using namespace sillage;
using Real = sim::LiveClock::Real;

constexpr std::chrono::seconds kReportEvery{10};

void message(const std::string& text) { fmt::print(stderr, "{}\n", text); }

struct Channel {
  std::string name;
  std::unique_ptr<sim::Feed> feed;
  sim::FeedCounts reported;
};

/// "door: 9.8 of 10 pictures/s, 2.0 % skipped, 43 ms each"; nothing if nobody watched.
std::string rates(const Channel& channel, const sim::FeedCounts& since) {
  sim::FeedCounts now = channel.feed->counts();
  now.sent -= since.sent;
  now.skipped -= since.skipped;
  now.busy_s -= since.busy_s;
  now.watched_s -= since.watched_s;
  const auto slots = static_cast<double>(now.sent + now.skipped);
  if (now.sent == 0 || now.watched_s <= 0) return {};
  const double fps = channel.feed->format().fps;
  return fmt::format("{}: {:.1f} of {:g} pictures/s, {:.1f} % skipped, {:.0f} ms each",
                     channel.name, fps * static_cast<double>(now.sent) / slots, fps,
                     100 * static_cast<double>(now.skipped) / slots,
                     1000 * now.busy_s / static_cast<double>(now.sent));
}

void report(std::vector<Channel>& channels) {
  for (Channel& channel : channels) {
    const std::string line = rates(channel, channel.reported);
    if (!line.empty()) message(line);
    channel.reported = channel.feed->counts();
  }
}

void report_all(const std::vector<Channel>& channels) {
  for (const Channel& channel : channels) {
    const std::string line = rates(channel, {});
    message(line.empty()
                ? channel.name + ": nobody watched"
                : fmt::format("{}; {} pictures in all", line, channel.feed->counts().sent));
  }
}

Result<void> check_feeds(const std::vector<Channel>& channels) {
  for (const Channel& channel : channels) {
    if (auto failure = channel.feed->failure()) {
      return tl::unexpected<Error>(std::move(*failure).with("camera " + channel.name));
    }
  }
  return {};
}

Result<void> serve(const app::ServeOptions& options) {
  RETURN_IF_ERROR(options.check());
  app::RtspOptions network{options.address, options.port, options.user, {}};
  if (!options.user.empty()) {
    ASSIGN_OR_RETURN(network.password, app::password_of(options));
  }
  // The port first: that it is taken shall not be said after a minute of preparation.
  ASSIGN_OR_RETURN(auto server, app::RtspServer::create(network));
  auto listening = std::make_unique<app::RtspServer>(std::move(server));
  if (options.clip.empty()) message("preparing the cameras");
  ASSIGN_OR_RETURN(app::Program program, app::make_program(options));
  const sim::LiveClock clock{Real::now(), program.from, options.speed};
  std::vector<Channel> channels;
  for (auto& item : program.items) {
    channels.push_back({item.name, std::make_unique<sim::Feed>(std::move(item.source), clock), {}});
    listening->offer(item.name, *channels.back().feed);
    fmt::print("{}\n", listening->url(item.name));
  }
  fmt::print("ready\n");
  std::fflush(stdout);
  auto next_report = Real::now() + kReportEvery;
  Result<void> state;
  listening->run([&] {
    const auto now = Real::now();
    if (now >= next_report) {
      report(channels);
      next_report += kReportEvery;
    }
    state = check_feeds(channels);
    const double served_s = std::chrono::duration<double>(now - clock.began).count();
    return state && (options.for_s == 0 || served_s < options.for_s);
  });
  listening.reset();
  report_all(channels);
  return state;
}

int run(int argc, char** argv) {
  CLI::App command(
      "The cameras of a simulated store, live over RTSP\n\n"
      "Examples:\n"
      "  sillage sim serve examples/demo-store\n"
      "  sillage sim serve examples/demo-store --camera door --camera tills --port 9554\n"
      "  sillage sim serve --clip clips/door/door.mp4 --camera a --camera b --seconds 600\n"
      "  SILLAGE_SIM_PASSWORD=... sillage sim serve examples/demo-store --user installer",
      "sillage sim serve");
  app::ServeOptions options;
  app::add_serve_options(command, options);
  try {
    command.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return command.exit(error) == 0 ? 0 : 2;
  }
  // Until the server runs there is nothing to tidy.
  for (const int number : {SIGINT, SIGTERM}) std::signal(number, [](int) { ::_exit(0); });
  const Result<void> result = serve(options);
  if (result) return 0;
  message("sillage sim serve: error: " + result.error().to_string());
  return exit_code(result.error().code);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    message(std::string("sillage sim serve: internal error: ") + error.what() +
            "; please report it with the command that you gave");
    return 1;
  }
}
