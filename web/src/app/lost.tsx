// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { PageHead } from "../ui/card";

export function Lost() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("lost.title")}>{t("lost.why")}</PageHead>
      <Link to="/">{t("lost.home")}</Link>
    </>
  );
}

/// A fault of the dashboard itself, or a part of it that could not be loaded (after an update).
export function Crash() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main className="lone stack">
      <h1>{t("lost.crash")}</h1>
      <p>{t("lost.crashWhy")}</p>
      <p className="mono">{error instanceof Error ? error.message : String(error)}</p>
      <div>
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          {t("lost.reload")}
        </button>
      </div>
    </main>
  );
}
