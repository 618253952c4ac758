// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "eye/track/internal/measurement.h"

namespace sillage::eye {

/// What a track expects to see in this frame.
struct Candidature {
  BodyFilter::Expected expected;
  Box box;            ///< `expected`, with its width
  double hidden = 0;  ///< share of it that nearer people hide
  bool confirmed = false;
};

/// Log-likelihood ratio that a box is this track rather than somebody or something else: residual
/// of centre, lower and upper edge and of the aspect (Student's t), overlap, score. Of a box whose
/// legs may be hidden, the better of the two.
double log_likelihood_ratio(const Candidature& track, const Measurement& m,
                            const TrackerOptions& options);
/// Whether it is this track with its legs hidden.
bool has_hidden_legs(const Candidature& track, const Measurement& m, const TrackerOptions& options);

/// Which box each track takes (index or -1): the one-to-one choice with the largest sum of
/// log-likelihood ratios; boxes that speak against all tracks go to none.
std::vector<int> associate(std::span<const Candidature> tracks, std::span<const Measurement> boxes,
                           const TrackerOptions& options);

}  // namespace sillage::eye
