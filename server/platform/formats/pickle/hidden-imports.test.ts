import { describe, expect, it } from "vitest";
import {
  importsOf,
  inspect,
  PROTO_4,
  STACK_GLOBAL,
  steps,
  SYSTEM,
  text,
} from "./testing/pickles.ts";

const MEMOIZE = 0x94;
const TUPLE_1 = 0x85;
const DANGEROUS = "dangerous os.system()";

describe("PLT-5: imports that hide", () => {
  it.each<[string, Buffer, string]>([
    ["GLOBAL", SYSTEM, DANGEROUS],
    ["INST", steps("(S'true'\nios\nsystem\n."), DANGEROUS],
    ["OBJ", steps("(cos\nsystem\nS'true'\no."), DANGEROUS],
    ["NEWOBJ", steps(PROTO_4, "cos\nsystem\n", text("true"), TUPLE_1, 0x81, "."), DANGEROUS],
    [
      "STACK_GLOBAL with names out of the memo",
      steps(
        PROTO_4,
        text("os"),
        MEMOIZE,
        "0",
        text("system"),
        MEMOIZE,
        "0",
        "h\x00h\x01",
        STACK_GLOBAL,
        text("true"),
        TUPLE_1,
        "R.",
      ),
      DANGEROUS,
    ],
    [
      "STACK_GLOBAL with names that PUT and DUP have moved around",
      steps(
        PROTO_4,
        text("os"),
        "p 7\n2",
        "0",
        text("system"),
        "q\x020g7\nh\x02",
        STACK_GLOBAL,
        ")R.",
      ),
      DANGEROUS,
    ],
    [
      "STACK_GLOBAL with escaped names of protocol 0",
      steps(PROTO_4, "S'\\x6f\\163'\n", "V\\u0073ystem\n", STACK_GLOBAL, ")R."),
      DANGEROUS,
    ],
    [
      "an import with dots, through a harmless module",
      steps(PROTO_4, text("random"), text("_os.system"), STACK_GLOBAL, ")R."),
      "dangerous random._os.system()",
    ],
    [
      "the insides of a harmless function",
      steps(PROTO_4, text("collections"), text("OrderedDict.__reduce__"), STACK_GLOBAL, ")R."),
      "dangerous collections.OrderedDict.__reduce__()",
    ],
    [
      "getattr",
      steps("cbuiltins\ngetattr\n(crandom\n_os\nS'system'\ntR(S'true'\ntR."),
      "dangerous random._os.system()",
    ],
    [
      "copyreg's numbers",
      steps(
        PROTO_4,
        "ccopyreg\nadd_extension\n(S'os'\nS'system'\nK\xf0tR0\x82\xf0",
        text("true"),
        TUPLE_1,
        "R.",
      ),
      DANGEROUS,
    ],
    [
      "functools.partial",
      steps("cfunctools\npartial\n(cos\nsystem\nS'x'\ntR."),
      "dangerous os.system",
    ],
    [
      "operator.attrgetter",
      steps("coperator\nattrgetter\n(S'x'\ntR."),
      "dangerous operator.attrgetter()",
    ],
    ["torch.hub", steps("ctorch.hub\nload\n(S'x'\ntR."), "dangerous torch.hub.load()"],
    ["eval of Python 2", steps("c__builtin__\neval\n(S'x'\ntR."), "dangerous __builtin__.eval()"],
  ])("PLT-5: sees through %s", async (_, bytes, found) => {
    const inspection = await inspect(bytes);
    expect(importsOf(inspection)).toContain(found);
    expect(inspection.level).toBe("dangerous");
  });

  it("PLT-5: getattr on a class that is known is told by what it reaches", async () => {
    const bytes = steps("cbuiltins\ngetattr\n(ctorch.nn.modules.linear\nLinear\nS'forward'\ntR.");
    const inspection = await inspect(bytes);
    expect(inspection.level).toBe("suspicious");
    expect(importsOf(inspection)).toContain("suspicious torch.nn.modules.linear.Linear.forward");
  });

  it("PLT-5: a name that is only made while it runs is dangerous", async () => {
    const decoded = "c_codecs\ndecode\n(S'b3M='\nS'base64'\ntR";
    const inspection = await inspect(steps(PROTO_4, decoded, text("system"), STACK_GLOBAL, ")R."));
    expect(inspection.problems).toContainEqual({ code: "computed-import", place: "" });
    expect(inspection.level).toBe("dangerous");
  });

  it("PLT-5: a number of copyreg that is registered elsewhere is suspicious", async () => {
    const inspection = await inspect(steps(PROTO_4, "\x84\x10\x00\x00\x00)R."));
    expect(inspection.problems.map(({ code }) => code)).toContain("extension-code");
  });

  it("PLT-5: setting attributes of a module's own class is told", async () => {
    const inspection = await inspect(steps("ccollections\nOrderedDict\n}b."));
    expect(inspection.problems).toEqual([{ code: "alters-import", place: "" }]);
  });
});
