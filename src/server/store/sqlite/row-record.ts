// A row as SQLite holds it. Fields are JSON in TEXT: NUL and lone surrogates travel escaped and unharmed.
import type { EntityName } from '../../../protocol/wire.ts';
import type { StoredRow } from '../store.ts';

export interface RowRecord {
  id: string;
  entity: EntityName;
  revision: number;
  seq: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  fields: string;
  field_revisions: string;
  origin_device_id: string | null;
  origin_device_name?: string | null;
}

export const readRecord = (record: RowRecord): StoredRow => ({
  id: record.id,
  entity: record.entity,
  revision: record.revision,
  createdAt: record.created_at,
  updatedAt: record.updated_at,
  deletedAt: record.deleted_at,
  fields: JSON.parse(record.fields) as StoredRow['fields'],
  fieldRevisions: JSON.parse(record.field_revisions) as StoredRow['fieldRevisions'],
});
