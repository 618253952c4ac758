// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace sillage {

/// True for a configured id: 1 to 32 characters of a-z, 0-9, '-' and '_', starting with a letter
/// or digit. The limit lets an id travel in a fixed-layout message.
inline bool is_valid_id(std::string_view text) {
  if (text.empty() || text.size() > 32) return false;
  for (char c : text) {
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!allowed) return false;
  }
  return text.front() != '-' && text.front() != '_';
}

/// An id of one kind of thing; ids of different kinds do not mix.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}
  const std::string& value() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string value_;
};

using StoreId = Id<struct StoreTag>;
using CameraId = Id<struct CameraTag>;
using LineId = Id<struct LineTag>;
using ZoneId = Id<struct ZoneTag>;
using FunnelId = Id<struct FunnelTag>;

/// Identity of a short-lived track within one camera and one run. Never written or sent outside
/// eye and floor; 0 is no track.
enum class TrackId : std::uint64_t {};

}  // namespace sillage

template <class Tag>
struct std::hash<sillage::Id<Tag>> {
  std::size_t operator()(const sillage::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value());
  }
};
