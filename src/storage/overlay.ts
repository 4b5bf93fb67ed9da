// What people see: base ⊕ outbox in order of n, computed where it is read and stored nowhere (DESIGN.md §6.8).
import type { BaseRecord, OutboxRecord } from './schema.ts';

/** A row with the unconfirmed edits applied; `undefined` when neither the base nor the outbox has it. */
export function overlay(
  base: BaseRecord | undefined,
  outbox: readonly OutboxRecord[],
): BaseRecord | undefined {
  let row = base;
  for (const { mutation, at } of outbox) {
    const { entity, entityId: id, kind, fields = {} } = mutation;
    const updatedAt = new Date(at).toISOString();
    if (kind === 'create' && row === undefined)
      row = { entity, id, revision: 0, createdAt: updatedAt } as BaseRecord;
    // An edit of a row that this device does not have has nothing to show itself on.
    if (row === undefined) continue;
    row = { ...setFields(row, fields), updatedAt } as BaseRecord;
    if (kind === 'delete') row.deletedAt = updatedAt;
    if (kind === 'restore') delete row.deletedAt;
  }
  return row;
}

/** A copy with `fields` set; `null` clears one. */
function setFields(row: BaseRecord, fields: Record<string, unknown>): BaseRecord {
  const next: Record<string, unknown> = { ...row };
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) delete next[name];
    else next[name] = value;
  }
  return next as BaseRecord;
}
