// SPDX-License-Identifier: Apache-2.0
#include "app/desk_setup.h"

#include <charconv>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "app/self_signed.h"
#include "app/walk_check.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

Result<void> set_address(const std::string& listen, desk::DeskOptions& options) {
  const std::size_t colon = listen.rfind(':');
  const char* end = listen.data() + listen.size();
  if (colon != std::string::npos) {
    const auto read = std::from_chars(listen.data() + colon + 1, end, options.port);
    options.address = listen.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']')) {
      options.address = options.address.substr(1, options.address.size() - 2);
    }
    if (read.ec == std::errc() && read.ptr == end && !options.address.empty()) return {};
  }
  return fail(ErrorCode::kUsage, "'{}' is no address to listen on; write one such as "
              "127.0.0.1:8080", listen);
}

Result<void> set_certificate(const ServeOptions& given, desk::DeskOptions& options) {
  if (given.certificate.empty() != given.key.empty()) {
    return fail(ErrorCode::kUsage, "--certificate and --key belong together; give both");
  }
  options.certificate_file = given.certificate;
  options.key_file = given.key;
  if (!given.self_signed || !given.certificate.empty()) return {};
  const fs::path folder = fs::path(given.database).parent_path();
  options.certificate_file = (folder / "desk-certificate.pem").string();
  options.key_file = (folder / "desk-key.pem").string();
  if (fs::exists(options.certificate_file) && fs::exists(options.key_file)) return {};
  return make_self_signed(options.certificate_file, options.key_file);
}

}  // namespace

std::string find_web(const std::string& given) {
  if (!given.empty()) return given;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  // Beside an installed program, and in a build folder of the source tree.
  for (const char* place : {"../share/sillage/web", "../../web/dist"}) {
    const fs::path folder = program.parent_path() / place;
    if (fs::is_regular_file(folder / "index.html", error)) return fs::canonical(folder).string();
  }
  return {};
}

Result<desk::DeskOptions> desk_options(const ServeOptions& given) {
  desk::DeskOptions options;
  options.database = given.database;
  options.version = SILLAGE_VERSION;
  options.demonstration = given.demonstration;
  options.reads_per_s = given.reads_per_s;
  options.web = find_web(given.web);
  // Cameras are reached by an eye alone: here nothing decodes a picture.
  options.tools.walk = walk_through;
  RETURN_IF_ERROR(set_address(given.listen, options));
  RETURN_IF_ERROR(set_certificate(given, options));
  if (!given.config.empty()) {
    ASSIGN_OR_RETURN(const auto store, config::load(given.config));
    options.installation = desk::Installation{store, {}, false, Instant{}};
  }
  return options;
}

void add_serve_options(CLI::App& command, ServeOptions& options) {
  command.add_option("--db", options.database, "Database of figures")->required();
  command.add_option("--config", options.config, "Configuration of the store");
  command.add_option("--listen", options.listen, "Address and port (default 127.0.0.1:8080)");
  command.add_option("--web", options.web, "Folder of the dashboard (found by itself)");
  command.add_option("--certificate", options.certificate, "TLS certificate (PEM)");
  command.add_option("--key", options.key, "Its key (PEM)");
  command.add_flag("--self-signed", options.self_signed,
                   "TLS with a certificate of our own, made at the first start beside the database");
  command.add_flag("--demo", options.demonstration,
                   "Make an account to look around, of a database that is a demonstration");
  command.add_option("--reads-per-s", options.reads_per_s,
                     "Requests of one account per second, on average (default 100)")
      ->check(CLI::Range(1.0, 1e6));
}

}  // namespace sillage::app
