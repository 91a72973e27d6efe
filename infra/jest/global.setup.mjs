import { setUpKafka } from './kafka.setup.mjs';
import { setUpPostgres } from './postgres.setup.mjs';

/** What specs may need from outside of them, each only if a spec that needs it is among those asked for. */
export default async (config) => {
  await setUpKafka(config);
  await setUpPostgres(config);
};
