// SPDX-License-Identifier: Apache-2.0
// How right the tracker is, as Markdown tables: our own figures, computed now, beside the best of
// other trackers. Figures on stdout are deterministic; times go to stderr. See bench/tracking.
#include <chrono>
#include <set>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/print.h"
#include "tracking_peers.h"
#include "tracking_runs.h"

namespace sillage::bench {
namespace {

using Names = std::vector<std::string>;

/// Sequences whose sums make one row.
struct Set {
  std::string key;  ///< in tracking_peers.txt
  std::string title;
  Names sequences;
  int every = 1;
  bool counts = false;  ///< visitors and crossings are meaningful: fixed cameras
};

const Names kFirst = {"MOT17-02-first", "MOT17-04-first", "MOT17-05-first", "MOT17-09-first",
                      "MOT17-10-first", "MOT17-11-first", "MOT17-13-first"};
const Names kStatic = {"MOT17-02-first", "MOT17-04-first", "MOT17-09-first"};
const Names kSecond = {"MOT17-02-second", "MOT17-10-second"};
const Names kMot15 = {"ADL-Rundle-8", "ETH-Bahnhof", "ETH-Sunnyday",   "KITTI-13", "KITTI-17",
                      "PETS09-S2L1",  "TUD-Campus",  "TUD-Stadtmitte", "Venice-2"};

const std::vector<Set> kSets = {{"mot17-first", "MOT17, seven first halves", kFirst},
                                {"static-30", "fixed cameras, 30 frames/s", kStatic, 1, true},
                                {"static-10", "fixed cameras, 10 frames/s", kStatic, 3, true},
                                {"static-5", "fixed cameras, 5 frames/s", kStatic, 6, true},
                                {"second", "MOT17, second halves of 02 and 10", kSecond},
                                {"mot15", "MOT15, nine sequences", kMot15}};

constexpr int kDegradedDraws = 3;

struct Options {
  std::string data;
  std::string peers;
  bool strict_online = false;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

const char* name_of(Way way) {
  switch (way) {
    case Way::kOnLine:
      return "on line";
    case Way::kOnLineStrict:
      return "on line, nothing late";
    case Way::kLag:
      return "2 s lag";
    case Way::kOracle:
      return "*oracle*";
  }
  return "";
}

std::string percent(double share) { return fmt::format("{:.2f}", share * 100); }

class Tables {
 public:
  Tables(const Options& options, Peers peers) : peers_(std::move(peers)) {
    ways_ = {Way::kOnLine};
    if (options.strict_online) ways_.push_back(Way::kOnLineStrict);
    ways_.insert(ways_.end(), {Way::kLag, Way::kOracle});
    for (const Set& set : kSets) {
      for (const Way way : ways_) {
        for (const bool degraded : {false, true}) {
          for (const Job& job : jobs_of(set, way, degraded)) jobs.try_emplace(job);
        }
      }
    }
  }

  std::string text() const {
    return "# Tracking\n\nHOTA, IDF1, MOTA, visitors and crossings in percent (docs/reference/"
           "evaluation.md). 2 s lag: the stitcher behind the tracker. Oracle:\nboxes scored above "
           "0.1 under the ids of the truth, the ceiling for association alone. Best peer: the best "
           "of each figure\n(bench/tracking_peers.txt).\n" +
           tracking("## 1. Boxes as they are", false) +
           counts("## 2. What a store would count, boxes as they are", false) +
           fmt::format(
               "\nDegraded boxes: as a small detector would give them "
               "(src/eval/degrade.h); sums over {} draws.\n",
               kDegradedDraws) +
           tracking("## 3. Degraded boxes", true) +
           counts("## 4. What a store would count, degraded boxes", true) + per_sequence();
  }

  std::map<Job, Outcome> jobs;

 private:
  static std::vector<Job> jobs_of(const Set& set, Way way, bool degraded) {
    std::vector<Job> all;
    for (const auto& name : set.sequences) {
      for (int seed = 1; seed <= (degraded ? kDegradedDraws : 1); ++seed) {
        all.push_back({name, set.every, way, degraded ? static_cast<std::uint64_t>(seed) : 0u});
      }
    }
    return all;
  }

  Outcome total(const Set& set, Way way, bool degraded) const {
    Outcome sum;
    for (const Job& job : jobs_of(set, way, degraded)) sum += jobs.at(job);
    return sum;
  }

