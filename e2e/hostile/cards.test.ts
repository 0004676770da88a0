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
  "no end": "---\nlicense: apache-2.0\n# Broken\n",
  "a list instead of fields": "---\n- license\n- mit\n---\n# Broken\n",
  "aliases that grow without end": `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nlicense: *f\n---\n# Broken\n`,
  "code in a tag":
    "---\nlicense: !!js/function 'function(){}'\nx: !!python/object:os.system\n---\n",
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

describe.each(Object.keys(doors))("a README.md that comes by %s", (door) => {
  it.each(Object.entries(broken))(
    "REP-8: with %s leaves the settings and tells why",
    async (_, source) => {
      const put = doors[door] ?? doors["a commit"];
      const name = `card-${Object.keys(doors).indexOf(door)}-${Object.keys(broken).indexOf(_)}`;
      const at = await alice.model(name);
      await at.commit({ op: "put", path: "README.md", text: good });
      await put?.(at, source);
      expect((await at.content("README.md")).bytes.toString()).toBe(source);
      const card = await alice.get(`/api/v1/assets/model/${at.fullName}/card`);
      expect(card.status, card.bytes.toString()).toBe(200);
      const { settings, errors } = card.json as {
        settings: { licences: string[]; languages: string[] };
        errors: { message: string }[];
      };
      const asset = await alice.get(`/api/v1/assets/model/${at.fullName}`);
      expect(asset.json, asset.bytes.toString()).toMatchObject({ fullName: at.fullName });
      expect(errors, source).not.toEqual([]);
      expect(settings).toMatchObject({ licences: ["mit"], languages: ["en"] });
    },
  );
});
