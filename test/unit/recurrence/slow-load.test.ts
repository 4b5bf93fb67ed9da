// What recurring tasks need is loaded with the first of them, over whatever network there is.
import { expect, it, vi } from 'vitest';
import { Changes } from '../../../src/client/changes.ts';
import { createTaskCommands } from '../../../src/client/task-commands.ts';
import { TestDevice } from '../../support/device.ts';

const loading = vi.hoisted(() => Promise.withResolvers<object>());
vi.mock('../../../src/client/recurrence/follow-up.ts', () => loading.promise);

it('completing a recurring task holds up nothing else while that is loaded, and is not said to be done before', async () => {
  const { database, achieverId } = new TestDevice();
  const changes = new Changes(
    () => ({ database, achieverId }),
    () => {},
    () => {},
  );
  const tasks = createTaskCommands(changes);
  const id = await tasks.create({ title: 'Water the plants', recurrence: 'FREQ=DAILY' });
  let isDone = false;

  const completing = tasks.complete(id, true).then(() => (isDone = true));
  await tasks.create({ title: 'Something else' });
  expect(isDone).toBe(false);

  loading.resolve({ follow: async () => [], seriesFields: () => ({}), takeBack: async () => [] });
  await completing;
  const [row] = await changes.read([id]);
  expect(row).toHaveProperty('completedAt');
});
