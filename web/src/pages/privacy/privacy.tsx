// SPDX-License-Identifier: Apache-2.0
export function Privacy() {
  return null;
}
