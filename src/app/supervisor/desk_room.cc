// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <mutex>

#include <poll.h>

#include "app/desk_governance.h"
#include "app/desk_setup.h"
#include "app/govern_input.h"
#include "app/print.h"
#include "app/supervisor/camera_checker.h"
#include "app/supervisor/live_counts.h"
#include "app/supervisor/log.h"
#include "app/supervisor/plate_taker.h"
#include "app/supervisor/proposal.h"
#include "app/supervisor/room_board.h"
#include "app/supervisor/room_link.h"
#include "app/supervisor/rooms.h"
#include "base/files.h"
#include "config/reader.h"
#include "desk/store/store.h"

namespace sillage::app {
namespace {

constexpr int kPollMs = 200;
constexpr Duration kMetricsEvery = std::chrono::seconds(5);
/// The database is looked through so far around now for what was released already.
constexpr Duration kLookBack = std::chrono::hours(48), kLookAhead = std::chrono::hours(24 * 400);

/// What the room's own thread and those of the server share.
struct Office {
  RoomBoard board;
  LiveCounts counts;
  std::atomic<std::uint64_t> proposals = 0;
  std::optional<govern::ModelFacts> model;
  std::filesystem::path governance;
  std::shared_ptr<CameraChecker> checker;
  std::shared_ptr<PlateTaker> plates;
  std::mutex mutex;  ///< of what follows
  config::StoreConfig store;
  std::vector<std::byte> leave;  ///< the gate's, as it was last sent
  std::optional<std::string> set_up_problem;

  Office(config::StoreConfig config, desk::Calendar calendar)
      : counts(calendar), store(std::move(config)) {}

  desk::LiveState live(Instant now) {
    desk::LiveState live = board.live();
    if (live.at) counts.put(live, now);
    const std::lock_guard lock(mutex);
    live.set_up_problem = set_up_problem;
    return live;
  }
  Result<std::string> plate(const std::string& source) {
    std::vector<std::byte> token;
    {
      const std::lock_guard lock(mutex);
      token = leave;
    }
    return plates->take(source, token);
  }
  void allow(const Permit& permit) {
    const std::lock_guard lock(mutex);
    leave = permit.token;
  }
  govern::GapInput gap_input() {
    const std::lock_guard lock(mutex);
    govern::GapInput input;
    input.store = store;
    input.folder = governance;
    input.observed.model = model;
    return input;
  }
  /// People have set something up. The supervisor sees the number grow and reads what lies there.
  void publish(const std::filesystem::path& database, const Result<desk::SetUp>& set_up) {
    const std::lock_guard lock(mutex);
    const auto proposed = propose(database, set_up);
    set_up_problem.reset();
    if (!proposed) {
      set_up_problem = proposed.error().message;
      log(Level::kError, "event=set-up-not-in-force reason=\"{}\"", proposed.error().to_string());
      return;
    }
    store = set_up->store;
    ++proposals;
  }

 private:
  /// Read again as the supervisor will, so that people are told here what it would refuse.
  Result<void> propose(const std::filesystem::path& database, const Result<desk::SetUp>& set_up) {
    if (!set_up) return tl::unexpected(set_up.error());
    RETURN_IF_ERROR(write_proposal(database, *set_up));
    if (const auto read = read_proposal(database, store); !read) return tl::unexpected(read.error());
    return {};
  }
};

class DeskRoom {
 public:
  DeskRoom(std::unique_ptr<RoomLink> link, StoreId id, std::unique_ptr<desk::Store> store,
           std::int64_t run, bool evaluation, std::filesystem::path metrics,
           std::shared_ptr<Office> office)
      : link_(std::move(link)),
        id_(std::move(id)),
        store_(std::move(store)),
        run_(run),
        evaluation_(evaluation),
        floor_(Descriptor(kFirstDescriptor)),
        metrics_(std::move(metrics)),
        office_(std::move(office)) {
    link_->on_message = [this](const ControlMessage& message) {
      if (const auto* report = std::get_if<Report>(&message))
        office_->board.note(*report, link_->clock().now());
      if (const auto* permit = std::get_if<Permit>(&message)) office_->allow(*permit);
    };
  }

  Result<void> run() {
    remember_today();
    while (link_->poll()) {
      pollfd ends[] = {{link_->descriptor(), POLLIN, 0}, {floor_.descriptor(), POLLIN, 0}};
      ::poll(ends, 2, kPollMs);
      hear();
      beat();
      write_metrics();
    }
    hear();
    return {};
  }

