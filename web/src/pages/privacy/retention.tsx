// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRetention } from "../../api/queries";
import type { Retention, RetentionChange } from "../../api/types";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card } from "../../ui/card";
import { Field } from "../../ui/field";
import { SaveState, useSave } from "../../ui/save";
import { Answer } from "../../ui/state";

const fields = ["bins_days", "days_days", "audit_days"] as const;
const fewest = { bins_days: 1, days_days: 1, audit_days: 30 } as const;
const most = 3660;

/// For how long figures are kept, and that deletion really ran.
export function RetentionView() {
  const save = useSave<Retention>();
  const query = useRetention();
  return (
    <Answer query={query}>
      {({ data, etag }) => <Form key={etag} data={data} etag={etag} save={save} />}
    </Answer>
  );
}

interface FormProps {
  data: Retention;
  etag: string | undefined;
  save: ReturnType<typeof useSave<Retention>>;
}

function Form({ data, etag, save }: FormProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [wanted, setWanted] = useState<RetentionChange>({
    bins_days: data.bins_days,
    days_days: data.days_days,
    audit_days: data.audit_days,
  });
  const changed = fields.some((f) => wanted[f] !== data[f]);
  const valid =
    fields.every(
      (f) => Number.isInteger(wanted[f]) && wanted[f] >= fewest[f] && wanted[f] <= most,
    ) && wanted.days_days >= wanted.bins_days;
  return (
    <>
      <Card title={t("retention.title")} hint={t("retention.hint")}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ path: "/retention", body: wanted, etag });
          }}
        >
          {fields.map((field) => (
            <Field
              key={field}
              label={t(`retention.${field}`)}
              type="number"
              className="short"
              min={fewest[field]}
              max={most}
              disabled={!may("changeRetention")}
              value={Number.isNaN(wanted[field]) ? "" : wanted[field]}
              onChange={(e) => setWanted({ ...wanted, [field]: e.target.valueAsNumber })}
            />
          ))}
          {!valid && <p className="notice bad">{t("retention.invalid")}</p>}
          <SaveState save={save} />
          {may("changeRetention") && (
            <div>
              <button
                type="submit"
                className="button primary"
                disabled={!changed || !valid || save.isPending}
              >
                {t("retention.save")}
              </button>
            </div>
          )}
        </form>
      </Card>
      <LastRun run={data.last_run} />
    </>
  );
}

function LastRun({ run }: { run: Retention["last_run"] }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  return (
    <Card title={t("retention.lastRun")}>
      {run ? (
        <p>
          {t("retention.ran", {
            at: format.moment(run.at),
            bins: format.count(run.bins_deleted),
            days: format.count(run.days_deleted),
            audit: format.count(run.audit_deleted),
          })}
        </p>
      ) : (
        <p className="notice warn">{t("retention.neverRan")}</p>
      )}
    </Card>
  );
}
