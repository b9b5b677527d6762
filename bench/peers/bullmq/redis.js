import { Redis } from 'ioredis';

export const queueName = 'order-events';

/** A Unix socket; commands of one turn of the event loop go out in one write. */
export const connect = () => new Redis({ path: process.env.REDIS_SOCKET, maxRetriesPerRequest: null, enableAutoPipelining: true });
