// Credential, identity, then a job that Redis has synced to its file before the answer goes out.
import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { Queue } from 'bullmq';
import { connect, queueName } from './redis.js';
import { readMove } from './captain.js';

const jobOptions = { removeOnComplete: true, removeOnFail: 1000, attempts: 10, backoff: { type: 'exponential', delay: 200 } };

/** Jobs that wait while a round trip is under way go together in the next one: one pipeline, one sync of the file. */
class JobBatcher {
  #queue;
  #waiting = [];
  #busy = false;

  constructor(queue) {
    this.#queue = queue;
  }

  add(job) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (!this.#busy) this.#flush();
    });
  }

  async #flush() {
    this.#busy = true;
    // What this turn of the event loop still reads from its sockets belongs to the same batch.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 500);
      try {
        await this.#queue.addBulk(batch.map((entry) => entry.job));
        for (const entry of batch) entry.resolve();
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    this.#busy = false;
  }
}

const digest = (text) => createHash('sha256').update(text).digest();

export async function run() {
  const { PORT, TOKEN } = process.env;
  const expected = digest(TOKEN);
  const redis = connect();
  const queue = new Queue(queueName, { connection: redis });
  const jobs = new JobBatcher(queue);
  const app = Fastify({ logger: false, bodyLimit: 1024 * 1024 });

  // The body is kept as text: the job carries what was sent, not what a parser made of it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.post('/api/webhooks/captain', async (request, reply) => {
    if (!timingSafeEqual(digest(request.headers['auth-token'] ?? ''), expected)) return reply.code(401).send();
    const move = readMove(request.body);
    if (!move) return reply.code(400).send();
    await jobs.add({ name: 'webhook', data: { move, body: request.body }, opts: { ...jobOptions, jobId: move.identity } });
    return reply.code(202).type('application/json').send(`{"eventId":"${move.identity}","status":"accepted"}`);
  });

  app.get('/stats', async () => ({ projected: Number((await redis.get('projected')) ?? 0) }));

  await app.listen({ port: Number(PORT), host: '127.0.0.1', backlog: 1024 });
  process.on('SIGTERM', async () => {
    await app.close();
    await queue.close();
    redis.disconnect();
  });
}
