// SPDX-License-Identifier: Apache-2.0
// Checks of what the store's configuration says.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/checks/internal/judge.h"

namespace sillage::govern::internal {
namespace {

constexpr double kLongestStateS = 300;      // the promise of the privacy design
constexpr double kFastestAnalysed = 15;     // frames/s; 5 to 10 follow a walking person
constexpr double kSmallZoneM2 = 10;
constexpr int kSmallestGroup = 10;
constexpr int kShortestBin = 15;  // minutes

std::string in_section(std::string_view key) {
  return fmt::format("set {} in [governance] of the store's configuration", key);
}

std::vector<std::string> empty_ones(
    std::initializer_list<std::pair<const char*, const std::string*>> texts) {
  std::vector<std::string> empty;
  for (const auto& [name, text] : texts) {
    if (text->find_first_not_of(' ') == std::string::npos) empty.emplace_back(name);
  }
  return empty;
}

Finding complete(const std::vector<std::string>& missing) {
  return judge(missing.empty(),
               missing.empty() ? "all are set" : fmt::format("missing: {}", fmt::join(missing, ", ")),
               in_section(fmt::format("{}", fmt::join(missing, ", "))));
}

Finding roles_named(const Situation& s) {
  const auto& g = s.store.governance;
  return complete(empty_ones({{"controller", &g.controller},
                              {"controller_address", &g.controller_address},
                              {"controller_contact", &g.controller_contact}}));
}

Finding dpo_contact(const Situation& s) {
  const auto& g = s.store.governance;
  return complete(empty_ones({{"dpo", &g.dpo}, {"dpo_contact", &g.dpo_contact}}));
}

Finding interest_named(const Situation& s) {
  return complete(empty_ones({{"interest", &s.store.governance.interest}}));
}

Finding purposes_closed(const Situation& s) {
  const auto& given = s.store.governance.purposes;
  const auto& known = config::purposes();
  const bool closed = std::all_of(given.begin(), given.end(), [&](const std::string& purpose) {
    return std::find(known.begin(), known.end(), purpose) != known.end();
  });
  return judge(!given.empty() && closed, fmt::format("purposes: {}", fmt::join(given, ", ")),
               in_section("purposes"));
}

Finding no_ad_audience(const Situation& s) {
  const auto& given = s.store.governance.purposes;
  const bool ads = std::find(given.begin(), given.end(), "ad-audience") != given.end();
  return judge(!ads, ads ? "purposes name ad-audience" : "purposes do not name ad-audience",
               "take ad-audience out of purposes, or ask for the authorisation first");
}

Finding sign_facts(const Situation& s) {
  const auto& g = s.store.governance;
  auto missing = empty_ones({{"controller", &g.controller},
                             {"controller_contact", &g.controller_contact},
                             {"dpo_contact", &g.dpo_contact},
                             {"notice_url", &g.notice_url}});
  if (g.purposes.empty()) missing.emplace_back("purposes");
  return complete(missing);
}

Finding notice_complete(const Situation& s) {
  const auto& g = s.store.governance;
  auto missing = empty_ones({{"profile", &s.profile},
                             {"controller", &g.controller},
                             {"controller_address", &g.controller_address},
                             {"controller_contact", &g.controller_contact},
                             {"dpo", &g.dpo},
                             {"dpo_contact", &g.dpo_contact},
                             {"interest", &g.interest},
                             {"notice_url", &g.notice_url}});
  if (g.purposes.empty()) missing.emplace_back("purposes");
  return complete(missing);
}

Finding notice_languages(const Situation& s) {
  const auto& g = s.store.governance;
  static const std::map<std::string, std::string> kOfficial{
      {"FR", "fr"}, {"QC", "fr"}, {"DE", "de"}, {"UK", "en"}, {"IL", "en"}, {"AU", "en"}};
  const auto official = kOfficial.find(s.profile);
  const bool spoken = official == kOfficial.end() ||
                      std::find(g.languages.begin(), g.languages.end(), official->second) !=
                          g.languages.end();
  return judge(!g.languages.empty() && spoken,
               fmt::format("languages: {}", fmt::join(g.languages, ", ")),
               official == kOfficial.end()
                   ? in_section("languages")
                   : fmt::format("add \"{}\" to languages in [governance]", official->second));
}

Finding state_ttl(const Situation& s) {
  const double ttl = s.store.measure.state_ttl_s;
  return judge(ttl > 0 && ttl <= kLongestStateS, fmt::format("state_ttl_s = {}", ttl),
               fmt::format("set measure.state_ttl_s to {} or less", kLongestStateS));
}

Finding link_level(const Situation& s) {
  const int level = s.store.journey.level;
  return judge(level >= 0 && level <= 3, fmt::format("journey.level = {}", level),
               "set journey.level to 2 or less; 3 needs signatures, and there is no 4");
}

Finding analysed_rate(const Situation& s) {
  std::vector<std::string> fast;
  for (const config::Camera& camera : s.store.cameras) {
    if (camera.analysed_fps <= 0 || camera.analysed_fps > kFastestAnalysed) {
      fast.push_back(fmt::format("{}: {}", camera.id.value(),
                                 camera.analysed_fps <= 0 ? std::string("every frame")
                                                          : fmt::format("{}", camera.analysed_fps)));
    }
  }
  return judge(fast.empty() && !s.store.cameras.empty(),
               s.store.cameras.empty() ? "no camera"
               : fast.empty()
                   ? fmt::format("{} cameras at {} frames/s or less", s.store.cameras.size(),
                                 kFastestAnalysed)
                   : fmt::format("{}", fmt::join(fast, "; ")),
               fmt::format("set analysed_fps of each camera to between 1 and {}; 5 to 10 do",
                           kFastestAnalysed));
}

Finding private_defaults(const Situation& s) {
  const config::StoreConfig& d = s.defaults;
  const bool is_private = d.journey.level <= 2 && d.privacy.k >= kSmallestGroup &&
                          d.privacy.bin_minutes >= kShortestBin &&
                          d.measure.state_ttl_s <= kLongestStateS;
  return judge(is_private,
               fmt::format("defaults: level {}, k {}, bins of {} min, state {} s", d.journey.level,
                           d.privacy.k, d.privacy.bin_minutes, d.measure.state_ttl_s),
               "this version has weaker defaults; do not run it, report it");
}

Finding group_size(const Situation& s) {
  return judge(s.store.privacy.k >= kSmallestGroup, fmt::format("k = {}", s.store.privacy.k),
               fmt::format("set privacy.k to {} or more", kSmallestGroup));
}

Finding granularity(const Situation& s) {
  std::vector<std::string> small;
  for (const config::Zone& zone : s.store.zones) {
    if (std::abs(zone.area.area()) < kSmallZoneM2) small.push_back(zone.id.value());
  }
  const bool grouped = s.store.privacy.k >= kSmallestGroup;
  return judge(s.store.privacy.bin_minutes >= kShortestBin && (small.empty() || grouped),
               fmt::format("bins of {} min; {} zones below {} m2, shown from {} people",
                           s.store.privacy.bin_minutes, small.size(), kSmallZoneM2,
                           s.store.privacy.k),
               fmt::format("set privacy.bin_minutes to {} or more and privacy.k to {} or more",
                           kShortestBin, kSmallestGroup));
}

Finding staff_excluded(const Situation& s) {
  const auto has = [&](config::ZoneType type) {
    return std::any_of(s.store.zones.begin(), s.store.zones.end(),
                       [&](const config::Zone& zone) { return zone.type == type; });
  };
  std::vector<std::string> ways;
  if (s.store.privacy.read_marks) ways.emplace_back("badges");
  if (has(config::ZoneType::kStaff)) ways.emplace_back("staff zones");
  if (s.store.measure.staff_presence_min > 0) {
    ways.push_back(fmt::format("presence over {} min", s.store.measure.staff_presence_min));
  }
  return judge(!ways.empty(), fmt::format("staff are left out by: {}", fmt::join(ways, ", ")),
               "set privacy.read_marks, a zone of type staff or measure.staff_presence_min");
}

Finding objection_way(const Situation& s) {
  const bool spot =
      std::any_of(s.store.zones.begin(), s.store.zones.end(), [](const config::Zone& zone) {
        return zone.type == config::ZoneType::kObjection;
      });
  const bool marks = s.store.privacy.read_marks;
  return judge(spot || marks,
               fmt::format("printed marks {}, objection spot {}", marks ? "on" : "off",
                           spot ? "there" : "none"),
               "set privacy.read_marks = true or draw a zone of type objection");
}

Finding linking_and_estimates_off(const Situation& s) {
  return judge(s.store.journey.level <= 1 && !s.demographics,
               fmt::format("level {}, estimates {}", s.store.journey.level,
                           s.demographics ? "on" : "off"),
               "set journey.level to 1 or less and leave estimates off");
}

Finding estimates_off(const Situation& s) {
  return judge(!s.demographics, s.demographics ? "estimates on" : "estimates off",
               "switch estimates of age and gender off");
}

}  // namespace

std::vector<Check> settings_checks() {
  const char* file = "the store's configuration file";
  return {{"roles-named", roles_named, "controller", file},
          {"dpo-contact", dpo_contact, "controller", file},
          {"interest-named", interest_named, "controller", file},
          {"purposes-closed", purposes_closed, "controller", file},
          {"no-ad-audience", no_ad_audience, "controller", file},
          {"sign-facts", sign_facts, "controller", file},
          {"notice-complete", notice_complete, "controller", file},
          {"notice-languages", notice_languages, "controller", file},
          {"state-ttl", state_ttl, "installer", file},
          {"link-level", link_level, "installer", file},
          {"analysed-rate", analysed_rate, "installer", file},
          {"private-defaults", private_defaults, "vendor", "the vendor"},
          {"group-size", group_size, "installer", file},
          {"granularity", granularity, "installer", file},
          {"staff-excluded", staff_excluded, "installer", file},
          {"objection-way", objection_way, "installer", file},
          {"linking-and-estimates-off", linking_and_estimates_off, "installer", file},
          {"estimates-off", estimates_off, "installer", file}};
}

}  // namespace sillage::govern::internal
