// One thing that the palette offers.
import type { Having } from './label-choice.ts';
import type { IconName } from './icons.ts';

export interface Item {
  /** The same for the same thing. */
  key: string;
  /** Heading that it stands under; empty for none. */
  group: string;
  label: string;
  /** Said behind the name. */
  detail?: string;
  keys?: readonly string[];
  icon?: IconName;
  /** Name of a colour, for the sign. */
  colour?: string | undefined;
  /** A task that is completed. */
  done?: boolean;
  /** The priority that the sign shows; 0 for none. */
  priority?: number;
  /** How many of the tasks that are meant have it. */
  having?: Having;
  /** The palette is still wanted afterwards. */
  stays?: true;
  run(): unknown;
  /** Done by Enter with Mod. */
  complete?(): unknown;
}
