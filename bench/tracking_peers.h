// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace sillage::bench {

/// Figures of other trackers from `tracking_peers.txt`, in percent (IDSW: a count).
class Peers {
 public:
  static Result<Peers> read(const std::filesystem::path& file);
  /// "84.49 UCMC": the best of all peers on this set; "-" where nobody was measured.
  std::string best(const std::string& set, const std::string& figure) const;

 private:
  struct Value {
    std::string tracker;
    std::string text;  ///< as it stands in the file
    double number = 0;
  };
  std::map<std::pair<std::string, std::string>, std::vector<Value>> values_;  ///< set and figure
};

}  // namespace sillage::bench
