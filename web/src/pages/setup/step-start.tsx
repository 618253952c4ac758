// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { call } from "../../api/client";
import { useCameras, useLayout } from "../../api/queries";
import type { Camera, Layout } from "../../api/types";
import { useStore } from "../../app/store";
import { idFor, toPair } from "../../model/layout";
import { Card } from "../../ui/card";
import { Failed } from "../../ui/state";
import { GateView } from "../privacy/gate";
import { type Draft, fullPairs, sourceBody } from "./draft";
import { changeOf } from "./layout-page";
import { NotInForce } from "./setup";
import type { StepProps } from "./wizard";

function cameraBody(draft: Draft) {
  return {
    name: draft.name.trim(),
    ...sourceBody(draft),
    width: draft.plate?.width ?? draft.test?.width ?? 0,
    height: draft.plate?.height ?? draft.test?.height ?? 0,
    calibration: fullPairs(draft.points).map((p) => ({
      image: toPair(p.image),
      floor: toPair(p.floor),
    })),
  };
}

/// Sends everything: the layout where it changed, then the camera. The camera films once the gate is open.
export function StartStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  const store = useStore();
  const client = useQueryClient();
  const saved = useLayout(store.id).data;
  const taken = (useCameras(store.id).data?.items ?? []).map((c) => c.id);
  const path = `/stores/${store.id}`;
  const start = useMutation({
    mutationFn: async () => {
      const replies: number[] = [];
      if (saved && JSON.stringify(changeOf(saved.data)) !== JSON.stringify(draft.layout)) {
        replies.push(
          (
            await call<Layout>(`${path}/layout`, {
              method: "PUT",
              body: draft.layout,
              ifMatch: saved.etag,
            })
          ).status,
        );
      }
      if (draft.id && taken.includes(draft.id)) {
        const { etag } = await call<Camera>(`${path}/cameras/${draft.id}`);
        replies.push(
          (
            await call<Camera>(`${path}/cameras/${draft.id}`, {
              method: "PUT",
              body: cameraBody(draft),
              ifMatch: etag,
            })
          ).status,
        );
      } else {
        const id = idFor(draft.name, taken, "camera");
        replies.push(
          (
            await call<Camera>(`${path}/cameras`, {
              method: "POST",
              body: { id, ...cameraBody(draft) },
            })
          ).status,
        );
        set({ id, password: "" });
      }
      return { waiting: replies.includes(202) };
    },
    onSuccess: () => client.invalidateQueries(),
  });
  if (start.data) {
    return (
      <>
        <p className={`notice ${start.data.waiting ? "warn" : "good"}`} role="status">
          {start.data.waiting
            ? t("wizard.start.waiting")
            : t("wizard.start.done", { name: draft.name })}
        </p>
        <NotInForce />
        <GateView />
        <div className="row">
          <Link className="button primary" to="/live">
            {t("wizard.start.live")}
          </Link>
          <Link className="button" to="/setup">
            {t("setup.back")}
          </Link>
        </div>
      </>
    );
  }
  return (
    <Card title={t("wizard.start.title")} hint={t("wizard.start.hint")}>
      <div className="stack">
        <dl className="facts">
          <dt>{t("camera.camera")}</dt>
          <dd>{draft.name}</dd>
          <dt>{t("setup.source")}</dt>
          <dd className="mono">{draft.source}</dd>
          <dt>{t("setup.floor")}</dt>
          <dd>{t("setup.points", { count: fullPairs(draft.points).length })}</dd>
          <dt>{t("editor.items")}</dt>
          <dd>
            {t("wizard.start.items", {
              lines: draft.layout.lines.length,
              zones: draft.layout.zones.length,
            })}
          </dd>
        </dl>
        {start.error && <Failed error={start.error} />}
        <div>
          <button
            type="button"
            className="button primary"
            disabled={start.isPending}
            onClick={() => start.mutate()}
          >
            {t("wizard.start.do")}
          </button>
        </div>
      </div>
    </Card>
  );
}
