// The way container elements get the tab library.
import { createContext } from '@lit/context';
import type { LockstepWithUndo } from '../client/undo-stack.ts';

export const lockstepContext = createContext<LockstepWithUndo>(Symbol('lockstep'));
