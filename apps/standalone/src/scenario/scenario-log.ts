import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { runSteps } from './run-steps.js';
import { scenario } from './scenario.js';

/** All events of a log, oldest first. */
export const eventsIn = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll('')) events.push(...batch);
  return events;
};

/** A log in memory that holds the scenario and nothing else. */
export const storeWithScenario = async (): Promise<EventStore> => {
  const store = createMemoryEventStore();
  await runSteps(store, scenario);
  return store;
};
