// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { address, get } from "../../api/client";
import type { Live } from "../../api/types";

interface State {
  live: Live | undefined;
  error: unknown;
  connected: boolean;
}

/// The latest figures from the desk's event stream. The browser connects again by itself; meanwhile the last ones stay
/// and `connected` is false. Where no stream can be opened at all, one request tells why.
export function useLive(store: string): State {
  const [state, setState] = useState<State>({ live: undefined, error: null, connected: false });
  useEffect(() => {
    const path = `/stores/${store}/live`;
    const source = new EventSource(address(path));
    source.addEventListener("live", (event) => {
      setState({ live: JSON.parse(event.data) as Live, error: null, connected: true });
    });
    source.onerror = () => {
      setState((now) => ({ ...now, connected: false }));
      if (source.readyState !== EventSource.CLOSED) return;
      get<Live>(path).then(
        (live) => setState({ live, error: null, connected: false }),
        (error: unknown) => setState((now) => ({ ...now, error })),
      );
    };
    return () => source.close();
  }, [store]);
  return state;
}
