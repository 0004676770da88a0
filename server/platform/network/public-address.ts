import { BlockList, isIP } from "node:net";

/**
 * Networks that are nobody's on the internet: this machine, private and link-local ones (where clouds
 * answer with credentials), shared, documentation, benchmark, multicast and reserved ones.
 * Source: IANA special-purpose address registries (RFC 6890).
 */
const INNER_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/** Below 2000::/3; two of them carry an IPv4 address that nobody would look at. */
const INNER_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const innerV4 = new BlockList();
for (const [network, bits] of INNER_V4) innerV4.addSubnet(network, bits, "ipv4");
const innerV6 = new BlockList();
for (const [network, bits] of INNER_V6) innerV6.addSubnet(network, bits, "ipv6");
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

/** Whether an address, as numbers, is one of the internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !innerV4.check(address, "ipv4");
  if (version !== 6) return false;
  // Of an address with a zone, and of IPv4 written as IPv6, nothing is in the global network.
  const [plain = ""] = address.split("%");
  return globalV6.check(plain, "ipv6") && !innerV6.check(plain, "ipv6");
}
