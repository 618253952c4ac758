// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "govern/gap.h"

namespace sillage::govern {

/// A file that was made.
struct Paper {
  std::string file;  ///< "notice-fr.pdf"
  std::string type;  ///< media type
  std::string bytes;
};

/// Names of all papers that a deployment has, without language and ending.
std::vector<std::string> paper_names();

/// What it is, in English.
std::string paper_title(const std::string& name);
/// "pdf", "json", "jsonld": what make_paper can make of it.
std::vector<std::string> paper_formats(const std::string& name);

/// One paper. `format`: "pdf" or "json" (the record: "jsonld" too). Fails (kUsage) where there is
/// no such paper.
Result<Paper> make_paper(const GapInput& input, const std::string& name,
                         const std::string& language, const std::string& format,
                         const std::string& version, Instant now);

/// All papers in this language; in the store's where it is empty.
Result<std::vector<Paper>> all_papers(const GapInput& input, const std::string& language,
                                      const std::string& version, Instant now);

/// The gap as a paper (English: the catalogue is).
Result<std::string> gap_pdf(const Gap& gap);

}  // namespace sillage::govern
