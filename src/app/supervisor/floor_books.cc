// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/floor_books.h"

#include "base/bytes.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

constexpr std::uint32_t kMagic = 0x42474C53;  // "SLGB" in memory order
constexpr std::size_t kIdWidth = 32, kHashWidth = 64;

void put(ByteWriter& out, const std::vector<std::byte>& bytes) {
  out.number(static_cast<std::uint64_t>(bytes.size()));
  for (const std::byte byte : bytes) out.number(std::to_integer<std::uint8_t>(byte));
}

std::vector<std::byte> take(ByteReader& in) {
  std::vector<std::byte> bytes;
  const auto size = in.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < size && !in.failed(); ++i) {
    bytes.push_back(static_cast<std::byte>(in.number<std::uint8_t>()));
  }
  return bytes;
}

}  // namespace

std::string floor_text(config::StoreConfig store) {
  for (config::Camera& camera : store.cameras) {
    camera.source.clear();
    camera.analysed_fps = 0;
  }
  return config::to_toml(store);
}

std::vector<std::byte> encode(const FloorBooks& books) {
  ByteWriter out(books.meter.size() + 4096);
  out.number(kMagic);
  out.text(books.config_sha256, kHashWidth);
  out.number(static_cast<std::uint8_t>(books.is_open));
  out.time(books.grid_start.time_since_epoch());
  out.time(books.measured_until.time_since_epoch());
  put(out, books.meter);
  put(out, books.privacy);
  out.number(static_cast<std::uint32_t>(books.heard.size()));
  for (const auto& [camera, number] : books.heard) {
    out.text(camera.value(), kIdWidth);
    out.number(number);
  }
  out.number(books.newest_release);
  out.number(static_cast<std::uint32_t>(books.waiting.size()));
  for (const FloorDoor::Waiting& release : books.waiting) {
    out.number(release.number);
    put(out, release.bytes);
  }
  return std::move(out).take();
}

std::optional<FloorBooks> decode_books(std::span<const std::byte> bytes) {
  ByteReader in(bytes);
  if (in.number<std::uint32_t>() != kMagic) return std::nullopt;
  FloorBooks books;
  books.config_sha256 = in.text(kHashWidth);
  books.is_open = in.number<std::uint8_t>() != 0;
  books.grid_start = Instant(in.time());
  books.measured_until = Instant(in.time());
  books.meter = take(in);
  books.privacy = take(in);
  const auto cameras = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < cameras && !in.failed(); ++i) {
    const CameraId camera(in.text(kIdWidth));
    books.heard[camera] = in.number<std::uint64_t>();
  }
  books.newest_release = in.number<std::uint64_t>();
  const auto releases = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < releases && !in.failed(); ++i) {
    const auto number = in.number<std::uint64_t>();
    books.waiting.push_back({number, take(in)});
  }
  if (in.failed() || !in.at_end()) return std::nullopt;
  return books;
}

}  // namespace sillage::app
