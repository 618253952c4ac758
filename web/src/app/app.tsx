// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { problemOf } from "../api/problem";
import { makeRouter } from "./router";

/// What the API refuses will be refused again; what did not arrive may arrive the next time.
function retry(count: number, error: unknown): boolean {
  const { status } = problemOf(error);
  return count < 2 && (status === 0 || status === 502 || status === 504);
}

const client = new QueryClient({
  defaultOptions: { queries: { retry, staleTime: 30_000, refetchOnWindowFocus: false } },
});
const router = makeRouter();

export function App() {
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
