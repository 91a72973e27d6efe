import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { parseTilePath } from '@sohoi/ledger';
import type { Tile } from '@sohoi/ledger';
import { Answers, Public } from '@sohoi/nest';
import { z } from 'zod';
import { ledgerProblems } from './ledger.problems.js';
import { LedgerQueries } from './ledger.queries.js';

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const inclusionQuery = z.strictObject({
  leaf: count.meta({ description: 'Place of the leaf in the log, from 0.' }),
  size: count.meta({ description: 'Leaves in the tree, at most those of the last checkpoint.' }),
});
const consistencyQuery = z.strictObject({
  from: count.meta({ description: 'Leaves in the older tree.' }),
  size: count.meta({ description: 'Leaves in the newer tree, at most those of the last checkpoint.' }),
});

/** Express hands over the parts of a path that a star stands for. */
const tilePathParam = z.array(z.string()).transform((parts, context) => {
  const tile = parseTilePath(['tile', ...parts].join('/'));
  if (tile) return tile;
  context.addIssue({ code: 'custom', message: 'path' });
  return z.NEVER;
});

const proof = z
  .object({ hashes: z.array(z.string()).meta({ description: 'In base64, in the order of RFC 6962.' }) })
  .meta({ example: { hashes: ['bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0='] } });

/**
 * The transparency log as static resources (c2sp.org/tlog-tiles), and proofs for who does not want to compute them. Nothing
 * here needs a token: there are hashes and signatures only, which witnesses anywhere are to see.
 */
@Controller('ledger')
@Public(true)
@ApiTags('ledger')
export class LedgerController {
  constructor(@Inject(LedgerQueries) private readonly queries: LedgerQueries) {}

  @Get('key')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'name+id+key', schema: { type: 'string' } })
  @ApiOperation({ summary: 'Khoá công khai của sổ · The public key of the log' })
  key() {
    return this.queries.key();
  }

  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'public, max-age=5')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'c2sp.org/tlog-checkpoint', schema: { type: 'string' } })
  @ApiOperation({ summary: 'Điểm kiểm đã ký gần nhất · The last signed checkpoint' })
  async checkpoint() {
    return (await this.queries.checkpoint()).signed;
  }

  @Get('tile/*path')
  @Header('content-type', 'application/octet-stream')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @ApiParam({ name: 'path', schema: { type: 'string' }, example: '0/000', description: 'c2sp.org/tlog-tiles' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: 'c2sp.org/tlog-tiles', schema: { type: 'string', format: 'binary' } })
  @ApiOperation({ summary: 'Một ô của cây băm · A tile of the tree of hashes' })
  async tile(@Param('path', { schema: tilePathParam }) tile: Tile) {
    const bytes = await this.queries.tile(tile);
    if (!bytes) throw ledgerProblems.noSuchTile();
    return new StreamableFile(bytes);
  }

  @Get('inclusion')
  @Answers(proof)
  @ApiOperation({ summary: 'Chứng minh một lá nằm trong cây · Proof that a leaf is in the tree' })
  async inclusion(@Query({ schema: inclusionQuery }) { leaf, size }: z.infer<typeof inclusionQuery>) {
    return { hashes: await this.queries.inclusion(leaf, size) };
  }

  @Get('consistency')
  @Answers(proof)
  @ApiOperation({ summary: 'Chứng minh cây sau bắt đầu bằng cây trước · Proof that one tree begins with another' })
  async consistency(@Query({ schema: consistencyQuery }) { from, size }: z.infer<typeof consistencyQuery>) {
    return { hashes: await this.queries.consistency(from, size) };
  }
}
