// An operator puts the server back to a backup while people are at work.
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from '../../src/protocol/rows.ts';
import { Api } from '../support/api-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { expect, test } from './fixtures.ts';

test('a server that is put back to a backup under live clients gets back what they still have', async ({
  account,
  device,
}) => {
  test.slow();
  await using server = new ServerProcess();
  await server.start();
  const laptop = await device('Laptop', { through: server.port });
  const onLaptop = await laptop.signUp(account);
  const onPhone = await (await device('Phone', { through: server.port })).signIn(account);
  await onLaptop.add('Old', 'Finished');
  await expect(onPhone.task('Finished')).toBeVisible();
  await server.stop();
  const data = join(server.folder, 'data');
  cpSync(data, join(server.folder, 'backup'), { recursive: true });
  await server.start();

  await expect(onLaptop.sync).toHaveText('In step', { timeout: 20_000 });
  await onLaptop.add('Made since the backup');
  await onLaptop.rename('Old', 'Renamed since the backup');
  await onLaptop.task('Finished').check();
  await expect(onPhone.task('Made since the backup')).toBeVisible({ timeout: 20_000 });
  await expect(onPhone.task('Renamed since the backup')).toBeVisible();
  laptop.network.down();
  await onLaptop.add('Waiting to be sent');
  await server.stop('SIGKILL');
  renameSync(data, join(server.folder, 'lost'));
  renameSync(join(server.folder, 'backup'), data);
  await server.start();
  laptop.network.up();

  for (const screen of [onLaptop, onPhone]) {
    await expect(screen.task('Waiting to be sent')).toBeVisible({ timeout: 30_000 });
    await expect(screen.sync).toHaveText('In step', { timeout: 30_000 });
    await expect(screen.task('Made since the backup')).toBeVisible();
    await expect(screen.task('Renamed since the backup')).toBeVisible();
    await expect(screen.task('Finished')).toBeChecked();
    await expect(screen.tasks.getByRole('checkbox')).toHaveCount(4);
  }
  const { rows } = await (await new Api(server.origin).signIn(account, 'API')).changes();
  expect(rows.map((row) => (row as Task).title).sort()).toEqual([
    'Finished',
    'Made since the backup',
    'Renamed since the backup',
    'Waiting to be sent',
  ]);
});
