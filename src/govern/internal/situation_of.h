// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "govern/gap.h"

namespace sillage::govern::internal {

/// Gathers what checks look at. `void_signatures` comes from the states of the signatures.
Situation situation_of(const GapInput& input, const Settings& settings, const Ledger& ledger,
                       const Result<LogReport>& report, Instant now);

/// Whether a condition of the catalogue holds.
bool holds(const std::string& condition, const config::StoreConfig& store);
/// Why the requirement does not apply to this store; empty where it does.
std::string why_not(const Requirement& requirement, const config::StoreConfig& store,
                    const std::string& profile);
std::string profile_of(const GapInput& input);

/// Age or gender is estimated in this store.
bool estimates_people(const config::StoreConfig& store);

std::string model_sha256(const Observed& observed);

}  // namespace sillage::govern::internal
