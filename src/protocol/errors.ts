// The closed set of error codes and the one error class. Mapped once at each edge: HTTP, port, screen.
import type { ERRORS } from './error-meanings.ts';

/** The closed set; what each means is in error-meanings.ts. */
export type ErrorCode = keyof typeof ERRORS;

/** What every 4xx and 5xx body looks like. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details?: Record<string, unknown>;
}

/** The one error thrown inside. `message` is its code where nothing more is to be said. */
export class LockstepError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string = code, details?: Record<string, unknown>) {
    super(message);
    this.name = 'LockstepError';
    this.code = code;
    this.details = details;
  }

  toJSON(): ErrorBody {
    const { code, message, details } = this;
    return details === undefined ? { code, message } : { code, message, details };
  }
}
