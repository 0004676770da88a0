import { expect, it } from "vitest";
import { showHidden } from "./show-hidden.ts";

it("PLT-7: a name cannot pass for another by characters that nobody sees", () => {
  expect(showHidden("photo\u202egpj.exe")).toBe("photo⟨U+202E⟩gpj.exe");
  expect(showHidden("a\u200b\n")).toBe("a⟨U+200B⟩⟨U+000A⟩");
  expect(showHidden("lone\ud800")).toBe("lone⟨U+D800⟩");
  expect(showHidden("👩‍💻 模型 مرحبا é.txt")).toBe("👩‍💻 模型 مرحبا é.txt");
});
