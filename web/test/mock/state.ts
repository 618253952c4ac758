// SPDX-License-Identifier: Apache-2.0
import type * as api from "../../src/api/types";
import { cameraHealth } from "./answers";
import { changes, gap, gate } from "./governance";
import { layout, plan } from "./layout";

/// Names are passwords' beginnings: `manager` signs in with `manager-password`.
export const people: Record<string, api.Role> = {
  manager: "viewer",
  analyst: "analyst",
  installer: "installer",
  admin: "admin",
  dora: "dpo",
};

export interface State {
  cameras: api.Camera[];
  layout: api.Layout;
  plan: api.Plan;
  changes: api.Change[];
  gap: api.Gap;
  gate: api.Gate;
  attestations: api.Attestation[];
  users: api.User[];
  tokens: api.Token[];
  contact: api.ContactRequest[];
  firstRun: boolean;
  setUpProblem: string | null;
}

const cameraNames: Record<string, string> = {
  door: "Main entrance",
  aisle: "Aisles",
  tills: "Tills",
};

export function newState(): State {
  const copy = structuredClone({ layout, plan, changes, gap, gate });
  return {
    ...copy,
    cameras: cameraHealth().map((health) => ({
      id: health.camera,
      name: cameraNames[health.camera] ?? health.camera,
      source: `rtsp://192.0.2.10/${health.camera}`,
      has_password: true,
      width: 1280,
      height: 720,
      calibration: [
        { image: [310, 620], floor: [8, 1] },
        { image: [980, 610], floor: [12, 1] },
        { image: [820, 300], floor: [12, 5] },
        { image: [440, 305], floor: [8, 5] },
      ],
      health,
    })),
    attestations: [],
    users: Object.entries(people).map(([name, role]) => ({
      name,
      role,
      active: true,
      invited: false,
      totp: role === "dpo",
      language: "en",
      created_at: "2026-10-01T08:00:00Z",
      last_seen: "2026-11-26T00:00:00Z",
    })),
    tokens: [
      {
        id: "t-1",
        name: "Grafana",
        owner: "admin",
        scopes: ["figures", "live"],
        created_at: "2026-10-02T08:00:00Z",
        expires_at: "2027-10-02T08:00:00Z",
        last_used: "2026-11-25",
      },
    ],
    contact: [],
    firstRun: false,
    setUpProblem: null,
  };
}
