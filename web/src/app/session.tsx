// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { get, setCsrf } from "../api/client";
import { problemOf } from "../api/problem";
import type { FirstRun, Page, Session, Store } from "../api/types";
import { Login } from "../pages/login/login";
import { Failed, Loading } from "../ui/state";

interface Current {
  session: Session;
  stores: Store[];
}

const Context = createContext<Current | null>(null);

export function useCurrent(): Current {
  const current = useContext(Context);
  if (!current) throw new Error("used outside of a session");
  return current;
}

/// Whether this person's role allows an operation of the API, by its id.
export function useMay(): (operation: string) => boolean {
  const { session } = useCurrent();
  return (operation) => session.may.includes(operation);
}

async function loadCurrent(signal: AbortSignal): Promise<Current | null> {
  try {
    const session = await get<Session>("/session", {}, signal);
    setCsrf(session.csrf);
    const stores = await get<Page<Store>>("/stores", {}, signal);
    return { session, stores: stores.items };
  } catch (error) {
    if (problemOf(error).status === 401) return null;
    throw error;
  }
}

/// Whoever is not signed in sees the sign-in page in place of every other, and is then where they wanted to be.
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const current = useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => loadCurrent(signal),
    staleTime: 5 * 60_000,
  });
  const firstRun = useQuery({
    queryKey: ["first-run"],
    queryFn: ({ signal }) => get<FirstRun>("/first-run", {}, signal),
    enabled: current.data === null,
  });
  // A session that ended elsewhere shows as 401 of any request.
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== "updated" || event.action.type !== "error") return;
        if (event.query.queryKey[0] === "session") return;
        if (problemOf(event.action.error).status === 401) {
          void client.invalidateQueries({ queryKey: ["session"] });
        }
      }),
    [client],
  );
  if (current.isPending) return <Loading />;
  if (current.error && !current.data) {
    return (
      <main className="lone">
        <Failed error={current.error} retry={() => void current.refetch()} />
      </main>
    );
  }
  if (!current.data) return <Login firstRun={firstRun.data} />;
  return <Context.Provider value={current.data}>{children}</Context.Provider>;
}
