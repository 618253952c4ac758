// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "desk/store/store.h"
#include "wire/ages.h"

namespace sillage::desk {

/// How many figures of a metric were told, and how.
struct ToldFigures {
  int shown = 0;
  int merged = 0;
  int withheld = 0;
  int unobserved = 0;
};

struct PrivacyCard {
  StoreId store;
  Instant from;
  Instant to;
  bool evaluation = false;  ///< some of it comes from recordings
  wire::ReleaseMode mode = wire::ReleaseMode::kStandard;
  bool is_mixed = false;  ///< both modes in one day: exact and noisy figures may meet
  int k = 0;
  int link_level = 0;
  std::size_t releases = 0;
  std::map<wire::Metric, ToldFigures> told;
  double rho = 0;  ///< that the day cost one person, zCDP
  std::optional<double> person_age_s;
  std::optional<double> frame_age_s;
  /// Of each bin's release, the oldest; all 0 in strict mode, where releases tell the limit.
  wire::Ages person_ages, frame_ages;
  std::size_t small_groups = 0;  ///< that follow from what was told, standard mode

  /// Of (epsilon, delta) with delta 1e-7, for somebody who comes on so many days.
  double epsilon(int days = 1) const;
  ToldFigures all() const;
};
inline constexpr double kCardDelta = 1e-7;

/// The card of the releases of one day; they are of one store.
PrivacyCard make_card(const StoreId& store, Instant from, Instant to,
                      std::span<const StoredBin> releases);

/// The releases that make up the day `date` ("2026-11-23"; empty: the newest) of the store's own
/// time zone, as far as a release of the day says when it began, else of UTC. kNotFound, with what
/// there is, where nothing of it is stored.
Result<PrivacyCard> card_of(Store& store, const StoreId& id, std::string_view date);

std::string card_json(const PrivacyCard& card);
/// As a page for shoppers, and the same words for a terminal. kInvalidArgument for a language other
/// than en, fr and de.
Result<std::string> card_text(const PrivacyCard& card, std::string_view language);
Result<std::string> card_page(const PrivacyCard& card, std::string_view language);

}  // namespace sillage::desk
