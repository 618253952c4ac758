// SPDX-License-Identifier: Apache-2.0
#include "onvif/internal/xml.h"

#include <charconv>
#include <cmath>

namespace sillage::onvif::internal {
namespace {

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

tl::unexpected<Error> fault_of(pugi::xml_node fault) {
  std::string kind = text_of(descend(fault, {"Code", "Subcode", "Subcode", "Value"}));
  if (kind.empty()) kind = text_of(descend(fault, {"Code", "Subcode", "Value"}));
  std::string reason = text_of(descend(fault, {"Reason", "Text"}));
  if (reason.empty()) reason = text_of(child(fault, "faultstring"));
  const std::string all = kind + " " + reason;
  const bool is_refused = all.find("NotAuthorized") != std::string::npos ||
                          all.find("FailedAuthentication") != std::string::npos ||
                          all.find("not authorized") != std::string::npos;
  if (is_refused) {
    return fail(ErrorCode::kPermission,
                "the camera refuses the user name or password; use those of a user of its ONVIF "
                "service (many cameras keep a list of its own for it), and set its clock");
  }
  return fail(ErrorCode::kUnsupported,
              "the camera answers with a fault ({}); look up its RTSP address in its manual, and "
              "give that",
              reason.empty() ? kind : reason);
}

}  // namespace

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
  for (const pugi::xml_node node : parent.children()) {
    if (node.type() == pugi::node_element && local_name(node) == name) return node;
  }
  return {};
}

pugi::xml_node descend(pugi::xml_node from, std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) from = child(from, name);
  return from;
}

std::string text_of(pugi::xml_node node, std::size_t limit) {
  std::string text;
  for (const char c : std::string_view(node.text().get())) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) continue;
    if (text.empty() && c == ' ') continue;
    if (text.size() == limit) break;
    text += c;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

double number_of(pugi::xml_node node, double most) {
  const std::string text = text_of(node, 32);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size();
  return is_whole && std::isfinite(value) && value >= 0 && value <= most ? value : 0;
}

Result<pugi::xml_node> open_answer(pugi::xml_document& document, std::string_view xml,
                                   std::string_view answer) {
  constexpr const char* kNoAnswer =
      "what came back is not an ONVIF answer; check the address (often "
      "http://HOST/onvif/device_service), and that ONVIF is switched on in the camera";
  if (!document.load_buffer(xml.data(), xml.size())) return fail(ErrorCode::kDataLoss, kNoAnswer);
  const pugi::xml_node body = descend(document, {"Envelope", "Body"});
  if (const pugi::xml_node fault = child(body, "Fault")) return fault_of(fault);
  const pugi::xml_node found = child(body, answer);
  if (!found) return fail(ErrorCode::kDataLoss, kNoAnswer);
  return found;
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '&':
        safe += "&amp;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&apos;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace sillage::onvif::internal
