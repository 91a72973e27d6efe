import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Response } from 'express';
import { connect } from 'node:net';
import { createApplication } from '../src/application.js';
import { DEFAULT_EDGES } from '../src/edges.js';
import type { Edges } from '../src/edges.js';
import { ProblemFilter } from '../src/problem.filter.js';

/** More than the buffers of two sockets hold. */
const LARGE_BYTES = 64 * 1024 * 1024;

@Controller()
class Routes {
  @Get('small')
  small() {
    return { small: true };
  }

  @Get('things/:id')
  thing() {
    return {};
  }

  @Get('large')
  large(@Res() response: Response) {
    response.type('application/octet-stream').send(Buffer.alloc(LARGE_BYTES));
  }

  @Get('never')
  never() {
    return new Promise(() => undefined);
  }

  @Get('wrong')
  wrong() {
    throw new Error('SELECT secret FROM log.event');
  }

  @Get('health/live')
  live() {
    return { status: 'live' };
  }

  @Post('echo')
  echo() {
    return {};
  }
}

@Module({})
export class Root {
  static readonly of: DynamicModule = {
    module: Root,
    controllers: [Routes],
    providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
  };
}

export type EdgeServer = {
  readonly url: string;
  readonly port: number;
  /** Sends bytes as they are; resolves with all that came back once the server has closed the connection. */
  raw(text: string): Promise<string>;
  /** How many the server holds open. */
  connections(): Promise<number>;
  close(): Promise<void>;
};

/** A few routes behind the edges, on a free port. */
export const openEdgeServer = async (edges: Partial<Edges> = {}): Promise<EdgeServer> => {
  const app = await createApplication(Root.of, false, { ...DEFAULT_EDGES, ...edges });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const port = Number(new URL(url).port);
  return {
    url,
    port,
    raw: (text) =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.setEncoding('latin1');
        socket.on('data', (chunk: string) => (answer += chunk));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(answer));
      }),
    connections: () =>
      new Promise((resolve, reject) => {
        app
          .getHttpServer()
          .getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count)));
      }),
    close: async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
    },
  };
};
