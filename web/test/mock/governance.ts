// SPDX-License-Identifier: Apache-2.0
import type * as api from "../../src/api/types";
import { withheld } from "./answers";

export const retention: api.Retention = {
  bins_days: 400,
  days_days: 1830,
  audit_days: 400,
  last_run: { at: "2026-11-26T02:15:00Z", bins_deleted: 96, days_deleted: 0, audit_deleted: 14 },
};

export const settings: api.PrivacySettings = {
  k: 10,
  link_level: 2,
  state_ttl_s: 60,
  read_marks: true,
};

export function privacyCard(waiting: number, gate: api.Gate): api.PrivacyCard {
  return {
    store: "demo-store",
    mode: "standard",
    k: settings.k,
    bin_minutes: 15,
    link_level: settings.link_level,
    state_ttl_s: settings.state_ttl_s,
    metric_version: 2,
    demographics: false,
    read_marks: settings.read_marks,
    cameras: 3,
    stored: ["entries", "exits", "visits", "zone_visits", "dwell", "flow", "path", "heat"],
    never_stored: ["pictures", "faces", "clothing_codes", "tracks", "devices", "purchases"],
    withheld: withheld(),
    retention,
    gate: gate.open ? "open" : "closed",
    waiting_changes: waiting,
    demonstration: true,
  };
}

export const changes: api.Change[] = [
  {
    id: "c-1",
    kind: "settings",
    subject: "demo-store",
    summary: "Remember people for 120 s in place of 60 s",
    before: { ...settings },
    after: { ...settings, state_ttl_s: 120 },
    asked_by: "ines",
    asked_at: "2026-11-25T15:20:00Z",
    state: "waiting",
    decided_by: null,
    decided_at: null,
    note: null,
  },
  {
    id: "c-2",
    kind: "retention",
    subject: "figures",
    summary: "Keep bins for 800 days in place of 400",
    before: { bins_days: 400, days_days: 1830, audit_days: 400 },
    after: { bins_days: 800, days_days: 1830, audit_days: 400 },
    asked_by: "ines",
    asked_at: "2026-11-24T09:00:00Z",
    state: "waiting",
    decided_by: null,
    decided_at: null,
    note: null,
  },
];

const requirement = (id: string, change: Partial<api.Requirement>): api.Requirement => ({
  id,
  standard: "gdpr",
  source: "Art. 35",
  words: "A data protection impact assessment is done and signed",
  status: "open",
  blocks: true,
  kind: "attestation",
  detail: null,
  mend: "The data protection officer reads the assessment and signs it.",
  attested_by: null,
  valid_until: null,
  ...change,
});

export const gap: api.Gap = {
  standards: [
    { id: "gdpr", met: 2, total: 4 },
    { id: "ai-act", met: 1, total: 1 },
  ],
  requirements: [
    requirement("gdpr-35", {}),
    requirement("gdpr-13", {
      source: "Art. 13",
      words: "Signs at every entrance tell visitors what is measured",
      mend: "Print the sign and attest that it hangs.",
    }),
    requirement("gdpr-25", {
      source: "Art. 25",
      words: "Only counts leave the floor",
      status: "met",
      kind: "check",
      mend: null,
      detail: "k = 10, bins of 15 minutes",
    }),
    requirement("gdpr-5e", {
      source: "Art. 5 (1) e",
      words: "Figures are deleted by age",
      status: "met",
      kind: "check",
      mend: null,
      detail: "Last run 26 November 2026",
    }),
    requirement("aia-5", {
      standard: "ai-act",
      source: "Art. 5",
      words: "No emotion is recognised and nobody is categorised by sensitive traits",
      status: "met",
      kind: "check",
      mend: null,
      detail: "Demographics are off",
    }),
  ],
};

export const gate: api.Gate = {
  open: false,
  mode: "demonstration",
  blockers: [
    {
      id: "gdpr-35",
      words: "A data protection impact assessment is done and signed",
      mend: "The data protection officer reads the assessment and signs it.",
    },
    {
      id: "gdpr-13",
      words: "Signs at every entrance tell visitors what is measured",
      mend: "Print the sign and attest that it hangs.",
    },
  ],
  veto: null,
};

export const audit: api.AuditEntry[] = Array.from({ length: 24 }, (_, i) => ({
  id: 240 - i,
  at: new Date(Date.parse("2026-11-26T07:00:00Z") - i * 1_700_000).toISOString(),
  user: ["anna", "ines", "token:t-1", "dora"][i % 4] as string,
  action: ["signIn", "export", "changeLayout", "decideChange"][i % 4] as string,
  subject: "demo-store",
  outcome: (["done", "done", "waiting", "refused"] as const)[i % 4] as "done",
}));

export const log: api.LogPage = {
  items: Array.from({ length: 12 }, (_, i) => ({
    index: 3120 - i,
    at: new Date(Date.parse("2026-11-26T07:00:00Z") - i * 900_000).toISOString(),
    kind: ["release", "release", "configuration", "key_destroyed"][i % 4] as string,
    summary: [
      "Bin 06:45 released",
      "Bin 06:30 released",
      "Layout version 3",
      "Key of epoch 20718 destroyed",
    ][i % 4] as string,
    hash: (i * 2654435761).toString(16).padStart(16, "0").repeat(4).slice(0, 64),
  })),
  next: null,
  size: 3121,
  root: "9f2c4a77d0c1e5b86a4f3321aa0b5c6d7e8f90112233445566778899aabbccdd",
};

export const documents: api.GovernanceDocument[] = [
  {
    name: "dpia",
    title: "Data protection impact assessment",
    formats: ["pdf", "json"],
    languages: ["en", "fr"],
  },
  { name: "sign", title: "Sign at the door", formats: ["pdf"], languages: ["en", "fr", "de"] },
];

export const voided: api.VoidedSignature[] = [
  {
    requirement: "gdpr-35",
    role: "dpo",
    kinds: ["configuration"],
    changes: [{ path: "journey.level", before: 1, after: 2 }],
  },
];
