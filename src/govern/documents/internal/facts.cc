// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/internal/facts.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/documents/internal/paper_texts.h"

namespace sillage::govern::documents::internal {
namespace {

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

std::string authority_of(const std::string& profile) {
  static const std::map<std::string, std::string> kAuthorities{
      {"FR", "CNIL, www.cnil.fr"},
      {"DE", "Landesbeauftragte für Datenschutz, www.bfdi.bund.de"},
      {"IT", "Garante per la protezione dei dati personali, www.garanteprivacy.it"},
      {"ES", "Agencia Española de Protección de Datos, www.aepd.es"},
      {"NL", "Autoriteit Persoonsgegevens, www.autoriteitpersoonsgegevens.nl"},
      {"SE", "Integritetsskyddsmyndigheten, www.imy.se"},
      {"UK", "Information Commissioner's Office, ico.org.uk"},
      {"QC", "Commission d'accès à l'information, www.cai.gouv.qc.ca"},
      {"CA", "Office of the Privacy Commissioner of Canada, www.priv.gc.ca"},
      {"AU", "Office of the Australian Information Commissioner, www.oaic.gov.au"}};
  const auto found = kAuthorities.find(profile);
  return found == kAuthorities.end() ? std::string() : found->second;
}

bool follows_gdpr(const std::string& profile) {
  static const std::set<std::string> kGdpr{"", "FR", "DE", "IT", "ES", "NL", "SE", "UK"};
  return kGdpr.contains(profile);
}

bool has_spot(const config::StoreConfig& store) {
  return std::any_of(store.zones.begin(), store.zones.end(), [](const config::Zone& zone) {
    return zone.type == config::ZoneType::kObjection;
  });
}

class Gatherer {
 public:
  Gatherer(const PaperInput& input, const std::string& language)
      : input_(input), store_(input.store), g_(input.store.governance) {
    const auto found = paper_texts().find(language + "/words");
    if (found != paper_texts().end()) facts_.words = read_words(found->second);
  }

  Facts gather() {
    conditions();
    people();
    settings();
    measured();
    facts_.values["purposes"] = joined_words("purpose.", g_.purposes);
    facts_.values["level"] = facts_.word(fmt::format("level{}", store_.journey.level));
    facts_.values["objection_ways"] = objection_ways();
    return std::move(facts_);
  }

 private:
  std::string or_missing(const std::string& text) const {
    return text.empty() ? facts_.word("missing") : text;
  }
  std::string list_or(const std::vector<std::string>& list, const char* none) const {
    return list.empty() ? facts_.word(none) : fmt::format("{}", fmt::join(list, ", "));
  }
  std::string joined_words(const std::string& prefix, const std::vector<std::string>& keys) const {
    std::vector<std::string> words;
    for (const std::string& key : keys) words.push_back(facts_.word(prefix + key));
    return words.empty() ? facts_.word("missing") : fmt::format("{}", fmt::join(words, "; "));
  }

  void conditions() {
    auto& is = facts_.conditions;
    is.insert(fmt::format("level{}", store_.journey.level));
    if (!g_.processor.empty()) is.insert("processor");
    if (input_.demographics) is.insert("demographics");
    if (store_.privacy.read_marks) is.insert("marks");
    if (has_spot(store_)) is.insert("spot");
    if (follows_gdpr(input_.profile)) is.insert("gdpr");
    if (!authority_of(input_.profile).empty()) is.insert("authority");
    is.insert(config::to_string(store_.privacy.mode));
  }

  void people() {
    auto& is = facts_.values;
    is["store"] = store_.name;
    is["profile"] = or_missing(input_.profile);
    is["controller"] = or_missing(g_.controller);
    is["controller_address"] = or_missing(g_.controller_address);
    is["controller_contact"] = or_missing(g_.controller_contact);
    is["processor"] = or_missing(g_.processor);
    is["processor_or_nobody"] = g_.processor.empty() ? facts_.word("nobody") : g_.processor;
    is["dpo"] = or_missing(g_.dpo);
    is["dpo_contact"] = or_missing(g_.dpo_contact);
    is["interest"] = or_missing(g_.interest);
    is["notice_url"] = or_missing(g_.notice_url);
    is["recipients"] = list_or(g_.recipients, "nobody");
    is["transfers"] = list_or(g_.transfers, "none");
    is["languages"] = fmt::format("{}", fmt::join(g_.languages, ", "));
    is["authority"] = authority_of(input_.profile);
  }

