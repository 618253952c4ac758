// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <string_view>

#include "govern/log/checkpoint.h"
#include "govern/log/internal/lines.h"
#include "harness.h"

using namespace sillage;

/// Lines of the log, and notes of those who signed it. A line is taken where it is an entry, and
/// that entry is written and read again alike; a note has one spelling.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto entry = govern::internal::parse_line(text)) {
    const auto line = govern::internal::to_line(*entry);
    const auto again = line ? govern::internal::parse_line(*line) : Result<govern::LogEntry>(
                                  tl::unexpected(line.error()));
    if (entry->body.size() > govern::internal::kMostBody) return 0;
    if (!again || again->index != entry->index || again->time != entry->time) __builtin_trap();
    if (again->kind != entry->kind || again->body != entry->body) __builtin_trap();
  } else if (entry.error().message.empty()) {
    __builtin_trap();
  }
  if (const auto note = govern::parse_note(text)) {
    if (govern::to_note(*note) != text) __builtin_trap();
  } else if (note.error().message.empty()) {
    __builtin_trap();
  }
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  govern::LogEntry entry;
  entry.index = 7;
  entry.time = std::chrono::sys_days(std::chrono::year{2026} / 11 / 26);
  entry.kind = "gate";
  entry.body = R"({"decision":"refused","blockers":["D01","E01"]})";
  govern::Checkpoint note;
  note.origin = govern::internal::kOrigin;
  note.size = 8;
  const auto key = govern::SigningKey::generate();
  note.sign(std::string(govern::internal::kLogSigner), key);
  note.sign(key.public_key().hex(), key);
  std::vector<std::vector<std::byte>> seeds;
  for (const std::string& text : {*govern::internal::to_line(entry), govern::to_note(note)}) {
    std::vector<std::byte> seed(text.size());
    std::memcpy(seed.data(), text.data(), text.size());
    seeds.push_back(std::move(seed));
  }
  return seeds;
}
