// SPDX-License-Identifier: Apache-2.0
#include "config/internal/sections.h"

namespace sillage::config::internal {
namespace {

constexpr std::array<std::string_view, 11> kProfiles = {"FR", "DE", "IT", "ES", "NL", "SE",
                                                        "UK", "QC", "CA", "IL", "AU"};

constexpr Traits said(std::string_view why, std::string_view absent, std::string_view example) {
  return {.why = why, .absent = absent, .example = example};
}

constexpr std::string_view kOpen = "open; `sillage gap` asks for it";

}  // namespace

std::vector<Binding<Governance>> fields_of(const Governance&) {
  return {
      describe_key("profile", &Governance::profile,
                   {.why = "Jurisdiction whose rules apply on top of the common ones.",
                    .absent = kOpen,
                    .example = "\"FR\"",
                    .choices = kProfiles}),
      describe_key("controller", &Governance::controller,
                   said("Who decides why and how people are counted.", kOpen,
                        "\"Example Stores SAS\"")),
      describe_key("controller_address", &Governance::controller_address,
                   said("Postal address of the controller.", kOpen,
                        "\"1 rue de l'Exemple, 75000 Paris\"")),
      describe_key("controller_contact", &Governance::controller_contact,
                   said("How the controller is reached: e-mail or telephone.", kOpen,
                        "\"contact@store.example\"")),
      describe_key("processor", &Governance::processor,
                   said("Who runs the system on the controller's behalf.", "nobody",
                        "\"Example Installers\"")),
      describe_key("dpo", &Governance::dpo,
                   said("Data protection officer: a name or a function.", kOpen,
                        "\"Data protection officer\"")),
      describe_key("dpo_contact", &Governance::dpo_contact,
                   said("How anybody reaches the data protection officer.", kOpen,
                        "\"dpo@store.example\"")),
      describe_key("purposes", &Governance::purposes,
                   {.why = "What figures are used for: visitor-statistics, queue-management, "
                           "space-planning, staffing, ad-audience.",
                    .example = "[\"visitor-statistics\"]",
                    .count = 5}),
      describe_key("interest", &Governance::interest,
                   said("The legitimate interest, in the controller's own words.", kOpen,
                        "\"Knowing when and where the store is busy, to staff and arrange it\"")),
      describe_key("recipients", &Governance::recipients,
                   {.why = "Who else gets figures; nobody but the controller where empty.",
                    .example = "[\"Landlord of the shopping centre\"]",
                    .count = 16}),
      describe_key("transfers", &Governance::transfers,
                   {.why = "Countries that figures are sent to beyond the store's own; each needs "
                           "an assessment.",
                    .example = "[]",
                    .count = 16}),
      describe_key("notice_url", &Governance::notice_url,
                   said("https address of the full notice; the door sign's QR code leads there.",
                        kOpen, "\"https://store.example/counting\"")),
      describe_key("languages", &Governance::languages,
                   {.why = "Languages of signs and notices: en, fr, de.", .count = 3}),
      describe_key("figures_kept_months", &Governance::figures_kept_months,
                   {.why = "Released figures are deleted when they are older.",
                    .unit = "months",
                    .range = kFiguresKept}),
  };
}

}  // namespace sillage::config::internal
