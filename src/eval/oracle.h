// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "eval/tracking.h"

namespace sillage::eval {

/// The ceiling for association alone: in each frame, boxes with a confidence above `lowest` are
/// assigned to the people of the truth (IoU >= 0.5, largest sum) and take their ids; all others are
/// dropped. People of the truth: not marked 0 and, with kMot17, of class 1.
Result<std::vector<MotRow>> name_by_truth(const std::vector<MotRow>& boxes,
                                          const std::vector<MotRow>& truth, double lowest,
                                          Preprocess preprocess);

}  // namespace sillage::eval
