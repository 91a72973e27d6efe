import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';

/** A request as Express hands it on: `ip` is the client's address, read past trusted proxies only. */
export type ClientRequest = IncomingMessage & { readonly ip?: string | undefined };

/**
 * The provider, which believes nothing that a client says of where it is: its own addresses are those of the issuer,
 * whatever `Host` or `X-Forwarded-…` ask for, and the client's is the one that Express found.
 */
export class IssuedProvider extends Provider {
  override createContext<State>(
    request: ClientRequest,
    response: ServerResponse,
  ): ReturnType<typeof Provider.prototype.createContext<State>> {
    const context = super.createContext<State>(request, response);
    const { host, protocol } = new URL(this.issuer);
    Object.defineProperties(context.request, {
      host: { value: host },
      protocol: { value: protocol.slice(0, -1) },
      ip: { value: request.ip ?? request.socket.remoteAddress ?? '' },
    });
    return context;
  }
}
