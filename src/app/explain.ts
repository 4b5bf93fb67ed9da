// Errors in words.
import type { RejectedEdit } from '../client/types.ts';
import { fieldName } from './field-names.ts';
import { errorWords } from './words/error.ts';

/** What to tell a person about an error. */
export function explain(error: unknown): string {
  const { code = '', details = {} } = (error ?? {}) as { code?: string; details?: Record<string, unknown> };
  if (code !== 'invalid-field') return explainCode(code);
  const { field, max } = details;
  if (typeof field === 'string' && typeof max === 'number') return errorWords.tooLong({ field, max });
  return field === 'title' ? errorWords.titleMissing : errorWords.failed;
}

/** Why the server did not take an edit; in the server's words where there are none for it. */
export const explainRejected = ({ code, reason, reasonField }: RejectedEdit): string =>
  reasonField === undefined
    ? explainCode(code, reason)
    : errorWords.notTaken({ field: fieldName(reasonField) });

/** @param other what to say where there are no words for the code. */
function explainCode(code: string, other = errorWords.failed): string {
  const words = code in errorWords ? errorWords[code as keyof typeof errorWords] : other;
  return typeof words === 'string' ? words : other;
}
