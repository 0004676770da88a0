import { describe, expect, it } from "vitest";
import { hubCommit, hubFile } from "./hub.ts";
import type { Place } from "./person.ts";
import { hostileGallery } from "./server-process.ts";

const gallery = await hostileGallery();
const alice = await gallery.person("alice");

const good = "---\nlicense: mit\nlanguage:\n  - en\n---\n# Good\n";
const broken: Record<string, string> = {
  "an open bracket": "---\nlicense: [mit\n---\n# Broken\n",
  "a tab": "---\nlicense:\n\t- mit\n---\n# Broken\n",
  "a list instead of fields": "---\n- license\n- mit\n---\n# Broken\n",
  "aliases that grow without end": `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nlicense: *f\n---\n# Broken\n`,
  "code in a tag":
    "---\nlicense: !!js/function 'function(){}'\nx: !!python/object:os.system\n---\n",
};

/** What hub clients read as a text without front matter, or with settings of no meaning. */
const strange: Record<string, string> = {
  "no end": "---\nlicense: apache-2.0\n# Broken\n",
  "fields of all objects": "---\n__proto__:\n  license: x\nconstructor: 1\nlicense: 5\n---\n",
  "no text at all": "\u0000\u0001\uFFFD---",
};

const doors: Record<string, (at: Place, source: string) => Promise<unknown>> = {
  "a commit": (at, source) => at.commit({ op: "put", path: "README.md", text: source }),
  "a hub commit": (at, source) => hubCommit(at, [hubFile("README.md", source)]),
  async "an upload"(at, source) {
    const bytes = new Uint8Array(Buffer.from(source));
    const file = { path: "README.md", sizeBytes: bytes.length };
    const { json } = await alice.post(at.api("uploads"), file);
    const id = String(json["id"]);
    await alice.put(at.api(`uploads/${id}/parts/0`), bytes);
    await alice.post(at.api(`uploads/${id}/complete`), "");
    await at.commit({ op: "put", path: "README.md", uploadId: id });
  },
};

type Read = { settings: object; errors: object[]; source: string };

/** The card after a good one was replaced; the asset's page has all that it needs. */
async function readAfter(at: Place, put: () => Promise<unknown>, source: string): Promise<Read> {
  await at.commit({ op: "put", path: "README.md", text: good });
  await put();
  expect((await at.content("README.md")).bytes.toString()).toBe(source);
  const asset = await alice.get(`/api/v1/assets/model/${at.fullName}`);
  expect(asset.json, asset.bytes.toString()).toMatchObject({ fullName: at.fullName });
  const card = await alice.get(`/api/v1/assets/model/${at.fullName}/card`);
  expect(card.status, card.bytes.toString()).toBe(200);
  return card.json as Read;
}

describe.each(Object.entries(doors))("a README.md that comes by %s", (door, put) => {
  const nameOf = (what: string) => `${door}-${what}`.replaceAll(/[^a-z]+/g, "-");

  it.each(Object.entries(broken))(
    "REP-8: with %s leaves the settings and tells why",
    async (what, source) => {
      const at = await alice.model(nameOf(what));
      const { settings, errors } = await readAfter(at, () => put(at, source), source);
      expect(settings).toMatchObject({ licences: ["mit"], languages: ["en"] });
      expect(errors).not.toEqual([]);
    },
  );

  it.each(Object.entries(strange))(
    "REP-8: with %s is a text like any other",
    async (what, source) => {
      const at = await alice.model(nameOf(what));
      const { settings } = await readAfter(at, () => put(at, source), source);
      expect(settings).not.toMatchObject({ licences: ["x"] });
    },
  );
});

it.each(Object.entries(broken))("REP-8: the card's own page refuses %s", async (what, source) => {
  const at = await alice.model(`page-${what}`.replaceAll(/[^a-z]+/g, "-"));
  const head = await at.commit({ op: "put", path: "README.md", text: good });
  const refused = await alice.put(`/api/v1/assets/model/${at.fullName}/card`, { source });
  expect([refused.status, refused.json["code"]]).toEqual([422, "card-invalid"]);
  expect((await alice.get(at.api("commit/main"))).json).toMatchObject({ id: head });
});
