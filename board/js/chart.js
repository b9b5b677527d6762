/** Small line charts, drawn as SVG at the width they are given. */

import { h, put, s, text } from './dom.js';
import { hourAndMinute } from './format.js';

const HEIGHT = 132;
const TOP = 8;
const BOTTOM = 20;
const LEFT = 46;
const RIGHT = 6;

/**
 * @param {{title: string, testId: string, whole?: boolean,
 *   series: {key: string, label: string, tone: string, filled?: boolean}[], format: (value: number) => string}} what `whole`: values are counts
 */
export function chart({ title, testId, series, format, whole = false }) {
  const svg = s('svg', { 'class': 'chart-svg', 'height': HEIGHT, 'role': 'img', 'tabindex': 0, 'aria-label': title });
  const readout = h('span.chart-readout', { 'aria-live': 'off' });
  const element = h('figure.card.chart', { 'data-testid': testId },
    h('figcaption.chart-head', null, h('h2', null, title), readout), svg,
    series.length > 1 ? h('div.legend', { 'aria-hidden': 'true' }, series.map(line => h('span', { data: { tone: line.tone } }, line.label))) : null);
  let points = [];
  let at = -1;

  const x = i => LEFT + (points.length < 2 ? 0 : i / (points.length - 1)) * (svg.clientWidth - LEFT - RIGHT);

  function draw() {
    if (svg.clientWidth === 0) {
      return;
    }

    const most = niceTop(Math.max(...series.flatMap(line => points.map(values => values[line.key] ?? 0)), 0), whole);
    const y = value => TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM);
    put(svg, axis(most, y, format, svg.clientWidth), hours(points, x), series.map(line => curve(points, line, x, y)), cursor(points, at, series, x, y));
    say();
  }

  function say() {
    const point = points[at] ?? points.at(-1);
    const values = point ? series.map(line => `${series.length > 1 ? `${line.label} ` : ''}${point[line.key] === null || point[line.key] === undefined ? '–' : format(point[line.key])}`).join(' · ') : '';
    text(readout, point ? `${at >= 0 ? `${hourAndMinute(point.at)}  ` : ''}${values}` : '');
    svg.setAttribute('aria-label', `${title}: ${point ? `${hourAndMinute(point.at)}, ${values}` : 'nothing yet'}`);
  }

  function pointAt(index) {
    at = Math.min(points.length - 1, Math.max(-1, index));
    draw();
  }

  svg.addEventListener('pointermove', event => {
    const share = (event.offsetX - LEFT) / Math.max(1, svg.clientWidth - LEFT - RIGHT);
    pointAt(Math.round(Math.min(1, Math.max(0, share)) * (points.length - 1)));
  });
  svg.addEventListener('pointerleave', () => pointAt(-1));
  svg.addEventListener('blur', () => pointAt(-1));
  svg.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      pointAt((at < 0 ? points.length - 1 : at) + step);
    }
  });
  const resize = new ResizeObserver(draw);
  resize.observe(svg);

  return {
    element,
    show(next) {
      points = next;
      draw();
    },
    dispose: () => resize.disconnect(),
  };
}

/** The next of 1, 2, 5, 10, 20, 50, … that is not below; for whole numbers one whose half is whole too. */
export function niceTop(most, whole = false) {
  if (most <= 0) {
    return whole ? 2 : 1;
  }

  const power = Math.max(10 ** Math.floor(Math.log10(most)), whole ? 1 : 0);
  const steps = whole && power === 1 ? [2, 4, 6, 10] : [1, 2, 5, 10];
  return steps.map(step => step * power).find(top => top >= most * 0.999);
}

function axis(most, y, format, width) {
  return [0, most / 2, most].map(value => [
    s('line.gridline', { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
    s('text.axis', { 'x': LEFT - 6, 'y': y(value) + 4, 'text-anchor': 'end' }, value === 0 ? '0' : format(value).replace(/\.0(?!\d)/, '')),
  ]);
}

function hours(points, x) {
  if (points.length < 2) {
    return [];
  }

  return [0, 0.25, 0.5, 0.75, 1].map(share => Math.round(share * (points.length - 1))).map((i, n) =>
    s('text.axis', { 'x': x(i), 'y': HEIGHT - 4, 'text-anchor': n === 0 ? 'start' : n === 4 ? 'end' : 'middle' }, hourAndMinute(points[i].at)));
}

/** A minute with nothing to measure breaks the line. A value between two such minutes is a dot. */
function curve(points, line, x, y) {
  const runs = [];
  let run = [];
  points.forEach((point, i) => {
    const value = point[line.key];
    if (value === null || value === undefined) {
      runs.push(run);
      run = [];
    } else {
      run.push([x(i), y(value)]);
    }
  });
  runs.push(run);
  return runs.filter(part => part.length > 0).map(part => {
    const path = part.map(([left, top]) => `${left.toFixed(1)},${top.toFixed(1)}`).join('L');
    return s('g', { 'data-tone': line.tone },
      part.length === 1 ? s('circle.dot', { cx: part[0][0], cy: part[0][1], r: 2 })
        : [line.filled ? s('path.area', { d: `M${part[0][0]},${HEIGHT - BOTTOM}L${path}L${part.at(-1)[0]},${HEIGHT - BOTTOM}Z` }) : null,
          s('path.line', { d: `M${path}` })]);
  });
}

function cursor(points, at, series, x, y) {
  const point = points[at];
  return point ? [
    s('line.cursor', { x1: x(at), x2: x(at), y1: TOP, y2: HEIGHT - BOTTOM }),
    series.filter(line => typeof point[line.key] === 'number').map(line =>
      s('circle.dot', { 'cx': x(at), 'cy': y(point[line.key]), 'r': 3, 'data-tone': line.tone })),
  ] : [];
}
