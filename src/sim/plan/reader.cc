// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/reader.h"

#include "base/files.h"
#include "sim/plan/internal/assemble.h"

namespace sillage::sim {

Result<Plan> load(const std::filesystem::path& folder) {
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(folder, ignored);
  const std::filesystem::path file = is_folder ? folder / "plan.toml" : folder;
  auto text = read_file(file, internal::kMaxFileBytes);
  if (!text) {
    return fail(ErrorCode::kConfiguration,
                "{}; give a folder with a plan.toml, such as examples/demo-store (copy it to start "
                "your own; its keys are in docs/reference/plan.md)",
                text.error().to_string());
  }
  return parse(*text, file.string());
}

Result<Plan> parse(std::string_view toml, std::string_view name) {
  internal::Problems problems(name);
  const internal::Document document = internal::read_document(toml, problems);
  // What is missing or unreadable would only draw further complaints.
  if (problems.any()) return tl::unexpected(problems.to_error());
  const Plan plan = internal::assemble(document, problems);
  internal::check(plan, problems);
  if (!problems.any()) internal::check_ways(plan, problems);
  if (problems.any()) return tl::unexpected(problems.to_error());
  return plan;
}

}  // namespace sillage::sim
