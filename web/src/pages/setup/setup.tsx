// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { address, call } from "../../api/client";
import { useCameras, useLayout, usePlan, useSetUpProblem } from "../../api/queries";
import type { Camera, Plan } from "../../api/types";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { PlanView } from "../../plan/plan-view";
import { HealthBadge } from "../../ui/cameras";
import { Card, PageHead } from "../../ui/card";
import { Dialog } from "../../ui/dialog";
import { useSave } from "../../ui/save";
import { Answer, Empty, Failed } from "../../ui/state";
import { Table } from "../../ui/table";
import { GateView } from "../privacy/gate";
import { PlanForm } from "./plan-form";

/// What is set up, and what comes next.
export function Setup() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const cameras = useCameras(store.id);
  return (
    <div className="page">
      <PageHead
        title={t("nav.setup")}
        actions={
          may("addCamera") && (
            <Link className="button primary" to="/setup/camera">
              {t("setup.addCamera")}
            </Link>
          )
        }
      >
        {t("setup.lead")}
      </PageHead>
      <NotInForce />
      <GateView />
      <Answer query={cameras}>{({ items }) => <Cameras items={items} />}</Answer>
      <PlanCard />
    </div>
  );
}

/// A change that makes no valid configuration is kept, and is not in force until it is mended.
export function NotInForce() {
  const { t } = useTranslation();
  const store = useStore();
  const reason = useSetUpProblem(store.id);
  if (!reason) return null;
  return (
    <div className="notice bad" role="alert">
      <strong>{t("setup.notInForce")}</strong>
      <span>{t("setup.notInForceWhy")}</span>
      <span className="mono">{reason}</span>
    </div>
  );
}

function Cameras({ items }: { items: readonly Camera[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const [removing, setRemoving] = useState<Camera | null>(null);
  if (items.length === 0) {
    return (
      <Empty title={t("setup.noCamera")}>
        <p>{t("setup.noCameraWhy")}</p>
        {may("addCamera") && (
          <Link className="button primary" to="/setup/camera">
            {t("setup.addCamera")}
          </Link>
        )}
      </Empty>
    );
  }
  return (
    <Card title={t("quality.cameras")}>
      <Table
        caption={t("quality.cameras")}
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          { id: "name", head: t("camera.camera"), cell: (row) => row.name || row.id },
          {
            id: "state",
            head: t("camera.stateHead"),
            cell: (row) => <HealthBadge state={row.health.state} />,
          },
          {
            id: "source",
            head: t("setup.source"),
            cell: (row) => <span className="mono">{row.source}</span>,
          },
          {
            id: "floor",
            head: t("setup.floor"),
            cell: (row) =>
              row.calibration.length >= 4
                ? t("setup.points", { count: row.calibration.length })
                : t("setup.noFloor"),
          },
          ...(may("removeCamera")
            ? [
                {
                  id: "do",
                  head: t("editor.change"),
                  cell: (row: Camera) => (
                    <span className="row">
                      <Link
                        className="button small"
                        to={`/setup/camera?camera=${row.id}`}
                        aria-label={t("setup.changeOne", { name: row.name })}
                      >
                        {t("setup.change")}
                      </Link>
                      <button
                        type="button"
                        className="button small danger"
                        aria-label={t("setup.removeOne", { name: row.name })}
                        onClick={() => setRemoving(row)}
                      >
                        {t("editor.remove")}
                      </button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {removing && <Remove camera={removing} close={() => setRemoving(null)} />}
    </Card>
  );
}

function Remove({ camera, close }: { camera: Camera; close: () => void }) {
  const { t } = useTranslation();
  const store = useStore();
  const client = useQueryClient();
  const path = `/stores/${store.id}/cameras/${camera.id}`;
  const remove = useMutation({
    mutationFn: async () => {
      const { etag } = await call<Camera>(path);
      return call(path, { method: "DELETE", ifMatch: etag });
    },
    onSuccess: async () => {
      close();
      await client.invalidateQueries();
    },
  });
  return (
    <Dialog title={t("setup.removeTitle", { name: camera.name })} open onClose={close}>
      <p>{t("setup.removeWhy")}</p>
      {remove.error && <Failed error={remove.error} />}
      <div className="row">
        <button
          type="button"
          className="button danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t("editor.remove")}
        </button>
        <button type="button" className="button" onClick={close}>
          {t("state.cancel")}
        </button>
      </div>
    </Dialog>
  );
}

function PlanCard() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const plan = usePlan(store.id);
  const save = useSave<Plan>();
  const layout = useLayout(store.id);
  return (
    <Card
      title={t("setup.plan")}
      hint={t("setup.planHint")}
      actions={
        may("changeLayout") && (
          <Link className="button" to="/setup/layout">
            {t("setup.editLayout")}
          </Link>
        )
      }
    >
      <Answer query={plan}>
        {({ data, etag }) => (
          <>
            <PlanView
              plan={data}
              layout={layout.data?.data}
              image={data.has_image ? address(`/stores/${store.id}/plan/image`) : undefined}
              label={t("setup.plan")}
            />
            {layout.data && layout.data.data.version > 0 && (
              <p className="small muted">
                {t("setup.version", { version: layout.data.data.version, by: layout.data.data.by })}
              </p>
            )}
            {may("setPlan") && <PlanForm key={etag} plan={data} etag={etag} save={save} />}
          </>
        )}
      </Answer>
    </Card>
  );
}
