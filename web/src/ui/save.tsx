// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../api/client";
import { problemOf } from "../api/problem";
import { Failed } from "./state";

interface Wanted {
  path: string;
  body: unknown;
  etag: string | undefined;
}

/// A change of something that others may have changed too: it names the version that it was made from.
export function useSave<T>(method: "PUT" | "PATCH" = "PUT") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, etag }: Wanted) => call<T>(path, { method, body, ifMatch: etag }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/// How it went: in force, waiting for a second person, changed by somebody else meanwhile, or refused.
export function SaveState({
  save,
}: {
  save: { data: { status: number } | undefined; error: unknown };
}) {
  const { t } = useTranslation();
  if (save.error) {
    if (problemOf(save.error).status === 412) {
      return (
        <p className="notice bad" role="alert">
          {t("state.changedMeanwhile")}
        </p>
      );
    }
    return <Failed error={save.error} />;
  }
  if (!save.data) return null;
  return (
    <p className={`notice ${save.data.status === 202 ? "warn" : "good"}`} role="status">
      {save.data.status === 202 ? t("state.waiting") : t("state.saved")}
    </p>
  );
}
