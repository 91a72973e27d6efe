import { BlockList, isIPv6 } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Edges } from './edges.js';
import { networkOf } from './rate-limits.js';

type Limits = Pick<Edges, 'maxConnectionsPerAddress' | 'trustedProxies'>;

/**
 * Closes the connections that one address (IPv6: its /64) opens above its number, so that it takes no place of others.
 * A trusted proxy carries many clients and is not counted. What is remembered is as much as is open.
 */
export const limitConnectionsPerAddress = (
  server: Server,
  { maxConnectionsPerAddress: most, trustedProxies }: Limits,
  onRefused: () => void,
): void => {
  const proxies = blockListOf(trustedProxies);
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    // It is gone again already.
    if (address === undefined) return;
    if (proxies.check(address, familyOf(address))) return;
    const who = networkOf(address);
    const already = open.get(who) ?? 0;
    if (already >= most) {
      onRefused();
      socket.destroy();
      return;
    }
    open.set(who, already + 1);
    socket.once('close', () => {
      const left = (open.get(who) ?? 1) - 1;
      if (left === 0) open.delete(who);
      else open.set(who, left);
    });
  });
};

const blockListOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
