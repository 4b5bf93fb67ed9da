// The tab library's front door.
export { createLockstep, type LockstepOptions } from './lockstep.ts';
export { LockstepError } from '../protocol/errors.ts';
export type * from './types.ts';
export * from './edit-session.ts';
