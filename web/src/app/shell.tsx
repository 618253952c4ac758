// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Empty, Loading } from "../ui/state";
import { Nav } from "./nav";
import { useCurrent } from "./session";

/// Navigation, marks that hold for every page, and the page.
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { session, stores } = useCurrent();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu and takes the focus
  useEffect(() => {
    setOpen(false);
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, []);

  const demonstration = session.demonstration || stores.some((s) => s.demonstration);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="chrome">
        <div className="top no-print">
          <Link to="/" className="brand">
            <img src="/icon.svg" alt="" />
            Sillage
          </Link>
          <button
            type="button"
            className="button small"
            aria-expanded={open}
            aria-controls="side"
            onClick={() => setOpen(!open)}
          >
            {open ? t("shell.closeMenu") : t("shell.menu")}
          </button>
        </div>
        <Nav open={open} />
      </header>
      <div className="content">
        {demonstration && (
          <aside className="banner" aria-label={t("shell.note")}>
            {t("shell.demonstration")}
          </aside>
        )}
        <main id="main" ref={main} className="main" tabIndex={-1}>
          {stores.length === 0 ? (
            <Empty title={t("shell.noStore")}>
              <p>{t("shell.noStoreWhy")}</p>
            </Empty>
          ) : (
            <Suspense fallback={<Loading />}>{children}</Suspense>
          )}
        </main>
      </div>
    </div>
  );
}
