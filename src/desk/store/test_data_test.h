// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "desk/store/store.h"

namespace sillage::desk {

// What the tests of this folder store.
wire::ReleaseHeader a_header();
std::vector<wire::Figure> some_figures();
wire::Release a_release(const wire::ReleaseHeader& header = a_header(),
                        const std::vector<wire::Figure>& figures = some_figures());
RunRecord a_run();

/// Everything, bit for bit, as the wire would carry it.
std::vector<std::byte> bytes_of(const StoredBin& bin);
std::vector<std::byte> bytes_of(const wire::Release& release);

}  // namespace sillage::desk
