import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { cosign, NoteRefused, openCheckpoint, parseNote, verifyConsistency, writeNote } from '@sohoi/ledger';
import type { Signer, TreeHead, Verifier } from '@sohoi/ledger';

/** Another answer than the protocol's, or none; undefined: as the protocol has it. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

export type SmallWitness = {
  readonly url: URL;
  readonly verifier: Verifier;
  /** The sizes named as old, request by request. */
  readonly asked: readonly number[];
  /** The tree that it has seen last. */
  seen: TreeHead;
  fault: Fault | undefined;
  close(): Promise<void>;
};

const EMPTY: TreeHead = { size: 0, root: Buffer.alloc(0) };

/** A witness of one log, as c2sp.org/tlog-witness has it: it checks what it is sent, and keeps what it has cosigned. */
export const openSmallWitness = async (signer: Signer, log: () => Verifier): Promise<SmallWitness> => {
  const asked: number[] = [];
  const answer = async (body: string): Promise<readonly [status: number, text: string]> => {
    const split = body.indexOf('\n\n');
    const [first = '', ...lines] = body.slice(0, split).split('\n');
    const old = Number(/^old (0|[1-9]\d*)$/.exec(first)?.[1] ?? NaN);
    if (split < 0 || Number.isNaN(old)) return [400, ''];
    asked.push(old);
    const signed = body.slice(split + 2);
    try {
      const checkpoint = openCheckpoint(signed, log());
      if (old > checkpoint.size) return [400, ''];
      if (old !== witness.seen.size) return [409, `${witness.seen.size}\n`];
      const proof = lines.map((line) => Buffer.from(line, 'base64'));
      if (old === checkpoint.size && !Buffer.from(witness.seen.root).equals(checkpoint.root)) return [409, `${old}\n`];
      const extends_ = old === 0 ? proof.length === 0 : verifyConsistency(proof, witness.seen, checkpoint);
      if (!extends_) return [422, ''];
      witness.seen = checkpoint;
      const own = await cosign({ text: checkpoint.note.text, signatures: [] }, signer, Math.floor(Date.now() / 1000));
      return [200, writeNote(own).slice(parseNote(signed).text.length + 1)];
    } catch (error) {
      if (error instanceof NoteRefused) return [403, ''];
      throw error;
    }
  };
  const server = createServer((request, response) => {
    void (async () => {
      if (witness.fault?.(request, response)) return;
      const [status, given] =
        request.url === '/w/add-checkpoint' && request.method === 'POST'
          ? await answer(await text(request))
          : [404, ''];
      response.writeHead(status, status === 409 ? { 'content-type': 'text/x.tlog.size' } : {}).end(given);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const witness: SmallWitness = {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/w/`),
    verifier: signer.verifier,
    asked,
    seen: EMPTY,
    fault: undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return witness;
};
