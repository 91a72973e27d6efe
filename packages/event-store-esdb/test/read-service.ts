import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import { refusal } from './faults.js';
import type { Faults } from './faults.js';
import type { Stored, StoredLog } from './stored-log.js';

type Call = ServerWritableStream<ReadReq, ReadResp>;

const BACKWARDS = 1;

/** Reads of a stream and of `$all`, in both directions, and subscriptions to `$all`. */
export const readService = (log: StoredLog, faults: Faults, refused: (call: Call) => ServiceError | undefined) => {
  const subscriptions = new Set<Call>();

  const handle = (call: Call): void => {
    call.on('error', () => undefined);
    const error = refused(call);
    if (error) return void call.emit('error', error);
    const options = call.request.getOptions();
    if (!options) return void call.emit('error', refusal(status.INVALID_ARGUMENT, 'no options'));
    if (faults.invalidPosition > 0 && isMisaligned(log, options)) {
      faults.invalidPosition -= 1;
      return void call.emit('error', refusal(status.UNKNOWN, 'Trying to read from an invalid position.'));
    }
    if (options.hasSubscription()) return subscribe(call, options);
    const events = options.hasStream()
      ? streamEvents(log, options)
      : allEvents(log.all.slice(0, endFor(call)), options);
    if (!events) call.write(notFound(options));
    const count = Number(options.getCount());
    void send(
      call,
      (events ?? []).slice(0, count).map((event) => respond(log, event, options.getResolveLinks())),
    );
  };

  /** How much of the log this caller is shown. */
  const endFor = (call: Call): number => {
    const isLeader = call.metadata.get('requires-leader').length > 0;
    if (faults.lagging <= 0 || isLeader || call.request.getOptions()?.hasStream()) return log.all.length;
    faults.lagging -= 1;
    return log.all.length - 2;
  };

  const subscribe = (call: Call, options: ReadReq.Options): void => {
    if (faults.silentStream > 0) {
      faults.silentStream -= 1;
      return;
    }
    call.write(new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation()));
    const after = positionAsked(options);
    let next = log.all.findIndex(({ position }) => position > after);
    if (next < 0) next = log.all.length;
    if (faults.repeatedDelivery > 0) {
      faults.repeatedDelivery -= 1;
      next = Math.max(0, next - 2);
    }
    let writing = false;
    const more = async (): Promise<void> => {
      if (writing) return;
      writing = true;
      for (; next < log.all.length - (faults.lagging > 0 ? 2 : 0) && !call.destroyed && !call.cancelled; next += 1) {
        const event = log.all[next];
        if (event && !call.write(respond(log, event, options.getResolveLinks()))) await drained(call);
        if (faults.droppedStream > 0) {
          faults.droppedStream -= 1;
          call.emit('error', refusal(status.UNKNOWN, 'the line was cut'));
          break;
        } else if (faults.endedStream > 0) {
          faults.endedStream -= 1;
          call.end();
          break;
        }
      }
      writing = false;
    };
    const forget = log.watch(() => void more());
    const over = (): void => {
      forget();
      subscriptions.delete(call);
    };
    subscriptions.add(call);
    call.on('cancelled', over);
    call.on('close', over);
    void more();
  };

  return {
    handle,
    unsent: () => [...subscriptions].reduce((sum, { writableLength }) => sum + writableLength, 0),
  };
};

const drained = (call: Call): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const event of ENDS) call.off(event, done);
      resolve();
    };
    for (const event of ENDS) call.on(event, done);
  });

const ENDS = ['drain', 'close', 'cancelled'] as const;

const send = async (call: Call, responses: readonly ReadResp[]): Promise<void> => {
  for (const response of responses) if (!call.write(response)) await drained(call);
  call.end();
};

const streamEvents = (log: StoredLog, options: ReadReq.Options): readonly Stored[] | undefined => {
  const asked = options.getStream();
  const history = log.stream(nameOf(asked?.getStreamIdentifier()?.getStreamName_asU8()));
  if (history.length === 0) return undefined;
  const from = asked?.hasRevision() ? Number(asked.getRevision()) : 0;
  return options.getReadDirection() === BACKWARDS ? history.slice(0, from + 1).reverse() : history.slice(from);
};

const nameOf = (bytes: Uint8Array = new Uint8Array()): string => Buffer.from(bytes).toString('utf8');

/** -1n before the first. */
const positionAsked = (options: ReadReq.Options): bigint => {
  const all = options.getAll();
  if (all?.hasPosition()) return BigInt(all.getPosition()?.getCommitPosition() ?? '0');
  return all?.hasEnd() ? BigInt(Number.MAX_SAFE_INTEGER) : -1n;
};

/** Beyond the end of the log there is nothing, and no error. */
const isMisaligned = (log: StoredLog, options: ReadReq.Options): boolean => {
  if (!options.getAll()?.hasPosition()) return false;
  const asked = positionAsked(options);
  return asked < (log.all.at(-1)?.position ?? 0n) && !log.all.some(({ position }) => position === asked);
};

/** Forwards from the place itself, backwards from before it. */
const allEvents = (all: readonly Stored[], options: ReadReq.Options): readonly Stored[] => {
  const from = positionAsked(options);
  const backwards = options.getReadDirection() === BACKWARDS;
  const count = Number(options.getCount());
  if (backwards) {
    const before = all.findIndex(({ position }) => position >= from);
    const end = before < 0 ? all.length : before;
    return all.slice(Math.max(0, end - count), end).reverse();
  }
  const start = all.findIndex(({ position }) => position >= from);
  return start < 0 ? [] : all.slice(start, start + count);
};

const respond = (log: StoredLog, event: Stored, resolve: boolean): ReadResp => {
  const read = new streams.ReadResp.ReadEvent();
  read.setCommitPosition(String(event.position));
  const target = resolve && event.type === '$>' ? targetOf(log, event) : undefined;
  if (target) read.setEvent(recordOf(target)).setLink(recordOf(event));
  else read.setEvent(recordOf(event));
  return new streams.ReadResp().setEvent(read);
};

/** The data of a link are `revision@stream`. */
const targetOf = (log: StoredLog, { data }: Stored): Stored | undefined => {
  const [revision = '', ...stream] = Buffer.from(data).toString('utf8').split('@');
  return log.stream(stream.join('@'))[Number(revision)];
};

const recordOf = (event: Stored) => {
  const record = new streams.ReadResp.ReadEvent.RecordedEvent();
  record
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream).toString('base64')))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  record.getMetadataMap().set('type', event.type);
  record.getMetadataMap().set('content-type', event.contentType);
  record.getMetadataMap().set('created', String(event.created));
  return record;
};

const notFound = (options: ReadReq.Options): ReadResp => {
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(options.getStream()?.getStreamIdentifier());
  return new streams.ReadResp().setStreamNotFound(missing);
};
