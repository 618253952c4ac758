// SPDX-License-Identifier: Apache-2.0
#include "app/camera/entry.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <vector>

#include <sys/stat.h>

#include "base/files.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const bool is_coded =
        text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr ==
            text.data() + i + 3;
    plain += is_coded ? static_cast<char>(value) : text[i];
    if (is_coded) i += 2;
  }
  return plain;
}

std::string quoted(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '"' || c == '\\') safe += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) safe += c;
  }
  return '"' + safe + '"';
}

std::string block_of(const CameraEntry& entry) {
  std::string block = "\n[[camera]]\nid = " + quoted(entry.id) + "\n";
  if (!entry.name.empty()) block += "name = " + quoted(entry.name) + "\n";
  return block + "source = " + quoted(entry.source) +
         "\n\n# Not calibrated yet: see docs/guide/floor-plan.md.\n"
         "[camera.calibration]\nkind = \"scale\"\n";
}

std::string trimmed(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  return std::string(line.substr(begin));
}

bool sets(const std::string& line, std::string_view key) {
  if (!line.starts_with(key)) return false;
  return trimmed(std::string_view(line).substr(key.size())).starts_with("=");
}

/// The line of `source` of that camera is written anew, or added behind its id.
std::string with_source(const std::string& toml, const CameraEntry& entry) {
  std::vector<std::string> lines;
  std::istringstream in(toml);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const std::string wanted = "source = " + quoted(entry.source);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!trimmed(lines[i]).starts_with("[[camera]]")) continue;
    std::size_t id = 0, source = 0, end = i + 1;
    for (; end < lines.size() && !trimmed(lines[end]).starts_with("["); ++end) {
      const std::string line = trimmed(lines[end]);
      if (sets(line, "id") && line.find(quoted(entry.id)) != std::string::npos) id = end;
      if (sets(line, "source")) source = end;
    }
    if (id == 0) continue;
    if (source != 0) {
      lines[source] = wanted;
    } else {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(id) + 1, wanted);
    }
    break;
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

const config::Camera* find(const config::StoreConfig& store, const std::string& id) {
  for (const config::Camera& camera : store.cameras) {
    if (camera.id.value() == id) return &camera;
  }
  return nullptr;
}

/// Whether `after` is `before` with that camera.
bool differs_in_it_alone(config::StoreConfig before, config::StoreConfig after,
                         const CameraEntry& entry) {
  const config::Camera* made = find(after, entry.id);
  if (made == nullptr || made->source != entry.source) return false;
  for (config::StoreConfig* store : {&before, &after}) {
    if (find(before, entry.id) == nullptr) {
      std::erase_if(store->cameras, [&](const auto& c) { return c.id.value() == entry.id; });
    }
    for (config::Camera& camera : store->cameras) {
      if (camera.id.value() == entry.id) camera.source = entry.source;
    }
  }
  return config::to_toml(before) == config::to_toml(after);
}

Result<void> write_secret(const std::filesystem::path& file, const CameraEntry& entry) {
  if (entry.credentials.user.empty()) return {};
  RETURN_IF_ERROR(read_secrets(file));  // others may not read it, and it makes sense
  std::string text;
  if (std::filesystem::exists(file)) {
    ASSIGN_OR_RETURN(text, read_file(file, kMostBytes));
  }
  std::string kept;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.substr(0, line.find_first_of(" \t")) != entry.id) kept += line + "\n";
  }
  kept += entry.id + " " + entry.credentials.user + " " + entry.credentials.password + "\n";
  const mode_t before = ::umask(077);
  auto written = write_file_atomically(file, kept);
  ::umask(before);
  if (written) ::chmod(file.c_str(), 0600);
  return written;
}

}  // namespace

SplitSource split_credentials(const std::string& url) {
  const std::size_t mark = url.find("://");
  if (mark == std::string::npos) return {url, {}};
  const std::size_t begin = mark + 3;
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::string authority = url.substr(begin, end - begin);
  const std::size_t at = authority.rfind('@');
  if (at == std::string::npos) return {url, {}};
  const std::string login = authority.substr(0, at);
  const std::size_t colon = std::min(login.find(':'), login.size());
  const std::string password = colon < login.size() ? login.substr(colon + 1) : "";
  return {url.substr(0, begin) + authority.substr(at + 1) + url.substr(end),
          {unescaped(login.substr(0, colon)), unescaped(password)}};
}

Result<std::string> with_camera(const std::string& toml, const CameraEntry& entry,
                                const std::string& name_of_file) {
  if (!is_valid_id(entry.id)) {
    return fail(ErrorCode::kUsage,
                "'{}' is no id of a camera; use small letters, digits and '-', such as door-1",
                entry.id);
  }
  ASSIGN_OR_RETURN(const config::StoreConfig before, config::parse(toml, name_of_file));
  const bool is_there = find(before, entry.id) != nullptr;
  if (is_there && !entry.replace) {
    return fail(ErrorCode::kConflict,
                "{} has a camera '{}' already; choose another id, or give it this source with "
                "--replace",
                name_of_file, entry.id);
  }
  const bool ends_line = toml.empty() || toml.ends_with('\n');
  std::string text =
      is_there ? with_source(toml, entry) : toml + (ends_line ? "" : "\n") + block_of(entry);
  const auto after = config::parse(text, name_of_file);
  if (!after || !differs_in_it_alone(before, *after, entry)) {
    return fail(ErrorCode::kConfiguration,
                "{} is written in a way that this cannot change; put the line source = {} into its "
                "[[camera]] '{}' by hand",
                name_of_file, quoted(entry.source), entry.id);
  }
  return text;
}

Result<void> write_camera(const std::filesystem::path& config, const CameraEntry& entry) {
  std::string text = "[store]\nid = \"store\"\n";
  if (std::filesystem::exists(config)) {
    ASSIGN_OR_RETURN(text, read_file(config, kMostBytes));
  }
  ASSIGN_OR_RETURN(const std::string changed, with_camera(text, entry, config.string()));
  RETURN_IF_ERROR(write_secret(secrets_beside(config), entry));
  return write_file_atomically(config, changed);
}

}  // namespace sillage::app
