// SPDX-License-Identifier: Apache-2.0
import { useSearchParams } from "react-router";
import type { Store } from "../api/types";
import { useCurrent } from "./session";

/// The chosen store: `?store=` in the address, else the first.
export function useStore(): Store {
  const { stores } = useCurrent();
  const [search] = useSearchParams();
  const wanted = search.get("store");
  const store = stores.find((s) => s.id === wanted) ?? stores[0];
  if (!store) throw new Error("no store");
  return store;
}
