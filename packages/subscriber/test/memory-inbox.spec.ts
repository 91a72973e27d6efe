import { inboxContract } from './inbox.contract.js';
import { memoryInbox } from './memory-inbox.js';

inboxContract('memory', async () => {
  const inbox = memoryInbox();
  return {
    inbox,
    mark: async (effects, text) => void effects.push(text),
    marks: async () => inbox.state().effects,
  };
});
