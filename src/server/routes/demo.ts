// The demo (`npm start -- --demo`): one request makes an account that is full, and the clock puts everything back.
import { DemoVisit, Invitation } from '../../protocol/auth.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireSameOrigin } from '../auth/authenticate.ts';
import { Demo, HOUR_MS } from '../demo/demo.ts';
import { DemoLimits, STARTS_PER_ADDRESS } from '../demo/limits.ts';
import { type App, BODY_FAILURES, failures, type Services } from './route.ts';

const TICK_MS = 1_000;

export function demoRoutes(app: App, services: Services): void {
  const { now } = services;
  const demo = new Demo(services);
  const nextHour = () => (Math.floor(now() / HOUR_MS) + 1) * HOUR_MS;
  let putBackAt = nextHour();
  const limits = new DemoLimits(services.hub, () => Math.ceil((putBackAt - now()) / 1000));

  app.addHook('preHandler', async (request) => limits.admit(request));

  app.post(
    PATHS.demo,
    {
      config: { rateLimit: { max: STARTS_PER_ADDRESS, timeWindow: '1 hour' } },
      schema: {
        tags: ['Demo'],
        summary: 'Begin a demo: an account of one’s own with tasks in it',
        description:
          'The code lets one device in, at `POST /api/auth/join`. Only where the server is a demo.',
        body: DemoVisit,
        response: {
          200: Invitation,
          ...failures(...BODY_FAILURES, 'forbidden', 'over-capacity', 'rate-limited'),
        },
      },
    },
    async (request) => {
      requireSameOrigin(request);
      return demo.welcome(request.body);
    },
  );

  let busy = false;
  const tick = async () => {
    if (now() < putBackAt) return demo.playOn();
    putBackAt = nextHour();
    limits.renew();
    return demo.putBack();
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    tick()
      .catch((error: unknown) => app.log.error(error, 'the demo stumbled'))
      .finally(() => (busy = false));
  }, TICK_MS);
  app.addHook('onClose', async () => clearInterval(timer));
}
