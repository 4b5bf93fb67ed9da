// The floor: a bare node:http server that keeps nothing. What is posted goes to every open stream.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = `<!doctype html><input aria-label="Add a task"><ul></ul><script type="module">
const list = document.querySelector('ul');
document.querySelector('input').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  fetch('/edit', { method: 'POST', body: event.target.value });
  event.target.value = '';
});
const reader = (await fetch('/stream')).body.pipeThrough(new TextDecoderStream()).getReader();
for (let text = ''; ; ) {
  const { value, done } = await reader.read();
  if (done) break;
  text += value;
  for (let end; (end = text.indexOf('\\n\\n')) >= 0; text = text.slice(end + 2)) {
    const item = document.createElement('li');
    item.textContent = text.slice('data: '.length, end);
    list.prepend(item);
  }
}
</script>`;

const streams = new Set<ServerResponse>();
const server = createServer((request, response) => {
  if (request.url === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
  if (request.url === '/stream') {
    response.socket!.setNoDelay(true);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    streams.add(response);
    return response.on('close', () => streams.delete(response));
  }
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  return request.on('end', () => {
    for (const stream of streams) stream.write(`data: ${body}\n\n`);
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
