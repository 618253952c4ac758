// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sillage::sim {

/// Half the width of the way that a walker needs, m: half of Fruin's body depth and width, 0.46 and
/// 0.61 m with clothes and sway (Fruin, Pedestrian Planning and Design, 1971), lies at 0.27; people
/// in shops turn their shoulders.
inline constexpr double kWalkerM = 0.24;
/// The same with a wheelchair, pushchair or trolley.
inline constexpr double kWheelsM = 0.38;

}  // namespace sillage::sim
