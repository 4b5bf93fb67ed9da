// Settings: the only reader of the environment (DESIGN.md §5). Everything else is handed what it needs.
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Settings {
  host: string;
  port: number;
  /** Folder of the database, its backups and generated secrets. */
  data: string;
  signups: 'first' | 'open' | 'closed';
  /** Where people reach the server from outside; decides whether cookies are Secure. */
  publicUrl: URL | null;
  trustProxy: boolean;
  maxStreams: number;
  log: string;
  /** Take the built app as it is (packagers, tests). */
  skipBuild: boolean;
  /** Everybody gets an account full of tasks that is put back every hour; nothing is kept. */
  demo: boolean;
}

interface Setting {
  name: string;
  default: string;
  meaning: string;
}

const SETTINGS: Setting[] = [
  { name: 'HOST', default: '127.0.0.1', meaning: 'address to listen on' },
  { name: 'PORT', default: '8001', meaning: 'port to listen on; 0 takes a free one' },
  {
    name: 'LOCKSTEP_DATA',
    default: '$XDG_DATA_HOME/lockstep',
    meaning: 'folder of the database, its backups and generated secrets',
  },
  {
    name: 'LOCKSTEP_STORE',
    default: 'sqlite',
    meaning: 'where tasks are stored; only sqlite in this version',
  },
  {
    name: 'LOCKSTEP_BUS',
    default: 'memory',
    meaning: 'how processes tell each other; only memory in this version',
  },
  {
    name: 'LOCKSTEP_SIGNUPS',
    default: 'first',
    meaning: 'who may create an account: first (closed after the first one), open, closed',
  },
  {
    name: 'LOCKSTEP_PUBLIC_URL',
    default: '',
    meaning: 'address behind a reverse proxy, such as https://tasks.example',
  },
  { name: 'LOCKSTEP_TRUST_PROXY', default: 'off', meaning: 'on: believe X-Forwarded-* headers' },
  { name: 'LOCKSTEP_MAX_STREAMS', default: '20000', meaning: 'open streams; more get 503 and Retry-After' },
  { name: 'LOCKSTEP_LOG', default: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent' },
  {
    name: 'LOCKSTEP_DEMO',
    default: 'off',
    meaning: 'on: a demo that keeps nothing, on port 8002; the same as --demo',
  },
  { name: 'LOCKSTEP_SKIP_BUILD', default: '0', meaning: '1: serve dist/ as it is' },
];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Thrown with one sentence that names the setting and says what it takes. */
export class SettingsError extends Error {}

/** Browsers keep data by origin: a demo on the port of the real thing would find the real tasks there. */
const DEMO_PORT = 8002;

/**
 * @param flags what stands behind `npm start --`.
 * @throws SettingsError
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  flags: readonly string[] = [],
): Settings {
  const get = (name: string) => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? SETTINGS.find((one) => one.name === name)!.default : value;
  };
  const refuse = (name: string, takes: string): never => {
    throw new SettingsError(`${name} is "${environment[name]}": it takes ${takes}.`);
  };
  const oneOf = <T extends string>(name: string, values: readonly T[]): T =>
    values.find((value) => value === get(name)) ?? refuse(name, values.join(', '));
  const wholeNumber = (name: string, least: number, most: number): number => {
    const value = Number(get(name));
    if (!Number.isInteger(value) || value < least || value > most)
      return refuse(name, `a whole number from ${least} to ${most}`);
    return value;
  };

  // Announced in the design and not built yet: refused here, not discovered later.
  const only = (name: string, value: string) => {
    if (get(name) !== value) refuse(name, `${value} only; anything else is not in this version yet`);
  };
  only('LOCKSTEP_STORE', 'sqlite');
  only('LOCKSTEP_BUS', 'memory');

  const demo = flags.includes('--demo') || oneOf('LOCKSTEP_DEMO', ['on', 'off']) === 'on';
  return {
    host: get('HOST'),
    port: demo && !environment['PORT']?.trim() ? DEMO_PORT : wholeNumber('PORT', 0, 65_535),
    data: environment['LOCKSTEP_DATA']?.trim() || join(dataHome(environment), 'lockstep'),
    // Who wants an account to keep wants a server of their own.
    signups: demo ? 'closed' : oneOf('LOCKSTEP_SIGNUPS', ['first', 'open', 'closed']),
    publicUrl: publicUrl(get('LOCKSTEP_PUBLIC_URL'), refuse),
    trustProxy: oneOf('LOCKSTEP_TRUST_PROXY', ['on', 'off']) === 'on',
    maxStreams: wholeNumber('LOCKSTEP_MAX_STREAMS', 1, 1_000_000),
    log: oneOf('LOCKSTEP_LOG', LOG_LEVELS),
    skipBuild: oneOf('LOCKSTEP_SKIP_BUILD', ['1', '0']) === '1',
    demo,
  };
}

/** What `--help` prints. */
export function describeSettings(): string {
  const width = Math.max(...SETTINGS.map(({ name }) => name.length));
  const lines = SETTINGS.map(
    ({ name, default: value, meaning }) =>
      `  ${name.padEnd(width)}  ${meaning}${value === '' ? '' : ` (default: ${value})`}`,
  );
  return `Lockstep: tasks that stay in step across every tab and device of one person.

Usage: npm start
       npm start -- --demo   to look around: tasks that are put back every hour, and nothing is kept

Settings are environment variables, all optional:
${lines.join('\n')}
`;
}

const dataHome = (environment: Record<string, string | undefined>) =>
  environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share');

function publicUrl(text: string, refuse: (name: string, takes: string) => never): URL | null {
  if (text === '') return null;
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return refuse('LOCKSTEP_PUBLIC_URL', 'an http or https address');
  return url;
}
