// The way container elements get the tab library.
import { createContext } from '@lit/context';
import type { Lockstep } from '../client/types.ts';

export const lockstepContext = createContext<Lockstep>(Symbol('lockstep'));
