// Every command there is, in the order in which people read of them.
import { appCommands } from './app-commands.ts';
import type { Command } from './command.ts';
import { listCommands } from './list-commands.ts';
import { taskCommands } from './task-commands.ts';

export const COMMANDS: readonly Command[] = [...appCommands, ...taskCommands, ...listCommands];
