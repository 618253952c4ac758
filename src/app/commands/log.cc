// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands.h"
#include "app/govern_input.h"
#include "app/print.h"
#include "app/stop.h"
#include "base/files.h"
#include "govern/log/log.h"

namespace sillage::app {
namespace {

const SystemClock kClock;

struct Options {
  GovernOptions govern;
  KeyOptions key;
  std::string expected, since, out;
  std::uint64_t last = 20;
  int every_h = 0;
};

Result<void> verify(const Options& options) {
  std::optional<govern::PublicKey> expected;
  std::optional<std::string> earlier;
  if (!options.expected.empty()) {
    ASSIGN_OR_RETURN(expected, govern::PublicKey::parse(options.expected));
  }
  if (!options.since.empty()) {
    ASSIGN_OR_RETURN(earlier, read_file(options.since, 1u << 16));
  }
  ASSIGN_OR_RETURN(const govern::LogReport report,
                   govern::verify_log(govern_folder(options.govern), expected, earlier));
  RETURN_IF_ERROR(print(fmt::format(
      "{} entries, {} to {}\nroot {}\nwitnessed: {}\n", report.entries,
      report.first ? to_iso8601(*report.first) : "-", report.last ? to_iso8601(*report.last) : "-",
      report.root,
      report.witnessed ? fmt::format("the first {} entries", *report.witnessed) : "never")));
  if (report.ok()) {
    message(options.since.empty() ? "the log verifies"
                                  : "the log verifies, and was only added to since that checkpoint");
    return {};
  }
  std::string problems;
  for (const std::string& problem : report.problems) problems += "\n  " + problem;
  return fail(ErrorCode::kDataLoss, "the log does not verify:{}", problems);
}

Result<void> show(const Options& options) {
  ASSIGN_OR_RETURN(const govern::Log log,
                   govern::Log::open(govern_folder(options.govern), kClock));
  const std::uint64_t from = log.size() > options.last ? log.size() - options.last : 0;
  return log.read([&](const govern::LogEntry& entry) -> Result<void> {
    if (entry.index < from) return {};
    return print(fmt::format("{:6} {} {:14} {}\n", entry.index, to_iso8601(entry.time), entry.kind,
                             entry.body));
  });
}

/// Signs only a log that was only added to since the note before.
Result<std::string> witness_once(const std::filesystem::path& folder, const govern::SigningKey& key,
                                 const std::string& before) {
  const auto earlier = before.empty() ? std::nullopt : std::optional(before);
  ASSIGN_OR_RETURN(const govern::LogReport report, govern::verify_log(folder, {}, earlier));
  if (!report.ok()) {
    return fail(ErrorCode::kDataLoss, "nothing is signed, the log does not verify: {}",
                report.problems.front());
  }
  ASSIGN_OR_RETURN(govern::Log log, govern::Log::open(folder, kClock));
  RETURN_IF_ERROR(
      log.append("witness", fmt::format(R"({{"key":"{}"}})", key.public_key().hex())));
  return govern::witness_log(folder, key);
}

Result<void> witness(const Options& options) {
  ASSIGN_OR_RETURN(const govern::SigningKey key, load_key(options.key));
  std::string note;
  if (!options.since.empty()) {
    ASSIGN_OR_RETURN(note, read_file(options.since, 1u << 16));
  }
  for (;;) {
    ASSIGN_OR_RETURN(note, witness_once(govern_folder(options.govern), key, note));
    if (!options.out.empty()) RETURN_IF_ERROR(write_file_atomically(options.out, note));
    message(
        "keep this note away from the machine; `sillage log verify --since NOTE` compares with it");
    RETURN_IF_ERROR(print(note));
    if (options.every_h == 0) return {};
    const auto next = std::chrono::steady_clock::now() + std::chrono::hours(options.every_h);
    while (std::chrono::steady_clock::now() < next) {
      if (is_stop_requested()) return {};
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
  }
}

}  // namespace

void add_log(CLI::App& parent, Action& action) {
  CLI::App* log = parent.add_subcommand("log",
                                        "The append-only log of settings, signatures and decisions.\n"
                                        "Examples:\n"
                                        "  sillage log verify --config store.toml\n"
                                        "  sillage log witness --key dpo.key --config store.toml\n"
                                        "  sillage log witness --key dpo.key --every 12 --out "
                                        "/home/dpo/note --config store.toml\n"
                                        "  sillage log show --last 50 --config store.toml");
  log->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* description,
                       Result<void> (*run)(const Options&)) {
    CLI::App* command = log->add_subcommand(name, description);
    add_govern_options(*command, options->govern);
    command->callback(
        [&action, options, run] { action = [options, run] { return run(*options); }; });
    return command;
  };
  CLI::App* verifying = add("verify", "Find any changed, removed, added or moved bit", verify);
  verifying->add_option("--key", options->expected, "Public key that the log must be signed by");
  verifying->add_option("--since", options->since,
                        "A checkpoint kept earlier: was the log only added to?");
  add("show", "Print the last entries", show)
      ->add_option("--last", options->last, "How many (default 20)");
  CLI::App* witnessing = add("witness", "Sign the log's checkpoint, and print it to keep", witness);
  add_key_options(*witnessing, options->key);
  witnessing->add_option("--out", options->out, "Write the note to this file too");
  witnessing->add_option("--since", options->since,
                         "A note kept earlier: sign only if the log was only added to since");
  witnessing
      ->add_option("--every", options->every_h,
                   "Go on, and sign again every so many hours, each time checked against the note "
                   "before (the gate wants one of the last 24 hours)")
      ->check(CLI::Range(1, 23));
}

}  // namespace sillage::app
