import { compile } from 'json-schema-to-typescript';

const BANNER = '// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.';

// A list of at most 400 is a list, and not 401 tuples.
const options = { bannerComment: BANNER, format: false, ignoreMinAndMaxItems: true };

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
  return compile(schema, name, options);
};

/** The state of a member as a TypeScript type. */
export const memberStateTypeOf = ({ memberStateJsonSchema }) =>
  compile({ ...memberStateJsonSchema, $schema: undefined }, 'MemberState', options);
