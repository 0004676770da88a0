import { Button, Skeleton } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { DownloadButton } from "./media/download-button.tsx";
import { PdfPassword } from "./pdf/pdf-password.tsx";
import { PdfPages } from "./pdf/pdf-pages.tsx";
import { usePdf } from "./pdf/use-pdf.ts";

/** A PDF by pages, of any length: only what is looked at is fetched. No script of it runs. */
export function PdfPreview({ file }: { file: FileDetail }) {
  const [attempt, setAttempt] = useState(0);
  return <OpenPdf key={attempt} file={file} onAgain={() => setAttempt(attempt + 1)} />;
}

function OpenPdf({ file, onAgain }: { file: FileDetail; onAgain: () => void }) {
  const { t } = useTranslation("previews-media");
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  const { pdf, failure, request } = usePdf(href);
  if (request) return <PdfPassword request={request} />;
  if (failure) {
    return (
      <EmptyState
        title={t("pdf.failed")}
        description={t(`pdf.failures.${failure}`)}
        icon={IconFileOff}
      >
        {failure === "encrypted" ? (
          <Button variant="default" onClick={onAgain}>
            {t("pdf.password.enter")}
          </Button>
        ) : null}
        <DownloadButton file={file} />
      </EmptyState>
    );
  }
  if (!pdf) return <Skeleton height="70vh" m="md" />;
  return <PdfPages pdf={pdf} name={file.name} />;
}
