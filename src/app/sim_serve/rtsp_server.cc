// SPDX-License-Identifier: Apache-2.0
#include "app/sim_serve/rtsp_server.h"

#include <csignal>
#include <optional>
#include <utility>
#include <vector>

#include <gio/gio.h>
#include <glib-unix.h>
#include <gst/app/gstappsrc.h>
#include <gst/rtsp-server/rtsp-server.h>

namespace sillage::app {
namespace {

using Real = sim::LiveClock::Real;

constexpr const char* kSource = "source";
constexpr const char* kRole = "viewer";
constexpr guint64 kMostWaiting = 3;  ///< pictures
constexpr guint kAskEvery_ms = 100;
constexpr guint kTidyEvery_s = 5;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(GMainLoop* loop) const { g_main_loop_unref(loop); }
  void operator()(GSource* source) const {
    g_source_destroy(source);
    g_source_unref(source);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::int64_t nanoseconds(Real::time_point time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

/// Pictures into the appsrc of one medium. Their stamps are the times at which they were taken, on
/// the medium's clock, so that RTCP tells those and not when they were sent.
class AppSink final : public sim::PictureSink {
 public:
  /// Takes over the reference.
  explicit AppSink(GstElement* source) : source_(source) {}

  bool has_room(Real::time_point taken) override {
    if (GST_STATE(source_.get()) != GST_STATE_PLAYING || !stamp_of(taken)) return false;
    return gst_app_src_get_current_level_buffers(app()) < kMostWaiting;
  }

  void put(const sim::EncodedPicture& picture, Real::time_point taken) override {
    GstBuffer* buffer =
        gst_buffer_new_memdup(picture.bytes.data(), static_cast<gsize>(picture.bytes.size()));
    GST_BUFFER_PTS(buffer) = stamp_of(taken).value_or(0);
    GST_BUFFER_DTS(buffer) = GST_BUFFER_PTS(buffer);
    if (!picture.is_key) GST_BUFFER_FLAG_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
    gst_app_src_push_buffer(app(), buffer);  // refused only while the medium is being closed
  }

 private:
  GstAppSrc* app() const { return GST_APP_SRC(source_.get()); }

  /// Nothing for what was taken before the medium began.
  std::optional<GstClockTime> stamp_of(Real::time_point taken) {
    const Owned<GstClock> clock(gst_element_get_clock(source_.get()));
    const GstClockTime began = gst_element_get_base_time(source_.get());
    if (!clock || began == GST_CLOCK_TIME_NONE) return {};
    if (!clock_ahead_) {
      clock_ahead_ =
          static_cast<std::int64_t>(gst_clock_get_time(clock.get())) - nanoseconds(Real::now());
    }
    const std::int64_t stamp =
        nanoseconds(taken) + *clock_ahead_ - static_cast<std::int64_t>(began);
    if (stamp < 0) return {};
    return static_cast<GstClockTime>(stamp);
  }

  Owned<GstElement> source_;
  std::optional<std::int64_t> clock_ahead_;  ///< GStreamer's clock minus ours, ns
};

/// What `unprepared` needs to know: which feed, and which of its audiences leaves.
struct Audience {
  sim::Feed* feed;
  std::shared_ptr<AppSink> sink;
};

void on_unprepared(GstRTSPMedia*, gpointer data) {
  auto* audience = static_cast<Audience*>(data);
  audience->feed->unwatch(audience->sink.get());
}

void forget(gpointer data, GClosure*) { delete static_cast<Audience*>(data); }

/// Somebody is the first to ask for a camera: GStreamer has made a medium for it.
void on_configure(GstRTSPMediaFactory*, GstRTSPMedia* media, gpointer data) {
  auto* feed = static_cast<sim::Feed*>(data);
  const Owned<GstElement> element(gst_rtsp_media_get_element(media));
  auto sink = std::make_shared<AppSink>(gst_bin_get_by_name(GST_BIN(element.get()), kSource));
  auto* audience = new Audience{feed, sink};
  g_signal_connect_data(media, "unprepared", G_CALLBACK(on_unprepared), audience, forget, {});
  feed->watch(std::move(sink));
}

std::string pipeline_of(const sim::LiveFormat& format) {
  const bool is_h264 = format.codec == sim::Codec::kH264;
  gint numerator = 0, denominator = 1;
  gst_util_double_to_fraction(format.fps, &numerator, &denominator);
  return fmt::format(
      "( appsrc name={} is-live=true format=time block=false max-buffers=0 max-bytes=0 "
      "caps=video/x-{},stream-format=byte-stream,alignment=au,width={},height={},framerate={}/{} "
      "! {} name=pay0 pt=96 config-interval=-1 )",
      kSource, is_h264 ? "h264" : "h265", format.width, format.height, numerator, denominator,
      is_h264 ? "rtph264pay" : "rtph265pay");
}

Result<void> check_plugins() {
  for (const char* element : {"appsrc", "rtpbin", "udpsink", "rtph264pay", "rtph265pay"}) {
    GstElementFactory* factory = gst_element_factory_find(element);
    if (factory == nullptr) {
      return fail(ErrorCode::kUnsupported,
                  "GStreamer has no element {}; install gstreamer1.0-plugins-base and "
                  "gstreamer1.0-plugins-good (make deps)",
                  element);
    }
    gst_object_unref(factory);
  }
  return {};
}

gboolean on_signal(gpointer loop) {
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
  return G_SOURCE_CONTINUE;
}

gboolean on_tidy(gpointer pool) {
  gst_rtsp_session_pool_cleanup(static_cast<GstRTSPSessionPool*>(pool));
  return G_SOURCE_CONTINUE;
}

GstRTSPFilterResult remove_client(GstRTSPServer*, GstRTSPClient*, gpointer) {
  return GST_RTSP_FILTER_REMOVE;
}

}  // namespace

struct RtspServer::Impl {
  std::string address;
  bool asks_who = false;
  Owned<GstRTSPServer> server;
  Owned<GstRTSPMountPoints> mounts;
  Owned<GSource> listening;

  ~Impl() {
    listening.reset();
    if (!server) return;
    if (mounts) {
      for (const std::string& path : paths) {
        gst_rtsp_mount_points_remove_factory(mounts.get(), path.c_str());
      }
    }
    g_list_free_full(gst_rtsp_server_client_filter(server.get(), remove_client, nullptr),
                     g_object_unref);
    mounts.reset();
    server.reset();
    gst_rtsp_thread_pool_cleanup();
  }

  void ask_who(const RtspOptions& options) {
    const Owned<GstRTSPAuth> auth(gst_rtsp_auth_new());
    gst_rtsp_auth_set_supported_methods(auth.get(), GST_RTSP_AUTH_DIGEST);
    gst_rtsp_auth_set_realm(auth.get(), "sillage simulation");
    GstRTSPToken* token =
        gst_rtsp_token_new(GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, kRole, nullptr);
    gst_rtsp_auth_add_digest(auth.get(), options.user.c_str(), options.password.c_str(), token);
    gst_rtsp_token_unref(token);
    gst_rtsp_server_set_auth(server.get(), auth.get());
    asks_who = true;
  }

  Result<void> listen(const RtspOptions& options) {
    gst_rtsp_server_set_address(server.get(), options.address.c_str());
    gst_rtsp_server_set_service(server.get(), std::to_string(options.port).c_str());
    GError* raw = nullptr;
    listening.reset(gst_rtsp_server_create_source(server.get(), nullptr, &raw));
    const Owned<GError> error(raw);
    if (listening) return {};
    const std::string why = error ? error->message : "no reason given";
    const bool taken = error && g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
    return fail(taken ? ErrorCode::kConflict : ErrorCode::kUnavailable,
                "cannot listen on {}:{}: {}; {}", options.address, options.port, why,
                taken ? "another program has that port: stop it, or take another with --port (0 "
                        "finds a free one)"
                      : "give an address of this machine with --address, and a port above 1023 "
                        "with --port");
  }

  std::vector<std::string> paths;
};

RtspServer::RtspServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RtspServer::RtspServer(RtspServer&&) noexcept = default;
RtspServer& RtspServer::operator=(RtspServer&&) noexcept = default;
RtspServer::~RtspServer() = default;

Result<RtspServer> RtspServer::create(const RtspOptions& options) {
  gst_init(nullptr, nullptr);
  RETURN_IF_ERROR(check_plugins());
  auto impl = std::make_unique<Impl>();
  impl->address = options.address;
  impl->server.reset(gst_rtsp_server_new());
  impl->mounts.reset(gst_rtsp_server_get_mount_points(impl->server.get()));
  if (!options.user.empty()) impl->ask_who(options);
  RETURN_IF_ERROR(impl->listen(options));
  return RtspServer(std::move(impl));
}

std::string RtspServer::url(const std::string& name) const {
  const bool is_ipv6 = impl_->address.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + impl_->address + "]" : impl_->address;
  return fmt::format("rtsp://{}:{}/{}", host, gst_rtsp_server_get_bound_port(impl_->server.get()),
                     name);
}

void RtspServer::offer(const std::string& name, sim::Feed& feed) {
  GstRTSPMediaFactory* factory = gst_rtsp_media_factory_new();
  gst_rtsp_media_factory_set_launch(factory, pipeline_of(feed.format()).c_str());
  gst_rtsp_media_factory_set_shared(factory, TRUE);
  gst_rtsp_media_factory_set_latency(factory, 0);
  const Owned<GstClock> clock(gst_system_clock_obtain());
  gst_rtsp_media_factory_set_clock(factory, clock.get());
  if (impl_->asks_who) {
    gst_rtsp_media_factory_add_role(factory, kRole, GST_RTSP_PERM_MEDIA_FACTORY_ACCESS,
                                    G_TYPE_BOOLEAN, TRUE, GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT,
                                    G_TYPE_BOOLEAN, TRUE, nullptr);
  }
  g_signal_connect(factory, "media-configure", G_CALLBACK(on_configure), &feed);
  impl_->paths.push_back("/" + name);
  gst_rtsp_mount_points_add_factory(impl_->mounts.get(), impl_->paths.back().c_str(), factory);
}

void RtspServer::run(const std::function<bool()>& go_on) {
  const Owned<GMainLoop> loop(g_main_loop_new(nullptr, FALSE));
  struct Asking {
    const std::function<bool()>& go_on;
    GMainLoop* loop;
  } asking{go_on, loop.get()};
  const auto ask = [](gpointer data) -> gboolean {
    auto* asked = static_cast<Asking*>(data);
    if (!asked->go_on()) g_main_loop_quit(asked->loop);
    return G_SOURCE_CONTINUE;
  };
  const Owned<GstRTSPSessionPool> sessions(gst_rtsp_server_get_session_pool(impl_->server.get()));
  const std::vector<guint> sources{g_unix_signal_add(SIGINT, on_signal, loop.get()),
                                   g_unix_signal_add(SIGTERM, on_signal, loop.get()),
                                   g_timeout_add(kAskEvery_ms, ask, &asking),
                                   g_timeout_add_seconds(kTidyEvery_s, on_tidy, sessions.get())};
  g_source_attach(impl_->listening.get(), nullptr);
  g_main_loop_run(loop.get());
  for (const guint source : sources) g_source_remove(source);
}

}  // namespace sillage::app
