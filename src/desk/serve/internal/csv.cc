// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/csv.h"

#include <algorithm>
#include <array>

namespace sillage::desk::serve {
namespace {

struct Locale {
  char separator;
  char point;
  std::array<const char*, 15> head;
};

constexpr Locale kEnglish{',', '.',
                          {"store", "from", "to", "metric", "unit", "scope", "scope name", "value",
                           "withheld", "low", "high", "interval", "coverage", "k",
                           "metric version"}};
constexpr Locale kFrench{';', ',',
                         {"magasin", "de", "à", "indicateur", "unité", "lieu", "nom du lieu",
                          "valeur", "masqué", "bas", "haut", "intervalle", "couverture", "k",
                          "version de l'indicateur"}};
constexpr Locale kGerman{';', ',',
                         {"Filiale", "von", "bis", "Kennzahl", "Einheit", "Ort", "Name des Orts",
                          "Wert", "zurückgehalten", "unten", "oben", "Intervall", "Abdeckung", "k",
                          "Version der Kennzahl"}};

const Locale& locale_of(const std::string& name) {
  if (name == "fr") return kFrench;
  return name == "de" ? kGerman : kEnglish;
}

class Row {
 public:
  explicit Row(const Locale& locale) : locale_(locale) {}
  Row& text(std::string_view text) {
    separate();
    std::string out;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
      out = "'";
    }
    out += text;
    if (out.find_first_of(",;\"\r\n") == std::string::npos) {
      line_ += out;
      return *this;
    }
    line_ += '"';
    for (const char c : out) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    line_ += '"';
    return *this;
  }
  Row& number(const std::optional<double>& value) {
    separate();
    if (!value) return *this;
    std::string text = fmt::format("{}", *value);
    std::replace(text.begin(), text.end(), '.', locale_.point);
    line_ += text;
    return *this;
  }
  std::string end() { return std::move(line_ += "\r\n"); }

 private:
  void separate() {
    if (!first_) line_ += locale_.separator;
    first_ = false;
  }
  const Locale& locale_;
  std::string line_;
  bool first_ = true;
};

}  // namespace

tl::expected<std::string, Problem> csv_of(Figures& figures, const StoreContext& store,
                                          const SeriesAsked& asked, const std::string& name) {
  const Locale& locale = locale_of(name);
  Row head(locale);
  for (const char* word : locale.head) head.text(word);
  // Spreadsheets take a file for UTF-8 where it says so by a byte order mark.
  std::string out = "\xEF\xBB\xBF" + head.end();
  for (const MetricInfo* metric : asked.metrics) {
    for (const std::string& scope : scopes_of(*metric, store)) {
      std::vector<NumberAt> points;
      if (asked.level) {
        TRY_ASSIGN(points, figures.series(*metric, scope, asked.asked.period, *asked.level));
      } else {
        TRY_ASSIGN(const Number total, figures.number(*metric, scope, asked.asked.period));
        points.push_back({asked.asked.period, total});
      }
      const ScopeRef place = scope_ref(store, scope);
      for (const NumberAt& point : points) {
        const Number& n = point.number;
        Row row(locale);
        row.text(store.id.value()).text(to_iso8601(point.period.from));
        row.text(to_iso8601(point.period.to)).text(metric->name).text(metric->unit);
        row.text(place.id).text(place.name).number(n.value);
        row.text(n.withheld ? "1" : "0").number(n.low).number(n.high);
        row.text(to_string(n.interval)).number(n.coverage).number(n.k);
        out += row.number(n.metric_version).end();
      }
    }
  }
  return out;
}

}  // namespace sillage::desk::serve
