// The fields of rows as people read them.
import { fieldWords } from './words/field.ts';

/** The name of a field; the field itself where it has none. */
export const fieldName = (field: string): string =>
  field in fieldWords ? fieldWords[field as keyof typeof fieldWords] : field;
