// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/command.h"

#include <fstream>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace sillage::e2e {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLookEvery{10};

std::string content(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

RunningSillage::RunningSillage(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{SILLAGE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string out = folder_ / "out", err = folder_ / "err";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT, 0600);
  if (posix_spawn(&child_, SILLAGE_BINARY, &actions, nullptr, argv.data(), environ) != 0) {
    child_ = 0;
  }
  posix_spawn_file_actions_destroy(&actions);
}

RunningSillage::~RunningSillage() {
  if (child_ != 0) finish(0);
}

bool RunningSillage::has_ended() {
  int status = 0;
  if (child_ == 0) return true;
  if (::waitpid(child_, &status, WNOHANG) == 0) return false;
  result_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  child_ = 0;
  return true;
}

std::string RunningSillage::out_with(const std::string& text, int limit_s) {
  return file_with("out", text, limit_s);
}

std::string RunningSillage::err_with(const std::string& text, int limit_s) {
  return file_with("err", text, limit_s);
}

std::string RunningSillage::file_with(const std::string& name, const std::string& text,
                                      int limit_s) {
  const auto limit = Clock::now() + std::chrono::seconds(limit_s);
  for (;;) {
    const bool ended = has_ended();
    std::string out = content(folder_ / name);
    if (ended || out.find(text) != std::string::npos || Clock::now() > limit) return out;
    std::this_thread::sleep_for(kLookEvery);
  }
}

void RunningSillage::interrupt() {
  if (child_ != 0) ::kill(child_, SIGINT);
}

CommandResult RunningSillage::finish(int limit_s) {
  const auto limit = Clock::now() + std::chrono::seconds(limit_s);
  while (!has_ended()) {
    if (Clock::now() >= limit) ::kill(child_, SIGKILL);
    std::this_thread::sleep_for(kLookEvery);
  }
  result_.out = content(folder_ / "out");
  result_.err = content(folder_ / "err");
  return result_;
}

CommandResult run_sillage(const std::vector<std::string>& arguments, int limit_s) {
  return RunningSillage(arguments).finish(limit_s);
}

}  // namespace sillage::e2e
