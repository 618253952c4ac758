// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "govern/checks/facts.h"

namespace sillage::govern::documents {

/// What papers are made from.
struct PaperInput {
  config::StoreConfig store;
  Observed observed;
  std::string profile;
  bool demographics = false;
  std::string configuration_sha256;
};

enum class BlockKind {
  kText,
  kBullet,
  kHeading,  ///< of a table: column names
  kRow,
  kBlank  ///< to be completed by people; the cell says what
};
struct Block {
  BlockKind kind = BlockKind::kText;
  std::vector<std::string> cells;
};
struct Section {
  std::string heading;
  std::vector<Block> blocks;
};

/// A paper in one language, before it is drawn.
struct Document {
  std::string name, language, title, subtitle;
  std::vector<Section> sections;
  std::string footer, page_words, blank_words;
};

/// "notice", "sign", "objection", "retention", "lia", "record", "ai-notice".
const std::vector<std::string>& document_names();
const std::vector<std::string>& document_languages();

/// Fails (kUsage) where there is no such paper or language.
Result<Document> make_document(const std::string& name, const std::string& language,
                               const PaperInput& input);
std::string to_json(const Document& document);
/// A4, as many pages as it takes.
Result<std::string> to_pdf(const Document& document);

enum class SignSize { kA4, kA3 };
/// The door sign: pictogram, first layer, QR code of `url` (none where it is empty).
Result<std::string> sign_pdf(const Document& sign, SignSize size, const std::string& url);

/// SHA-256 of what a signer of this document signs: its content in the store's languages, without
/// measurements; of the assessment ("dpia"), the completed file. Empty where there is none.
std::string document_sha256(const std::string& name, PaperInput input,
                            const std::filesystem::path& folder);

}  // namespace sillage::govern::documents
