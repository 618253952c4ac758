// SPDX-License-Identifier: Apache-2.0
// The memory of this process is searched for an identity and a clothing code that were planted in
// sightings: there before the time to live is over, nowhere after.
#include <cstdio>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "floor/journey/stitcher.h"
#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::Scene;
using internal::test_store;

constexpr std::uint64_t kMask = 0x5A17'C3D9'71E4'2B86u;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif
constexpr const char* kWhySkipped = "a sanitizer's shadow memory is too large to search";

/// Each planted number is kept masked, so that the search does not find itself.
struct Planted {
  std::uint64_t masked;
  std::uint64_t value() const { return masked ^ kMask; }
};

/// How often the number stands in the writable memory of this process.
int count_in_memory(const Planted& planted) {
  constexpr std::size_t kChunk = 1 << 20;
  static std::uint64_t buffer[kChunk / 8];
  const auto own = reinterpret_cast<std::uintptr_t>(&buffer[0]);
  std::FILE* maps = std::fopen("/proc/self/maps", "r");
  const int memory = open("/proc/self/mem", O_RDONLY);
  if (maps == nullptr || memory < 0) return -1;
  int found = 0;
  char line[512];
  while (std::fgets(line, sizeof(line), maps) != nullptr) {
    std::uintptr_t from = 0, to = 0;
    char rights[5] = {};
    if (std::sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[1] != 'w') continue;
    for (std::uintptr_t at = from; at < to; at += kChunk) {
      const std::size_t size = std::min<std::size_t>(kChunk, to - at);
      const ssize_t got = pread(memory, buffer, size, static_cast<off_t>(at));
      for (std::size_t i = 0; got > 0 && i < static_cast<std::size_t>(got) / 8; ++i) {
        const std::uintptr_t place = at + 8 * i;
        if (place >= own && place < own + sizeof(buffer)) continue;
        if ((buffer[i] ^ kMask) == planted.masked) ++found;
      }
    }
  }
  std::memset(buffer, 0, sizeof(buffer));
  close(memory);
  std::fclose(maps);
  return found;
}

class Forgetting : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (kIsSanitized) GTEST_SKIP() << kWhySkipped;
  }
  void see(const wire::EyeMessage& message) {
    if (!GetParam()) {
      meter_.process(message);
      return;
    }
    for (const auto& stitched : stitcher_.process(message)) meter_.process(stitched.message);
  }
  void frame(double s) {
    see(wire::FrameMark{CameraId("cam"), Instant(from_seconds(s)), Scene::kFrame});
  }
  void person(double s, std::uint64_t track, std::uint64_t code, double x) {
    wire::Sighting sighting{CameraId("cam"),
                            Instant(from_seconds(s)),
                            TrackId{track},
                            wire::SightingKind::kObserved,
                            {x, 4},
                            {0.01, 0, 0.01},
                            1};
    sighting.code = wire::ClothingCode{1, code};
    see(sighting);
  }

  Meter meter_ = *Meter::create(test_store(), {});
  Stitcher stitcher_ = *Stitcher::create({});
};

INSTANTIATE_TEST_SUITE_P(Chains, Forgetting, testing::Bool(), [](const auto& stitched) {
  return stitched.param ? "StitcherAndMeter" : "Meter";
});

TEST_P(Forgetting, NothingOfAPersonIsLeftInMemoryAfterTheTimeToLive) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers keep freed memory as it was";
#endif
  const Planted identity{0x1122'3344'5566'7788u}, code{0x8877'6655'4433'2211u};
  double s = 0;
  for (; s < 30; s += 0.1) {
    person(s, identity.value(), code.value(), 2);
    person(s, 1000 + static_cast<std::uint64_t>(s), 7, 3);
    frame(s);
  }
  // The stitcher gives identities of its own; what the eye said it holds as long as it must.
  EXPECT_GT(count_in_memory(identity), 0);
  for (; s < 30 + 75; s += 0.1) {
    person(s, 1000 + static_cast<std::uint64_t>(s), 7, 3);
    frame(s);
  }
  EXPECT_EQ(count_in_memory(identity), 0);
  EXPECT_EQ(count_in_memory(code), 0);
  EXPECT_GT(meter_.stats().people_held, 0);
}

TEST(ForgettingSearch, FindsWhatIsThereAndNotWhatWasFreed) {
  if (kIsSanitized) GTEST_SKIP() << kWhySkipped;
  const Planted planted{0x0F1E'2D3C'4B5A'6978u};
  auto held = std::make_unique<std::uint64_t>(planted.masked);
  *held ^= kMask;  // in place: nowhere else
  EXPECT_GE(count_in_memory(planted), 1);
  held.reset();
  EXPECT_EQ(count_in_memory(planted), 0);
}

}  // namespace
}  // namespace sillage::floor
