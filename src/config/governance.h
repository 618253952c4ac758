// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sillage::config {

/// Who answers for the store's counting, and why it is done. Notices, records and the gate take
/// every such fact from here; empty means that nobody has said it yet.
struct Governance {
  std::string profile;             ///< jurisdiction whose rules apply: "FR", "DE", ...
  std::string controller;          ///< who decides on purpose and means
  std::string controller_address;  ///< postal
  std::string controller_contact;  ///< e-mail or telephone
  std::string processor;           ///< who runs the system for the controller; empty = nobody
  std::string dpo;                 ///< data protection officer, a name or a function
  std::string dpo_contact;         ///< e-mail or telephone, for anybody
  std::vector<std::string> purposes;  ///< of a closed list
  std::string interest;               ///< the legitimate interest, in the controller's words
  std::vector<std::string> recipients;  ///< who gets figures; empty = the controller alone
  std::vector<std::string> transfers;   ///< countries that figures go to beyond the store's own
  std::string notice_url;               ///< https address of the full notice, for the sign's QR code
  std::vector<std::string> languages{"en"};  ///< of signs and notices: en, fr, de
  int figures_kept_months = 25;              ///< released figures are deleted when older
  Result<void> check() const;
};

/// Jurisdictions that the catalogue knows, with their names for people.
struct Jurisdiction {
  const char* code;
  const char* name;
};
const std::vector<Jurisdiction>& jurisdictions();

/// The purposes that the product can serve at all.
const std::vector<std::string>& purposes();

}  // namespace sillage::config
