/** A schema of the document, as far as ours use the dialect. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
};

export type Parameter = { readonly name: string; readonly in: string; readonly schema: Schema };

type Content = {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
};

type Described = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
};

export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** A method on a path, and all that the document says of it. */
export type Operation = {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Schema;
  readonly example?: unknown;
  /** The status codes that it may answer with. */
  readonly statuses: ReadonlySet<number>;
};

export const operationsOf = ({ paths }: ApiDocument): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody, responses }]) => {
      const json = requestBody?.content?.['application/json'];
      return {
        ...{ method: method.toUpperCase(), path, parameters },
        ...(json?.schema && { body: json.schema }),
        ...(json?.example !== undefined && { example: json.example }),
        statuses: new Set(Object.keys(responses).map(Number)),
      };
    }),
  );

/** A schema with its reference followed. @throws Error for one that leads nowhere */
export const resolve = (schema: Schema, { components }: ApiDocument): Schema => {
  if (schema.$ref === undefined) return schema;
  const found = components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  if (!found) throw new Error(`the document does not explain ${schema.$ref}`);
  return found;
};

/** The document as it is served. */
export const readDocument = async (url: string): Promise<ApiDocument> =>
  (await (await fetch(`${url}/openapi.json`)).json()) as ApiDocument;
