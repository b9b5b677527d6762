// One order, one hash. The script moves a track only to what outranks it, so a job that runs twice changes nothing.
import { Worker } from 'bullmq';
import { connect, queueName } from './redis.js';

const apply = `
local at = redis.call('HMGET', KEYS[1], ARGV[1] .. '_at', ARGV[1] .. '_rank')
local time, rank = tonumber(ARGV[3]), tonumber(ARGV[4])
if not at[1] or time > tonumber(at[1]) or (time == tonumber(at[1]) and rank > tonumber(at[2])) then
  redis.call('HSET', KEYS[1], ARGV[1] .. '_status', ARGV[2], ARGV[1] .. '_at', ARGV[3], ARGV[1] .. '_rank', ARGV[4])
end
return redis.call('INCR', KEYS[2])`;

export async function run() {
  const redis = connect();
  redis.defineCommand('applyMove', { numberOfKeys: 2, lua: apply });
  const worker = new Worker(
    queueName,
    async ({ data: { move } }) => {
      await redis.applyMove(`order:${move.order}`, 'projected', move.track, move.status, move.at, move.rank);
    },
    { connection: connect(), concurrency: 200 },
  );
  worker.on('error', (error) => console.error(error.message));
  worker.on('failed', (_job, error) => console.error(error.message));
  process.on('SIGTERM', async () => {
    await worker.close();
    redis.disconnect();
    process.exit(0);
  });
}
