/** Numbers, times and sizes in words. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const count = number => grouped.format(number);

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** A length of time, no finer than it matters: `45 s`, `3 min`, `2 h 14 min`, `5 d 3 h`, `618 d`. */
export function duration(milliseconds) {
  const length = Math.abs(milliseconds);
  if (length < 1000) {
    return `${Math.round(length)} ms`;
  }

  if (length < MINUTE) {
    return `${Math.floor(length / 1000)} s`;
  }

  if (length < HOUR) {
    return `${Math.floor(length / MINUTE)} min`;
  }

  if (length >= 10 * DAY) {
    return `${count(Math.floor(length / DAY))} d`;
  }

  return length < DAY
    ? both(Math.floor(length / HOUR), 'h', Math.floor(length % HOUR / MINUTE), 'min')
    : both(Math.floor(length / DAY), 'd', Math.floor(length % DAY / HOUR), 'h');
}

/** The same where seconds matter: `3 min 12 s`. */
export function exactDuration(milliseconds) {
  const length = Math.abs(milliseconds);
  return length >= MINUTE && length < HOUR
    ? both(Math.floor(length / MINUTE), 'min', Math.floor(length % MINUTE / 1000), 's')
    : duration(milliseconds);
}

/** How long ago: `now`, `12 s`, `3 min`. A clock that is ahead is `now` too. */
export function age(since, now) {
  const length = now - since;
  return length < 1000 ? 'now' : duration(length);
}

/** The same in a sentence: `now`, `12 s ago`. */
export function ago(since, now) {
  const length = age(since, now);
  return length === 'now' ? length : `${length} ago`;
}

/** Latency: `0.8 ms`, `12 ms`, `1.2 s`, `4 min`. */
export function latency(milliseconds) {
  if (milliseconds < 10) {
    return `${(Math.round(milliseconds * 10) / 10).toFixed(1)} ms`;
  }

  if (milliseconds < 1000) {
    return `${Math.round(milliseconds)} ms`;
  }

  return milliseconds < MINUTE ? `${(milliseconds / 1000).toFixed(1)} s` : duration(milliseconds);
}

/** A rate per second: `0`, `0.4`, `12.5`, `1,240`. */
export function rate(perSecond) {
  if (perSecond === 0 || perSecond >= 100) {
    return count(perSecond);
  }

  return perSecond < 0.1 ? '<0.1' : perSecond.toFixed(1);
}

export function bytes(size) {
  if (size < 1024) {
    return `${count(size)} B`;
  }

  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KiB` : `${(size / 1024 / 1024).toFixed(1)} MiB`;
}

/** The time of day, with seconds, where the reader is. */
export const timeOfDay = value => clock.format(new Date(value));

/** The time of day without seconds. */
export const hourAndMinute = value => shortClock.format(new Date(value));

/** The time, with its day unless that is today: `14:03:11`, `21 Nov, 14:03:11`. */
export function instant(value, now) {
  const at = new Date(value);
  const today = new Date(now);
  if (at.toDateString() === today.toDateString()) {
    return clock.format(at);
  }

  return `${(at.getFullYear() === today.getFullYear() ? day : dayAndYear).format(at)}, ${clock.format(at)}`;
}

/** How late an event came, in words; empty when nobody would notice. */
export function lateness(delayMilliseconds) {
  if (delayMilliseconds <= -1000) {
    return `provider's clock ${exactDuration(delayMilliseconds)} ahead`;
  }

  return delayMilliseconds < 1000 ? '' : `came ${exactDuration(delayMilliseconds)} later`;
}

/** Enough of a long id to recognise it: both ends. */
export function shortId(id, length = 14) {
  return id.length <= length ? id : `${id.slice(0, length - 5)}…${id.slice(-4)}`;
}

/** A personal text, so that only its shape is left. */
export function masked(value) {
  const letters = [...String(value)];
  return letters.length <= 3
    ? '•'.repeat(letters.length)
    : letters.map((letter, i) => i === 0 || letter === ' ' ? letter : '•').join('');
}

/** A phone number or document: all but its last two digits. */
export function maskedNumber(value) {
  const letters = [...String(value)];
  return letters.map((letter, i) => i >= letters.length - 2 ? letter : /\d/.test(letter) ? '•' : letter).join('');
}

function both(first, firstUnit, second, secondUnit) {
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`;
}
