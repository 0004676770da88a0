import { describe, expect, it } from "vitest";

import { DATA_TYPE_TERMS, DATA_TYPES, findDataType, findSizeCategory } from "./data-types.ts";
import { FRAMEWORK_IDS, FRAMEWORKS, findFramework } from "./frameworks.ts";
import { findHardware, HARDWARE, HARDWARE_IDS } from "./hardware.ts";
import { findLanguage, LANGUAGE_IDS, LANGUAGES } from "./languages.ts";
import { findLicence, LICENCE_IDS, LICENCES } from "./licences.ts";
import { findTask, isToolchainTextTask, TASK_IDS, TASKS } from "./tasks.ts";
import { termKey, termName } from "./term.ts";

describe("the standard lists", () => {
  const lists = {
    licences: { terms: LICENCES, ids: LICENCE_IDS, find: findLicence },
    tasks: { terms: TASKS, ids: TASK_IDS, find: findTask },
    languages: { terms: LANGUAGES, ids: LANGUAGE_IDS, find: findLanguage },
    frameworks: { terms: FRAMEWORKS, ids: FRAMEWORK_IDS, find: findFramework },
    hardware: { terms: HARDWARE, ids: HARDWARE_IDS, find: findHardware },
    dataTypes: { terms: DATA_TYPE_TERMS, ids: DATA_TYPES, find: findDataType },
  };

  it.each(Object.entries(lists))("%s: each id stands once and finds itself", (_, list) => {
    expect(new Set(list.terms.map((term) => termKey(term.id))).size).toBe(list.terms.length);
    expect(list.ids).toEqual(list.terms.map((term) => term.id));
    for (const term of list.terms) {
      expect(list.find(term.id)?.id).toBe(term.id);
      expect(list.find(`  ${term.id.toUpperCase()} `)?.id).toBe(term.id);
    }
  });

  it.each(Object.entries(lists))("%s: every entry has a name in both languages", (_, list) => {
    for (const term of list.terms) {
      expect(term.name.trim()).not.toBe("");
      expect(termName(term, "zh-CN").trim()).not.toBe("");
    }
  });

  it.each(Object.entries(lists))("%s: names of object members find nothing", (_, list) => {
    for (const word of ["constructor", "__proto__", "toString", "", "unheard-of"]) {
      expect(list.find(word)).toBeUndefined();
    }
  });
});

describe("licences", () => {
  it("REP-9: every licence except other and unknown opens its text", () => {
    const textless = LICENCES.filter((licence) => !licence.url).map((licence) => licence.id);
    expect(textless).toEqual(["other", "unknown"]);
    for (const { url } of LICENCES) if (url) expect(new URL(url).protocol).toBe("https:");
  });

  it("knows which texts forbid commercial use", () => {
    for (const licence of LICENCES.filter(({ id }) => id.startsWith("cc-by-nc"))) {
      expect(licence.commercialUse).toBe("forbidden");
    }
    expect(findLicence("mit")?.commercialUse).toBe("allowed");
    expect(findLicence("llama3")?.commercialUse).toBe("conditional");
  });

  it.each([
    ["Apache 2.0", "apache-2.0"],
    ["Apache-2.0", "apache-2.0"],
    ["GPL-3.0-or-later", "gpl-3.0"],
    ["CC_BY_4.0", "cc-by-4.0"],
  ])("reads %s as %s", (written, id) => {
    expect(findLicence(written)?.id).toBe(id);
  });
});

describe("languages", () => {
  it.each([
    ["zh-CN", "zh"],
    ["zh_Hant_TW", "zh"],
    ["zho_Hans", "zh"],
    ["cmn", "zh"],
    ["zh-yue", "yue"],
    ["EN-us", "en"],
    ["Japanese", "ja"],
    ["iw", "he"],
    ["mul", "multilingual"],
  ])("reads %s as %s", (written, id) => {
    expect(findLanguage(written)?.id).toBe(id);
  });

  it("has a well-formed ISO 639-3 code for every language, each once", () => {
    for (const { iso3 } of LANGUAGES) expect(iso3).toMatch(/^[a-z]{3}$/);
    expect(new Set(LANGUAGES.map(({ iso3 }) => iso3)).size).toBe(LANGUAGES.length);
  });
});

describe("tasks", () => {
  it("REP-10: the text toolchain serves text generation and text question answering only", () => {
    expect(TASK_IDS.filter(isToolchainTextTask)).toEqual(["text-generation", "question-answering"]);
    expect(isToolchainTextTask(undefined)).toBe(false);
  });
});

describe("data types", () => {
  it("REP-9: a dataset holds image, audio, video, text, table or other", () => {
    expect(DATA_TYPES).toEqual(["image", "audio", "video", "text", "table", "other"]);
    expect(findDataType("tabular")?.id).toBe("table");
  });

  it("reads a size category whatever its case", () => {
    expect(findSizeCategory("1k<N<10k")?.id).toBe("1K<n<10K");
  });
});
