import { h, colorOf } from './dom.js';
import { count, decimal, duration, number } from './format.js';
import { outcomeNames, outcomes } from './outcomes.js';
import { inFlight, layOut } from './lanes.js';
import { drawBars, drawDensity } from './lanedrawing.js';

const chartHeight = 90, axisHeight = 22, leftMargin = 40, topMargin = 14;
const lowestLanes = 40, highestLanes = 240, tallestLane = 10;

/** Above this many fetches, or with lanes thinner than can be seen, cells show how full the lanes were. */
const mostBars = 4_000, thinnestBar = 2;

/** Fetches against time: above, how many were in flight; below, each in its lane. */
export class Timeline {
  #canvas = h('canvas', { role: 'img', 'aria-label': 'No fetch has ended yet.' });
  #caption = h('figcaption', { class: 'hint' }, 'No fetch has ended yet.');
  #pointed = h('p', { class: 'hint pointed' });
  #layout = null;
  #limit = 0;
  #drawn = null;
  #frame = 0;
  #resized = new ResizeObserver(() => this.#drawSoon());
  #drawSoonBound = () => this.#drawSoon();

  constructor() {
    this.element = h('figure', { class: 'timeline' }, this.#canvas, this.#pointed, this.#caption);
    this.#canvas.addEventListener('pointermove', event => this.#point(event));
    this.#resized.observe(this.element);
    addEventListener('themechange', this.#drawSoonBound);
  }

  stop() {
    this.#resized.disconnect();
    removeEventListener('themechange', this.#drawSoonBound);
    cancelAnimationFrame(this.#frame);
  }

  show(records, limit) {
    this.#layout = layOut(records);
    this.#limit = limit;
    this.#tell();
    this.#drawSoon();
  }

  #tell() {
    const { fetches, lanes, span, average } = this.#layout;
    if (!fetches.length) return;
    const text = `${count(fetches.length, 'fetch', 'fetches')} in ${duration(span)}: at most ${number(lanes)} in flight at once, ${decimal(average)} on average; the limit is ${number(this.#limit)}.`;
    this.#canvas.setAttribute('aria-label', `Timeline. ${text}`);
    this.#caption.textContent = text;
  }

  #drawSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const layout = this.#layout;
    const width = Math.floor(this.element.clientWidth);
    if (!layout?.fetches.length || width <= leftMargin) return;
    const lanesHeight = Math.max(lowestLanes, Math.min(highestLanes, layout.lanes * tallestLane));
    const height = topMargin + chartHeight + axisHeight + lanesHeight;
    const scale = devicePixelRatio || 1;
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    this.#canvas.style.height = `${height}px`;
    const context = this.#canvas.getContext('2d');
    context.scale(scale, scale);
    const area = { left: leftMargin, width: width - leftMargin - 2 };
    this.#drawInFlight(context, layout, { ...area, top: topMargin, height: chartHeight });
    this.#drawAxis(context, layout, { ...area, top: topMargin + chartHeight });
    const lanes = { ...area, top: topMargin + chartHeight + axisHeight, height: lanesHeight };
    const colors = Object.fromEntries(outcomeNames.map(name => [name, colorOf(`o-${name}`)]));
    const asBars = layout.fetches.length <= mostBars && lanesHeight / layout.lanes >= thinnestBar;
    (asBars ? drawBars : drawDensity)(context, layout, lanes, colors);
    this.#drawn = asBars ? lanes : null;
    this.#label(context, layout.lanes, lanes.top + 10);
  }

  #drawInFlight(context, layout, { left, top, width, height }) {
    const most = inFlight(layout, Math.max(1, Math.floor(width)));
    // The limit is drawn where it does not flatten what there is to see.
    const showLimit = this.#limit <= layout.lanes * 2;
    const highest = showLimit ? Math.max(this.#limit, layout.lanes) : layout.lanes;
    const y = value => top + height - value / highest * height;
    context.beginPath();
    context.moveTo(left, top + height);
    most.forEach((value, column) => {
      context.lineTo(left + column, y(value));
      context.lineTo(left + column + 1, y(value));
    });
    context.lineTo(left + most.length, top + height);
    context.fillStyle = colorOf('c-area');
    context.fill();
    this.#label(context, highest, top + 4);
    this.#label(context, 0, top + height);
    if (!showLimit) return;
    context.strokeStyle = colorOf('c-limit');
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(left, y(this.#limit));
    context.lineTo(left + width, y(this.#limit));
    context.stroke();
    context.setLineDash([]);
  }

  #drawAxis(context, { span }, { left, top, width }) {
    const step = niceStep(span / Math.max(2, Math.floor(width / 110)));
    context.font = '12px system-ui, sans-serif';
    context.textAlign = 'center';
    for (let time = 0; time <= span; time += step) {
      const x = left + time / span * width;
      context.fillStyle = colorOf('c-line');
      context.fillRect(x, top, 1, 5);
      context.fillStyle = colorOf('c-text');
      const text = duration(time);
      const half = context.measureText(text).width / 2;
      if (x + half <= left + width) context.fillText(text, Math.max(x, left + half - 8), top + 17);
    }
  }

  #label(context, value, y) {
    context.font = '12px system-ui, sans-serif';
    context.textAlign = 'right';
    context.fillStyle = colorOf('c-text');
    context.fillText(number(value), leftMargin - 6, y);
  }

  #point(event) {
    const { fetches, lane, lanes, from, span } = this.#layout ?? {};
    if (!this.#drawn) return;
    const { left, top, width, height } = this.#drawn;
    const time = from + (event.offsetX - left) / width * span;
    const wanted = Math.floor((event.offsetY - top) / height * lanes);
    const at = fetches.findIndex((fetch, index) => lane[index] === wanted && fetch.start <= time && fetch.end >= time);
    this.#pointed.textContent = at < 0 ? '' : `${fetches[at].url}: ${outcomes[fetches[at].outcome]} after ${duration(fetches[at].durationMs)}`;
  }
}

/** The next of 1, 2 or 5 times a power of ten. */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= least);
}
