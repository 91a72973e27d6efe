import { applyDecorators } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { ApiResponse, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

/** Declares what a GET answers with; `schema` has an example in its meta. */
export const Answers = (schema: z.ZodType, status = 200) =>
  applyDecorators(ApiResponse({ status, description: 'OK', standardSchema: schema }));

const commandAnswer = {
  type: 'object',
  required: ['id', 'streamVersion', 'position'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    streamVersion: { type: 'integer', minimum: 1 },
    position: { type: 'string', description: 'Position in the log; pass it as `atLeast` to read what was written.' },
  },
  example: {
    id: '0197a7c0-0000-7000-8000-000000000001',
    streamVersion: 1,
    position: '00000000000000000042',
  },
};

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    correlationId: { type: 'string' },
    details: { type: 'object', description: 'The data of a rejection, for programs' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' }, limit: {} },
      },
    },
  },
};

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const commandHeaders = [
  header('Idempotency-Key', 'Gửi lại cùng khoá thì không ghi lần thứ hai · The same key again records nothing twice'),
  header('If-Match', 'ETag đã đọc, ví dụ "3" · The ETag as read; another version answers 412'),
];

const oneProblem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Why a request is refused, by the status that says so. */
const refusals = {
  400: 'Dữ liệu không hợp lệ · The input is not valid',
  401: 'Chưa xác thực · No valid access token',
  403: 'Không có quyền · Not allowed',
  404: 'Không có, hoặc ngoài phạm vi · Unknown, or outside your units',
  409: 'Quy tắc không cho phép · A rule forbids it as things are',
  412: 'Dữ liệu đã thay đổi · It has changed since the version in If-Match',
  413: 'Nội dung quá lớn · The body is too large',
  414: 'Địa chỉ quá dài · The address is too long',
  415: 'Không phải JSON · The body is not JSON',
  422: 'Không thể ghi · It cannot be recorded, or the Idempotency-Key was used before',
  429: 'Quá nhiều yêu cầu · Too many requests',
  431: 'Địa chỉ và tiêu đề quá lớn · Address and headers are too large',
  503: 'Tạm thời không truy cập được · The ledger cannot be reached',
  504: 'Chưa tới vị trí · The position is not reached yet',
} as const;

type Refusal = keyof typeof refusals;

const refusalsOf = (path: string, method: string): readonly Refusal[] => {
  if (path.startsWith('/ledger/')) return [400, 404, 414, 429, 431, 503];
  if (path.startsWith('/feeds/')) return [400, 401, 403, 414, 429, 431, 503, 504];
  if (!path.startsWith('/v1/')) return [414, 429, 431, 503];
  if (method === 'post') return [400, 401, 403, 404, 409, 412, 413, 414, 415, 422, 429, 431, 503, 504];
  if (path.includes('{')) return [400, 401, 403, 404, 409, 414, 429, 431, 503, 504];
  // Members are put in the order of names for one chapter, which must be there.
  return [400, 401, 403, ...(path === '/v1/members' ? ([404] as const) : []), 414, 429, 431, 503, 504];
};

const refusalResponses = (path: string, method: string): Operation['responses'] => ({
  ...Object.fromEntries(
    refusalsOf(path, method).map((status) => [status, { description: refusals[status], content: oneProblem }]),
  ),
  default: { description: 'Problem (RFC 9457)', content: oneProblem },
});

type Operation = {
  parameters?: unknown[];
  requestBody?: { content?: Record<string, { schema?: object; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: object; example?: unknown }> }>;
};

/** The document of all routes: OpenAPI 3.1, an example per operation. */
export const openApiOf = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setTitle('Sổ Hội')
    .setDescription('Sổ cái của tổ chức Hội · The ledger of the Union')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: (schema, { schemaType }) => jsonSchemaOf(schema as z.ZodType, schemaType),
  });
  document.components = { ...document.components, schemas: { ...document.components?.schemas } };
  Object.assign(document.components.schemas ?? {}, { CommandAnswer: commandAnswer, Problem: problem });
  const named = document.components.schemas as Record<string, Example>;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) complete(path, method, operation as Operation, named);
  }
  return document;
};

/** Schemas with an id become components. */
const jsonSchemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $defs, $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { schema: rest, components: $defs ?? {} };
};

const complete = (path: string, method: string, operation: Operation, named: Record<string, Example>): void => {
  if (!path.startsWith('/v1/') && !path.startsWith('/feeds/')) {
    operation.responses = { ...operation.responses, ...refusalResponses(path, method) };
    Object.assign(operation, { security: [] });
    return;
  }
  // A POST that says what it answers with reads: what it asks for is not for addresses and logs.
  const says = (status: string): boolean => operation.responses[status]?.content !== undefined;
  if (method === 'post' && (says('200') || says('202'))) {
    delete operation.responses['201'];
  } else if (method === 'post') {
    operation.parameters = [...(operation.parameters ?? []), ...commandHeaders];
    const answer = { 'application/json': { schema: { $ref: '#/components/schemas/CommandAnswer' } } };
    operation.responses = {
      '201': { description: 'Đã ghi · Recorded', content: answer },
      '200': { description: 'Vốn đã như vậy · It already was so', content: answer },
    };
  }
  const contents = [
    operation.requestBody?.content,
    ...Object.values(operation.responses).map(({ content }) => content),
  ];
  for (const content of contents) {
    for (const media of Object.values(content ?? {})) liftExample(media, named);
  }
  Object.assign(operation.responses, refusalResponses(path, method));
};

type Example = { readonly example?: unknown };

/** An example given with the schema, where tools look for it. */
const liftExample = (media: { schema?: object; example?: unknown }, named: Record<string, Example>): void => {
  const schema = media.schema as (Example & { $ref?: string }) | undefined;
  const example = schema?.example ?? named[schema?.$ref?.split('/').at(-1) ?? '']?.example;
  if (example !== undefined) media.example = example;
};

export const serveOpenApi = (app: INestApplication): void => {
  SwaggerModule.setup('docs', app, () => openApiOf(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Sổ Hội API',
  });
};
