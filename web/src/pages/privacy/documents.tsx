// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { request } from "../../api/client";
import { useDocuments } from "../../api/queries";
import type { GovernanceDocument } from "../../api/types";
import { Card } from "../../ui/card";
import { saveFile } from "../../ui/save-file";
import { Answer, Failed } from "../../ui/state";
import { Table } from "../../ui/table";

interface Wanted {
  name: string;
  format: string;
  language: string;
}

/// Papers made from the running configuration: assessments, records, signs. Nothing in them is written by hand.
export function DocumentList() {
  const { t, i18n } = useTranslation();
  const query = useDocuments();
  const load = useMutation({
    mutationFn: async ({ name, format, language }: Wanted) => {
      const response = await request(`/governance/documents/${name}`, {
        query: { format, language },
      });
      saveFile(await response.blob(), `${name}-${language}.${format}`);
    },
  });
  const languageFor = (row: GovernanceDocument) =>
    row.languages.some((l) => l === i18n.language) ? i18n.language : (row.languages[0] ?? "en");
  return (
    <Answer query={query}>
      {({ items }) => (
        <Card title={t("privacy.documents")} hint={t("documents.hint")}>
          {load.error && <Failed error={load.error} />}
          <Table
            caption={t("privacy.documents")}
            rows={items}
            rowKey={(row) => row.name}
            columns={[
              { id: "title", head: t("documents.document"), cell: (row) => row.title },
              {
                id: "languages",
                head: t("nav.language"),
                cell: (row) => row.languages.join(", ").toUpperCase(),
              },
              {
                id: "formats",
                head: t("exports.download"),
                cell: (row) => (
                  <span className="row">
                    {row.formats.map((format) => (
                      <button
                        key={format}
                        type="button"
                        className="button small"
                        aria-label={t("documents.load", {
                          title: row.title,
                          format: format.toUpperCase(),
                        })}
                        onClick={() =>
                          load.mutate({ name: row.name, format, language: languageFor(row) })
                        }
                      >
                        {format.toUpperCase()}
                      </button>
                    ))}
                  </span>
                ),
              },
            ]}
          />
        </Card>
      )}
    </Answer>
  );
}
