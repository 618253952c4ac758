// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <map>
#include <sstream>
#include <string>

#include "harness.h"
#include "sim/truth/trajectory_file.h"

using namespace sillage;

namespace {

/// Traps where a replay tells what cannot be.
class Sceptic : public sim::Observer {
 public:
  void appeared(Instant, const sim::Person& person, Point place) override {
    if (!is_finite(place) || !there_.emplace(person.id, place).second) __builtin_trap();
  }
  void moved(Instant, std::span<const sim::Moved> all) override {
    if (all.empty()) __builtin_trap();
    for (const sim::Moved& step : all) {
      if (!there_.contains(step.person) || !(std::abs(step.place.x) <= 10'000)) __builtin_trap();
    }
  }
  void vanished(Instant, sim::PersonId person) override {
    if (there_.erase(person) != 1) __builtin_trap();
  }

 private:
  std::map<sim::PersonId, Point> there_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  Sceptic sceptic;
  const auto result = sim::replay(in, "paths.bin", sceptic);
  if (!result && !result.error().message.starts_with("paths.bin")) __builtin_trap();
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  // A day; two people appear, walk a step together, and leave; the end.
  const std::string bytes =
      std::string("SILPATH1") + '\x01' + '\x00' +
      std::string("\x02\x0a\x00\x00\x00\x00\x00\x01\x00\xa4\x0d\x64\x66", 13) +
      std::string("\x02\x00\x01\x00\x01\x01\x01\x02\x03\xa4\x0d\x65\x67", 13) +
      std::string("\x03\x01\x02\x00\xc8\x01\x02\x01\xc8\x01\x04", 11) +
      std::string("\x04\x02\x00\x04\x00\x01\x05", 7);
  std::vector<std::byte> seed(bytes.size());
  std::memcpy(seed.data(), bytes.data(), bytes.size());
  return {seed};
}
