// SPDX-License-Identifier: Apache-2.0
import type * as api from "../../src/api/types";
import * as answers from "./answers";
import { instant } from "./figures";
import { audit, documents, log, privacyCard, retention, settings, voided } from "./governance";
import { operationsByRole } from "./roles";
import type { Asked, Reply } from "./server";
import { problem } from "./server";
import { setupRoute } from "./setup-routes";
import { people, type State } from "./state";

type Handler = (asked: Asked, params: string[]) => Reply;
type Routes = [pattern: string, handler: Handler][];

const page = <T>(items: T[], next: string | null = null) => ({ body: { items, next } });

function matches(pattern: string, asked: Asked): string[] | undefined {
  const [method, ...rest] = pattern.split(/[ /]/);
  if (method !== asked.method || rest.length !== asked.path.length) return undefined;
  const params: string[] = [];
  for (const [i, part] of rest.entries()) {
    if (part === "*") params.push(asked.path[i] as string);
    else if (part !== asked.path[i]) return undefined;
  }
  return params;
}

function sessionOf(user: string, may: Map<string, string[]>): api.Session {
  const role = people[user] ?? "admin";
  return {
    user,
    role,
    language: "en",
    csrf: "csrf-of-the-mock",
    expires_at: "2026-12-31T00:00:00Z",
    totp: false,
    demonstration: true,
    may: may.get(role) ?? [],
  };
}

const cookie = (user: string) => `sillage_session=${user}; HttpOnly; SameSite=Strict; Path=/`;

function accountRoutes(state: State, may: Map<string, string[]>): Routes {
  return [
    ["GET first-run", () => ({ body: { needed: state.firstRun, demonstration: false } })],
    ["GET session", ({ user }) => ({ body: sessionOf(user as string, may) })],
    [
      "POST session",
      ({ body }) => {
        const { user, password } = body as { user: string; password: string };
        if (!people[user] || password !== `${user}-password`) {
          return problem(
            401,
            "Not signed in",
            "User name or password are wrong. After five wrong tries the account is locked for a while.",
            "/problems/unauthorized",
          );
        }
        return { body: sessionOf(user, may), cookie: cookie(user) };
      },
    ],
    ["DELETE session", () => ({ status: 204, cookie: "sillage_session=; Max-Age=0; Path=/" })],
    ["PUT session/preferences", () => ({ status: 204 })],
    ["POST session/password", () => ({ status: 204 })],
    [
      "POST session/totp",
      () => ({
        body: {
          secret: "JBSWY3DPEHPK3PXP",
          uri: "otpauth://totp/Sillage:admin?secret=JBSWY3DPEHPK3PXP",
        },
      }),
    ],
    ["PUT session/totp", () => ({ status: 204 })],
    ["POST session/totp/removal", () => ({ status: 204 })],
    [
      "POST invitation",
      () => {
        state.firstRun = false;
        return { status: 201, body: sessionOf("admin", may), cookie: cookie("admin") };
      },
    ],
    ["GET users", () => page(state.users)],
    [
      "POST users",
      ({ body }) => {
        const { name, role } = body as { name: string; role: api.Role };
        const user: api.User = {
          name,
          role,
          active: true,
          invited: true,
          totp: false,
          language: "en",
          created_at: instant(Date.now()),
          last_seen: null,
        };
        state.users.push(user);
        return {
          status: 201,
          body: {
            user,
            link: "/welcome#one-time-token-of-the-mock",
            expires_at: "2026-12-31T00:00:00Z",
          },
        };
      },
    ],
    [
      "PATCH users/*",
      ({ body }, [name]) => {
        const user = state.users.find((u) => u.name === name) as api.User;
        Object.assign(user, body);
        return { body: user };
      },
    ],
    [
      "GET users/*",
      (_, [name]) => ({ body: state.users.find((u) => u.name === name), etag: '"u1"' }),
    ],
    [
      "POST users/*/invitation",
      (_, [name]) => ({
        status: 201,
        body: {
          user: state.users.find((u) => u.name === name),
          link: "/welcome#another-token-of-the-mock",
          expires_at: "2026-12-31T00:00:00Z",
        },
      }),
    ],
    [
      "DELETE users/*",
      (_, [name]) => {
        state.users = state.users.filter((u) => u.name !== name);
        return { status: 204 };
      },
    ],
    ["GET tokens", () => page(state.tokens)],
    [
      "POST tokens",
      ({ body }) => {
        const token = {
          ...(body as api.Token),
          id: `t-${state.tokens.length + 1}`,
          owner: "admin",
          created_at: instant(Date.now()),
          expires_at: "2027-11-26T00:00:00Z",
          last_used: null,
        };
        state.tokens.push(token);
        return { status: 201, body: { token, secret: "slg_shown-once-by-the-mock" } };
      },
    ],
    [
      "DELETE tokens/*",
      (_, [id]) => {
        state.tokens = state.tokens.filter((t) => t.id !== id);
        return { status: 204 };
      },
    ],
  ];
}

