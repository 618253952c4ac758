// SPDX-License-Identifier: Apache-2.0
#include "app/stop.h"

#include <csignal>
#include <initializer_list>

namespace sillage::app {
namespace {

// A signal handler can reach nothing but a global of this type.
volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int) { stop_requested = 1; }

}  // namespace

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = request_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int number : {SIGINT, SIGTERM}) sigaction(number, &action, nullptr);
}

bool is_stop_requested() { return stop_requested != 0; }

}  // namespace sillage::app
