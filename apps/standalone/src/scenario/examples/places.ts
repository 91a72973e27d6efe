import { scenarioId } from '@sohoi/demo-identity';
import { unitId } from '../map.steps.js';
import { persona } from '../scenario-step.js';
import { rowOf } from './chapters.js';
import type { Commune } from './chapters.js';

export const chapterId = (key: string): string => scenarioId(`chapter/${key}`);

/** A chapter together with the commune it belongs to. */
export const chapterIn = (key: string) => ({ chapterId: chapterId(key), unitId: unitId(rowOf(key).commune) });

/** A chapter as that about which something is reported. */
export const chapterBody = (key: string) => ({
  body: { kind: 'chapter', id: chapterId(key) } as const,
  unitId: unitId(rowOf(key).commune),
});

export const cadreOf = (commune: Commune) => persona('commune-cadre', commune);
export const cadreOfChapter = (key: string) => cadreOf(rowOf(key).commune);
