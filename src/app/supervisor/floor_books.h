// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/supervisor/floor_door.h"
#include "base/id.h"
#include "base/time.h"
#include "config/store_config.h"

namespace sillage::app {

/// What a floor keeps for the one after it: counters and releases, nobody.
struct FloorBooks {
  std::string config_sha256;  ///< counters are of this configuration
  bool is_open = false;       ///< false: the bins were settled, only releases are left
  Instant grid_start;
  Instant measured_until;
  std::vector<std::byte> meter, privacy;    ///< as they save themselves
  std::map<CameraId, std::uint64_t> heard;  ///< number of the last message of each eye
  std::uint64_t newest_release = 0;
  std::deque<FloorDoor::Waiting> waiting;
};

/// What a floor is made of, for which it is all one where a camera's stream comes from. Counters of
/// one text are no counters of another.
std::string floor_text(config::StoreConfig store);

std::vector<std::byte> encode(const FloorBooks& books);
/// Nothing where the bytes are not whole.
std::optional<FloorBooks> decode_books(std::span<const std::byte> bytes);

}  // namespace sillage::app
