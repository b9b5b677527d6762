/** Server-sent events, read from text that comes in pieces of any size. Pure. */

export class EventStreamParser {
  #rest = '';
  #name = '';
  #data = [];

  /**
   * @param {string} piece what came; it may end in the middle of a line
   * @returns {{event: string, data: string}[]} the records that it completed
   */
  feed(piece) {
    const records = [];
    const whole = this.#rest + piece;
    // A lone CR at the end may be the first half of CRLF.
    const held = whole.endsWith('\r') ? '\r' : '';
    const lines = (held ? whole.slice(0, -1) : whole).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() + held;
    for (const line of lines) {
      const record = this.#line(line);
      if (record) {
        records.push(record);
      }
    }

    return records;
  }

  #line(line) {
    if (line === '') {
      const record = this.#data.length > 0 ? { event: this.#name || 'message', data: this.#data.join('\n') } : null;
      this.#name = '';
      this.#data = [];
      return record;
    }

    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#name = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }

    return null;
  }
}
