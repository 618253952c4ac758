// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "desk/card/card.h"
#include "desk/card/internal/words.h"

namespace sillage::desk::card {

/// What the card says, in its order, before it is a page or plain text.
struct Block {
  enum class Kind { kTitle, kHeading, kText, kAlarm, kTable, kSmall };
  Kind kind = Kind::kText;
  std::string text{};
  /// Of a table: the head first; the first column is words.
  std::vector<std::array<std::string, 4>> rows{};
};

std::vector<Block> sheet_of(const PrivacyCard& card, const Words& words);

}  // namespace sillage::desk::card
