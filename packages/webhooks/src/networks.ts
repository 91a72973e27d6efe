import ipaddr from 'ipaddr.js';

/** Which addresses messages may be sent to. */
export type Networks = {
  /** @param secure whether by TLS */
  readonly allow: (address: string, secure: boolean) => boolean;
};

/** Something that is no list of networks, such as `10.20.0.0/16,127.0.0.1/32`. */
export class NoNetwork extends Error {
  override readonly name = 'NoNetwork';
}

/**
 * Public addresses by TLS, and those of the networks listed, with TLS or without. All others are refused: private, loopback,
 * link-local, shared (RFC 6598), multicast and reserved ones, and IPv6 addresses that carry an IPv4 one.
 * @param listed CIDRs with commas between, as the setting `WEBHOOK_NETWORKS` has them
 * @throws NoNetwork
 */
export const networksIn = (listed = ''): Networks => {
  const parts = listed.split(',').map((part) => part.trim());
  const ours = parts.filter((part) => part !== '').map(networkIn);
  return {
    allow: (text, secure) => {
      if (!ipaddr.isValid(text)) return false;
      const address = ipaddr.process(text);
      const isOurs = ours.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
      return isOurs || (secure && address.range() === 'unicast' && isGlobal(address));
    },
  };
};

/** All that IANA has given out of IPv6 for hosts; what lies elsewhere carries IPv4 addresses, or is nobody's. */
const GLOBAL = ipaddr.parseCIDR('2000::/3');

const isGlobal = (address: ReturnType<typeof ipaddr.process>): boolean =>
  address.kind() === 'ipv4' || address.match(...GLOBAL);

const networkIn = (text: string): ReturnType<typeof ipaddr.parseCIDR> => {
  try {
    return ipaddr.parseCIDR(text);
  } catch {
    throw new NoNetwork(`WEBHOOK_NETWORKS: ${text} is no network such as 10.20.0.0/16 or fd00::/8`);
  }
};
