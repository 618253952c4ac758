// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace sillage::govern {

/// A message to the contact point. The sender's address is the one thing about them that is kept,
/// until the answer, for 90 days at most.
struct ContactRequest {
  std::string id;
  Instant at;
  std::string text;
  std::string reply_to;  ///< empty where none was given, or once it is dropped
  std::optional<Instant> answered;
};

/// Answers are due within a month (Art. 12(3)).
Instant due(const ContactRequest& request);

/// Keeps a request. Fails (kInvalidArgument) where the text is empty or longer than 2000 bytes or
/// the address longer than 200, and (kExhausted) at 1000 requests that are not answered.
Result<ContactRequest> add_request(const std::filesystem::path& folder, const std::string& text,
                                   const std::string& reply_to, Instant now);
/// All, newest first. Drops addresses that are too old, and requests a year after the answer.
Result<std::vector<ContactRequest>> list_requests(const std::filesystem::path& folder, Instant now);
/// Marks it answered and drops the address.
Result<ContactRequest> answer_request(const std::filesystem::path& folder, const std::string& id,
                                      Instant now);

}  // namespace sillage::govern
