// SPDX-License-Identifier: Apache-2.0

export interface Difference {
  path: string;
  before: string;
  after: string;
}

const text = (value: unknown) => (value === undefined ? "–" : JSON.stringify(value));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/// What differs between two JSON values, by path. Elements of lists with an `id` are told by it, not by their place.
export function differences(before: unknown, after: unknown, path = ""): Difference[] {
  const [a, b] = [byId(before), byId(after)];
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => differences(a[key], b[key], path ? `${path}.${key}` : key));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path: path || "·", before: text(before), after: text(after) }];
}

function byId(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  if (!value.every((v) => isObject(v) && typeof v.id === "string")) return value;
  return Object.fromEntries(value.map((v: Record<string, unknown>) => [v.id as string, v]));
}
