import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { jsonSchemaOf, publicEvents, schemaVersionOf } from '@sohoi/contracts';
import { problems, Public } from '@sohoi/nest';
import { z } from 'zod';
import { eventsPage } from './events-page.js';

const schemas = new Map(
  [...publicEvents.values()].map((event) => [`${event.name}/${schemaVersionOf(event)}.json`, jsonSchemaOf(event)]),
);
const page = eventsPage();

const part = z.string().max(100);

/** What subscribers build on, to be read and to be checked with; nothing in it is of anybody. */
@Controller()
@Public(true)
@ApiExcludeController()
export class EventsReferenceController {
  @Get('docs/events')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  events() {
    return page;
  }

  @Get('schemas/:name/:version')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  schema(@Param('name', { schema: part }) name: string, @Param('version', { schema: part }) version: string) {
    const schema = schemas.get(`${name}/${version}`);
    if (!schema) throw problems.notFound('schema', `${name}/${version}`);
    return schema;
  }
}
