// SPDX-License-Identifier: Apache-2.0
// Checks of what runs: model, sandboxes, ages, parts.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/checks/internal/judge.h"

namespace sillage::govern::internal {
namespace {

constexpr double kOldestFrameS = 2;    // DESIGN: 0.5 s at most at the 99.9th percentile, never 2 s
constexpr double kOldestStateS = 300;  // after the person was last seen

const char* kNoModel = "start it where models/manifest.toml and the model's file are";

Finding boxes_only_model(const Situation& s) {
  if (!s.observed.model) return unmeasured(kNoModel);
  const std::string& decoder = s.observed.model->decoder;
  return judge(decoder == "sillage" || decoder == "yolox",
               fmt::format("{} answers with boxes of people ({})", s.observed.model->name, decoder),
               "use a detector whose answers are boxes and scores alone (sillage model list)");
}

Finding model_listed(const Situation& s) {
  if (!s.observed.model) return unmeasured(kNoModel);
  return judge(!s.observed.model->licence.empty() && !s.observed.model->expected_sha256.empty(),
               fmt::format("{}, licence {}", s.observed.model->name,
                           s.observed.model->licence.empty() ? "unknown"
                                                             : s.observed.model->licence),
               "use a model that models/manifest.toml lists with licence and hash");
}

Finding model_pinned(const Situation& s) {
  if (!s.observed.model) return unmeasured(kNoModel);
  const ModelFacts& model = *s.observed.model;
  return judge(!model.sha256.empty() && model.sha256 == model.expected_sha256,
               fmt::format("{}: {}", model.name, model.sha256),
               "get the listed file again (sillage model verify says which differs)");
}

Finding model_card(const Situation& s) {
  if (!s.observed.model) return unmeasured(kNoModel);
  return judge(s.observed.model->has_card,
               fmt::format("{}: {}", s.observed.model->name,
                           s.observed.model->has_card ? "has a card" : "has no card"),
               "use a model with a model card, or write down what this one learned from");
}

Finding sandboxed(const std::optional<SandboxFacts>& facts, const char* room) {
  if (!facts) {
    return unmeasured(fmt::format("`sillage run` starts the {}, locks it in and reports", room));
  }
  std::vector<std::string> open;
  if (facts->seccomp_mode != 2) open.emplace_back("no filter of system calls");
  if (!facts->no_new_privileges) open.emplace_back("may gain privileges");
  if (!facts->landlocked) open.emplace_back("files are not fenced off");
  if (facts->dumpable) open.emplace_back("can be dumped or looked into");
  if (facts->core_limit.value_or(-1) != 0) open.emplace_back("may leave a core file");
  if (!facts->memory_locked) open.emplace_back("memory is not locked");
  return judge(open.empty(),
               open.empty() ? fmt::format("the {} is locked in", room)
                            : fmt::format("{}: {}", room, fmt::join(open, ", ")),
               "use a kernel with seccomp and Landlock and let memory be locked (`sillage doctor "
               "--privacy` says which is missing)");
}

Finding eye_sandbox(const Situation& s) { return sandboxed(s.observed.eye, "eye"); }
Finding floor_sandbox(const Situation& s) { return sandboxed(s.observed.floor, "floor"); }

Finding aged(const std::optional<double>& oldest, double limit, const char* what) {
  if (!oldest) return unmeasured("it is measured once the program has run");
  return judge(*oldest <= limit, fmt::format("oldest {}: {:.3f} s", what, *oldest),
               fmt::format("{} must go within {} s; lower the load, or report it", what, limit));
}

Finding frame_age(const Situation& s) {
  return aged(s.observed.run ? s.observed.run->oldest_frame_s : std::nullopt, kOldestFrameS,
              "picture");
}

Finding state_age(const Situation& s) {
  return aged(s.observed.run ? s.observed.run->oldest_state_s : std::nullopt, kOldestStateS,
              "state about a person");
}

Finding sbom_covers(const Situation& s) {
  return judge(s.components > 0 && s.unlisted_libraries.empty(),
               s.unlisted_libraries.empty()
                   ? fmt::format("{} components listed", s.components)
                   : fmt::format("loaded and not listed: {}", fmt::join(s.unlisted_libraries, ", ")),
               "list the library in the bill of materials, or do not load it");
}

}  // namespace

std::vector<Check> program_checks() {
  return {{"boxes-only-model", boxes_only_model, "installer", "sillage model list"},
          {"model-listed", model_listed, "installer", "sillage model list"},
          {"model-pinned", model_pinned, "installer", "sillage model verify"},
          {"model-card", model_card, "vendor", "models/"},
          {"eye-sandbox", eye_sandbox, "security", "sillage doctor --privacy"},
          {"floor-sandbox", floor_sandbox, "security", "sillage doctor --privacy"},
          {"frame-age", frame_age, "security", "sillage run", true},
          {"state-age", state_age, "security", "sillage run", true},
          {"sbom-covers", sbom_covers, "vendor", "the vendor"}};
}

}  // namespace sillage::govern::internal
