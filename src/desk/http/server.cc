// SPDX-License-Identifier: Apache-2.0
// The one place that knows Boost.Beast and Asio.
#include "desk/http/server.h"

#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <optional>
#include <set>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace sillage::desk::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
namespace net = boost::asio;
using tcp = net::ip::tcp;
using boost::system::error_code;

constexpr int kMostSlow = 8;
constexpr auto kEventStep = std::chrono::seconds(1);

Method method_of(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get:
      return Method::kGet;
    case bhttp::verb::head:
      return Method::kHead;
    case bhttp::verb::post:
      return Method::kPost;
    case bhttp::verb::put:
      return Method::kPut;
    case bhttp::verb::patch:
      return Method::kPatch;
    case bhttp::verb::delete_:
      return Method::kDelete;
    default:
      return Method::kOther;
  }
}

Response plain_response(int status, const char* text) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = make_body(text);
  return response;
}

bool accepts_gzip(const Request& request) {
  const std::string_view accepted = request.header("accept-encoding");
  const std::size_t at = accepted.find("gzip");
  return at != std::string_view::npos && !accepted.substr(at).starts_with("gzip;q=0");
}

/// The threads of one lane.
struct Workers {
  Workers(int threads, int most) : pool(static_cast<std::size_t>(threads)), most_waiting(most) {}
  net::thread_pool pool;
  const int most_waiting;
  std::atomic<int> waiting = 0;
};

/// What sessions share; outlives them.
struct Shared {
  ServerOptions options;
  Handler handler;
  LaneOf lane_of;
  // Before the context: what it still holds when it goes lets go of them.
  int streams = 0;  ///< network thread only, as is the next
  std::set<class Connection*> connections;
  net::io_context io{1};
  Workers quick, work, slow;

  Shared(const ServerOptions& o, Handler h, LaneOf l)
      : options(o),
        handler(std::move(h)),
        lane_of(std::move(l)),
        quick(o.workers, o.most_waiting),
        work(o.work_workers, o.most_waiting),
        slow(1, kMostSlow) {}

  Workers& workers_of(const Request& request) {
    const Lane lane = lane_of ? lane_of(request) : Lane::kQuick;
    return lane == Lane::kQuick ? quick : lane == Lane::kWork ? work : slow;
  }
  /// Waits for what is being answered; what waits is left.
  void stop_workers() {
    for (Workers* workers : {&quick, &work, &slow}) workers->pool.stop();
    for (Workers* workers : {&quick, &work, &slow}) workers->pool.join();
  }
};

/// Lets the server close whatever is open, with or without TLS.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void close() = 0;
};

