import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../../src/protocol/mutations.ts';

/** A mutation with good defaults: it creates a task. */
export function mutation(parts: Partial<Mutation> = {}): Mutation {
  const create: Mutation = { id: uuidv7(), entity: 'task', entityId: uuidv7(), kind: 'create' };
  const isCreate = (parts.kind ?? 'create') === 'create';
  return { ...create, ...(isCreate ? { fields: { title: 'Buy milk' } } : {}), ...parts };
}

/** `count` creates, numbered from `firstN`. */
export const numbered = (count: number, firstN = 1): Mutation[] =>
  Array.from({ length: count }, (_, i) =>
    mutation({ n: firstN + i, fields: { title: `Task ${firstN + i}` } }),
  );
