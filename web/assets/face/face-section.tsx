import { Button, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, CardSettings } from "#contract/assets/asset.ts";
import type { Problem } from "#contract/problems.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { LICENCES } from "#contract/taxonomies/licences.ts";
import { assetHref } from "../../app/addresses.ts";
import { callGallery, useCall } from "../../app/gallery.ts";
import { CountedInput } from "../../ui/counted-text.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import { CategoriesField } from "../categories/categories-field.tsx";
import { TermsSelect } from "../fields/terms-select.tsx";
import sections from "../settings/settings.module.css";
import { CoverField } from "./cover-field.tsx";
import classes from "./face.module.css";
import { STALE_FACES } from "./stale-faces.ts";

const DESCRIPTION_MAX = 90;
const TITLE_ZH_MAX = 96;

/** PUB-9: what others see of an asset first, in one place. */
export function FaceSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation("face");
  const card = useCall("assets.get-card", { params: addressOf(asset) });
  if (card.error) return <ErrorState error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <Skeleton height={420} radius="lg" />;
  return (
    <section className={sections.section}>
      <h2 className={sections.title}>{t("title")}</h2>
      <p className={sections.text}>
        {t("text")}{" "}
        <PageLink href={`${assetHref(addressOf(asset))}/edit`} className={classes.link}>
          {t("editCard")}
        </PageLink>
      </p>
      <div className={classes.form}>
        <CoverField asset={asset} />
        <FaceForm asset={asset} settings={card.data.settings} />
      </div>
    </section>
  );
}

type Face = Pick<CardSettings, "title" | "titleZh" | "description" | "licences"> & {
  categories: string[];
};

function FaceForm({ asset, settings }: { asset: Asset; settings: CardSettings }) {
  const { t } = useTranslation("face");
  const [kept, setKept] = useState(() => faceOf(asset, settings));
  const [face, setFace] = useState(kept);
  const save = useSaveFace(asset, kept, (saved) => {
    setKept(saved);
    toast(t("saved"));
  });
  const change = (changes: Partial<Face>) => setFace({ ...face, ...changes });
  const titleRule = KIND_RULES[asset.kind].title;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(face);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {titleRule.need === "absent" ? null : (
        <TextInput
          label={t("name")}
          maxLength={titleRule.max}
          value={face.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t("nameZh")}
        lang="zh"
        maxLength={TITLE_ZH_MAX}
        value={face.titleZh}
        onChange={(event) => change({ titleZh: event.currentTarget.value })}
      />
      <CountedInput
        label={t("description")}
        max={DESCRIPTION_MAX}
        value={face.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <CategoriesField value={face.categories} onChange={(categories) => change({ categories })} />
      <TermsSelect
        label={t("licences")}
        terms={LICENCES}
        value={face.licences}
        onChange={(licences) => change({ licences })}
      />
      <ProblemAlert error={save.error} />
      <div>
        <Button
          type="submit"
          variant="default"
          disabled={Object.keys(changesOf(face, kept)).length === 0}
          loading={save.isPending}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function faceOf(asset: Asset, { title, titleZh, description, licences }: CardSettings): Face {
  const categories = asset.categories.map(({ id }) => id);
  return { title, titleZh, description, licences: [...licences], categories };
}

function changesOf(face: Face, kept: Face): Partial<Face> {
  const changed = Object.entries(face).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(kept[name as keyof Face]),
  );
  return Object.fromEntries(changed);
}

/** Writes what was changed: the card as a commit, the categories beside it. */
function useSaveFace(asset: Asset, kept: Face, onSaved: (saved: Face) => void) {
  const queryClient = useQueryClient();
  const params = addressOf(asset);
  return useMutation<Face, Problem, Face>({
    mutationFn: async (face) => {
      const { categories, ...settings } = changesOf(face, kept);
      if (categories !== undefined) {
        await callGallery("assets.set-categories", { params, body: { categories } });
      }
      if (Object.keys(settings).length > 0) {
        await callGallery("assets.edit-card", { params, body: { settings } });
      }
      return face;
    },
    onSuccess: async (face) => {
      onSaved(face);
      await Promise.all(
        STALE_FACES.map((stale) => queryClient.invalidateQueries({ queryKey: [stale] })),
      );
    },
  });
}
