import { compile } from 'json-schema-to-typescript';

const BANNER = '// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.';

/**
 * Data of every public event of a topic as a TypeScript type, under the name of its type: what the subscriber's package
 * shows.
 */
export const subscriberTypesOf = async ({ publicEvents, typeOf, jsonSchemaOf }, topic) => {
  const properties = Object.fromEntries(
    [...publicEvents.values()]
      .filter((event) => event.topic === topic)
      .map((event) => {
        const { type, description, properties: fields, required, additionalProperties } = jsonSchemaOf(event);
        return [typeOf(event), { type, description, properties: fields, required, additionalProperties }];
      }),
  );
  const name = `${topic[0].toUpperCase()}${topic.slice(1)}Events`;
  const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  // A list of at most 400 is a list, and not 401 tuples.
  return compile(schema, name, { bannerComment: BANNER, format: false, ignoreMinAndMaxItems: true });
};
