// SPDX-License-Identifier: Apache-2.0
import { useCallback } from "react";
import { useSearchParams } from "react-router";

type Changes = Record<string, string | null>;

/// The address with some parameters changed; null or "" takes one out, so that links stay short.
export function changed(search: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/// What is chosen on a page lives in its address. A change starts from the address as it is now, not as it was when the
/// page was last drawn: two quick changes both hold.
export function useAddress(): [URLSearchParams, (changes: Changes, replace?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (changes: Changes, replace = false) =>
      setSearch(changed(new URLSearchParams(window.location.search), changes), { replace }),
    [setSearch],
  );
  return [search, change];
}