  std::string tracking(const char* title, bool degraded) const {
    std::string text = fmt::format(
        "\n{}\n\n| set | tracker | HOTA | DetA | AssA | IDF1 | MOTA | IDSW |\n"
        "|---|---|---|---|---|---|---|---|\n",
        title);
    for (const Set& set : kSets) {
      for (const Way way : ways_) {
        const auto sums = total(set, way, degraded).tracking;
        const auto f = eval::figures(sums);
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", set.title, name_of(way),
                            percent(f.hota), percent(f.det_a), percent(f.ass_a), percent(f.idf1),
                            percent(f.mota), sums.id_switches);
      }
      if (degraded) continue;
      const auto best = [&](const char* figure) { return peers_.best(set.key, figure); };
      text += fmt::format("| {} | best peer | {} | - | - | {} | {} | {} |\n", set.title,
                          best("HOTA"), best("IDF1"), best("MOTA"), best("IDSW"));
    }
    return text;
  }

  std::string counts(const char* title, bool degraded) const {
    std::string text = fmt::format(
        "\n{}\n\n| set | tracker | visitors, truth | net error | absolute error | crossings, "
        "truth | absolute error |\n|---|---|---|---|---|---|---|\n",
        title);
    for (const Set& set : kSets) {
      if (!set.counts) continue;
      for (const Way way : ways_) {
        const auto sums = total(set, way, degraded).analytics;
        const auto errors = eval::errors(sums);
        text += fmt::format("| {} | {} | {} | {:+.1f} | {:.1f} | {} | {:.1f} |\n", set.title,
                            name_of(way), sums.truth_visitors, errors.visitors_net * 100,
                            errors.visitors * 100, sums.truth_crossings, errors.crossings * 100);
      }
      if (degraded) continue;
      text += fmt::format("| {} | best peer | | | {} | | {} |\n", set.title,
                          peers_.best(set.key, "visitors"), peers_.best(set.key, "crossings"));
    }
    return text;
  }

  std::string per_sequence() const {
    std::string text = "\n## 5. Each sequence at its full rate: HOTA / IDF1\n\n| sequence |";
    for (const Way way : ways_) text += fmt::format(" {} |", name_of(way));
    text += " best peer |\n|---|";
    for (std::size_t i = 0; i <= ways_.size(); ++i) text += "---|";
    text += "\n";
    for (const Names* names : {&kFirst, &kSecond, &kMot15}) {
      for (const auto& name : *names) {
        text += fmt::format("| {} |", name);
        for (const Way way : ways_) {
          const auto f = eval::figures(jobs.at({name, 1, way, 0}).tracking);
          text += fmt::format(" {} / {} |", percent(f.hota), percent(f.idf1));
        }
        text += fmt::format(" {} / {} |\n", peers_.best(name, "HOTA"), peers_.best(name, "IDF1"));
      }
    }
    return text;
  }

  Peers peers_;
  std::vector<Way> ways_;
};

Result<std::map<std::string, Sequence>> read_sequences(const std::filesystem::path& data) {
  std::map<std::string, Sequence> sequences;
  for (const Set& set : kSets) {
    for (const auto& name : set.sequences) {
      if (sequences.contains(name)) continue;
      ASSIGN_OR_RETURN(sequences[name], read_sequence(data / "tracking", name));
    }
  }
  return sequences;
}

void print_times(const Tables& tables, const std::map<std::string, Sequence>& sequences,
                 double elapsed_s) {
  double tracker_s = 0, frames = 0;
  for (const auto& [job, outcome] : tables.jobs) {
    tracker_s += outcome.tracker_s;
    if (job.way != Way::kOracle) frames += sequences.at(job.sequence).input.info.length / job.every;
  }
  app::message(
      fmt::format("tracking: {} runs in {:.1f} s; {:.0f} frames, {:.1f} microseconds each "
                  "in the tracker",
                  tables.jobs.size(), elapsed_s, frames, tracker_s * 1e6 / frames));
}

Result<void> tables(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(auto peers, Peers::read(options.peers));
  ASSIGN_OR_RETURN(const auto sequences, read_sequences(options.data));
  Tables all(options, std::move(peers));
  RETURN_IF_ERROR(run(sequences, all.jobs, options.threads));
  print_times(all, sequences,
              std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return app::print(all.text());
}

}  // namespace
}  // namespace sillage::bench

int main(int argc, char** argv) {
  using namespace sillage;
  CLI::App app("Tables of the tracker's figures (evaluation only)");
  bench::Options options;
  app.add_option("DATA", options.data, "Folder with tracking/NAME of MOT17 and MOT15")->required();
  app.add_option("--peers", options.peers, "Figures of other trackers")->required();
  app.add_flag("--strict-online", options.strict_online,
               "Also without what is sent later than its frame");
  app.add_option("--threads", options.threads, "Runs at a time")->check(CLI::Range(1, 1024));
  CLI11_PARSE(app, argc, argv);
  const auto result = bench::tables(options);
  if (result) return 0;
  app::message("tracking: error: " + result.error().to_string());
  return exit_code(result.error().code);
}
