// SPDX-License-Identifier: Apache-2.0
import type { Words } from "../en";
import { common } from "./common";
import { figures } from "./figures";
import { office } from "./office";
import { privacy } from "./privacy";
import { setup } from "./setup";

export const de: Words = { ...common, ...figures, ...office, ...privacy, ...setup };
