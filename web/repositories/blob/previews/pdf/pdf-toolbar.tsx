import { ActionIcon, Button, NumberInput } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./pdf.module.css";

type PdfToolbarProps = {
  page: number;
  pageCount: number;
  zoom: number;
  onPage: (page: number) => void;
  onZoom: (factor: number) => void;
  onFit: () => void;
};

const STEP = 1.25;

export function PdfToolbar({ page, pageCount, zoom, onPage, onZoom, onFit }: PdfToolbarProps) {
  const { t } = useTranslation("previews-media");
  /** What is being typed; the page in sight while nobody types. */
  const [typed, setTyped] = useState<string | number>();
  const go = () => {
    const wanted = Number(typed);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pageCount) onPage(wanted);
    setTyped(undefined);
  };
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t("pdf.tools")}>
      <form
        className={classes.group}
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <NumberInput
          size="xs"
          w={64}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          aria-label={t("pdf.page")}
          value={typed ?? page}
          onChange={setTyped}
          onBlur={go}
        />
        <span className={classes.count}>{t("pdf.pageCount", { count: pageCount })}</span>
      </form>
      <div className={classes.group}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t("pdf.zoomOut")}
          onClick={() => onZoom(1 / STEP)}
        >
          <IconMinus size={15} />
        </ActionIcon>
        <span className={classes.zoom}>{Math.round(zoom * 100)} %</span>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t("pdf.zoomIn")}
          onClick={() => onZoom(STEP)}
        >
          <IconPlus size={15} />
        </ActionIcon>
        <Button variant="default" size="xs" onClick={onFit}>
          {t("pdf.fit")}
        </Button>
      </div>
    </div>
  );
}
