// SPDX-License-Identifier: Apache-2.0
export function Exports() {
  return null;
}
