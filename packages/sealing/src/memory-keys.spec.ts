import { createMemoryMasterKeys, createMemoryPersonKeys } from './memory-keys.js';
import { masterKeysContract, personKeysContract } from './testing.js';

personKeysContract('memory', async () => {
  const keys = createMemoryPersonKeys();
  return { keys, rival: keys, close: () => Promise.resolve() };
});

masterKeysContract('memory', async () => ({ keys: createMemoryMasterKeys(), close: () => Promise.resolve() }));
