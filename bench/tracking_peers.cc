// SPDX-License-Identifier: Apache-2.0
#include "tracking_peers.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "base/files.h"

namespace sillage::bench {
namespace {

constexpr std::array<const char*, 6> kFigures = {"HOTA", "IDF1",     "MOTA",
                                                 "IDSW", "visitors", "crossings"};

bool less_is_better(const std::string& figure) {
  return figure == "IDSW" || figure == "visitors" || figure == "crossings";
}

}  // namespace

Result<Peers> Peers::read(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file));
  std::istringstream lines(text);
  Peers peers;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string set, tracker, word;
    words >> set >> tracker;
    for (const char* figure : kFigures) {
      char* end = nullptr;
      words >> word;
      const double value = std::strtod(word.c_str(), &end);
      if (!words || (word != "-" && *end != '\0')) {
        return fail(ErrorCode::kInvalidArgument,
                    "{}:{}: {} is no number; write set, tracker, six figures or '-'", file.string(),
                    number, figure);
      }
      if (word != "-") peers.values_[{set, figure}].push_back({tracker, word, value});
    }
  }
  return peers;
}

std::string Peers::best(const std::string& set, const std::string& figure) const {
  const auto found = values_.find({set, figure});
  if (found == values_.end()) return "-";
  const auto& all = found->second;
  const bool less = less_is_better(figure);
  const auto best = std::min_element(all.begin(), all.end(), [&](const Value& a, const Value& b) {
    return less ? a.number < b.number : a.number > b.number;
  });
  return best->text + " " + best->tracker;
}

}  // namespace sillage::bench
