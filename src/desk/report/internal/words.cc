// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/words.h"

namespace sillage::desk::report {

std::array<const Words*, 3> all_languages() { return {&kEnglish, &kFrench, &kGerman}; }

Result<const Words*> words_of(std::string_view language) {
  for (const Words* words : all_languages()) {
    if (words->code == language) return words;
  }
  return fail(ErrorCode::kInvalidArgument,
              "there is no report in the language '{}'; choose en, fr or de", language);
}

}  // namespace sillage::desk::report
