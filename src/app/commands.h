// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "base/result.h"

namespace CLI {
class App;
}

namespace sillage::app {

/// What a subcommand does once the command line is parsed; its exit code is 0 or that of the error.
using Action = std::function<Result<void>()>;

/// Each adds its subcommand to `parent` and, when it is chosen, sets `action`. A file per command.
void add_config(CLI::App& parent, Action& action);
void add_model(CLI::App& parent, Action& action);
void add_process(CLI::App& parent, Action& action);
void add_track(CLI::App& parent, Action& action);
void add_eval(CLI::App& parent, Action& action);  ///< calls the six below
void add_eval_track(CLI::App& parent, Action& action);
void add_eval_visitors(CLI::App& parent, Action& action);
void add_eval_detect(CLI::App& parent, Action& action);
void add_eval_store(CLI::App& parent, Action& action);
void add_eval_count(CLI::App& parent, Action& action);
void add_eval_video(CLI::App& parent, Action& action);
void add_eval_journey(CLI::App& parent, Action& action);
void add_sim(CLI::App& parent, Action& action);  ///< calls those below
void add_sim_plan(CLI::App& parent, Action& action);
void add_sim_run(CLI::App& parent, Action& action);
void add_sim_truth(CLI::App& parent, Action& action);
void add_sim_render(CLI::App& parent, Action& action);
void add_sim_serve(CLI::App& parent, Action& action);
void add_sim_sightings(CLI::App& parent, Action& action);
void add_gap(CLI::App& parent, Action& action);
void add_privacy(CLI::App& parent, Action& action);
void add_audience(CLI::App& parent, Action& action);
void add_attest(CLI::App& parent, Action& action);
void add_documents(CLI::App& parent, Action& action);
void add_log(CLI::App& parent, Action& action);
void add_notice(CLI::App& parent, Action& action);
void add_doctor(CLI::App& parent, Action& action);
void add_camera(CLI::App& parent, Action& action);
void add_run(CLI::App& parent, Action& action);
void add_room(CLI::App& parent, Action& action);  ///< what run starts

}  // namespace sillage::app
