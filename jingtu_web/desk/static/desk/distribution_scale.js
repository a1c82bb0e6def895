// Where the numbers of a chart stand on its axis. No page needed: numbers in, numbers out.
const LABEL = 34; // pixels a limit's number needs
const ROWS = 3;

// Whether a logarithmic axis shows more: most results would crowd in the first tenth of an even one.
export function skewed(values) {
  const sorted = [...values].sort((a, b) => a - b);
  if (!sorted.length || sorted[0] <= 0) return false;
  return sorted[sorted.length - 1] > 10 * sorted[Math.floor(sorted.length / 2)];
}

// The row above the chart for each limit's number, so that none covers another; null where no row has room.
export function levels(limits, { from, to, log, width }) {
  const scale = log ? Math.log10 : (x) => x;
  const at = (value) => ((scale(value) - scale(from)) / (scale(to) - scale(from))) * width;
  const ends = Array(ROWS).fill(-Infinity);
  const found = new Map();
  for (const value of [...new Set(limits)].sort((a, b) => a - b)) {
    const row = ends.findIndex((end) => at(value) >= end);
    found.set(value, row < 0 ? null : row);
    if (row >= 0) ends[row] = at(value) + LABEL;
  }
  return limits.map((value) => found.get(value));
}
