// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "app/commands.h"

namespace sillage::app {

void add_eval(CLI::App& parent, Action& action) {
  CLI::App* command = parent.add_subcommand(
      "eval",
      "How right it is, against ground truth; nothing here watches a store\n\n"
      "Examples:\n"
      "  sillage eval track --gt MOT17-09/gt/gt.txt --pred MOT17-09.txt --preprocess mot17\n"
      "  sillage eval video clip.mp4 --config store.toml --gt gt.txt\n"
      "  sillage eval count --truth counted-by-hand.toml --counted summary.json\n"
      "  sillage eval store examples/demo-store door=clips/door/door.mp4@2026-01-10T17:00:00+01:00");
  command->require_subcommand(1);
  add_eval_track(*command, action);
  add_eval_visitors(*command, action);
  add_eval_detect(*command, action);
  add_eval_count(*command, action);
  add_eval_store(*command, action);
  add_eval_video(*command, action);
  add_eval_journey(*command, action);
}

}  // namespace sillage::app
