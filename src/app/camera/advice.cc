// SPDX-License-Identifier: Apache-2.0
#include "app/camera/advice.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

namespace sillage::app {
namespace {

// Below this people at the far end of a shop are too small for the detector (docs/guide/set-up.md).
constexpr int kLeastWidth = 640, kLeastHeight = 352;
constexpr std::int64_t kMostPixels = 1920 * 1088;
constexpr double kLeastRate = 8;  ///< pictures/s
constexpr double kLongestKeyInterval_s = 4;
constexpr double kLargestClockError_s = 2;

std::int64_t pixels(const eye::StreamFacts& facts) {
  return std::int64_t{facts.width} * facts.height;
}

bool is_large_enough(const eye::StreamFacts& facts) {
  return std::max(facts.width, facts.height) >= kLeastWidth &&
         std::min(facts.width, facts.height) >= kLeastHeight;
}

bool is_fast_enough(const eye::StreamFacts& facts) {
  return facts.fps == 0 || facts.fps >= kLeastRate;
}

/// How much a picture of that coding costs, in order.
int cost_of(const std::string& codec) {
  if (codec == "h264") return 0;
  return codec == "hevc" ? 1 : 2;
}

}  // namespace

std::string to_text(const eye::StreamFacts& facts) {
  const std::string size = facts.width > 0 ? fmt::format("{}x{}", facts.width, facts.height)
                                           : std::string("size unknown");
  const std::string rate =
      facts.fps > 0 ? fmt::format("{:.1f} pictures/s", facts.fps) : std::string("rate unknown");
  return fmt::format("{} {}, {}", size, facts.codec, rate);
}

StreamChoice choose_stream(const std::vector<eye::StreamFacts>& streams) {
  const auto rank = [](const eye::StreamFacts& facts) {
    const bool is_good = is_large_enough(facts) && is_fast_enough(facts);
    // Of those that will do the cheapest; of those that will not the largest that is not too large.
    const bool is_too_large = pixels(facts) > kMostPixels;
    return std::tuple(!is_good, cost_of(facts.codec) == 2, is_too_large,
                      is_good ? pixels(facts) : -pixels(facts), cost_of(facts.codec));
  };
  StreamChoice choice;
  for (std::size_t i = 1; i < streams.size(); ++i) {
    if (rank(streams[i]) < rank(streams[choice.index])) choice.index = i;
  }
  const eye::StreamFacts& best = streams[choice.index];
  if (streams.size() == 1) {
    choice.why = "the only stream that was found";
  } else if (!is_large_enough(best)) {
    choice.why =
        fmt::format("no stream has {}x{} or more; this is the largest", kLeastWidth, kLeastHeight);
  } else if (!is_fast_enough(best)) {
    choice.why = fmt::format("none has {:g} pictures/s or more at {}x{}", kLeastRate, kLeastWidth,
                             kLeastHeight);
  } else {
    choice.why =
        fmt::format("people are large enough in it, and of {} streams it costs least to decode",
                    streams.size());
  }
  return choice;
}

std::vector<std::string> advice_on(const eye::StreamFacts& facts) {
  std::vector<std::string> advice;
  const auto add = [&](bool is_wrong, std::string what) {
    if (is_wrong) advice.push_back(std::move(what));
  };
  const bool has_size = facts.width > 0;
  add(has_size && !is_large_enough(facts),
      fmt::format("set {}x360 or more: people at the far end are too small", kLeastWidth));
  add(!is_fast_enough(facts),
      "set 10 pictures/s or more: at fewer, people are lost between pictures "
      "and pictures are kept longer");
  add(pixels(facts) > kMostPixels,
      "use the camera's second stream, or set a smaller size: this one costs ten times as much to "
      "decode and counts no better");
  add(facts.codec != "h264" && facts.codec != "hevc",
      "set H.264: " + facts.codec + " costs more, in the network and here");
  add(facts.has_b_pictures,
      "switch B pictures off (profile Baseline, or B frames 0): they make "
      "pictures late");
  add(facts.key_interval_s.value_or(0) > kLongestKeyInterval_s,
      fmt::format(
          "set a key picture (I frame) every 2 s, {:.0f} pictures: after a disturbance there "
          "is no picture until the next one, now up to {:.0f} s",
          2 * std::max(1.0, facts.fps), facts.key_interval_s.value_or(0)));
  add(facts.clock_ahead && std::abs(seconds(*facts.clock_ahead)) > kLargestClockError_s,
      "let the camera set its clock by this network's time server (NTP); until then times of "
      "arrival are used");
  return advice;
}

}  // namespace sillage::app
