// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemOf } from "../api/problem";

export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t("state.loading")}
    </p>
  );
}

/// Says what is missing and what to do about it.
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/// Says what failed and offers to try again.
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const problem = problemOf(error);
  return (
    <div className="notice bad" role="alert">
      <strong>{problem.title || t("state.failed")}</strong>
      <span>{problem.detail || t("state.failedWhy")}</span>
      {retry && (
        <div>
          <button type="button" className="button small" onClick={retry}>
            {t("state.retry")}
          </button>
        </div>
      )}
    </div>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
}

/// One place for the three ends of a request. An error beside older data keeps the data and says so; figures of the
/// choice before are dimmed until those of the new one are there.
export function Answer<T>({
  query,
  children,
}: {
  query: Query<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error ? <Failed error={query.error} retry={() => void query.refetch()} /> : null}
        <div className="answer" aria-busy={query.isPlaceholderData ?? false}>
          {children(query.data)}
        </div>
      </>
    );
  }
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
