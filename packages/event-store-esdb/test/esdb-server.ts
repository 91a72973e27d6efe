import { setTimeout as delay } from 'node:timers/promises';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type {
  sendUnaryData,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedHandleCall,
} from '@grpc/grpc-js';
import { loginRefusal, noFaults, refusal, refusalOf } from './faults.js';
import type { Faults } from './faults.js';
import { appendService } from './append-service.js';
import { readService } from './read-service.js';
import { createStoredLog } from './stored-log.js';
import type { StoredLog } from './stored-log.js';

export type EsdbServer = {
  readonly connectionString: string;
  /** The same server found by gossip, as one of a cluster. */
  readonly discovery: string;
  readonly port: number;
  readonly log: StoredLog;
  readonly faults: Faults;
  /** Calls by the name of their method. */
  readonly calls: Map<string, number>;
  /** Messages that were written to subscriptions and are not taken yet. */
  readonly unsent: () => number;
  stop(): Promise<void>;
};

export type ServerOptions = {
  readonly log?: StoredLog;
  /** What it says it is; null for one that is too old to say. */
  readonly version?: string | null;
  /** Where it sends those who ask the leader while `faults.notLeader` lasts. */
  readonly leader?: { host: string; port: number };
  readonly port?: number;
  /** The most bytes of one append; 1 MiB as the server is shipped. */
  readonly maxBytes?: number;
  /** Its certificate and key, if it is to speak TLS; with `clients`, the authority whose certificates clients must have. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer; readonly clients?: Buffer };
  /** Passwords by name; with them nobody else may read the whole log. */
  readonly users?: Readonly<Record<string, string>>;
  /** What it knows of its cluster, which is itself as the leader. */
  readonly members?: (port: number) => readonly Member[];
};

export type Member = { readonly port: number; readonly state: 'LEADER' | 'FOLLOWER' | 'READONLYREPLICA' };

/** A node of EventStoreDB as its clients see it, over the service definitions that come with the client. */
export const startEsdbServer = async (options: ServerOptions = {}): Promise<EsdbServer> => {
  const { log = createStoredLog(), version = '24.10.0' } = options;
  const faults = noFaults();
  const calls = new Map<string, number>();
  const server = new Server();
  let port = 0;
  const counted = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  type Asked = { readonly metadata: { get(key: string): unknown[] } };
  const failed = ({ metadata }: Asked) =>
    refusalOf(faults, options.leader ?? { host: '127.0.0.1', port }, metadata.get('requires-leader').length > 0);
  const refused = (call: Asked) => loginRefusal(options.users, call.metadata) ?? failed(call);

  const read = readService(log, faults, refused);
  server.addService(streamsGrpc.StreamsService, {
    append: ((call: ServerReadableStream<unknown, unknown>, answer: sendUnaryData<unknown>) => {
      counted('append');
      appendService(log, faults, refused, options.maxBytes)(call as never, answer as never);
    }) as UntypedHandleCall,
    read: ((call: ServerWritableStream<ReadReq, ReadResp>) => {
      counted('read');
      if (call.request.getOptions()?.hasAll()) counted('readAll');
      else counted('readStream');
      read.handle(call);
    }) as UntypedHandleCall,
    batchAppend: ((call: { emit(event: 'error', error: Error): void }) => {
      counted('batchAppend');
      call.emit('error', refusal(status.UNIMPLEMENTED, 'the batched append is not to be used'));
    }) as UntypedHandleCall,
    delete: unimplemented,
    tombstone: unimplemented,
  });
  server.addService(featuresGrpc.ServerFeaturesService, {
    getSupportedMethods: ((call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>) => {
      const error = failed(call);
      if (error) return answer(error);
      if (version === null) return answer(refusal(status.UNIMPLEMENTED, 'unknown service'));
      const batch = new features.SupportedMethod();
      batch.setMethodName('batchappend').setServiceName('event_store.client.streams.streams');
      return answer(null, new features.SupportedMethods().setEventStoreServerVersion(version).setMethodsList([batch]));
    }) as UntypedHandleCall,
  });
  server.addService(gossipGrpc.GossipService, {
    read: ((_call: unknown, answer: sendUnaryData<unknown>) => {
      counted('gossip');
      const members = options.members?.(port) ?? [{ port, state: 'LEADER' as const }];
      const nodes = members.map((member) =>
        new gossip.MemberInfo()
          .setIsAlive(true)
          .setState(gossip.MemberInfo.VNodeState[member.state])
          .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(member.port)),
      );
      answer(null, new gossip.ClusterInfo().setMembersList(nodes));
    }) as UntypedHandleCall,
  });
  port = await new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port ?? 0}`, credentialsOf(options.tls), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    connectionString: `esdb://127.0.0.1:${port}?tls=${options.tls !== undefined}`,
    discovery: `esdb+discover://127.0.0.1:${port}?tls=${options.tls !== undefined}&nodePreference=leader`,
    port,
    log,
    faults,
    calls,
    unsent: read.unsent,
    stop: async () => {
      server.forceShutdown();
      // The port is free once the sockets have closed.
      await delay(0);
    },
  };
};

const credentialsOf = (tls: ServerOptions['tls']): ServerCredentials =>
  tls
    ? ServerCredentials.createSsl(
        tls.clients ?? null,
        [{ private_key: tls.key, cert_chain: tls.cert }],
        tls.clients !== undefined,
      )
    : ServerCredentials.createInsecure();

const unimplemented = ((_call: unknown, answer: sendUnaryData<unknown>) => {
  answer(refusal(status.UNIMPLEMENTED, 'events are not deleted'));
}) as UntypedHandleCall;
