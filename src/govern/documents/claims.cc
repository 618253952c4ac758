// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/claims.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

namespace sillage::govern::documents {
namespace {

struct Trap {
  const char* pattern;
  const char* why;
  const char* excused_by = nullptr;  ///< said on the same line, it is no claim
};

const char* const kPicturesShowPeople =
    "pictures show people, and looking at them is processing of personal data; say what is kept";
const char* const kOnlyStatistics =
    "only figures about groups may be called anonymous, and with evidence; say 'anonymous "
    "statistics'";
const char* const kBiometric =
    "whether it is biometric depends on law and use, not on faces or speed; say what is computed";
const char* const kNobodyApproved =
    "no authority has approved and nobody has certified this; a program cannot be certified";
const char* const kDemonstrate = "whoever runs it has to show that; say which requirements are met";

const std::array<Trap, 22> kTraps{{
    {R"(no personal data (is|are|will be|was|were|gets) (ever )?(processed|collected|used|recorded|involved))",
     kPicturesShowPeople},
    {R"((without|does not|do not|never) (process|processing|collect|collecting) (any )?personal data)",
     kPicturesShowPeople},
    {R"(aucune donnée (personnelle|à caractère personnel) n'est (traitée|collectée|recueillie))",
     kPicturesShowPeople},
    {R"(sans (traitement de )?données (personnelles|à caractère personnel))", kPicturesShowPeople},
    {R"(keine personenbezogenen Daten (verarbeitet|erhoben|erfasst|gespeichert))",
     kPicturesShowPeople},
    {R"((GDPR|RGPD|DSGVO)[- ]?(exempt|free|frei)|(outside|hors|exempt (from|du)) (of )?(the |du )?(GDPR|RGPD))",
     kPicturesShowPeople},
    {R"((fully|completely|totally|100 ?%|guaranteed) (anonymous|anonymised|anonymized)|(totalement|entièrement|100 ?%) anonyme|(völlig|vollständig|100 ?%) anonym)",
     kOnlyStatistics},
    {R"(anonymous (video|images|pictures|tracks|tracking|cameras)|anonymi[sz]ed (video|images|pictures))",
     kOnlyStatistics},
    {R"((vidéo|images|suivi)s? anonymes?|anonyme[ns]? (Video|Bilder|Kameras|Verfolgung))",
     kOnlyStatistics},
    {R"((is|are|be) not biometric|non[- ]biometric|n'est pas biométrique|non biométrique|nicht biometrisch)",
     kBiometric},
    {R"(no right to object|pas de droit d'opposition|kein Widerspruchsrecht)",
     "the right to object stays (Art. 21); say how to object"},
    {R"((GDPR|RGPD|DSGVO)[- ](certified|compliant|approved|konform|zertifiziert)|(conforme|certifié)e? (au )?RGPD)",
     kNobodyApproved},
    {R"((CNIL|EDPB|ICO|Garante|IMY|authority)[- ](approved|validated|certified|authori[sz]ed))",
     kNobodyApproved},
    {R"((approved|validated|certified|authori[sz]ed) by (the )?(CNIL|EDPB|ICO|Garante|IMY))",
     kNobodyApproved},
    {R"((approuvé|validé|certifié|autorisé)e?s? par la CNIL|von der (CNIL|Aufsichtsbehörde) (genehmigt|geprüft|zugelassen))",
     kNobodyApproved},
    {R"(AI[- ]Act[- ](compliant|conform|certified)|(allowed|permitted|exempt) (by|under|from) the AI Act)",
     kDemonstrate},
    {R"(fully compliant|legally compliant|rechtskonform|en toute conformité|100 ?% (legal|compliant))",
     kDemonstrate},
    {R"(k-anonym\w* (proves|guarantees|ensures)|groups of \w+ (prove|guarantee)s? )",
     "groups can be worked out by comparison; say what is not defended"},
    {R"((is|are|est|sont|ist|sind) (differentially private|différentiellement privée?s?|differentiell privat))",
     "say with which unit and bound (rho, per person and day)",
     R"(rho|ρ|zCDP|epsilon|ε|Gaussian|noise|bruit|Rauschen|NIST|accountant|dpv:|\[.*\]\()"},
    {R"((impossible to|nobody can ever|cannot possibly) (identify|be identified|re-identify))",
     "somebody who knows most people present can learn something; say what is not defended"},
    {R"(knows (your|their|the visitor's) (age|gender|sex))",
     "such figures are estimates with errors; say 'estimates'"},
    {R"(\b(Carrefour|Clearview)\b)", "no such case was verified; leave it out"},
}};

bool denies(const std::string& rest) {
  static const std::regex kDenial(
      R"(\b(never|not|nor|nobody|nothing|refuses?|refused|false|untrue|wrong|instead of|ne jamais|jamais|n'est|nie|niemals|nicht|kein)\b|n't\b)",
      std::regex::icase);
  return std::regex_search(rest, kDenial);
}

/// Quick, so that expressions run on few lines: one of these words is in every trap.
bool may_claim(const std::string& line) {
  static const std::vector<std::string_view> kWords{
      "personal",  "donn",      "personen",   "gdpr",        "rgpd",     "dsgvo",
      "anonym",    "biom",      "object",     "opposition",  "widerspruch", "approved",
      "approuv",   "certifi",   "complian",   "differenti",  "différenti", "identif",
      "knows",     "carrefour", "clearview",  "ai act",      "ai-act",   "konform",
      "conform",   "autoris",   "authori",    "valid",       "genehmigt"};
  std::string lower = line;
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  const auto has = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
  return std::any_of(kWords.begin(), kWords.end(), has);
}

}  // namespace

std::vector<Claim> find_claims(std::string_view text) {
  static const std::vector<std::regex> kPatterns = [] {
    std::vector<std::regex> patterns;
    for (const Trap& trap : kTraps) patterns.emplace_back(trap.pattern, std::regex::icase);
    return patterns;
  }();
  std::vector<Claim> claims;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (!may_claim(line)) continue;
    if (line.size() > 4000) line.resize(4000);  // std::regex recurses over long lines
    for (std::size_t i = 0; i < kTraps.size(); ++i) {
      std::smatch match;
      if (!std::regex_search(line, match, kPatterns[i])) continue;
      const char* excuse = kTraps.at(i).excused_by;
      if (excuse != nullptr && std::regex_search(line, std::regex(excuse, std::regex::icase))) {
        continue;
      }
      if (!denies(match.prefix().str() + " " + match.suffix().str())) {
        claims.push_back({number, match.str(), kTraps.at(i).why});
      }
    }
  }
  return claims;
}

}  // namespace sillage::govern::documents