 private:
  /// Of a desk before this one.
  void remember_today() {
    const Instant now = link_->clock().now();
    const auto bins = store_->read(id_, now - std::chrono::hours(25), now + kLookBack);
    if (!bins) return;  // the floor's question says so
    for (const desk::StoredBin& bin : *bins) {
      if (bin.header.evaluation == evaluation_) office_->counts.note(bin.header, bin.figures);
    }
  }

  void write_metrics() {
    if (metrics_.empty() || HouseClock::uptime() - metrics_at_ < kMetricsEvery) return;
    metrics_at_ = HouseClock::uptime();
    const auto written = write_file_atomically(metrics_, office_->board.metrics());
    if (!written && !is_complaining_) {
      log(Level::kError, "event=metrics-not-written reason=\"{}\"", written.error().to_string());
    }
    is_complaining_ = !written;
  }

  void hear() {
    while (const auto packet = floor_.receive()) {
      const auto piece = decode_release_piece(*packet);
      if (packet->empty() || !piece) break;
      if (piece->number == 0) {
        answer_question();
      } else {
        take(*piece);
      }
    }
  }

  void take(const ReleasePiece& piece) {
    if (piece.offset == 0) arriving_.clear(), number_ = piece.number;
    // The beginning went to a desk before this one; the floor will send it again.
    if (piece.number != number_ || piece.offset != arriving_.size()) return;
    arriving_.insert(arriving_.end(), piece.bytes.begin(), piece.bytes.end());
    if (arriving_.size() < piece.total) return;
    const auto release = wire::decode_release(arriving_);
    arriving_.clear();
    number_ = 0;
    if (!release) {
      ++refused_;
      log(Level::kError, "event=release-refused reason=\"{}\"", release.error().to_string());
      floor_.send(encode(ReleaseAnswer{piece.number, true}));
      return;
    }
    if (const auto written = store_->write(*release, run_); !written) {
      // No answer: the floor keeps it and sends it again, unless that never helps.
      const bool is_refused = written.error().code == ErrorCode::kConflict;
      ++(is_refused ? refused_ : failures_);
      if (is_refused) floor_.send(encode(ReleaseAnswer{piece.number, true}));
      log(Level::kError, "event=release-not-written reason=\"{}\"", written.error().to_string());
      return;
    }
    ++written_;
    office_->counts.note(release->header(), release->figures());
    if (release->header().period == wire::Period::kBin) last_end_ = release->header().bin_end;
    floor_.send(encode(ReleaseAnswer{piece.number, false}));
  }

  void answer_question() {
    const Instant now = link_->clock().now();
    const auto bins = store_->read(id_, now - kLookBack, now + kLookAhead);
    if (!bins) {
      log(Level::kError, "event=database-unreadable reason=\"{}\"", bins.error().to_string());
      return;
    }
    ReleaseAnswer answer;
    for (const desk::StoredBin& bin : *bins) {
      const wire::ReleaseHeader& header = bin.header;
      if (header.evaluation != evaluation_) continue;
      if (header.period == wire::Period::kDay) {
        answer.last_day = std::max(answer.last_day.value_or(header.bin_start), header.bin_start);
        continue;
      }
      answer.last_bin_start =
          std::max(answer.last_bin_start.value_or(header.bin_start), header.bin_start);
      answer.last_bin_end = std::max(answer.last_bin_end.value_or(header.bin_end), header.bin_end);
    }
    floor_.send(encode(answer));
  }

  void beat() {
    if (HouseClock::uptime() - beaten_at_ < std::chrono::milliseconds(500)) return;
    beaten_at_ = HouseClock::uptime();
    link_->beat({written_, refused_, failures_,
                 static_cast<std::uint64_t>(last_end_.time_since_epoch().count()),
                 office_->proposals});
  }

