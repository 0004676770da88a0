import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  aZip,
  fixture,
  importsOf,
  inspect,
  PROTO_4,
  STACK_GLOBAL,
  steps,
  SYSTEM,
  text,
} from "./testing/pickles.ts";

const DANGEROUS = "dangerous os.system()";

describe("PLT-5: ordinary files", () => {
  it.each([
    "checkpoint.pt",
    "legacy.pt",
    "whole-model.pt",
    "torchscript.pt",
    "tensors.pkl",
    "arrays.joblib",
    "arrays-gzip.joblib",
    ...[0, 1, 2, 3, 4, 5].map((protocol) => `ordinary-${protocol}.pkl`),
  ])("PLT-5: %s is safe, and its imports are told", async (name) => {
    const inspection = await inspect(await fixture(name));
    expect(inspection.level).toBe("safe");
    expect(inspection.problems).toEqual([]);
    expect(inspection.pickles).toBeGreaterThan(0);
    expect(inspection.imports.length).toBeGreaterThan(1);
  });

  it("PLT-5: tells what the pickle of a real checkpoint looks up and calls", async () => {
    expect(importsOf(await inspect(await fixture("checkpoint.pt")))).toEqual([
      "safe collections.OrderedDict()",
      "safe torch._utils._rebuild_tensor_v2()",
      "safe torch.FloatStorage",
      "safe torch.LongStorage",
    ]);
  });

  it("PLT-5: names the class of a package it does not know as suspicious", async () => {
    const inspection = await inspect(await fixture("estimator.joblib"));
    expect(inspection.level).toBe("suspicious");
    expect(importsOf(inspection)).toContain(
      "suspicious sklearn.linear_model._logistic.LogisticRegression()",
    );
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["an array of numbers", fixture("numbers.npy")],
    ["a text", Buffer.from("# Model\n\nconst a = 1;\nimport os\ncos\nsystem\n")],
    ["JSON", Buffer.from('{"a": [1, 2, 3]}')],
    ["raw numbers", Buffer.from(Float32Array.from({ length: 9000 }, Math.sin).buffer)],
    ["raw numbers that begin like a pickle", Buffer.concat([PROTO_4, Buffer.alloc(900, 0x3f)])],
  ])("PLT-5: finds no pickle in %s", async (_, bytes) => {
    const inspection = await inspect(await bytes);
    expect(inspection.pickles).toBe(0);
    expect(inspection.level).toBe("safe");
  });
});

describe("PLT-5: files that run code when they are loaded", () => {
  it.each([
    "evil-checkpoint.pt",
    "evil-legacy.pt",
    "evil.joblib",
    "evil-objects.joblib",
    "evil.npy",
    "evil.npz",
    "evil-partial.pkl",
    ...[0, 1, 2, 3, 4, 5].map((protocol) => `evil-${protocol}.pkl`),
  ])("PLT-5: %s is dangerous, and what it calls is named", async (name) => {
    const inspection = await inspect(await fixture(name));
    expect(inspection.level).toBe("dangerous");
    expect(importsOf(inspection).join()).toMatch(/dangerous posix\.system/);
  });
});

