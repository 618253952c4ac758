// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/random.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace sillage::sim {
namespace {

std::uint64_t split_mix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::initializer_list<std::uint64_t> seeds) {
  std::uint64_t mixed = 0;
  for (const std::uint64_t seed : seeds) {
    mixed ^= seed;
    mixed = split_mix(mixed);
  }
  for (std::uint64_t& word : state_) word = split_mix(mixed);
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }
int Random::below(int limit) { return static_cast<int>(uniform() * limit); }
bool Random::chance(double probability) { return uniform() < probability; }

/// Box and Muller; the second number is not kept, so that a draw does not depend on the one before.
double Random::normal(double mean, double deviation) {
  const double radius = std::sqrt(-2 * std::log(1 - uniform()));
  return mean + deviation * radius * std::cos(2 * std::numbers::pi * uniform());
}

double Random::normal(double mean, double deviation, double low, double high) {
  while (true) {
    const double value = normal(mean, deviation);
    if (value >= low && value <= high) return value;
  }
}

double Random::log_normal(double median, double sigma) {
  return median * std::exp(normal(0, sigma));
}

double Random::exponential(double mean) { return -mean * std::log(1 - uniform()); }

int Random::geometric(double mean) {
  int count = 1;
  while (count < 1000 && !chance(1 / mean)) ++count;
  return count;
}

std::size_t Random::pick(std::span<const double> weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  double left = uniform() * sum;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  // Rounding, or no weight at all.
  for (std::size_t i = weights.size(); i-- > 0;) {
    if (weights[i] > 0) return i;
  }
  return 0;
}

}  // namespace sillage::sim
