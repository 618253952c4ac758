// SPDX-License-Identifier: Apache-2.0
import { ApiError, type Problem } from "./problem";

export const base = "/api/v1";

type QueryValue = string | number | boolean | readonly string[] | null | undefined;

interface Options {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  query?: Record<string, QueryValue>;
  body?: unknown;
  /// Sent as it is, for files.
  file?: Blob;
  /// The version that a change was made from.
  ifMatch?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface Reply<T> {
  data: T;
  status: number;
  etag: string | undefined;
}

let csrf = "";

/// Told by the session; every request that changes something sends it.
export function setCsrf(token: string): void {
  csrf = token;
}

export function address(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    search.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = search.toString().replaceAll("%2C", ",");
  return `${base}${path}${text ? `?${text}` : ""}`;
}

function headersOf(options: Options): Headers {
  const headers = new Headers({ Accept: "application/json" });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.file) headers.set("Content-Type", options.file.type);
  if (options.ifMatch) headers.set("If-Match", options.ifMatch);
  if (options.method && options.method !== "GET" && csrf) headers.set("X-CSRF-Token", csrf);
  return headers;
}

async function problemFrom(response: Response): Promise<Problem> {
  const fallback = {
    status: response.status,
    title: "",
    detail: `${response.status} ${response.statusText}`.trim(),
  };
  if (!response.headers.get("Content-Type")?.includes("json")) return fallback;
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
}

/// The raw answer, for files and pictures; an error of the API becomes an `ApiError`.
export async function request(path: string, options: Options = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method: options.method ?? "GET",
      headers: headersOf(options),
      body: options.file ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      credentials: "same-origin",
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({ status: 0, title: "", detail: "", type: "unreachable" });
  }
  if (!response.ok) throw new ApiError(await problemFrom(response));
  return response;
}

export async function call<T>(path: string, options: Options = {}): Promise<Reply<T>> {
  const response = await request(path, options);
  const text = response.status === 204 ? "" : await response.text();
  return {
    data: (text ? JSON.parse(text) : undefined) as T,
    status: response.status,
    etag: response.headers.get("ETag") ?? undefined,
  };
}

export async function get<T>(
  path: string,
  query?: Record<string, QueryValue>,
  signal?: AbortSignal,
): Promise<T> {
  return (await call<T>(path, { query: query ?? {}, signal })).data;
}
