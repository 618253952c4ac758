// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace sillage::desk {

/// What `govern` answers to the API, as JSON texts in the forms of api/openapi.yaml. The desk does
/// not know `govern`; the app connects the two. A function that is not set makes its operations
/// answer that this server has no governance (503). Called from several threads, one at a time.
struct Governance {
  using Text = Result<std::string>;
  std::function<Text(const std::string& standard)> gap;
  std::function<Text()> gate;
  std::function<Text(const std::string& cursor, int limit)> attestations;
  std::function<Text(const std::string& user, const std::string& body)> attest;
  std::function<Text(const std::string& user, const std::string& body)> veto;
  std::function<Text(const std::string& cursor, int limit)> log;
  std::function<Text()> changes;
  std::function<Text(const std::string& cursor, int limit)> contact_requests;
  std::function<Text(const std::string& body)> add_contact_request;
  std::function<Text(const std::string& user, const std::string& id)> answer_contact_request;
  std::function<Text()> documents;
  struct File {
    std::string content_type, bytes;
  };
  std::function<Result<File>(const std::string& name, const std::string& language,
                             const std::string& format)>
      document;
};

}  // namespace sillage::desk
