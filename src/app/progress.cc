// SPDX-License-Identifier: Apache-2.0
#include "app/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/core.h>
#include <unistd.h>

namespace sillage::app {
namespace {

constexpr double kFirstShownS = 2.0;
constexpr double kRedrawS = 0.1;
constexpr int kBarWidth = 24;

std::string duration_text(double s) {
  const auto whole = static_cast<long>(s + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

Progress::Progress(std::string title, std::optional<std::int64_t> total, std::string unit)
    : title_(std::move(title)),
      total_(total),
      unit_(std::move(unit)),
      terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::set(std::int64_t done) {
  if (!terminal_) return;
  const auto now = SteadyClock::now();
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  if (elapsed < kFirstShownS ||
      std::chrono::duration<double>(now - last_drawn_).count() < kRedrawS) {
    return;
  }
  last_drawn_ = now;
  drawn_ = true;
  fmt::print(stderr, "\r\033[K{}", line(title_, done, total_, unit_, elapsed));
  std::fflush(stderr);
}

std::string Progress::line(const std::string& title, std::int64_t done,
                           std::optional<std::int64_t> total, const std::string& unit,
                           double elapsed_s) {
  const double rate = elapsed_s > 0 ? static_cast<double>(done) / elapsed_s : 0;
  if (!total || *total <= 0) {
    return fmt::format("{}  {} {}  {:.0f}/s", title, done, unit, rate);
  }
  const double share = std::clamp(static_cast<double>(done) / static_cast<double>(*total), 0., 1.);
  const int filled = static_cast<int>(share * kBarWidth);
  const std::string left =
      rate > 0 ? duration_text(std::max(0.0, static_cast<double>(*total - done) / rate)) : "?";
  return fmt::format("{}  [{}{}] {:3.0f} %  {}/{} {}  {:.0f}/s  {} left", title,
                     std::string(filled, '#'), std::string(kBarWidth - filled, '.'), share * 100,
                     done, *total, unit, rate, left);
}

}  // namespace sillage::app
