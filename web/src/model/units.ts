// SPDX-License-Identifier: Apache-2.0
import type { Unit } from "../api/types";
import type { Format } from "../i18n/format";

/// How numbers of a unit are written. Means of people have one digit after the point.
export function unitFormat(unit: Unit, format: Format): (value: number) => string {
  switch (unit) {
    case "share":
      return (value) => format.percent(value);
    case "ratio":
      return (value) => format.decimal(value, 2);
    case "seconds":
      return format.duration;
    case "person_seconds_per_m2":
      return (value) => format.decimal(value, value < 10 ? 1 : 0);
    default:
      return (value) => {
        const digits =
          Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) < 1 ? 2 : 1;
        return format.decimal(value, digits);
      };
  }
}
