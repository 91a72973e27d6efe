import type { NestExpressApplication } from '@nestjs/platform-express';

type Route = { readonly path: string; readonly methods: Readonly<Record<string, true>> };

/** Every route that the application answers, `METHOD /path`, as the router has it. */
export const routesOf = (app: NestExpressApplication): readonly string[] =>
  app
    .getHttpAdapter()
    .getInstance()
    .router.stack.flatMap(({ route }) => (route ? [route as unknown as Route] : []))
    .flatMap(({ path, methods }) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));

/** What is wrong between the routes that there are and those that the table names. */
export const differences = (routes: readonly string[], named: readonly string[]): readonly string[] => [
  ...routes.filter((route) => !named.includes(route)).map((route) => `${route} has no entry: say who may use it`),
  ...named.filter((entry) => !routes.includes(entry)).map((entry) => `${entry} has an entry and no route`),
];
