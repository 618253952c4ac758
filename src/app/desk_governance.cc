// SPDX-License-Identifier: Apache-2.0
#include "app/desk_governance.h"

#include <memory>

#include <nlohmann/json.hpp>

#include "app/govern_input.h"
#include "govern/workspace.h"

namespace sillage::app {
namespace {

using Json = nlohmann::json;
using Text = Result<std::string>;

const SystemClock kClock;

std::string field(const Json& body, const char* key) {
  return body.is_object() && body.contains(key) && body[key].is_string()
             ? body[key].get<std::string>()
             : std::string();
}

}  // namespace

desk::Governance desk_governance(const std::string& config_file, bool demonstration) {
  return desk_governance([config_file] { return govern_input({config_file, {}}); }, demonstration);
}

desk::Governance desk_governance(std::function<Result<govern::GapInput>()> input,
                                 bool demonstration) {
  const auto work =
      std::make_shared<govern::Workspace>(std::move(input), kClock, SILLAGE_VERSION);
  const std::string mode = demonstration ? "demonstration" : "deployment";
  desk::Governance g;
  g.gap = [work](const std::string& standard) { return work->gap(standard); };
  g.gate = [work, mode] { return work->gate(mode); };
  g.attestations = [work](const std::string& cursor, int limit) {
    return work->attestations(cursor, limit);
  };
  g.attest = [work](const std::string&, const std::string& text) -> Text {
    const Json body = Json::parse(text, nullptr, false);
    return work->attest(field(body, "requirement"), field(body, "role"), field(body, "passphrase"),
                        field(body, "evidence_sha256"));
  };
  g.veto = [work, mode](const std::string&, const std::string& text) -> Text {
    const Json body = Json::parse(text, nullptr, false);
    const bool active = body.is_object() && body.value("active", true);
    return work->veto(active, field(body, "reason"), mode);
  };
  g.log = [work](const std::string& cursor, int limit) { return work->log(cursor, limit); };
  g.changes = [work] { return work->changes(); };
  g.contact_requests = [work](const std::string& cursor, int limit) {
    return work->requests(cursor, limit);
  };
  g.add_contact_request = [work](const std::string& text) -> Text {
    const Json body = Json::parse(text, nullptr, false);
    return work->add_request(field(body, "text"), field(body, "reply_to"));
  };
  g.answer_contact_request = [work](const std::string&, const std::string& id) {
    return work->answer_request(id);
  };
  g.documents = [work] { return work->documents(); };
  g.document = [work](const std::string& name, const std::string& language,
                      const std::string& format) -> Result<desk::Governance::File> {
    ASSIGN_OR_RETURN(govern::Paper paper, work->document(name, language, format));
    return desk::Governance::File{paper.type, std::move(paper.bytes)};
  };
  return g;
}

}  // namespace sillage::app
