import { describe, expect, it } from "vitest";
import { parseHostRules, PUBLIC_ONLY, type Reach, reachOf } from "./host-rules.ts";
import { isPublicAddress } from "./public-address.ts";

function reach(rules: string, url: string): Reach {
  const parsed = parseHostRules(rules);
  if (parsed === undefined) throw new Error(`${rules} is not understood`);
  return reachOf(parsed, new URL(url));
}

describe("where the server connects to for others", () => {
  it.each([
    ["http://127.0.0.1:9000", "refused"],
    ["http://2130706433", "refused"],
    ["http://0x7f.1", "refused"],
    ["http://017700000001", "refused"],
    ["http://0.0.0.0", "refused"],
    ["http://10.1.2.3", "refused"],
    ["http://100.64.0.1", "refused"],
    ["http://169.254.169.254", "refused"],
    ["http://172.31.255.255", "refused"],
    ["http://192.168.0.1", "refused"],
    ["http://224.0.0.1", "refused"],
    ["http://[::1]", "refused"],
    ["http://[::]", "refused"],
    ["http://[::ffff:10.0.0.1]", "refused"],
    ["http://[64:ff9b::a00:1]", "refused"],
    ["http://[2002:a00:1::]", "refused"],
    ["http://[fe80::1]", "refused"],
    ["http://[fd00::1]", "refused"],
    ["http://93.184.216.34", "public"],
    ["http://172.32.0.1", "public"],
    ["http://[2606:2800:220:1::1]", "public"],
    // A name may lead anywhere: its addresses are judged when they are connected to.
    ["http://localhost", "public"],
    ["https://storage.example.com", "public"],
  ] as const)("by default %s: %s", (url, expected) => {
    expect(reachOf(PUBLIC_ONLY, new URL(url))).toBe(expected);
  });

  it("a host that the operator names may be private, and only there", () => {
    const rules = "minio.internal:9000, 10.0.0.5, [fd00::5]:9000";
    expect(reach(rules, "http://minio.internal:9000")).toBe("any");
    expect(reach(rules, "http://MINIO.internal:9000")).toBe("any");
    expect(reach(rules, "http://minio.internal:9001")).toBe("refused");
    expect(reach(rules, "http://10.0.0.5:1234")).toBe("any");
    expect(reach(rules, "http://10.0.0.6:1234")).toBe("refused");
    expect(reach(rules, "http://[fd00::5]:9000")).toBe("any");
    expect(reach(rules, "https://storage.example.com")).toBe("refused");
  });

  it("the default port of a scheme is one as well", () => {
    expect(reach("minio.internal:443", "https://minio.internal")).toBe("any");
    expect(reach("minio.internal:443", "http://minio.internal")).toBe("refused");
  });

  it("a whole domain is reached on the internet only, and its own name is not below it", () => {
    expect(reach("*.example.com", "https://s3.example.com")).toBe("public");
    expect(reach("*.example.com", "https://example.com")).toBe("refused");
    expect(reach("*.example.com", "https://example.com.evil.org")).toBe("refused");
    expect(reach("*.example.com", "https://notexample.com")).toBe("refused");
  });

  it("a star opens the internet beside what is named", () => {
    expect(reach("minio.internal, *", "https://storage.example.org")).toBe("public");
    expect(reach("minio.internal, *", "http://minio.internal")).toBe("any");
    expect(reach("minio.internal, *", "http://10.0.0.1")).toBe("refused");
  });

  it.each(["", " ", "http://a", "a b", "a:99999", "*:9000", "a,,b", "a/b"])(
    "%j is no list of hosts",
    (text) => {
      expect(parseHostRules(text)).toBeUndefined();
    },
  );

  it.each(["", "example.com", "1.2.3", "::ffff:8.8.8.8", "fe80::1%eth0", "10.0.0.1"])(
    "%j is no address of the internet",
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});
