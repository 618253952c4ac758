// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../app/store";
import { FilterBar } from "../filters/filter-bar";
import { PageHead } from "./card";

interface Props {
  title: string;
  lead?: string;
  compare?: boolean;
  bin?: boolean;
  children: ReactNode;
}

/// A page of figures: heading, filters, and a way to print what is shown.
export function FigurePage({ title, lead, compare = true, bin = false, children }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  return (
    <div className="page">
      <PageHead
        title={title}
        actions={
          <button type="button" className="button small no-print" onClick={() => window.print()}>
            {t("page.print")}
          </button>
        }
      >
        {lead ?? store.name}
      </PageHead>
      <FilterBar compare={compare} bin={bin} />
      {children}
    </div>
  );
}
