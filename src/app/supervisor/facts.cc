// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/facts.h"

#include <charconv>
#include <fstream>
#include <map>

#include <fmt/core.h>

#include "base/files.h"
#include "eye/detect/model.h"

namespace sillage::app {
namespace {

/// "Seccomp:	2" as {"Seccomp", "2"}.
std::map<std::string, std::string> status_of(pid_t pid) {
  std::map<std::string, std::string> status;
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    const std::size_t value = line.find_first_not_of(" \t", colon + 1);
    if (colon == std::string::npos || value == std::string::npos) continue;
    status[line.substr(0, colon)] = line.substr(value);
  }
  return status;
}

long number(const std::string& text) {
  long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<long> core_limit_of(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/limits", pid));
  constexpr std::string_view kName = "Max core file size";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(kName)) continue;
    const std::size_t value = line.find_first_not_of(' ', kName.size());
    return value == std::string::npos || line[value] == 'u' ? -1 : number(line.substr(value));
  }
  return std::nullopt;
}

std::string decoder_name(eye::BoxDecoder decoder) {
  return decoder == eye::BoxDecoder::kSillage ? "sillage" : "yolox";
}

}  // namespace

std::optional<govern::SandboxFacts> sandbox_facts(pid_t pid, std::uint64_t closed_bits) {
  auto status = status_of(pid);
  if (status.empty()) return std::nullopt;
  govern::SandboxFacts facts;
  facts.seccomp_mode = static_cast<int>(number(status["Seccomp"]));
  facts.no_new_privileges = number(status["NoNewPrivs"]) == 1;
  facts.landlocked = (closed_bits & kFilesClosed) != 0;
  facts.dumpable = (closed_bits & kNoDumps) == 0;
  facts.core_limit = core_limit_of(pid);
  facts.memory_locked = (closed_bits & kMemoryLocked) != 0 && number(status["VmLck"]) > 0;
  return facts;
}

Result<govern::ModelFacts> model_facts(const std::string& manifest, const std::string& name) {
  ASSIGN_OR_RETURN(const auto known,
                   eye::ModelManifest::load(manifest.empty() ? eye::default_manifest_path()
                                                             : std::filesystem::path(manifest)));
  eye::Model model = known.default_model();
  if (!name.empty()) {
    ASSIGN_OR_RETURN(model, known.find(name));
  }
  govern::ModelFacts facts;
  facts.name = model.name;
  facts.expected_sha256 = model.sha256;
  facts.sha256 = sha256_of_file(model.file).value_or("");
  facts.licence = model.licence;
  facts.decoder = decoder_name(model.decoder);
  // "sillage-person-v0-512x288.onnx" has its card in "sillage-person-v0.md".
  for (const auto& entry : std::filesystem::directory_iterator(model.file.parent_path())) {
    const auto& path = entry.path();
    const bool is_card =
        path.extension() == ".md" && model.file.stem().string().starts_with(path.stem().string());
    facts.has_card = facts.has_card || is_card;
  }
  return facts;
}

}  // namespace sillage::app
