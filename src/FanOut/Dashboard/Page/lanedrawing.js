const gap = 1;
const cellPixels = 3;
const faintest = 0.12;

/** Every fetch a bar in its lane. */
export function drawBars(context, { fetches, lane, lanes, from, span }, { left, top, width, height }, colors) {
  const laneHeight = height / lanes;
  fetches.forEach((fetch, index) => {
    const x = left + (fetch.start - from) / span * width;
    context.fillStyle = colors[fetch.outcome];
    context.fillRect(x, top + lane[index] * laneHeight, Math.max(1.5, fetch.durationMs / span * width - gap), Math.max(1, laneHeight - gap));
  });
}

/** Cells instead: the fuller its lanes were, the stronger a cell's colour, which is the mean of its outcomes'. */
export function drawDensity(context, { fetches, lane, lanes, from, span }, { left, top, width, height }, colors) {
  const rows = Math.max(1, Math.min(lanes, Math.floor(height / cellPixels)));
  const columns = Math.max(1, Math.floor(width / cellPixels));
  const parts = Object.fromEntries(Object.entries(colors).map(([name, color]) => [name, componentsOf(color)]));
  const filled = new Float32Array(rows * columns), red = filled.slice(), green = filled.slice(), blue = filled.slice();
  fetches.forEach((fetch, index) => {
    const row = Math.floor(lane[index] * rows / lanes);
    const start = (fetch.start - from) / span * columns, end = (fetch.end - from) / span * columns;
    const [r, g, b] = parts[fetch.outcome];
    for (let column = Math.floor(start); column < Math.min(columns, end); column++) {
      const share = Math.min(end, column + 1) - Math.max(start, column);
      const cell = row * columns + column;
      filled[cell] += share;
      red[cell] += share * r;
      green[cell] += share * g;
      blue[cell] += share * b;
    }
  });
  const [cellWidth, cellHeight] = [width / columns, height / rows];
  const lanesInRow = lanes / rows;
  for (let cell = 0; cell < filled.length; cell++) {
    if (!filled[cell]) continue;
    const mean = sum => Math.round(sum[cell] / filled[cell]);
    context.fillStyle = `rgb(${mean(red)} ${mean(green)} ${mean(blue)} / ${Math.max(faintest, Math.min(1, filled[cell] / lanesInRow))})`;
    context.fillRect(left + cell % columns * cellWidth, top + Math.floor(cell / columns) * cellHeight, cellWidth, cellHeight);
  }
}

/** Computed colours read `rgb(1, 2, 3)`. */
const componentsOf = color => color.match(/[\d.]+/g).slice(0, 3).map(Number);
