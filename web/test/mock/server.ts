// SPDX-License-Identifier: Apache-2.0
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { route } from "./routes";
import { newState, type State } from "./state";

/// As strict as the desk's: a test fails where the dashboard needs more.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface Asked {
  method: string;
  path: string[];
  query: URLSearchParams;
  body: unknown;
  user: string | null;
  accept: string;
  csrf: boolean;
}

export interface Reply {
  status?: number;
  body?: unknown;
  raw?: { type: string; content: string | Buffer };
  cookie?: string;
  etag?: string;
  stream?: (response: ServerResponse) => void;
}

export interface Mock {
  url: string;
  state: State;
  /// Makes the next requests whose path contains this fail as if the desk were broken.
  failing: Set<string>;
  close: () => Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const all = Buffer.concat(chunks);
  if (all.length === 0) return undefined;
  return request.headers["content-type"]?.includes("json") ? JSON.parse(all.toString()) : all;
}

function sendFile(response: ServerResponse, dist: string, path: string): void {
  const wanted = normalize(join(dist, path));
  const file =
    wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile()
      ? wanted
      : join(dist, "index.html");
  const type = types[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, {
    "Content-Type": type,
    "Content-Security-Policy": policy,
    "Content-Encoding": "gzip",
  });
  if (type.startsWith("image/png")) createReadStream(file).pipe(response);
  else response.end(gzipSync(readFileSync(file)));
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.stream) {
    reply.stream(response);
    return;
  }
  const status = reply.status ?? 200;
  const headers: Record<string, string> = { "Cache-Control": "no-store" };
  if (reply.cookie) headers["Set-Cookie"] = reply.cookie;
  if (reply.etag) headers.ETag = reply.etag;
  if (reply.raw) {
    response.writeHead(status, { ...headers, "Content-Type": reply.raw.type });
    response.end(reply.raw.content);
    return;
  }
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { ...headers, "Content-Type": type });
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}

export function problem(
  status: number,
  title: string,
  detail: string,
  type = "about:blank",
): Reply {
  return { status, body: { type, title, status, detail } };
}

/// Serves `dist` and the API on a free port of the loopback.
export async function startMock(dist: string, document: string): Promise<Mock> {
  const state = newState();
  const failing = new Set<string>();
  const answer = route(state, document);
  const server: Server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://mock");
      if (!url.pathname.startsWith("/api/v1/")) {
        sendFile(response, dist, url.pathname);
        return;
      }
      const body = await bodyOf(request);
      if ([...failing].some((part) => url.pathname.includes(part))) {
        send(
          response,
          problem(
            500,
            "The database cannot be read",
            "The disk is full. Free some space, then try again.",
          ),
        );
        return;
      }
      const user = /sillage_session=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? null;
      const asked: Asked = {
        method: request.method ?? "GET",
        path: url.pathname.slice("/api/v1/".length).split("/"),
        query: url.searchParams,
        body,
        user,
        accept: request.headers.accept ?? "",
        csrf: request.headers["x-csrf-token"] === "csrf-of-the-mock",
      };
      send(response, answer(asked));
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    failing,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
