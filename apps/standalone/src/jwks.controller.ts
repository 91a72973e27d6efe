import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Public } from '@sohoi/nest';
import type { JWK } from 'jose';

export const JWKS = Symbol('Jwks');

/** The public keys of the demo identity, where services started by themselves look for them. */
@Controller('.well-known')
@Public(true)
export class JwksController {
  constructor(@Inject(JWKS) private readonly keys: { readonly keys: readonly JWK[] }) {}

  @Get('jwks.json')
  @ApiOperation({ summary: 'Khoá công khai · Public keys' })
  jwks() {
    return this.keys;
  }
}
