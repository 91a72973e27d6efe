import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EdgeRefusal } from './http-metrics.js';
import { bodyOf } from './problem.js';
import type { Problem } from './problem.js';
import { problems } from './problems.js';

const refusalOf = (code: string | undefined): readonly [EdgeRefusal, Problem] => {
  if (code === 'HPE_HEADER_OVERFLOW') return ['headers-too-large', problems.headersTooLarge()];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['too-slow', problems.tooSlow()];
  return ['unreadable', problems.unreadableRequest()];
};

/** Milliseconds for the rest of such a request to come, and be thrown away: closing at once would lose the answer. */
const LINGER_MS = 2000;

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** Whether an error at this place would be taken for the answer to another request, or is in the middle of one. */
const wouldBeMistaken = ({ request, response }: Exchange): boolean =>
  !response.writableEnded && (response.headersSent || request.complete);

/**
 * Answers what Node cannot read as a request, or gives up waiting for, with a problem like any other, in Vietnamese since
 * nobody knows which language was asked for; then the connection is closed.
 */
export const answerUnreadableRequests = (server: Server, onRefused: (why: EdgeRefusal) => void): void => {
  const last = new WeakMap<Duplex, Exchange>();
  const answered = new WeakSet<Duplex>();
  server.prependListener('request', (request, response) => last.set(request.socket, { request, response }));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (answered.has(socket)) return;
    const exchange = last.get(socket);
    if (!socket.writable || error.code === 'ECONNRESET' || (exchange && wouldBeMistaken(exchange))) {
      socket.destroy();
      return;
    }
    answered.add(socket);
    const [why, problem] = refusalOf(error.code);
    onRefused(why);
    const body = JSON.stringify(bodyOf(problem, 'vi', undefined));
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Connection: close',
      'Content-Type: application/problem+json; charset=utf-8',
      'Content-Language: vi',
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
    const over = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(over));
  });
};
