// SPDX-License-Identifier: Apache-2.0
import { common } from "./common";
import { figures } from "./figures";
import { office } from "./office";
import { privacy } from "./privacy";
import { setup } from "./setup";

/// English is the source: the other languages have the same keys, which their type and a test demand.
export const en = { ...common, ...figures, ...office, ...privacy, ...setup };

export type Words = typeof en;
