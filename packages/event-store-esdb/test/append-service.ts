import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { sendUnaryData, ServerReadableStream, ServiceError } from '@grpc/grpc-js';
import { refusal } from './faults.js';
import type { Faults } from './faults.js';
import type { Expected, Proposed, StoredLog } from './stored-log.js';

type Call = ServerReadableStream<AppendReq, AppendResp>;

/** The most bytes of one append, as the server is shipped. */
const MAX_BYTES = 1024 * 1024;

export const appendService =
  (log: StoredLog, faults: Faults, refused: (call: Call) => ServiceError | undefined, maxBytes = MAX_BYTES) =>
  (call: Call, answer: sendUnaryData<AppendResp>): void => {
    let header: AppendReq.Options | undefined;
    const events: Proposed[] = [];
    call.on('data', (message: AppendReq) => {
      const options = message.getOptions();
      if (options) header = options;
      const proposed = message.getProposedMessage();
      if (proposed) events.push(proposedOf(proposed));
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      const error = refused(call);
      if (error) return answer(error);
      if (!header) return answer(refusal(status.INVALID_ARGUMENT, 'no options'));
      const size = events.reduce(
        (sum, { type, data, metadata }) => sum + 2 * type.length + data.length + metadata.length,
        0,
      );
      if (size > maxBytes) {
        const limit = { 'maximum-append-size': String(maxBytes) };
        return answer(refusal(status.INVALID_ARGUMENT, 'too large', 'maximum-append-size-exceeded', limit));
      }
      const stream = Buffer.from(header.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
      const expected = expectedOf(header);
      if (faults.wrongVersion > 0) {
        faults.wrongVersion -= 1;
        return answer(null, wrongVersion(log.stream(stream).length - 1));
      }
      const appended = log.append(stream, expected, events);
      if (faults.droppedAnswer > 0) {
        faults.droppedAnswer -= 1;
        return answer(refusal(status.UNKNOWN, 'the line was cut'));
      }
      return answer(null, 'wrong' in appended ? wrongVersion(appended.wrong.current) : success(appended));
    });
  };

const expectedOf = (options: AppendReq.Options): Expected => {
  if (options.hasNoStream()) return -1;
  if (options.hasRevision()) return Number(options.getRevision());
  return options.hasStreamExists() ? 'exists' : 'any';
};

const proposedOf = (message: AppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const success = ({ current, position }: { current: number; position: bigint }): AppendResp => {
  const at = new streams.AppendResp.Position();
  at.setCommitPosition(String(position)).setPreparePosition(String(position));
  const done = new streams.AppendResp.Success();
  done.setCurrentRevision(String(current)).setPosition(at);
  return new streams.AppendResp().setSuccess(done);
};

const wrongVersion = (current: number): AppendResp => {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(current));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};
