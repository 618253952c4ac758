// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/live_store.h"

#include <fstream>
#include <sstream>
#include <thread>

namespace sillage::faults {

LiveStore::LiveStore(const std::map<std::string, std::string>& sources) : sources_(sources) {}

void LiveStore::start() {
  std::string text = "[store]\nid = \"corner\"\n";
  for (const auto& [camera, source] : sources_) {
    text += "[[camera]]\nid = \"" + camera + "\"\nsource = \"" + source +
            "\"\n[camera.calibration]\nkind = \"scale\"\n";
  }
  std::ofstream(folder_ / "store.toml") << text;
  run_ = std::make_unique<e2e::RunningSillage>(std::vector<std::string>{
      "run", "--config", (folder_ / "store.toml").string(), "--db", (folder_ / "a.db").string(),
      "--metrics", (folder_ / "metrics.prom").string(), "--listen", "", "--demonstration"});
}

double LiveStore::metric(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(folder_ / "metrics.prom").rdbuf();
  const std::string all = text.str();
  const std::size_t at = all.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::stod(all.substr(at + name.size() + 2));
}

bool LiveStore::reaches(const std::string& name, const std::string& camera, double least,
                        int limit_s) const {
  for (int i = 0; i < 5 * limit_s; ++i) {
    if (of_camera(name, camera) >= least) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return false;
}

bool LiveStore::logs(const std::string& text, int times, int limit_s) {
  for (int i = 0;; ++i) {
    const std::string all = log();
    int found = 0;
    for (std::size_t at = all.find(text); at != std::string::npos; at = all.find(text, at + 1)) {
      ++found;
    }
    if (found >= times || i >= 5 * limit_s) return found >= times;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace sillage::faults