template <class Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  static constexpr bool kEncrypted = !std::is_same_v<Stream, beast::tcp_stream>;

  template <class... Args>
  explicit Session(Shared& shared, tcp::socket socket, Args&... args)
      : shared_(shared), stream_(std::move(socket), args...), timer_(shared.io) {
    error_code ignored;
    const auto peer = beast::get_lowest_layer(stream_).socket().remote_endpoint(ignored);
    if (!ignored) peer_ = peer.address().to_string();
    beast::get_lowest_layer(stream_).socket().set_option(tcp::no_delay(true), ignored);
    shared_.connections.insert(this);
  }
  ~Session() override {
    shared_.connections.erase(this);
    if (streaming_) --shared_.streams;
  }

  void start() {
    if constexpr (kEncrypted) {
      expire(shared_.options.read_timeout);
      stream_.async_handshake(net::ssl::stream_base::server,
                              [self = this->shared_from_this()](error_code error) {
                                if (!error) self->read();
                              });
    } else {
      read();
    }
  }
  void close() override {
    error_code ignored;
    timer_.cancel();
    beast::get_lowest_layer(stream_).socket().close(ignored);
  }

 private:
  void expire(std::chrono::seconds after) {
    beast::get_lowest_layer(stream_).expires_after(after);
  }

  void read() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_.options.most_header));
    parser_->body_limit(shared_.options.most_body);
    expire(shared_.options.idle_timeout);
    bhttp::async_read_header(stream_, buffer_, *parser_,
                             [self = this->shared_from_this()](error_code error, std::size_t) {
                               self->got_header(error);
                             });
  }

  void got_header(error_code error) {
    if (error) return refuse(error);
    expire(shared_.options.read_timeout);
    bhttp::async_read(stream_, buffer_, *parser_,
                      [self = this->shared_from_this()](error_code failed, std::size_t) {
                        if (failed) return self->refuse(failed);
                        self->dispatch();
                      });
  }

  /// Where the other side sent something wrong, it is told; where it has gone, nothing is said.
  void refuse(error_code error) {
    keep_alive_ = false;
    if (error == bhttp::error::body_limit) return send(plain_response(413, "too large\n"));
    if (error == bhttp::error::header_limit) return send(plain_response(431, "too large\n"));
    if (error.category() == bhttp::make_error_code(bhttp::error::bad_method).category() &&
        error != bhttp::error::end_of_stream && error != bhttp::error::partial_message) {
      return send(plain_response(400, "not a request that can be read\n"));
    }
    finish();
  }

  void dispatch() {
    const auto& message = parser_->get();
    keep_alive_ = message.keep_alive();
    is_head_ = message.method() == bhttp::verb::head;
    Request request;
    request.method = is_head_ ? Method::kGet : method_of(message.method());
    request.peer = peer_;
    request.encrypted = kEncrypted;
    if (!parse_target({message.target().data(), message.target().size()}, request)) {
      return send(plain_response(400, "not an address that can be read\n"));
    }
    for (const auto& field : message) {
      std::string name(field.name_string());
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      request.headers.emplace_back(std::move(name), std::string(field.value()));
    }
    gzip_ = accepts_gzip(request);
    request.body = std::move(parser_->get().body());
    expire(std::chrono::hours(1));  // nobody reads or writes while it is answered
    Workers& workers = shared_.workers_of(request);
    if (++workers.waiting > workers.most_waiting) {
      --workers.waiting;
      Response busy = plain_response(503, "too many requests at once; try again in a second\n");
      busy.headers.emplace_back("Retry-After", "1");
      return send(std::move(busy));
    }
    net::post(workers.pool,
              [self = this->shared_from_this(), &workers, r = std::move(request)]() mutable {
                std::optional<Response> response;
                if (!self->has_gone()) response = self->answer(r);
                --workers.waiting;
                // This thread lets go of the session, which ends where its other work is done.
                net::io_context& io = self->shared_.io;
                net::post(io, [self = std::move(self), a = std::move(response)]() mutable {
                  a ? self->send(std::move(*a)) : self->finish();
                });
              });
  }

  Response answer(const Request& request) {
    try {
      return shared_.handler(request);
    } catch (const std::exception&) {
      return plain_response(500, "a defect of the server\n");
    }
  }

  /// Whether the other side has closed the connection. In a worker: nobody else uses the socket then.
  bool has_gone() {
    char next = 0;
    const auto peeked = ::recv(beast::get_lowest_layer(stream_).socket().native_handle(), &next, 1,
                               MSG_PEEK | MSG_DONTWAIT);
    return peeked == 0 || (peeked < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
  }

  void send(Response response) {
    if (response.events) return stream_events(std::move(response));
    body_ = response.body;
    const bool squeezed = gzip_ && body_ && !body_->gzip.empty();
    // Kept answers are kept compressed; hardly any client wants them otherwise.
    if (body_ && !squeezed && body_->plain.empty()) {
      body_ = std::make_shared<const Body>(Body{text_of(*body_), body_->gzip});
    }
    static const std::string kNothing;
    const std::string& content =
        body_ ? (squeezed ? body_->gzip : body_->plain) : kNothing;
    answer_.emplace();
    put_head(answer_->base(), response);
    answer_->version(11);
    answer_->keep_alive(keep_alive_);
    if (body_ && !body_->gzip.empty()) answer_->set(bhttp::field::vary, "Accept-Encoding");
    if (squeezed) answer_->set(bhttp::field::content_encoding, "gzip");
    const bool has_body = response.status != 204 && response.status != 304;
    if (has_body) answer_->content_length(content.size());
    if (has_body && !is_head_) answer_->body() = {content.data(), content.size()};
    expire(shared_.options.read_timeout);
    auto done = [self = this->shared_from_this()](error_code error, std::size_t) {
      if (error || !self->keep_alive_) return self->finish();
      self->read();
    };
    if (is_head_) {
      serializer_.emplace(*answer_);
      serializer_->split(true);
      return bhttp::async_write_header(stream_, *serializer_, std::move(done));
    }
    bhttp::async_write(stream_, *answer_, std::move(done));
  }

  static void put_head(bhttp::response_header<>& head, const Response& response) {
    head.result(static_cast<unsigned>(response.status));
    if (!response.content_type.empty()) {
      head.set(bhttp::field::content_type, response.content_type);
    }
    for (const auto& [name, value] : response.headers) head.insert(name, value);
  }

  void stream_events(Response response) {
    if (shared_.streams >= shared_.options.most_streams) {
      return send(plain_response(503, "too many live streams; close a window\n"));
    }
    ++shared_.streams;
    streaming_ = true;
    events_ = std::move(response.events);
    outgoing_ = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n";
    for (const auto& [name, value] : response.headers) outgoing_ += name + ": " + value + "\r\n";
    outgoing_ += "\r\n";
    push_events();
  }

  void push_events() {
    const std::optional<std::string> next = events_();
    if (!next) return finish();
    outgoing_ += *next;
    expire(shared_.options.read_timeout);
    net::async_write(stream_, net::buffer(outgoing_),
                     [self = this->shared_from_this()](error_code error, std::size_t) {
                       if (error) return self->finish();
                       self->outgoing_.clear();
                       self->wait_for_events();
                     });
  }

  void wait_for_events() {
    expire(std::chrono::hours(1));
    timer_.expires_after(kEventStep);
    timer_.async_wait([self = this->shared_from_this()](error_code error) {
      if (error) return;
      self->push_events();
    });
  }

  void finish() {
    error_code ignored;
    auto& socket = beast::get_lowest_layer(stream_).socket();
    socket.shutdown(tcp::socket::shutdown_send, ignored);
    beast::get_lowest_layer(stream_).close();
  }

  Shared& shared_;
  Stream stream_;
  net::steady_timer timer_;
  beast::flat_buffer buffer_{64 << 10};
  std::optional<bhttp::request_parser<bhttp::string_body>> parser_;
  using Answer = bhttp::response<bhttp::span_body<const char>>;
  std::optional<Answer> answer_;
  std::optional<bhttp::response_serializer<bhttp::span_body<const char>>> serializer_;
  std::shared_ptr<const Body> body_;
  EventSource events_;
  std::string outgoing_, peer_;
  bool keep_alive_ = true, is_head_ = false, gzip_ = false, streaming_ = false;
};

