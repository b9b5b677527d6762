/** A body as it came: laid out for reading where it is JSON, and its exact bytes to take away. */

import { toast } from './dialogs.js';
import { h, put } from './dom.js';
import { bytes as size } from './format.js';

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;
const LARGEST_COLOURED = 200_000;

/**
 * @param {Uint8Array} bytes
 * @param {string} fileName for the download
 */
export function rawBody(bytes, fileName) {
  const original = decoded(bytes);
  const pretty = original === null ? null : laidOut(original);
  const view = h('pre.raw', { 'tabindex': 0, 'aria-label': 'Body', 'data-testid': 'raw-body' });
  const shown = pretty ?? original;
  if (shown === null) {
    put(view, hexadecimal(bytes));
  } else {
    put(view, shown.length > LARGEST_COLOURED ? shown : coloured(shown));
  }

  return h('div.stack', null,
    h('div.raw-bar', null,
      h('span.soft', null, `${size(bytes.length)}${original === null ? ', not UTF-8' : pretty === null ? ', not JSON' : ', laid out for reading'}`),
      h('button', { 'type': 'button', 'data-testid': 'raw-copy', 'disabled': original === null, 'onclick': () => copy(original) }, 'Copy'),
      h('button', { 'type': 'button', 'data-testid': 'raw-download', 'onclick': () => download(bytes, fileName) }, 'Download exact bytes')),
    view);
}

/** Indented, without a number or a key being read and written again: what the provider wrote stays as it is. */
export function laidOut(json) {
  try {
    JSON.parse(json);
  } catch {
    return null;
  }

  let depth = 0;
  let text = '';
  for (const token of json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    const open = token === '{' || token === '[';
    const close = token === '}' || token === ']';
    if (close) {
      depth--;
      text = /[{[]\s*$/.test(text) ? text.trimEnd() : `${text}\n${'  '.repeat(depth)}`;
    }

    text += token === ':' ? ': ' : token;
    if (open) {
      depth++;
    }

    if (open || token === ',') {
      text += `\n${'  '.repeat(depth)}`;
    }
  }

  return text;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('The browser allows no copying here. Select the text and copy it.', 'bad');
  }
}

function download(bytes, fileName) {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  h('a', { href: address, download: fileName }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function decoded(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function coloured(json) {
  const parts = [];
  let at = 0;
  for (const match of json.matchAll(TOKENS)) {
    const [whole, string, colon, number] = match;
    parts.push(json.slice(at, match.index));
    const kind = colon !== undefined ? 'name' : string ? 'string' : number ? 'number' : 'word';
    parts.push(h(`span.json-${kind}`, null, string ?? whole), colon ?? '');
    at = match.index + whole.length;
  }

  parts.push(json.slice(at));
  return parts;
}

function hexadecimal(bytes) {
  const lines = [];
  for (let i = 0; i < Math.min(bytes.length, 4096); i += 16) {
    const part = [...bytes.subarray(i, i + 16)];
    const codes = part.map(byte => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = part.map(byte => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·').join('');
    lines.push(`${i.toString(16).padStart(6, '0')}  ${codes.padEnd(48)} ${letters}`);
  }

  return lines.join('\n');
}
