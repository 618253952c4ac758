// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

/// Which operations each role may call, read from the document itself, so that the mock cannot drift from it.
export function operationsByRole(document: string): Map<string, string[]> {
  const byRole = new Map<string, string[]>();
  let operation = "";
  for (const line of readFileSync(document, "utf8").split("\n")) {
    const id = /^\s+operationId: (\w+)/.exec(line);
    if (id) operation = id[1] as string;
    const roles = /^\s+x-roles: \[(.*)\]/.exec(line);
    if (!roles) continue;
    for (const role of (roles[1] as string).split(",").map((r) => r.trim())) {
      byRole.set(role, [...(byRole.get(role) ?? []), operation]);
    }
  }
  return byRole;
}