class BeastServer final : public Server {
 public:
  BeastServer(const ServerOptions& options, Handler handler, LaneOf lane_of)
      : shared_(std::make_unique<Shared>(options, std::move(handler), std::move(lane_of))),
        acceptor_(shared_->io) {}
  ~BeastServer() override { stop(); }

  Result<void> open() {
    const ServerOptions& options = shared_->options;
    error_code error;
    const auto address = net::ip::make_address(options.address, error);
    if (error) {
      return fail(ErrorCode::kInvalidArgument,
                  "'{}' is no address to listen on; write one such as 127.0.0.1 or 0.0.0.0",
                  options.address);
    }
    if (!options.certificate_file.empty()) RETURN_IF_ERROR(use_certificate());
    const tcp::endpoint endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (!error) return {};
    return fail(error == net::error::access_denied ? ErrorCode::kPermission : ErrorCode::kConflict,
                "cannot listen on {}:{} ({}); stop what listens there, or choose another address "
                "with --listen",
                options.address, options.port, error.message());
  }

  void start() override {
    accept();
    thread_ = std::jthread([this] { shared_->io.run(); });
  }

  void stop() override {
    if (!thread_.joinable()) return;
    shared_->stop_workers();
    net::post(shared_->io, [this] {
      error_code ignored;
      acceptor_.close(ignored);
      for (Connection* connection : shared_->connections) connection->close();
    });
    // Closed connections let go of their sessions; what does not is cut off.
    for (int i = 0; i < 50 && !shared_->io.stopped(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    shared_->io.stop();
    thread_.join();
  }

  std::uint16_t port() const override {
    error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

 private:
  Result<void> use_certificate() {
    tls_.emplace(net::ssl::context::tls_server);
    error_code error;
    SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
    tls_->use_certificate_chain_file(shared_->options.certificate_file, error);
    if (!error) {
      tls_->use_private_key_file(shared_->options.key_file, net::ssl::context::pem, error);
    }
    if (!error) return {};
    return fail(ErrorCode::kInvalidArgument,
                "cannot use the certificate {} with the key {} ({}); give both as PEM files that "
                "belong together",
                shared_->options.certificate_file, shared_->options.key_file, error.message());
  }

  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (error == net::error::operation_aborted || !acceptor_.is_open()) return;
      const auto most = static_cast<std::size_t>(shared_->options.most_connections);
      if (!error && shared_->connections.size() < most) {
        if (tls_) {
          std::make_shared<Session<beast::ssl_stream<beast::tcp_stream>>>(
              *shared_, std::move(socket), *tls_)
              ->start();
        } else {
          std::make_shared<Session<beast::tcp_stream>>(*shared_, std::move(socket))->start();
        }
      }
      accept();
    });
  }

  std::unique_ptr<Shared> shared_;
  std::optional<net::ssl::context> tls_;
  tcp::acceptor acceptor_;
  std::jthread thread_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::create(const ServerOptions& options, Handler handler,
                                               LaneOf lane_of) {
  auto server = std::make_unique<BeastServer>(options, std::move(handler), std::move(lane_of));
  RETURN_IF_ERROR(server->open());
  return server;
}

}  // namespace sillage::desk::http
