// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/strict_day.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sillage::floor::internal {

StrictDay::StrictDay(StrictTables tables, const Day& day, std::int64_t k)
    : tables_(std::move(tables)),
      day_(day),
      k_(k),
      entries_(tables_.steps(), std::max<std::int64_t>(1, tables_.noise(Table::kRunning).variance)),
      exits_(tables_.steps(), std::max<std::int64_t>(1, tables_.noise(Table::kRunning).variance)),
      cells_(tables_.cells()) {}

std::vector<Draft> StrictDay::add(const BinTally& tally, Entropy& entropy) {
  const auto step = std::min(static_cast<std::size_t>((tally.start - day_.start) / tables_.step()),
                             tables_.steps() - 1);
  std::vector<Draft> drafts = close_steps(step, entropy);
  is_seen_ = true;
  for (const auto& [id, line] : tally.lines) {
    step_entries_ += line.entering_stays;
    step_exits_ += line.exiting_stays;
  }
  tables_.count(tally, cells_);
  step_observed_ += tally.observed;
  observed_ += tally.observed;
  if (tally.oldest_person) oldest_ = std::max(*tally.oldest_person, oldest_.value_or(Duration{}));
  return drafts;
}

std::vector<Draft> StrictDay::close_steps(std::size_t until, Entropy& entropy) {
  // Sums begin with the first bin: nothing before it was watched.
  if (!is_seen_) step_ = until;
  std::vector<Draft> drafts;
  while (step_ < until) {
    Draft draft = close_step(entropy);
    if (has_steps()) drafts.push_back(std::move(draft));
  }
  return drafts;
}

Draft StrictDay::close_step(Entropy& entropy) {
  entries_.add(std::exchange(step_entries_, 0), entropy);
  exits_.add(std::exchange(step_exits_, 0), entropy);
  Draft draft;
  draft.start = day_.start + static_cast<Duration::rep>(step_) * tables_.step();
  draft.end = std::min(draft.start + tables_.step(), day_.end);
  draft.observed = std::exchange(step_observed_, Duration{});
  draft.oldest_person = oldest_;
  draft.figures = {noisy_figure(wire::Metric::kEntries, "", entries_.last()),
                   noisy_figure(wire::Metric::kExits, "", exits_.last())};
  if (has_steps() && !std::exchange(is_charged_, true))
    draft.rho = tables_.noise(Table::kRunning).rho;
  ++step_;
  return draft;
}

std::vector<Draft> StrictDay::end(Entropy& entropy) {
  std::vector<Draft> drafts = close_steps(std::min(step_ + 1, tables_.steps()), entropy);
  Draft whole;
  whole.start = day_.start;
  whole.end = day_.end;
  whole.period = wire::Period::kDay;
  whole.observed = observed_;
  whole.oldest_person = oldest_;
  // What no release of a step has told.
  whole.rho = tables_.rho();
  if (is_charged_) whole.rho -= tables_.noise(Table::kRunning).rho;
  add_strict_figures(tables_, cells_, entries_.total(), exits_.total(), k_, entropy, whole.figures);
  entries_told_ = entries_.total().value;
  drafts.push_back(std::move(whole));
  return drafts;
}

namespace {

void put(ByteWriter& out, const std::vector<std::int64_t>& numbers) {
  out.number(static_cast<std::uint32_t>(numbers.size()));
  for (const std::int64_t number : numbers) out.number(static_cast<std::uint64_t>(number));
}

/// False, and nothing of use in `numbers`, where they are not as many as it holds.
bool take(ByteReader& in, std::vector<std::int64_t>& numbers) {
  if (in.number<std::uint32_t>() != numbers.size()) return false;
  for (std::int64_t& number : numbers)
    number = static_cast<std::int64_t>(in.number<std::uint64_t>());
  return !in.failed();
}

}  // namespace

void StrictDay::save(ByteWriter& out) const {
  out.number(static_cast<std::uint64_t>(step_));
  out.number(static_cast<std::uint8_t>((is_seen_ ? 1 : 0) | (is_charged_ ? 2 : 0)));
  out.number(static_cast<std::uint64_t>(step_entries_));
  out.number(static_cast<std::uint64_t>(step_exits_));
  out.time(step_observed_);
  out.time(observed_);
  out.time(oldest_.value_or(Duration(-1)));
  put(out, cells_);
  for (const RunningSum* sum : {&entries_, &exits_}) {
    const RunningSum::State state = sum->state();
    out.number(state.taken);
    put(out, state.exact);
    put(out, state.noisy);
  }
}

bool StrictDay::load(ByteReader& in) {
  step_ = in.number<std::uint64_t>();
  const unsigned flags = in.number<std::uint8_t>();
  is_seen_ = (flags & 1u) != 0;
  is_charged_ = (flags & 2u) != 0;
  step_entries_ = static_cast<std::int64_t>(in.number<std::uint64_t>());
  step_exits_ = static_cast<std::int64_t>(in.number<std::uint64_t>());
  step_observed_ = in.time();
  observed_ = in.time();
  const Duration oldest = in.time();
  if (oldest >= Duration::zero()) oldest_ = oldest;
  if (!take(in, cells_)) return false;
  for (RunningSum* sum : {&entries_, &exits_}) {
    RunningSum::State state = sum->state();
    state.taken = in.number<std::uint64_t>();
    if (!take(in, state.exact) || !take(in, state.noisy) || !sum->restore(state)) return false;
  }
  return !in.failed() && step_ <= tables_.steps();
}

}  // namespace sillage::floor::internal
