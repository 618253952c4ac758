// SPDX-License-Identifier: Apache-2.0
#include "config/reader.h"

#include "base/files.h"
#include "config/internal/assemble.h"
#include "config/internal/document.h"
#include "config/internal/problems.h"

namespace sillage::config {

Result<StoreConfig> load(const std::filesystem::path& file) {
  auto text = read_file(file, static_cast<std::size_t>(internal::kMaxFileBytes));
  if (!text) {
    return fail(ErrorCode::kConfiguration,
                "{}; give a store's configuration (`sillage config example` prints one to start "
                "from)",
                text.error().to_string());
  }
  return parse(*text, file.string());
}

Result<StoreConfig> parse(std::string_view toml, std::string_view name) {
  internal::Problems problems(name);
  const internal::Document document = internal::read_document(toml, problems);
  StoreConfig config = internal::assemble(document, problems);
  if (problems.any_error()) return tl::unexpected(problems.to_error());
  config.warnings = problems.warnings();
  return config;
}

}  // namespace sillage::config
