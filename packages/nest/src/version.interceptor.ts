import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';

/** Who reads one thing is given its version as ETag, to send back as If-Match with a change. */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((body: unknown) => {
        const version = versionOf(body);
        if (version !== undefined) response.setHeader('etag', `"${version}"`);
        return body;
      }),
    );
  }
}

const versionOf = (body: unknown): number | undefined => {
  const { data } = (body ?? {}) as { data?: { streamVersion?: unknown } };
  return typeof data?.streamVersion === 'number' ? data.streamVersion : undefined;
};
