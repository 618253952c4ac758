// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "govern/documents/document.h"

namespace sillage::govern::documents {

/// An impact assessment in the form that the CNIL's PIA tool imports. What describes the processing
/// is filled in; purposes, basis, balance, ratings, opinions and validation are left blank.
Result<std::string> make_assessment(const std::string& language, const PaperInput& input,
                                    Instant now);

/// An assessment, completed or not, as a paper to read: blank answers are boxes.
Result<Document> assessment_document(std::string_view json, const std::string& language,
                                     const PaperInput& input);

/// The record of Art. 30 as JSON-LD with terms of the W3C Data Privacy Vocabulary.
std::string record_json_ld(const PaperInput& input, Instant now);

}  // namespace sillage::govern::documents
