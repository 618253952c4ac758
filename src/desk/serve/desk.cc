// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/desk.h"

#include <condition_variable>
#include <thread>

#include "desk/http/server.h"
#include "desk/serve/internal/api.h"
#include "desk/serve/internal/crypto.h"
#include "desk/serve/internal/keeper.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/static_files.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk {
namespace {

using namespace serve;

/// Of every answer. Scripts, styles, pictures and requests are of this host alone.
void add_security_headers(http::Response& response, bool encrypted) {
  auto& headers = response.headers;
  headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
      "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors 'none'");
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  if (encrypted) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

class RunningDesk final : public Desk {
 public:
  explicit RunningDesk(DeskOptions options) : shared_(std::move(options)) {}
  ~RunningDesk() override { stop(); }

  Result<void> open() {
    ASSIGN_OR_RETURN(shared_.document, ApiDocument::read());
    ASSIGN_OR_RETURN(api_, Api::create(shared_, clock_));
    ASSIGN_OR_RETURN(files_, StaticFiles::read(shared_.options.web));
    ASSIGN_OR_RETURN(auto backend, shared_.pool.lend());
    const Instant now = clock_.now();
    if (shared_.options.installation) {
      RETURN_IF_ERROR(install(*backend->records, *shared_.options.installation, now));
    }
    RETURN_IF_ERROR(refresh_all(*backend, now));
    RETURN_IF_ERROR(prepare_accounts(*backend, now));
    const DeskOptions& options = shared_.options;
    http::ServerOptions server;
    server.address = options.address;
    server.port = options.port;
    server.certificate_file = options.certificate_file;
    server.key_file = options.key_file;
    ASSIGN_OR_RETURN(server_, http::Server::create(
                                  server, [this](const http::Request& r) { return answer(r); },
                                  [this](const http::Request& r) {
                                    return is_of_api(r) ? api_->lane_of(r) : http::Lane::kQuick;
                                  }));
    return {};
  }

  void start() override {
    server_->start();
    keeper_ = std::jthread([this](const std::stop_token& stop) { keep(stop); });
  }
  void stop() override {
    if (!keeper_.joinable()) return;
    keeper_.request_stop();
    server_->stop();
    keeper_.join();
  }
  std::uint16_t port() const override { return server_->port(); }
  std::string address() const override {
    const DeskOptions& options = shared_.options;
    const bool any = options.address == "0.0.0.0" || options.address == "::";
    return fmt::format("{}://{}:{}", options.certificate_file.empty() ? "http" : "https",
                       any ? "127.0.0.1" : options.address, port());
  }
  std::string first_run_link() const override {
    return first_token_.empty() ? "" : address() + "/welcome#" + first_token_;
  }
  std::optional<Viewer> demonstration_viewer() const override { return viewer_; }

 private:
  static bool is_of_api(const http::Request& request) {
    return request.path.starts_with("/api/v1/");
  }

  http::Response answer(const http::Request& request) {
    http::Response response;
    if (is_of_api(request)) {
      response = api_->handle(request);
    } else if (request.path == "/metrics") {
      http::Request inner = request;  // where Prometheus looks
      inner.path = "/api/v1/prometheus";
      response = api_->handle(inner);
    } else {
      response = files_.get(request);
    }
    add_security_headers(response, request.encrypted);
    return response;
  }

  Result<void> prepare_accounts(Backend& backend, Instant now) {
    Accounts accounts(*backend.records, now);
    ASSIGN_OR_RETURN(const bool empty, accounts.is_empty());
    if (shared_.options.demonstration) RETURN_IF_ERROR(add_viewer(backend, now));
    if (!empty) return {};
    ASSIGN_OR_RETURN(first_token_, accounts.invitation("admin", true));
    return {};
  }

  Result<void> add_viewer(Backend& backend, Instant now) {
    if (!is_demonstration(backend)) {
      return fail(ErrorCode::kInvalidArgument,
                  "{} holds no demonstration; leave out --demo, or fill one with 'sillage sim fill'",
                  shared_.options.database.string());
    }
    Viewer viewer{kDemoViewer, random_token(9)};
    const Json body = {{"role", "viewer"},
                       {"active", true},
                       {"hash", hash_password(viewer.password)},
                       {"totp", ""},
                       {"language", "en"},
                       {"demonstration", true},
                       {"created_at", to_iso8601(std::chrono::floor<std::chrono::seconds>(now))}};
    RETURN_IF_ERROR(
        backend.records->put({kUser, "", kDemoViewer, body.dump(), std::nullopt, 0, now}));
    viewer_ = viewer;
    return {};
  }

  void keep(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    auto next_retirement = std::chrono::steady_clock::now();
    Instant next_quarter = clock_.now() + kQuarter;
    while (!stop.stop_requested()) {
      if (auto backend = shared_.pool.lend()) {
        const Instant now = clock_.now();
        const auto changed = refresh_all(**backend, now);
        if (!changed) ++shared_.failures;
        // Also where nothing comes: what a silent store did not observe grows.
        if ((changed && *changed) || now >= next_quarter) {
          shared_.renew();
          next_quarter = now + kQuarter;
        }
        if (std::chrono::steady_clock::now() >= next_retirement) {
          if (!retire(**backend, now)) ++shared_.failures;
          shared_.renew();
          next_retirement += std::chrono::hours(1);
        }
      }
      std::unique_lock lock(mutex);
      wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
    }
  }

  static constexpr Duration kQuarter = std::chrono::minutes(15);
  static constexpr const char* kDemoViewer = "viewer";
  SystemClock clock_;
  Shared shared_;
  std::unique_ptr<Api> api_;
  StaticFiles files_;
  std::unique_ptr<http::Server> server_;
  std::string first_token_;
  std::optional<Viewer> viewer_;
  std::jthread keeper_;
};

}  // namespace

Result<std::unique_ptr<Desk>> Desk::create(DeskOptions options) {
  auto desk = std::make_unique<RunningDesk>(std::move(options));
  RETURN_IF_ERROR(desk->open());
  return desk;
}

}  // namespace sillage::desk