  std::unique_ptr<RoomLink> link_;
  StoreId id_;
  std::unique_ptr<desk::Store> store_;
  std::int64_t run_;
  bool evaluation_;
  Channel floor_;
  std::filesystem::path metrics_;
  std::shared_ptr<Office> office_;
  Duration metrics_at_{};
  bool is_complaining_ = false;  ///< once, not every few seconds
  std::vector<std::byte> arriving_;
  std::uint64_t number_ = 0;
  std::uint64_t written_ = 0, refused_ = 0, failures_ = 0;
  Instant last_end_{};
  Duration beaten_at_{};
};

/// The dashboard and the API; nothing where they cannot be served. Figures are written all the
/// same.
std::unique_ptr<desk::Desk> open_server(const RoomOptions& options,
                                        const std::shared_ptr<Office>& office,
                                        const HouseClock& clock) {
  if (options.listen.empty()) return nullptr;
  ServeOptions wanted;
  wanted.database = options.database.string();
  wanted.listen = options.listen;
  wanted.certificate = options.certificate;
  wanted.key = options.key;
  wanted.demonstration = options.demonstration;
  auto made = desk_options(wanted);
  if (made) {
    made->installation =
        desk::Installation{office->store, {}, options.demonstration, clock.now(), true};
    made->prometheus = [office] { return office->board.metrics(); };
    made->live = [office, &clock] { return office->live(clock.now()); };
    made->publish = [office, database = options.database](const Result<desk::SetUp>& set_up) {
      office->publish(database, set_up);
    };
    made->tools.test_camera = [office](const std::string& source) {
      return office->checker->check(source);
    };
    made->tools.take_plate = [office](const std::string& source) { return office->plate(source); };
    made->governance = desk_governance(
        [office]() -> Result<govern::GapInput> { return office->gap_input(); },
        options.demonstration);
  }
  auto server = made ? desk::Desk::create(std::move(*made))
                     : Result<std::unique_ptr<desk::Desk>>(tl::unexpected(made.error()));
  if (server) return std::move(*server);
  log(Level::kError, "event=dashboard-not-served reason=\"{}\"", server.error().to_string());
  return nullptr;
}

/// Threads of the server start after the room was closed in.
void begin_serving(desk::Desk& server) {
  server.start();
  log(Level::kNotice, "event=dashboard address={}", server.address());
  if (const std::string link = server.first_run_link(); !link.empty()) {
    message("first account (works once, until the next start): " + link);
  }
  if (const auto viewer = server.demonstration_viewer()) {
    message("demonstration, no real store; look around as user " + viewer->user +
            " with password " + viewer->password);
  }
}

}  // namespace

Result<void> be_desk(const RoomOptions& options) {
  ASSIGN_OR_RETURN(auto link, RoomLink::open());
  ASSIGN_OR_RETURN(const std::string text, read_config_descriptor());
  ASSIGN_OR_RETURN(const auto config, config::parse(text, options.config_name));
  ASSIGN_OR_RETURN(auto store, desk::open_sqlite(options.database));
  const char* source = options.demonstration ? "live demonstration" : "live cameras";
  ASSIGN_OR_RETURN(const std::int64_t run,
                   store->begin_run({link->clock().now(), SILLAGE_VERSION, source, "",
                                     options.model, sha256_hex(text)}));
  ASSIGN_OR_RETURN(const auto calendar, desk::Calendar::create(config.time_zone));
  const auto office = std::make_shared<Office>(config, calendar);
  if (!options.governance.empty()) {
    office->governance = std::filesystem::absolute(options.governance);
  }
  if (auto model = model_facts(config)) office->model = std::move(*model);
  const std::string& model = options.model.empty() ? config.detector.model : options.model;
  ASSIGN_OR_RETURN(office->checker, CameraChecker::start());
  ASSIGN_OR_RETURN(office->plates, PlateTaker::start({options.permit, model, options.manifest}));
  const HouseClock& clock = link->clock();
  const auto server = open_server(options, office, clock);
  const auto folder = std::filesystem::absolute(options.database).parent_path();
  Folders folders{{folder}, {"/etc/localtime"}};
  // Time zones; fonts and the list of packages, for the papers of the privacy pages.
  for (const char* read : {"/usr/share", "/etc/fonts", "/var/cache/fontconfig", "/var/lib/dpkg"}) {
    folders.read.emplace_back(read);
  }
  if (!options.governance.empty()) folders.written.push_back(office->governance);
  if (!options.metrics.empty()) {
    folders.written.push_back(std::filesystem::absolute(options.metrics).parent_path());
  }
  RETURN_IF_ERROR(close_room(RoomKind::kDesk, folders));
  if (server) begin_serving(*server);
  DeskRoom room(std::move(link), config.id, std::move(store), run, options.demonstration,
                options.metrics, office);
  const Result<void> ended = room.run();
  if (server) server->stop();
  return ended;
}

}  // namespace sillage::app
