// SPDX-License-Identifier: Apache-2.0
#include <span>

#include "harness.h"
#include "wire/sighting.h"

using namespace sillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto message = wire::decode_eye_message(bytes);
  if (message) {
    const auto again = wire::encode(*message);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) __builtin_trap();
  } else if (message.error().message.empty()) {
    __builtin_trap();
  }
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  wire::Sighting sighting;
  sighting.camera = CameraId("door");
  sighting.captured_at = Instant(std::chrono::hours(24 * 365 * 50));
  sighting.track = TrackId{7};
  sighting.foot_in_floor = {1.5, -2};
  sighting.foot_covariance = {0.1, 0.02, 0.1};
  sighting.score = 0.5f;
  const wire::FrameMark mark{CameraId("c"), sighting.captured_at, std::chrono::milliseconds(100)};
  return {wire::encode(sighting), wire::encode(mark)};
}
