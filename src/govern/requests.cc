// SPDX-License-Identifier: Apache-2.0
#include "govern/requests.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "base/files.h"
#include "base/id.h"
#include "govern/attest/attestation.h"
#include "govern/internal/requests.h"
#include "govern/log/keys.h"

namespace sillage::govern {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kLongestText = 2000, kLongestAddress = 200, kMostOpen = 1000;
constexpr auto kSenderKept = std::chrono::days(90);
constexpr auto kAnsweredKept = std::chrono::days(365);

fs::path file_of(const fs::path& folder, const std::string& id) {
  return folder / "requests" / (id + ".json");
}

Result<void> keep(const fs::path& folder, const ContactRequest& request) {
  const Json json{{"id", request.id},
                  {"at", to_iso8601(request.at)},
                  {"text", request.text},
                  {"reply_to", request.reply_to},
                  {"answered", request.answered ? to_iso8601(*request.answered) : std::string()}};
  std::error_code failed;
  fs::create_directories(folder / "requests", failed);
  if (failed) {
    return fail(ErrorCode::kPermission, "cannot make the folder of requests ({})",
                failed.message());
  }
  return write_file_atomically(file_of(folder, request.id),
                               json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<ContactRequest> read_request(const fs::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file, 1u << 16));
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return fail(ErrorCode::kDataLoss, "{} is no request", file.string());
  ContactRequest request;
  request.id = file.stem().string();
  request.text = json.value("text", "");
  request.reply_to = json.value("reply_to", "");
  ASSIGN_OR_RETURN(request.at, parse_iso8601(json.value("at", "")));
  if (const std::string answered = json.value("answered", ""); !answered.empty()) {
    ASSIGN_OR_RETURN(request.answered, parse_iso8601(answered));
  }
  return request;
}

std::vector<ContactRequest> read_all(const fs::path& folder) {
  std::vector<ContactRequest> requests;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder / "requests", failed)) {
    if (auto request = read_request(entry.path())) requests.push_back(std::move(*request));
  }
  std::sort(requests.begin(), requests.end(), [](const ContactRequest& a, const ContactRequest& b) {
    return a.at != b.at ? a.at > b.at : a.id > b.id;
  });
  return requests;
}

std::string random_id() {
  std::array<std::byte, 8> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return "r" + to_hex(bytes);
}

}  // namespace

Instant due(const ContactRequest& request) { return months_later(request.at, 1); }

Result<ContactRequest> add_request(const fs::path& folder, const std::string& text,
                                   const std::string& reply_to, Instant now) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos || text.size() > kLongestText ||
      reply_to.size() > kLongestAddress) {
    return fail(ErrorCode::kInvalidArgument,
                "a request has 1 to {} bytes of text and an address of at most {}", kLongestText,
                kLongestAddress);
  }
  const auto present = read_all(folder);
  const auto open = std::count_if(present.begin(), present.end(),
                                  [](const ContactRequest& one) { return !one.answered; });
  if (static_cast<std::size_t>(open) >= kMostOpen) {
    return fail(ErrorCode::kExhausted,
                "{} requests wait for an answer; please write to the data protection officer",
                kMostOpen);
  }
  ContactRequest request{random_id(), now, text, reply_to, {}};
  RETURN_IF_ERROR(keep(folder, request));
  return request;
}

Result<std::vector<ContactRequest>> list_requests(const fs::path& folder, Instant now) {
  std::vector<ContactRequest> requests;
  for (ContactRequest& one : read_all(folder)) {
    if (one.answered && now - *one.answered > kAnsweredKept) {
      std::error_code ignored;
      fs::remove(file_of(folder, one.id), ignored);
      continue;
    }
    if (!one.reply_to.empty() && (one.answered || now - one.at > kSenderKept)) {
      one.reply_to.clear();
      RETURN_IF_ERROR(keep(folder, one));
    }
    requests.push_back(std::move(one));
  }
  return requests;
}

Result<ContactRequest> answer_request(const fs::path& folder, const std::string& id, Instant now) {
  if (!is_valid_id(id) || !fs::exists(file_of(folder, id))) {
    return fail(ErrorCode::kNotFound, "there is no request '{}'", id);
  }
  ASSIGN_OR_RETURN(ContactRequest request, read_request(file_of(folder, id)));
  request.reply_to.clear();
  request.answered = now;
  RETURN_IF_ERROR(keep(folder, request));
  return request;
}

namespace internal {

std::optional<Instant> oldest_sender(const fs::path& folder) {
  std::optional<Instant> oldest;
  for (const ContactRequest& request : read_all(folder)) {
    if (!request.reply_to.empty() && (!oldest || request.at < *oldest)) oldest = request.at;
  }
  return oldest;
}

}  // namespace internal

}  // namespace sillage::govern
