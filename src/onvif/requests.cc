// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "onvif/internal/xml.h"
#include "onvif/messages.h"

namespace sillage::onvif {
namespace {

using internal::escaped;

constexpr const char* kSecurity =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-";
constexpr const char* kDigestType =
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
constexpr const char* kBase64Type =
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-soap-message-security-1.0#Base64Binary";

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string envelope(const Proof* proof, const std::string& body) {
  std::string header;
  if (proof != nullptr) {
    header = fmt::format(
        "<s:Header><w:Security s:mustUnderstand=\"1\" xmlns:w=\"{0}secext-1.0.xsd\" "
        "xmlns:u=\"{0}utility-1.0.xsd\"><w:UsernameToken><w:Username>{1}</w:Username>"
        "<w:Password Type=\"{2}\">{3}</w:Password><w:Nonce EncodingType=\"{4}\">{5}</w:Nonce>"
        "<u:Created>{6}</u:Created></w:UsernameToken></w:Security></s:Header>",
        kSecurity, escaped(proof->user), kDigestType, proof->digest, kBase64Type, proof->nonce,
        proof->created);
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">" +
         header + "<s:Body>" + body + "</s:Body></s:Envelope>";
}

}  // namespace

Proof prove(const std::string& user, const std::string& password, std::string_view nonce,
            Instant created) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(created);
  Proof proof{user, "", base64(nonce), to_iso8601(whole)};
  const std::string text = std::string(nonce) + proof.created + password;
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr);
  proof.digest = base64({reinterpret_cast<const char*>(hash.data()), size});
  return proof;
}

std::string probe_request(std::string_view id) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
      "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
      "xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\" "
      "xmlns:n=\"http://www.onvif.org/ver10/network/wsdl\">"
      "<s:Header><a:MessageID>uuid:{}</a:MessageID>"
      "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>"
      "<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header>"
      "<s:Body><d:Probe><d:Types>n:NetworkVideoTransmitter</d:Types></d:Probe></s:Body>"
      "</s:Envelope>",
      id);
}

std::string time_request() {
  return envelope(nullptr,
                  "<GetSystemDateAndTime xmlns=\"http://www.onvif.org/ver10/device/wsdl\"/>");
}

std::string services_request(const Proof* proof) {
  return envelope(proof,
                  "<GetCapabilities xmlns=\"http://www.onvif.org/ver10/device/wsdl\">"
                  "<Category>Media</Category></GetCapabilities>");
}

std::string profiles_request(const Proof* proof) {
  return envelope(proof, "<GetProfiles xmlns=\"http://www.onvif.org/ver10/media/wsdl\"/>");
}

std::string stream_request(const Proof* proof, std::string_view profile) {
  return envelope(proof,
                  fmt::format("<GetStreamUri xmlns=\"http://www.onvif.org/ver10/media/wsdl\">"
                              "<StreamSetup xmlns:t=\"http://www.onvif.org/ver10/schema\">"
                              "<t:Stream>RTP-Unicast</t:Stream>"
                              "<t:Transport><t:Protocol>RTSP</t:Protocol></t:Transport>"
                              "</StreamSetup><ProfileToken>{}</ProfileToken></GetStreamUri>",
                              escaped(profile)));
}

}  // namespace sillage::onvif
