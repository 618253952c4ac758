// SPDX-License-Identifier: Apache-2.0
#include "govern/log/internal/lines.h"

#include <nlohmann/json.hpp>

namespace sillage::govern::internal {

using Json = nlohmann::ordered_json;

std::filesystem::path lines_file(const std::filesystem::path& folder) {
  return folder / "log.jsonl";
}
std::filesystem::path checkpoint_file(const std::filesystem::path& folder) {
  return folder / "checkpoint";
}
std::filesystem::path witnessed_file(const std::filesystem::path& folder) {
  return folder / "checkpoint.witnessed";
}

Result<std::string> to_line(const LogEntry& entry) {
  const Json body = Json::parse(entry.body, nullptr, false);
  if (!body.is_object() || entry.body.size() > kMostBody) {
    return fail(ErrorCode::kInvalidArgument,
                "an entry of the log is one JSON object of at most {} bytes", kMostBody);
  }
  const Json line{{"index", entry.index},
                  {"time", to_iso8601(entry.time)},
                  {"kind", entry.kind},
                  {"body", body}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<LogEntry> parse_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  const bool whole = json.is_object() && json.contains("index") && json.contains("time") &&
                     json.contains("kind") && json.contains("body") &&
                     json["index"].is_number_unsigned() && json["time"].is_string() &&
                     json["kind"].is_string() && json["body"].is_object();
  if (!whole) {
    return fail(ErrorCode::kDataLoss, "a line of the log is no entry; restore it from a backup");
  }
  ASSIGN_OR_RETURN(const Instant time, parse_iso8601(json["time"].get<std::string>()));
  return LogEntry{json["index"].get<std::uint64_t>(), time, json["kind"].get<std::string>(),
                  json["body"].dump(), {}};
}

}  // namespace sillage::govern::internal
