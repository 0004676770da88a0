import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

const BUCKET = { S3_BUCKET: "gallery", S3_ENDPOINT: "http://storage:9000" };
const read = (environment: Record<string, string>) =>
  readConfig({ GALLERY_DATA: "/tmp", ...environment }).s3;

describe("PLT-10: the settings of a bucket", () => {
  it("are none where no bucket is named", () => {
    expect(read({ S3_REGION: "eu-west-3" })).toBeNull();
  });

  it("keep clients away from a server that only this one may reach", () => {
    expect(read(BUCKET)).toEqual({
      bucket: "gallery",
      region: "us-east-1",
      endpoint: "http://storage:9000",
      publicEndpoint: null,
      credentials: null,
      forcePathStyle: true,
      prefix: "",
      isDirect: false,
    });
    expect(read({ ...BUCKET, S3_PUBLIC_ENDPOINT: "https://s3.example.org" })?.isDirect).toBe(true);
    const amazon = read({ S3_BUCKET: "gallery" });
    expect([amazon?.isDirect, amazon?.forcePathStyle]).toEqual([true, false]);
    expect(read({ S3_BUCKET: "gallery", S3_DIRECT: "false" })?.isDirect).toBe(false);
  });

  it.each([
    ["a", "a/"],
    ["a/b/", "a/b/"],
  ])("take the prefix %s as %s", (given, prefix) => {
    expect(read({ ...BUCKET, S3_PREFIX: given })?.prefix).toBe(prefix);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["no bucket's name", { S3_BUCKET: "a b" }, /^S3_BUCKET: /],
    ["no web address", { ...BUCKET, S3_ENDPOINT: "storage:9000" }, /^S3_ENDPOINT: /],
    ["another protocol", { ...BUCKET, S3_ENDPOINT: "file:///etc" }, /^S3_ENDPOINT: /],
    ["a path that climbs", { ...BUCKET, S3_PREFIX: "a//b" }, /^S3_PREFIX: /],
    ["half a key", { ...BUCKET, S3_ACCESS_KEY_ID: "x" }, /^S3_SECRET_ACCESS_KEY: /],
    ["the other half", { ...BUCKET, S3_SECRET_ACCESS_KEY: "x" }, /^S3_ACCESS_KEY_ID: /],
    ["an endpoint alone", { S3_ENDPOINT: "http://storage:9000" }, /^S3_ENDPOINT: .*S3_BUCKET/],
    [
      "what browsers will not mix",
      {
        ...BUCKET,
        GALLERY_URL: "https://gallery.example.org",
        S3_PUBLIC_ENDPOINT: "http://s3.example.org",
      },
      /^S3_PUBLIC_ENDPOINT: must be https/,
    ],
  ])("refuse %s, by name", (_case, environment, message) => {
    expect(() => read(environment)).toThrow(expect.objectContaining({ name: "ConfigError" }));
    expect(() => read(environment)).toThrow(message);
  });
});