function figureRoutes(state: State): Routes {
  const of = (
    path: string,
    make: (query: URLSearchParams, param: string) => unknown,
  ): Routes[number] => [
    `GET stores/demo-store/${path}`,
    ({ query }, [param]) => ({ body: make(query, param ?? "") }),
  ];
  return [
    ["GET stores", () => page([answers.store])],
    of("overview", answers.overview),
    of("metrics", answers.metrics),
    of("zones", answers.zoneTable),
    of("queues", answers.queueTable),
    of("durations", answers.durations),
    of("journeys/flows", answers.flows),
    of("journeys/paths", answers.paths),
    of("journeys/funnels/*", (query, id) => answers.funnel(id, query)),
    of("heat", answers.heat),
    of("audience", answers.audience),
    of("comparison", answers.comparison),
    of("quality", answers.quality),
    [
      "GET stores/demo-store/live",
      ({ accept }) =>
        accept.includes("event-stream")
          ? {
              stream: (response) => {
                response.writeHead(200, { "Content-Type": "text/event-stream" });
                response.write(
                  `event: live\ndata: ${JSON.stringify(answers.live(state.setUpProblem))}\n\n`,
                );
              },
            }
          : { body: answers.live(state.setUpProblem) },
    ],
    [
      "GET stores/demo-store/export",
      ({ query }) => {
        const separator = query.get("locale") === "en" ? "," : ";";
        const rows = answers
          .metrics(query)
          .series.flatMap((s) =>
            s.points.map((p) => [p.from, s.metric, p.figure.value ?? ""].join(separator)),
          );
        return {
          raw: {
            type: "text/csv; charset=utf-8",
            content: `${["from", "metric", "value"].join(separator)}\r\n${rows.join("\r\n")}\r\n`,
          },
        };
      },
    ],
  ];
}

