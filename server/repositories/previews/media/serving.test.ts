import { expect, it } from "vitest";
import { createToken } from "../../../accounts/index.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { testServer } from "../../../testing/http.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { findRepository, repositoriesRoutes } from "../../index.ts";

const base = await testContext();
const app = await testServer(base, repositoriesRoutes);
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const input = { name: "t", scope: "read", repositories: [], expiresInDays: undefined } as const;
const { secret } = await createToken(ctx, { ...input, repositories: [] }, { findRepository });

const FILES = {
  "a.mp3": ["audio", "audio/mpeg"],
  "a.wav": ["audio", "audio/wav"],
  "a.flac": ["audio", "audio/x-flac"],
  "a.ogg": ["audio", "audio/ogg"],
  "a.opus": ["audio", "audio/ogg"],
  "a.m4a": ["audio", "audio/mp4"],
  "a.mp4": ["video", "video/mp4"],
  "a.webm": ["video", "video/webm"],
  "a.mov": ["video", "video/quicktime"],
  "a.mkv": ["video", "video/x-matroska"],
  "a.pdf": ["pdf", "application/pdf"],
} as const;
const SCRIPT = "<html><script>alert(1)</script></html>";

it("REP-5: players and pages read parts of a file, whatever it says it is", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const files = Object.fromEntries(Object.keys(FILES).map((path) => [path, SCRIPT]));
  await aCommit(ctx, repository, { files });
  const address = `/api/v1/repositories/model/${repository.ownerName}/${repository.name}`;
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { authorization: `Bearer ${secret}`, ...headers } });
  for (const [path, [preview, mediaType]] of Object.entries(FILES)) {
    const detail = (await get(`${address}/files/main/${path}`)).json<{ preview: string }>();
    expect([path, detail.preview]).toEqual([path, preview]);
    const part = await get(`${address}/content/main/${path}`, { range: "bytes=6-13" });
    expect(part.statusCode).toBe(206);
    expect(part.body).toBe("<script>");
    expect(part.headers).toMatchObject({
      "content-type": mediaType,
      "x-content-type-options": "nosniff",
      "accept-ranges": "bytes",
    });
    expect(part.headers["content-security-policy"]).toMatch(/^sandbox;/);
    const isInline = preview !== "pdf";
    expect(part.headers["content-disposition"]).toMatch(isInline ? /^inline/ : /^attachment/);
  }
});