describe("PLT-5: tricks", () => {
  it("PLT-5: what runs before a stream breaks or ends is found", async () => {
    const { imports, problems } = await inspect(await fixture("evil-4.pkl"));
    expect(problems).toEqual([]);
    const whole = await fixture("evil-4.pkl");
    for (const bytes of [whole.subarray(0, -1), steps(whole.subarray(0, -1), "\xff\xff")]) {
      const inspection = await inspect(bytes);
      expect(inspection.imports).toEqual(imports);
      expect(inspection.problems).toEqual([{ code: "broken", place: "" }]);
    }
  });

  it("PLT-5: a second pickle behind the first is found, raw bytes behind them are none", async () => {
    const ordinary = await fixture("ordinary-2.pkl");
    const inspection = await inspect(steps(ordinary, SYSTEM, Buffer.alloc(1000, 0xff)));
    expect(importsOf(inspection)).toContain(DANGEROUS);
    expect(inspection).toMatchObject({ pickles: 2, problems: [] });
    expect((await inspect(steps(ordinary, Buffer.alloc(1000, 0xff)))).level).toBe("safe");
  });

  it("PLT-5: opcodes of any protocol count, whatever the stream announces", async () => {
    const inspection = await inspect(
      steps("\x80\x00", text("os"), text("system"), STACK_GLOBAL, ")R."),
    );
    expect(inspection.level).toBe("dangerous");
  });

  it("PLT-5: what joblib takes for an array and an unpickler for steps is read both ways", async () => {
    const arrays = await fixture("arrays.joblib");
    const array = arrays.indexOf(Buffer.from(Float64Array.of(0, 1, 2).buffer));
    const build = arrays.lastIndexOf("b", array);
    const hidden = Buffer.from(arrays);
    SYSTEM.copy(hidden, build + 1);
    expect(importsOf(await inspect(hidden))).toContain(DANGEROUS);
  });

  it("PLT-5: a checkpoint is known by its content, with other bytes in front as well", async () => {
    const evil = await fixture("evil-checkpoint.pt");
    expect((await inspect(steps(Buffer.alloc(5000, "x"), evil))).level).toBe("dangerous");
    const polyglot = await inspect(steps(SYSTEM, await fixture("checkpoint.pt")));
    expect(importsOf(polyglot)).toContain(DANGEROUS);
    expect(polyglot.imports.map(({ place }) => place)).toContain("checkpoint/data.pkl");
  });

  it.each([true, false])("PLT-5: archives in archives are opened, packed: %s", async (compress) => {
    const inner = await aZip({ "deep/data.pkl": SYSTEM }, compress);
    const inspection = await inspect(await aZip({ "inner.zip": inner, "a.txt": SYSTEM }, compress));
    expect(inspection.imports).toEqual([
      expect.objectContaining({ name: "system", place: "inner.zip/deep/data.pkl" }),
      expect.objectContaining({ name: "system", place: "a.txt" }),
    ]);
  });

  it("PLT-5: a pickle behind gzip and in a tar is found, also when it poses as a tar", async () => {
    expect((await inspect(gzipSync(SYSTEM))).level).toBe("dangerous");
    const header = Buffer.alloc(512);
    header.write("model/data.pkl");
    header.write("00000000100\0", 124);
    header.write("ustar\0", 257);
    const tar = Buffer.concat([header, SYSTEM, Buffer.alloc(512 - SYSTEM.length)]);
    const inspection = await inspect(tar);
    expect(inspection.imports).toEqual([expect.objectContaining({ place: "model/data.pkl" })]);
    const posing = steps("V", "x".repeat(256), "ustar\n0", SYSTEM);
    expect((await inspect(posing)).level).toBe("dangerous");
  });

  it("PLT-5: what cannot be opened is said", async () => {
    expect((await inspect(steps("7z\xbc\xaf\x27\x1c", Buffer.alloc(50)))).sealed).toBe("7z");
    expect((await inspect(await fixture("arrays-xz.joblib"))).sealed).toBe("xz");
    const zip = await aZip({ "data.pkl": SYSTEM });
    zip.writeUInt16LE(1, zip.indexOf(Buffer.from("PK\x01\x02", "latin1")) + 8);
    expect((await inspect(zip)).problems).toEqual([{ code: "archive-locked", place: "data.pkl" }]);
    const broken = await aZip({ "data.pkl": SYSTEM });
    expect((await inspect(broken.subarray(0, -30))).problems).toEqual([
      { code: "archive-broken", place: "" },
    ]);
  });
});

describe("PLT-5: bounds", () => {
  it("PLT-5: a bomb is left where it has unfolded to the limit", async () => {
    const zeros = steps("V", Buffer.alloc(30_000_000, "x"), "\n.");
    const inspection = await inspect(await aZip({ "archive/data.pkl": zeros }));
    expect(inspection.problems).toEqual([{ code: "archive-too-large", place: "archive/data.pkl" }]);
    const packed = await inspect(gzipSync(zeros));
    expect(packed.problems).toEqual([{ code: "archive-too-large", place: "" }]);
  });

  it("PLT-5: archives too deep, too large inside or with too many entries are said", async () => {
    let deep = await aZip({ "data.pkl": SYSTEM });
    for (let depth = 0; depth < 6; depth += 1) deep = await aZip({ "inner.zip": deep });
    expect((await inspect(deep)).problems[0]?.code).toBe("archive-too-deep");
    const large = await aZip({ "padding.bin": Buffer.alloc(2_000_000) }, false);
    const held = await inspect(await aZip({ "inner.zip": large }));
    expect(held.problems).toEqual([{ code: "archive-too-large", place: "inner.zip" }]);
    const many = Object.fromEntries(
      Array.from({ length: 1001 }, (_, index) => [String(index), Buffer.alloc(1)]),
    );
    const counted = await inspect(await aZip(many));
    expect(counted.problems).toEqual([{ code: "archive-too-large", place: "" }]);
  });

  it("PLT-5: a pickle with more steps than are looked at is suspicious, not safe", async () => {
    const padded = steps("N0".repeat(60_000), SYSTEM);
    expect(await inspect(padded)).toMatchObject({
      level: "suspicious",
      problems: [{ code: "limit", place: "" }],
    });
  });

  it("PLT-5: arguments that claim 2⁶³ bytes are not believed", async () => {
    const claim = Buffer.alloc(8, 0xff);
    const inspection = await inspect(steps(PROTO_4, SYSTEM.subarray(0, -1), "\x8e", claim));
    expect(importsOf(inspection)).toContain(DANGEROUS);
    expect((await inspect(steps("c", "a".repeat(200_000), "\nb\n)R."))).level).toBe("dangerous");
  });
});
