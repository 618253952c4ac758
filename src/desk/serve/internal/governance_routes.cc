// SPDX-License-Identifier: Apache-2.0
// What govern answers, handed on.
#include "desk/serve/internal/routes.h"

namespace sillage::desk::serve::governance {
namespace {

tl::unexpected<Problem> refuse_none() {
  return refuse(503, "no-governance", "This server runs without governance",
                "start it with a configuration: sillage serve --config store.toml");
}

/// The answer of a part that may not be there, as JSON.
template <class Function, class... Args>
Answer hand_on(Call& call, const Function& function, int status, const Args&... args) {
  if (!function) return refuse_none();
  Result<std::string> text = [&] {
    const std::lock_guard lock(call.shared.governance);
    return function(args...);
  }();
  if (!text) return tl::unexpected<Problem>(problem_of(text.error()));
  if (status == 204) return no_content();
  return text_response(std::move(*text), "application/json", status);
}

const Governance& parts(Call& call) { return call.shared.options.governance; }

}  // namespace

Answer gap(Call& call) { return hand_on(call, parts(call).gap, 200, call.in_query("standard")); }
Answer gate(Call& call) { return hand_on(call, parts(call).gate, 200); }
Answer attestations(Call& call) {
  return hand_on(call, parts(call).attestations, 200, call.in_query("cursor"), call.limit());
}
Answer attest(Call& call) {
  call.subject = call.body.at("requirement").get<std::string>();
  return hand_on(call, parts(call).attest, 201, call.who.user, call.request.body);
}
Answer veto(Call& call) {
  call.subject = call.body.at("active").get<bool>() ? "veto" : "veto lifted";
  return hand_on(call, parts(call).veto, 200, call.who.user, call.request.body);
}
Answer log(Call& call) {
  return hand_on(call, parts(call).log, 200, call.in_query("cursor"), call.limit());
}
Answer changes(Call& call) { return hand_on(call, parts(call).changes, 200); }
Answer contact_requests(Call& call) {
  return hand_on(call, parts(call).contact_requests, 200, call.in_query("cursor"), call.limit());
}
Answer add_contact_request(Call& call) {
  if (!call.shared.sign_ins.take("contact " + call.request.peer)) {
    return refuse(429, "too-many-requests", "Too many messages", "try again in a minute");
  }
  return hand_on(call, parts(call).add_contact_request, 204, call.request.body);
}
Answer answer_contact_request(Call& call) {
  call.subject = call.in_path("request");
  return hand_on(call, parts(call).answer_contact_request, 204, call.who.user, call.subject);
}
Answer documents(Call& call) { return hand_on(call, parts(call).documents, 200); }

Answer document(Call& call) {
  if (!parts(call).document) return refuse_none();
  Result<Governance::File> file = [&] {
    const std::lock_guard lock(call.shared.governance);
    return parts(call).document(call.in_path("name"), call.in_query("language", "en"),
                                call.in_query("format", "pdf"));
  }();
  if (!file) return tl::unexpected<Problem>(problem_of(file.error()));
  http::Response response = text_response(std::move(file->bytes), file->content_type);
  response.headers.emplace_back(
      "Content-Disposition",
      fmt::format("attachment; filename=\"{}.{}\"", call.in_path("name"),
                  call.in_query("format", "pdf")));
  return response;
}

}  // namespace sillage::desk::serve::governance
