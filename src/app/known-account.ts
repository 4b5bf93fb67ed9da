// Who was signed in here, noted outside the databases: what browsers remove for want of room is the databases, and
// then this is what is left to tell the person what happened.
import type { Live, SessionState } from '../client/types.ts';

const KEY = 'lockstep-account';

/** Keeps the note up: made when somebody is signed in, gone when somebody signs out. */
export function noteAccount(session: Live<SessionState>): () => void {
  const note = (now: SessionState) => {
    if (now.state === 'signed-in') localStorage.setItem(KEY, now.email);
    if (now.state === 'signed-out' && now.left) localStorage.removeItem(KEY);
  };
  note(session.value);
  return session.subscribe(note);
}

/** Nobody has used the app here: the first screen is what comes. */
export const isNewHere = (): boolean => localStorage.getItem(KEY) === null;

/** The e-mail of the account that the browser forgot, empty where there was none; null when nothing was forgotten. */
export const forgottenAccount = (now: SessionState | undefined): string | null =>
  now?.state === 'signed-out' && !now.left ? localStorage.getItem(KEY) : null;
