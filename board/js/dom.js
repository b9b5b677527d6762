/** Building elements. Every value that comes from outside becomes a text node or an attribute, never markup. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag such as `div`, or with classes `div.card.wide`
 * @param {Record<string, unknown>} [props] attributes; `on…` listeners; `data` an object of data attributes; null and false are left out
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 */
export function h(tag, props, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElement(name), classes, props, children);
}

/** The same for SVG. */
export function s(tag, props, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElementNS(SVG, name), classes, props, children);
}

/** Replaces what an element holds. */
export function put(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(isShown).map(asNode));
  return parent;
}

/**
 * The same, where somebody may have the focus within: what carries the same `data-focus` afterwards gets it back.
 */
export function refill(parent, ...children) {
  const key = parent.contains(document.activeElement) ? document.activeElement.closest('[data-focus]')?.dataset.focus : undefined;
  put(parent, ...children);
  if (key !== undefined) {
    parent.querySelector(`[data-focus="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  return parent;
}

/** Sets text only where it differs: a screen reader hears changes alone, and layout stays. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** Sets or removes an attribute, only where it differs. */
export function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) {
      element.removeAttribute(name);
    }
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, String(value));
  }
}

function fill(element, classes, props, children) {
  if (classes.length > 0) {
    element.setAttribute('class', classes.join(' '));
  }

  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }

    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key === 'data') {
      for (const [name, datum] of Object.entries(value)) {
        if (datum !== null && datum !== undefined) {
          element.dataset[name] = datum;
        }
      }
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }

  element.append(...children.flat(Infinity).filter(isShown).map(asNode));
  return element;
}

const isShown = child => child !== null && child !== undefined && child !== false;

const asNode = child => child instanceof Node ? child : document.createTextNode(String(child));
