// SPDX-License-Identifier: Apache-2.0
// Feeds a harness seeded random bytes and mutations, so that every ordinary test run is a short
// fuzzing run that gives the same inputs each time.
#include <algorithm>
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "harness.h"

#ifndef SILLAGE_FUZZ_MUTATIONS
#define SILLAGE_FUZZ_MUTATIONS 200'000
#endif

namespace sillage::fuzz {
namespace {

using Input = std::vector<std::byte>;

void feed(const Input& input) {
  // An exact allocation, so that the address sanitizer sees a read one byte beyond it.
  const Input exact(input.begin(), input.end());
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(exact.data()), exact.size());
}

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  std::byte any() { return static_cast<std::byte>(random_() & 0xFFu); }

  Input noise(std::size_t most) {
    Input input(below(most + 1));
    std::generate(input.begin(), input.end(), [this] { return any(); });
    return input;
  }

  void change(Input& input) {
    if (input.empty()) return;
    const std::size_t at = below(input.size());
    switch (below(7)) {
      case 0:
        input[at] = any();
        break;
      case 1:
        input[at] ^= static_cast<std::byte>(1u << below(8));
        break;
      case 2:
        input.resize(at);
        break;
      case 3:
        input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), any());
        break;
      case 4:
        overwrite(input, at);
        break;
      case 5:
        std::copy_n(input.begin(), std::min(input.size() - at, below(16)), input.begin() + at);
        break;
      default:
        input.resize(input.size() + below(200), any());
        break;
    }
  }

 private:
  /// Eight bytes that break careless arithmetic: 0, -1, the largest numbers, NaN, infinity.
  void overwrite(Input& input, std::size_t at) {
    static constexpr std::array<std::uint64_t, 7> kEdges = {
        0, ~0ull, ~0ull >> 1, 1ull << 63, 0x7FF8000000000000, 0x7FF0000000000000, 0xFFFFFFFF};
    const std::uint64_t value = kEdges[below(kEdges.size())];
    for (std::size_t i = 0; i < 8 && at + i < input.size(); ++i) {
      input[at + i] = static_cast<std::byte>((value >> (8 * i)) & 0xFF);
    }
  }

  std::mt19937_64 random_;
};

TEST(Fuzz, Seeds) {
  for (const Input& seed : seed_inputs()) feed(seed);
}

TEST(Fuzz, Noise) {
  Mutator mutator(1);
  for (int i = 0; i < 20'000; ++i) feed(mutator.noise(600));
}

TEST(Fuzz, Mutations) {
  const auto seeds = seed_inputs();
  ASSERT_FALSE(seeds.empty());
  Mutator mutator(2);
  for (int i = 0; i < SILLAGE_FUZZ_MUTATIONS; ++i) {
    Input input = seeds[mutator.below(seeds.size())];
    for (std::size_t changes = 1 + mutator.below(4); changes > 0; --changes) mutator.change(input);
    feed(input);
  }
}

}  // namespace
}  // namespace sillage::fuzz
