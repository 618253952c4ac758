// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "eye/ingest/stream_facts.h"

namespace sillage::app {

/// "640x360 h264, 10 pictures/s".
std::string to_text(const eye::StreamFacts& facts);

struct StreamChoice {
  std::size_t index = 0;
  std::string why;
};
/// Which of a camera's streams to count with; `streams` is not empty.
StreamChoice choose_stream(const std::vector<eye::StreamFacts>& streams);

/// What to change in the camera's settings, most important first; empty where all is well.
std::vector<std::string> advice_on(const eye::StreamFacts& facts);

}  // namespace sillage::app
