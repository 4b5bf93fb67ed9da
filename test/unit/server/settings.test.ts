import { describe, expect, it } from 'vitest';
import { describeSettings, readSettings, SettingsError } from '../../../src/server/settings.ts';

describe('settings', () => {
  it('have a default each, so that none has to be set', () => {
    const settings = readSettings({ XDG_DATA_HOME: '/data' });

    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 8001,
      data: '/data/lockstep',
      signups: 'first',
      publicUrl: null,
      trustProxy: false,
      maxStreams: 20_000,
      log: 'info',
    });
  });

  it('are taken from the environment, where an empty one counts as not set', () => {
    const settings = readSettings({
      PORT: '0',
      LOCKSTEP_DATA: '/srv/tasks',
      LOCKSTEP_SIGNUPS: 'open',
      LOCKSTEP_PUBLIC_URL: 'https://tasks.example/app',
      LOCKSTEP_TRUST_PROXY: 'on',
      LOCKSTEP_LOG: '',
    });

    expect(settings).toMatchObject({
      port: 0,
      data: '/srv/tasks',
      signups: 'open',
      trustProxy: true,
      log: 'info',
    });
    expect(settings.publicUrl?.href).toBe('https://tasks.example/app');
  });

  it('make a demo out of a flag or a variable: on a port of its own, and without sign-ups', () => {
    const expected = { demo: true, port: 8002, signups: 'closed' };

    expect(readSettings({}, ['--demo'])).toMatchObject(expected);
    expect(readSettings({ LOCKSTEP_DEMO: 'on', LOCKSTEP_SIGNUPS: 'open' })).toMatchObject(expected);
    expect(readSettings({ PORT: '9000' }, ['--demo']).port).toBe(9000);
    expect(readSettings({}).demo).toBe(false);
  });

  it.each([
    ['PORT', '80a', /PORT is "80a": it takes a whole number/],
    ['PORT', '65536', /from 0 to 65535/],
    ['LOCKSTEP_SIGNUPS', 'maybe', /first, open, closed/],
    ['LOCKSTEP_PUBLIC_URL', 'tasks.example', /http or https/],
    ['LOCKSTEP_MAX_STREAMS', '0', /from 1 to/],
    ['LOCKSTEP_LOG', 'loud', /fatal, error/],
    ['LOCKSTEP_DEMO', 'yes', /on, off/],
    ['LOCKSTEP_STORE', 'postgres://db/tasks', /not in this version yet/],
    ['LOCKSTEP_BUS', 'nats://bus', /not in this version yet/],
  ])('refuse %s=%s with one sentence that names it', (name, value, sentence) => {
    const read = () => readSettings({ [name]: value });

    expect(read).toThrow(SettingsError);
    expect(read).toThrow(sentence);
    expect(read).toThrow(name);
  });

  it('are all explained by --help', () => {
    const help = describeSettings();

    for (const name of ['HOST', 'PORT', 'DATA', 'STORE', 'BUS', 'SIGNUPS', 'PUBLIC_URL', 'TRUST_PROXY'])
      expect(help).toContain(name);
    expect(help).toContain('LOCKSTEP_MAX_STREAMS');
    expect(help).toContain('LOCKSTEP_LOG');
  });
});
