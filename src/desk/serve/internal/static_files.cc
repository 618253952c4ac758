// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/static_files.h"

#include "base/files.h"
#include "desk/serve/internal/problem.h"

namespace sillage::desk::serve {
namespace {

constexpr std::size_t kMostFiles = 2'000, kMostBytes = 64u << 20;

constexpr const char* kNoDashboard =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sillage</title></head>"
    "<body><h1>Sillage</h1><p>The desk runs, but the dashboard was not built. Build it with "
    "<code>make web</code> and start again, or name its folder with <code>--web</code>.</p>"
    "<p>The API is at <a href=\"/api/v1/health\">/api/v1</a>.</p></body></html>\n";

const char* content_type_of(const std::string& extension) {
  static const std::map<std::string, const char*> kTypes{
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},   {".json", "application/json"},
      {".svg", "image/svg+xml"},             {".png", "image/png"},
      {".jpg", "image/jpeg"},                {".webp", "image/webp"},
      {".ico", "image/x-icon"},              {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"}, {".webmanifest", "application/manifest+json"}};
  const auto found = kTypes.find(extension);
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

Result<StaticFiles> StaticFiles::read(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  StaticFiles files;
  std::error_code error;
  std::size_t bytes = 0;
  if (!folder.empty() && !fs::is_regular_file(folder / "index.html", error)) {
    return fail(ErrorCode::kNotFound,
                "{} holds no index.html; build the dashboard with 'make web', or leave out --web",
                folder.string());
  }
  if (folder.empty()) {
    files.files_["/index.html"] = {"text/html; charset=utf-8", "\"none\"",
                                   http::make_body(kNoDashboard), false};
    return files;
  }
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file()) continue;
    ASSIGN_OR_RETURN(std::string content, read_file(at->path(), kMostBytes));
    bytes += content.size();
    if (files.files_.size() >= kMostFiles || bytes > kMostBytes) {
      return fail(ErrorCode::kExhausted,
                  "{} holds more than {} files or 64 MiB; is it the dashboard's folder?",
                  folder.string(), kMostFiles);
    }
    const std::string path = "/" + fs::relative(at->path(), folder).generic_string();
    const std::string etag = "\"" + sha256_hex(content).substr(0, 24) + "\"";
    files.files_[path] = {content_type_of(at->path().extension().string()), etag,
                          http::make_body(std::move(content)), path.starts_with("/assets/")};
  }
  return files;
}

http::Response StaticFiles::get(const http::Request& request) const {
  if (request.method != http::Method::kGet) {
    Problem problem{405, "method-not-allowed", "Files are only read", {}, {}, {{"Allow", "GET"}}};
    return to_response(problem);
  }
  auto found = files_.find(request.path == "/" ? "/index.html" : request.path);
  if (found == files_.end()) {
    const bool is_file = request.path.starts_with("/assets/") ||
                         request.path.find('.', request.path.rfind('/')) != std::string::npos;
    if (is_file) {
      Problem problem{404, "not-found", "There is no such file", {}, {}, {}};
      return to_response(problem);
    }
    found = files_.find("/index.html");  // a page of the dashboard
  }
  const File& file = found->second;
  http::Response response;
  response.headers = {{"ETag", file.etag},
                      {"Cache-Control", file.never_changes
                                            ? "public, max-age=31536000, immutable"
                                            : "no-cache"}};
  if (request.header("if-none-match") == file.etag) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  response.body = file.body;
  return response;
}

}  // namespace sillage::desk::serve
