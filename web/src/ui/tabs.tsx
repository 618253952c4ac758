// SPDX-License-Identifier: Apache-2.0
import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";
import { useAddress } from "../app/address";

interface Tab {
  id: string;
  label: string;
  content: ReactNode;
}

/// The chosen tab stays in the address, like every other filter.
export function Tabs({
  label,
  tabs,
  param = "tab",
}: {
  label: string;
  tabs: Tab[];
  param?: string;
}) {
  const [search, change] = useAddress();
  const wanted = search.get(param);
  const first = tabs[0]?.id ?? "";
  const value = tabs.some((tab) => tab.id === wanted) ? (wanted as string) : first;
  const choose = (next: string) => change({ [param]: next === first ? null : next }, true);
  return (
    <Radix.Root value={value} onValueChange={choose} className="stack">
      <Radix.List className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.id} value={tab.id}>
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="stack">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
