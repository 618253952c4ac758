// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "govern/checks/situation.h"

namespace sillage::govern::documents {

/// Questions of the CNIL's PIA tool, by its reference numbers.
const std::vector<int>& assessment_questions();
/// Of these, the ones that only people may answer: necessity, balance, rights, what remains.
bool is_for_people(int question);

/// The lists of the tool: impacts, threats and sources of a feared event, and the titles of the
/// measures against it.
bool is_list(int question);

/// What a completed assessment says; `exists` is false where there is no such file.
AssessmentFacts read_assessment(const std::filesystem::path& file);

/// Whether the text has the form that the PIA tool imports and exports (kInvalidArgument: what is
/// wrong, where).
Result<void> check_assessment(std::string_view json);

}  // namespace sillage::govern::documents