function privacyRoutes(state: State): Routes {
  const waiting = () => state.changes.filter((c) => c.state === "waiting").length;
  return [
    ["GET stores/demo-store/privacy", () => ({ body: privacyCard(waiting(), state.gate) })],
    ["GET stores/demo-store/settings", () => ({ body: settings, etag: '"s1"' })],
    ["PUT stores/demo-store/settings", () => ({ status: 202, body: state.changes[0] })],
    ["GET changes", () => page(state.changes)],
    [
      "POST changes/*/decision",
      ({ body, user }, [id]) => {
        const change = state.changes.find((c) => c.id === id) as api.Change;
        const { approve, note } = body as { approve: boolean; note?: string };
        Object.assign(change, {
          state: approve ? "approved" : "refused",
          decided_by: user,
          decided_at: instant(Date.now()),
          note: note ?? null,
        });
        return { body: change };
      },
    ],
    ["GET retention", () => ({ body: retention, etag: '"r1"' })],
    ["PUT retention", () => ({ status: 202, body: state.changes[1] })],
    [
      "GET audit",
      ({ query }) =>
        query.get("cursor") ? page(audit.slice(12)) : page(audit.slice(0, 12), "older"),
    ],
    ["GET governance/gap", () => ({ body: state.gap })],
    ["GET governance/gate", () => ({ body: state.gate })],
    ["GET governance/attestations", () => page(state.attestations)],
    [
      "POST governance/attestations",
      ({ body, user }) => {
        const asked = body as { requirement: string; role: string; passphrase: string };
        if (asked.passphrase !== "a passphrase of the mock") {
          return problem(403, "Not signed", "The passphrase does not open this key. Try again.");
        }
        const made: api.Attestation = {
          id: `a-${state.attestations.length + 1}`,
          requirement: asked.requirement,
          statement: `As the catalogue says, signed as ${asked.role}`,
          by: user as string,
          at: instant(Date.now()),
          valid_until: instant(Date.now() + 365 * 86_400_000),
          valid: true,
        };
        state.attestations.unshift(made);
        const met = state.gap.requirements.find((r) => r.id === asked.requirement);
        if (met)
          Object.assign(met, {
            status: "met",
            attested_by: user,
            valid_until: made.valid_until,
            mend: null,
          });
        state.gate.blockers = state.gate.blockers.filter((b) => b.id !== asked.requirement);
        state.gate.open = state.gate.blockers.length === 0 && !state.gate.veto;
        return { status: 201, body: made };
      },
    ],
    ["GET governance/changes", () => ({ body: { items: voided } })],
    ["GET governance/documents", () => ({ body: { items: documents } })],
    [
      "GET governance/documents/*",
      () => ({ raw: { type: "application/pdf", content: "%PDF-1.4" } }),
    ],
    ["GET governance/contact-requests", () => page(state.contact)],
    [
      "POST governance/contact-requests",
      ({ body }) => {
        const { text, reply_to } = body as { text: string; reply_to?: string };
        const at = instant(Date.now());
        state.contact.push({
          id: `q-${state.contact.length + 1}`,
          at,
          text,
          reply_to: reply_to ?? null,
          answered_at: null,
        });
        return { status: 204 };
      },
    ],
    [
      "POST governance/contact-requests/*/answered",
      (_, [id]) => {
        const found = state.contact.find((c) => c.id === id);
        if (found) Object.assign(found, { reply_to: null, answered_at: instant(Date.now()) });
        return { status: 204 };
      },
    ],
    [
      "PUT governance/veto",
      ({ body, user }) => {
        const { active, reason } = body as { active: boolean; reason: string };
        state.gate.veto = active ? { by: user as string, at: instant(Date.now()), reason } : null;
        state.gate.open = !active && state.gate.blockers.length === 0;
        return { body: state.gate };
      },
    ],
    ["GET governance/log", () => ({ body: log })],
  ];
}

const open = [
  "GET first-run",
  "POST session",
  "POST invitation",
  "POST governance/contact-requests",
];

/// Which route answers, after the same checks of session and CSRF as the desk's.
export function route(state: State, document: string): (asked: Asked) => Reply {
  const may = operationsByRole(document);
  const routes = [
    ...accountRoutes(state, may),
    ...figureRoutes(state),
    ...privacyRoutes(state),
    ...setupRoute(state),
  ];
  return (asked) => {
    for (const [pattern, handler] of routes) {
      const params = matches(pattern, asked);
      if (!params) continue;
      if (!open.includes(pattern)) {
        if (!asked.user)
          return problem(401, "Not signed in", "Sign in first.", "/problems/unauthorized");
        if (asked.method !== "GET" && !asked.csrf)
          return problem(403, "Refused", "The request lacks X-CSRF-Token.", "/problems/csrf");
      }
      return handler(asked, params);
    }
    return problem(
      404,
      "Not found",
      `Nothing answers ${asked.method} ${asked.path.join("/")}.`,
      "/problems/not-found",
    );
  };
}
