// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sillage::sim::testing {

/// Test support: a kiosk of 8 x 6 m with everything that a plan can have.
inline std::string small_plan() {
  return R"([store]
id = "kiosk"
outline = [[0, 0], [8, 0], [8, 6], [0, 6]]

[[wall]]
id = "partition"
from = [6, 4]
to = [8, 4]

[[shelf]]
id = "goods"
area = [[2.5, 2.5], [4.5, 2.5], [4.5, 3.1], [2.5, 3.1]]

[[door]]
id = "main"
from = [1, 0]
to = [2.4, 0]

[[till]]
id = "till"
counter = [[5.6, 1.4], [7, 1.4], [7, 2], [5.6, 2]]
customer = [6.2, 2.5]
clerk = [6.2, 0.9]
queue = [[5.3, 2.5], [5.3, 3.6]]

[[room]]
id = "cabin"
kind = "fitting"
area = [[0, 4.6], [1.4, 4.6], [1.4, 6], [0, 6]]
opening = [[0.3, 4.6], [1.1, 4.6]]

[[pavement]]
id = "street"
from = [-5, -1.5]
to = [13, -1.5]
width_m = 2.5

[[zone]]
id = "front"
type = "frontage"
area = [[-1, -2.7], [9, -2.7], [9, -0.3], [-1, -0.3]]

[[zone]]
id = "hall"
type = "aisle"
area = [[1.6, 1.6], [4.9, 1.6], [4.9, 4.2], [1.6, 4.2]]

[[line]]
id = "entrance"
from = [1, 0.4]
to = [2.4, 0.4]
inside = [1.7, 2]

[[camera]]
id = "corner"
at = [7.8, 5.8]
height_m = 2.8
yaw_deg = 220

[[staff]]
id = "anna"
role = "cashier"
till = "till"
from = "08:45"
to = "19:15"
)";
}

/// The text with one piece of it replaced; empty if the piece is not there.
inline std::string with(const std::string& text, const std::string& piece,
                        const std::string& other) {
  const std::size_t at = text.find(piece);
  if (at == std::string::npos) return {};
  return text.substr(0, at) + other + text.substr(at + piece.size());
}

}  // namespace sillage::sim::testing