  void settings() {
    auto& is = facts_.values;
    is["cameras"] = std::to_string(store_.cameras.size());
    std::vector<std::string> names;
    for (const config::Camera& camera : store_.cameras) names.push_back(camera.name);
    is["camera_names"] = list_or(names, "none");
    is["k"] = std::to_string(store_.privacy.k);
    is["bin_minutes"] = std::to_string(store_.privacy.bin_minutes);
    is["rho"] = fmt::format("{}", store_.privacy.rho);
    is["state_ttl_s"] = fmt::format("{}", store_.measure.state_ttl_s);
    is["objection_s"] = fmt::format("{}", store_.measure.objection_s);
    is["figures_kept_months"] = std::to_string(g_.figures_kept_months);
    is["model"] = input_.observed.model ? input_.observed.model->name : facts_.word("missing");
    is["configuration"] = input_.configuration_sha256.substr(0, 16);
    std::vector<std::string> ways;
    if (store_.privacy.read_marks) ways.push_back(facts_.word("staff.badge"));
    const bool rooms =
        std::any_of(store_.zones.begin(), store_.zones.end(), [](const config::Zone& zone) {
          return zone.type == config::ZoneType::kStaff;
        });
    if (rooms) ways.push_back(facts_.word("staff.zone"));
    is["staff_presence_min"] = fmt::format("{}", store_.measure.staff_presence_min);
    if (store_.measure.staff_presence_min > 0) ways.push_back(facts_.word("staff.presence"));
    is["staff_ways"] = list_or(ways, "none");
  }

  void measured() {
    const auto age = [&](const std::optional<double>& value, const char* words = "seconds") {
      if (!value) return facts_.word("unmeasured");
      std::string text = facts_.word(words);
      const std::size_t at = text.find("{value}");
      return at == std::string::npos ? text : text.replace(at, 7, fmt::format("{:.2f}", *value));
    };
    const auto& run = input_.observed.run;
    facts_.values["oldest_frame"] = age(run ? run->oldest_frame_s : std::nullopt);
    facts_.values["oldest_state"] = age(run ? run->oldest_state_s : std::nullopt);
    facts_.values["measured_frame"] = age(run ? run->oldest_frame_s : std::nullopt, "measured");
    facts_.values["measured_state"] = age(run ? run->oldest_state_s : std::nullopt, "measured");
  }

  std::string objection_ways() const {
    std::vector<std::string> ways;
    if (store_.privacy.read_marks) ways.push_back(facts_.word("objection.marks"));
    if (has_spot(store_)) ways.push_back(facts_.word("objection.spot"));
    if (ways.empty()) ways.push_back(facts_.word("objection.none"));
    return fmt::format("{}", fmt::join(ways, ". "));
  }

  const PaperInput& input_;
  const config::StoreConfig& store_;
  const config::Governance& g_;
  Facts facts_;
};

}  // namespace

std::map<std::string, std::string, std::less<>> read_words(std::string_view text) {
  std::map<std::string, std::string, std::less<>> words;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    words[trimmed(std::string_view(line).substr(0, equals))] =
        trimmed(std::string_view(line).substr(equals + 1));
  }
  return words;
}

std::string Facts::word(std::string_view key) const {
  const auto found = words.find(key);
  return found == words.end() ? "{" + std::string(key) + "}" : fill(found->second);
}

std::string Facts::fill(std::string_view text) const {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    filled += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) break;
    const auto value = values.find(text.substr(1, close - 1));
    filled += value == values.end() ? text.substr(0, close + 1) : std::string_view(value->second);
    text.remove_prefix(close + 1);
  }
  return filled + std::string(text);
}

Facts facts_of(const PaperInput& input, const std::string& language) {
  return Gatherer(input, language).gather();
}

}  // namespace sillage::govern::documents::internal
