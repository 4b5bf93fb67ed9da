import { describe, expect, it } from 'vitest';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

describe('whoever watches the server', () => {
  it('sees that it is alive and ready, without signing in', async () => {
    await using server = await TestServer.start();

    expect(await server.request('GET', '/livez')).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await server.request('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('counts streams, deliveries and closings by reason', async () => {
    await using server = await TestServer.start();
    const anna = await server.signUp();
    const phone = await server.signIn(anna);
    const [own, other] = [await anna.liveStream(), await phone.liveStream()];
    await anna.mutate([mutation()], { connectionId: own.connectionId });
    await other.first('changes');

    expect(await server.metric('lockstep_streams_open')).toBe(2);
    expect(await server.metric('lockstep_subscribers')).toBe(2);
    expect(await server.metric('lockstep_deliveries_total{event="ack"}')).toBe(1);
    expect(await server.metric('lockstep_deliveries_total{event="changes"}')).toBe(1);
    expect(await server.metric('lockstep_publish_to_write_seconds_count')).toBe(1);
    expect(await server.metric('lockstep_store_seconds_count{operation="commit"}')).toBe(1);
    own.abort();
    other.abort();
    await expect.poll(() => server.metric('lockstep_streams_open')).toBe(0);

    expect(await server.metric('lockstep_streams_opened_total')).toBe(2);
    expect(await server.metric('lockstep_streams_closed_total{reason="gone"}')).toBe(2);
    expect((await server.request('GET', '/metrics')).text).toContain('lockstep_event_loop_delay_seconds');
  });

  it('learns nothing about anybody', async () => {
    await using server = await TestServer.start();
    const anna = await server.signUp();
    await anna.add('Secret');

    const { text } = await server.request('GET', '/metrics');

    for (const secret of [anna.achieverId, anna.deviceId, anna.email, 'Secret'])
      expect(text).not.toContain(secret);
  });
});

describe('a server that is told to stop', () => {
  it('is not ready, says goodbye to every stream, finishes what was sent and closes', async () => {
    const server = await TestServer.start();
    const anna = await server.signUp();
    const streams = await Promise.all(Array.from({ length: 5 }, () => anna.liveStream()));

    const [answer] = await Promise.all([anna.mutate([mutation()]), server.stop()]);

    expect(answer.results).toMatchObject([{ status: 'applied' }]);
    for (const stream of streams) {
      await stream.ended();
      const { data } = stream.all('goodbye')[0]!;
      expect(data.reason).toBe('drain');
      expect(data.retryAfterMs).toBeGreaterThanOrEqual(1_000);
      expect(data.retryAfterMs).toBeLessThanOrEqual(5_000);
    }
    await expect(server.request('GET', '/livez')).rejects.toThrow();
  });
});

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every route, and says how each may fail', async () => {
    await using server = await TestServer.start();

    const { body } = await server.request('GET', '/api/openapi.json');

    expect(body.openapi).toBe('3.1.0');
    const routes = Object.entries<Record<string, { responses: object; summary: string }>>(body.paths);
    expect(routes.map(([path]) => path).sort()).toEqual([
      '/api/achiever/changes',
      '/api/achiever/digest',
      '/api/achiever/digest/rows',
      '/api/achiever/events/stream',
      '/api/achiever/feeds',
      '/api/achiever/feeds/{id}',
      '/api/achiever/filters/{id}/history',
      '/api/achiever/labels/{id}/history',
      '/api/achiever/mutations',
      '/api/achiever/projects/{id}/history',
      '/api/achiever/sections/{id}/history',
      '/api/achiever/tasks/{id}/history',
      '/api/auth/devices',
      '/api/auth/devices/{id}',
      '/api/auth/invitations',
      '/api/auth/join',
      '/api/auth/login',
      '/api/auth/logout',
      '/api/auth/password',
      '/api/auth/register',
      '/api/auth/token',
      '/feeds/{name}',
      '/livez',
      '/metrics',
      '/readyz',
    ]);
    for (const [path, methods] of routes)
      for (const { responses, summary } of Object.values(methods)) {
        expect(summary, path).toBeTruthy();
        if (path.startsWith('/api/'))
          expect(
            Object.keys(responses).some((status) => status.startsWith('4')),
            path,
          ).toBe(true);
      }
    expect(Object.keys(body.paths['/api/achiever/mutations'].post.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '409', '413', '415', '426', '429']),
    );
  });

  it('has a page to read it, with a policy of its own that works without https', async () => {
    await using server = await TestServer.start();

    const page = await server.request('GET', '/api/docs/');

    expect(page.status).toBe(200);
    expect(page.text).toContain('swagger-ui');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/upgrade-insecure|trusted-types/);
  });
});
