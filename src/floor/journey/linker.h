// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/common/journey_message.h"

namespace sillage::floor {

struct LinkerOptions {
  /// How long a new track waits for the decision who it is, s, 0 to 10: the delay of the stream.
  double lag_s = 3;
  /// How long somebody may be out of sight and be continued, s, at most 300; then they are
  /// forgotten.
  double memory_s = 60;
  /// The posterior from which it links, above 0.5 and below 1.
  double surely = 0.8;
  /// The posterior from which it tells of a possible link, above 0.
  double possibly = 0.05;
  /// Link level L3: clothing codes count too. Otherwise they are not even kept.
  bool clothing = false;
  Result<void> check() const;
};

/// Totals since the start.
struct LinkerStats {
  std::int64_t people = 0;       ///< identities given
  std::int64_t links = 0;        ///< tracks that continue an earlier one
  std::int64_t abstained = 0;    ///< tracks with possible links alone
  std::int64_t people_held = 0;  ///< identities in memory now
};

/// Continues identities over the gaps in which no camera sees: who was lost at one place and found
/// at another, by what it learns on line of the ways people take and the time they need. It links
/// where the posterior of the link, among all that compete with it, is sure enough; elsewhere it
/// gives a new identity and says what it may have been.
///
/// In: sightings whose track is one person at a time, unique across cameras, in event-time order,
/// and FrameMarks. Out: the same, `lag_s` later, with identities and without codes; kEnded once for
/// each, when nobody can continue it any more. A track that comes back after another one has
/// continued it is somebody new.
///
/// A plain object for one thread. Event time only; deterministic. Bounded: 10,000 people (whoever
/// was last seen longest ago is ended early), a million waiting messages (the oldest are sent
/// early), and the tables in internal/hand_over.h, which hold no person.
class Linker {
 public:
  /// `doors` are the count lines: who left across one is hardly looked for.
  static Result<Linker> create(LinkerOptions options, std::vector<config::Line> doors = {});
  Linker(Linker&&) noexcept;
  Linker& operator=(Linker&&) noexcept;
  ~Linker();

  std::vector<JourneyMessage> process(const wire::EyeMessage& message);
  /// No more messages come: returns all that is left and ends all identities.
  std::vector<JourneyMessage> finish();
  /// The clock says that it is later than the last frame: clothing codes expire by it, not only
  /// when newer ones come.
  void pass_time(Instant now);
  const LinkerStats& stats() const;

 private:
  struct Impl;
  explicit Linker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::floor
