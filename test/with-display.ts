// Runs a command with a display: the one there is, or a virtual one (WebKitGTK's MiniBrowser needs it).
import { spawnSync } from 'node:child_process';
import { findBrowsers } from './browsers.ts';

const command = process.argv.slice(2);
const { xvfbRun } = findBrowsers();
const [program, ...args] = xvfbRun === null ? command : [xvfbRun, '-a', ...command];
process.exitCode = spawnSync(program!, args, { stdio: 'inherit' }).status ?? 1;
