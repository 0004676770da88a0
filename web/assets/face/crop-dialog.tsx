import { Button, Group, Stack, Text } from "@mantine/core";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { COVER } from "#contract/assets/cover.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { type Crop, dragCrop, MAX_ZOOM, WHOLE } from "./crop.ts";
import { drawCrop, writeCover } from "./draw-cover.ts";
import classes from "./face.module.css";

type CropDialogProps = {
  picture: ImageBitmap;
  onClose: () => void;
  onCover: (cover: Blob) => void;
  isRunning: boolean;
  error: unknown;
};

/** PUB-9: the part of a picture that becomes the cover, by pointer, wheel or keyboard. */
export function CropDialog({ picture, onClose, onCover, isRunning, error }: CropDialogProps) {
  const { t } = useTranslation(["face", "app"]);
  const [crop, setCrop] = useState(WHOLE);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const use = async () => {
    const cover = await writeCover(picture, crop);
    setIsTooLarge(cover === undefined);
    if (cover !== undefined) onCover(cover);
  };
  const zoomBy = (factor: number) =>
    setCrop({ ...crop, zoom: Math.min(MAX_ZOOM, Math.max(1, crop.zoom * factor)) });
  return (
    <Dialog onClose={onClose} title={t("crop.title")} size="lg" centered>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("crop.text")}
        </Text>
        <CropCanvas picture={picture} crop={crop} onCrop={setCrop} onZoom={zoomBy} />
        <Range
          label={t("crop.zoom")}
          value={Math.log2(crop.zoom) / Math.log2(MAX_ZOOM)}
          onChange={(value) => setCrop({ ...crop, zoom: MAX_ZOOM ** value })}
        />
        <Range label={t("crop.across")} value={crop.x} onChange={(x) => setCrop({ ...crop, x })} />
        <Range label={t("crop.down")} value={crop.y} onChange={(y) => setCrop({ ...crop, y })} />
        {isTooLarge ? (
          <Text size="sm" c="red.8" role="alert">
            {t("crop.tooLarge")}
          </Text>
        ) : null}
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button loading={isRunning} onClick={() => void use()}>
            {t("crop.use")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

type CropCanvasProps = {
  picture: ImageBitmap;
  crop: Crop;
  onCrop: (crop: Crop) => void;
  onZoom: (factor: number) => void;
};

function CropCanvas({ picture, crop, onCrop, onZoom }: CropCanvasProps) {
  const { t } = useTranslation("face");
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) drawCrop(canvas.current, picture, crop);
  }, [picture, crop]);
  const last = useRef({ x: 0, y: 0 });
  const grab = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = { x: event.clientX, y: event.clientY };
  };
  const drag = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const { clientX, clientY } = event;
    const by = { x: (clientX - last.current.x) / width, y: (clientY - last.current.y) / height };
    last.current = { x: clientX, y: clientY };
    onCrop(dragCrop(picture, crop, by));
  };
  return (
    <canvas
      ref={canvas}
      className={classes.crop}
      width={COVER.width * 2}
      height={COVER.height * 2}
      onPointerDown={grab}
      onPointerMove={drag}
      onWheel={(event) => onZoom(event.deltaY < 0 ? 1.1 : 1 / 1.1)}
    >
      {t("crop.shown")}
    </canvas>
  );
}

type RangeProps = { label: string; value: number; onChange: (value: number) => void };

/** From 0 to 1. */
function Range({ label, value, onChange }: RangeProps) {
  return (
    <label className={classes.range}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={value}
        aria-valuetext={`${Math.round(value * 100)}%`}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
