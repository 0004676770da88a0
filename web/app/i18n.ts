import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = { en: "English", "zh-CN": "简体中文" } as const;
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "gallery.language";
const files = import.meta.glob<Record<string, unknown>>("../locales/*/*.json", {
  import: "default",
});

/** Starts in the language of the last visit, else of the browser. A word's texts load when used. */
export async function startTranslations(): Promise<void> {
  await i18next
    .use({
      type: "backend" as const,
      read: (language: string, namespace: string) => {
        const load = files[`../locales/${language}/${namespace}.json`];
        if (!load) throw new Error(`No texts for ${namespace} in ${language}`);
        return load();
      },
    })
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      ns: ["app"],
      defaultNS: "app",
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  document.documentElement.lang = i18next.language;
}

/** Switches the page and remembers the choice on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

function firstLanguage(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage is blocked.
  }
  const wanted = [kept, ...navigator.languages].find(
    (tag) => tag !== null && /^(en|zh)\b/iu.test(tag),
  );
  return wanted?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
