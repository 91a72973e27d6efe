import fc from 'fast-check';
import { ACTORS, rightsOn } from './arbitraries.js';
import type { RightOf } from './arbitraries.js';

const asks = ['see', 'list', 'count women', 'list members', 'see member', 'record dues', 'read log', 'grant'] as const;

/** What happens, one after the other; places and actors are told by number. */
export type Step =
  | { readonly do: 'establish'; readonly below: number; readonly chapter: boolean }
  | { readonly do: 'move'; readonly unit: number; readonly to: number }
  | { readonly do: 'dissolve'; readonly unit: number }
  | { readonly do: 'succeed'; readonly unit: number; readonly by: number }
  | { readonly do: 'grant'; readonly right: RightOf }
  | { readonly do: 'withdraw'; readonly actor: number; readonly nth: number }
  | {
      readonly do: 'ask';
      readonly actor: number;
      readonly what: (typeof asks)[number];
      readonly about: number;
      /** What is granted, where that is asked for. */
      readonly right: RightOf;
    };

export type Story = readonly Step[];

const actor = fc.nat(ACTORS - 1);

/** A map grows and changes, rights come and go, and all the while somebody asks for something. */
export const stories = (today: string): fc.Arbitrary<Story> => {
  const right = rightsOn(today);
  const establish = fc.record({ do: fc.constant('establish' as const), below: fc.nat(), chapter: fc.boolean() });
  const grant = fc.record({ do: fc.constant('grant' as const), right });
  const succeed = fc.record({ do: fc.constant('succeed' as const), unit: fc.nat(), by: fc.nat() });
  const ask = fc.record({
    do: fc.constant('ask' as const),
    actor,
    what: fc.constantFrom(...asks),
    about: fc.nat(),
    right,
  });
  const changes = fc.oneof<fc.Arbitrary<Step>[]>(
    establish,
    fc.record({ do: fc.constant('move' as const), unit: fc.nat(), to: fc.nat() }),
    fc.record({ do: fc.constant('dissolve' as const), unit: fc.nat() }),
    succeed,
    grant,
    fc.record({ do: fc.constant('withdraw' as const), actor, nth: fc.nat() }),
  );
  return fc
    .tuple(
      fc.array(establish, { minLength: 5, maxLength: 8 }),
      fc.array(grant, { minLength: 4, maxLength: 7 }),
      fc.array(succeed, { maxLength: 2 }),
      fc.array(fc.oneof<fc.Arbitrary<Step>[]>(ask, ask, ask, changes), { minLength: 12, maxLength: 40 }),
    )
    .map((parts) => parts.flat());
};
