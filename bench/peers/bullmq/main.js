// One process per core's worth of work: receivers share the port, workers share the queue. PORT, REDIS_SOCKET and TOKEN are required.
import cluster from 'node:cluster';

const { RECEIVERS = '2', WORKERS = '2', CONSUMER = 'true' } = process.env;

if (cluster.isPrimary) {
  const children = [];
  const start = (role, count) => {
    for (let i = 0; i < count; i++) children.push(cluster.fork({ ROLE: role }));
  };
  start('receiver', Number(RECEIVERS));
  if (CONSUMER === 'true') start('worker', Number(WORKERS));

  let stopping = false;
  const stop = (code) => {
    if (stopping) return;
    stopping = true;
    process.exitCode = code;
    for (const child of children) child.process.kill('SIGTERM');
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  cluster.on('exit', (child, code) => {
    if (!stopping) console.error(`${child.process.pid} ended with ${code}`);
    stop(code || 1);
  });
} else {
  const { run } = await import(process.env.ROLE === 'receiver' ? './receiver.js' : './worker.js');
  await run();
}
