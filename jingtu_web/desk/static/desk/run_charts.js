// The charts of a run. Each element marked data-chart names the JSON beside it; every number also stands in its table.
import { COLOURS } from "../maps/faces.js";
import { levels } from "./distribution_scale.js";

const GREEN = "#1f6f4a";
const PALE = "#9bbfae";
const BLUE = "#1c5a92";
const SERIES = [GREEN, "#c77700", BLUE, "#7a6bb5"];
const FACTORS = [...SERIES, "#b3201b", "#5d9bd0", "#8a6d3b", "#4f8f8b", "#c2528b", "#6b7a1f", "#56615b", "#d9a441"];
const LINES = { screening: "#c77700", intervention: "#b3201b", limit: "#b3201b" };
const LINE = { symbol: "none", silent: true, precision: -1 }; // not rounded to two decimals: 0.001 is no 0
const SMALL = 520; // pixels below which names need the width

const short = (value) => Number(Number(value).toPrecision(3));
const common = (legend) => ({
  animation: false,
  aria: { enabled: true },
  legend: { top: 0, show: legend },
  tooltip: { trigger: "item", renderMode: "richText", confine: true }, // drawn on the canvas: no style attributes
});

const DRAW = {
  histogram, boxes, factors: boxes, grades, categories: grades, limits, variogram, shares, tornado,
  profiles: byFactor, contributions: byFactor, drawn_cancer: drawn, drawn_hazard: drawn,
};

for (const element of document.querySelectorAll("[data-chart]")) start(element);

function start(element) {
  if (!window.echarts) return;
  const data = JSON.parse(document.getElementById(element.dataset.chart).textContent);
  const bars = (data.bars?.length ?? 0) * (data.type === "contributions" ? data.series.length : 1);
  element.classList.toggle("chart-tall", data.type !== "histogram" && bars > (element.clientWidth < SMALL ? 8 : 14));
  const chart = echarts.init(element, null, { renderer: "canvas" });
  const draw = () => { chart.resize(); chart.setOption(DRAW[data.type](data, element.clientWidth), true); };
  draw();
  element.dataset.drawn = data.type;
  new ResizeObserver(draw).observe(element);
}

// Bars of any width, on a logarithmic axis where they are of equal width in logarithms.
function histogram({ bars, limits: lines, unit, words }, width) {
  const even = Math.abs(bars[0][1] - bars[0][0] - (bars[1][1] - bars[1][0])) < 1e-9 * bars[bars.length - 1][1];
  const from = bars[0][0];
  const to = Math.max(bars[bars.length - 1][1], ...lines.map((line) => line.value)) * 1.03;
  const bar = (name, rows, color) => ({ name, type: "custom", renderItem: drawBar, itemStyle: { color }, encode: { x: [0, 1], y: 2 }, data: rows });
  const series = [bar(words.detected, bars.map(([a, b, n]) => [a, b, n, 0]), GREEN)];
  if (bars.some((row) => row[3])) series.push(bar(words.non_detects, bars.map(([a, b, n, m]) => [a, b, n + m, n]), PALE));
  const level = levels(lines.map((line) => line.value), { from, to, log: !even, width: width - 80 });
  series[0].markLine = {
    ...LINE,
    data: lines.map(({ kind, value }, n) => ({ xAxis: value, lineStyle: { color: LINES[kind], type: "dashed", width: 1.5 }, label: { show: level[n] !== null, formatter: String(value), color: LINES[kind], fontSize: 11, distance: 3 + 13 * level[n] } })),
  };
  // The lines have no entries of their own in the legend: empty series lend them theirs.
  for (const kind of new Set(lines.map((line) => line.kind))) {
    series.push({ name: words[kind], type: "line", data: [], symbol: "none", lineStyle: { color: LINES[kind], type: "dashed", width: 1.5 }, itemStyle: { color: LINES[kind] } });
  }
  return {
    ...common(true),
    tooltip: { ...common().tooltip, formatter: ({ seriesName, value: [a, b, top, bottom] = [] }) => (a === undefined ? "" : `${seriesName}\n${short(a)} – ${short(b)} ${unit}: ${top - bottom}`) },
    color: [GREEN, PALE],
    grid: { left: 50, right: 30, top: 80, bottom: 45 },
    xAxis: { type: even ? "value" : "log", min: from, max: to, name: unit, nameLocation: "middle", nameGap: 28, axisLabel: { formatter: (x) => short(x), hideOverlap: true } },
    yAxis: { type: "value", name: words.count, minInterval: 1 },
    series,
  };
}

function drawBar(params, api) {
  const [x0, y0] = api.coord([api.value(0), api.value(2)]);
  const [x1, y1] = api.coord([api.value(1), api.value(3)]);
  return { type: "rect", shape: { x: x0 + 0.5, y: y0, width: Math.max(1, x1 - x0 - 1), height: y1 - y0 }, style: { fill: api.visual("color") } };
}

// Quartiles and ends of each group. What lies below detection is not drawn: the box begins where something is known.
function boxes({ boxes: groups, unit, reference }) {
  const rows = groups.filter((row) => row[6] !== null).reverse();
  const ends = rows.flatMap((row) => [row[2], row[6]]);
  const log = Math.min(...ends) > 0 && Math.max(...ends) > 30 * Math.min(...ends); // an even axis would hide most boxes
  const known = ([, , least, lower, median, upper, largest]) => {
    const floor = least;
    return [least, lower ?? floor, median ?? floor, upper ?? floor, largest];
  };
  return {
    ...common(false),
    tooltip: { ...common().tooltip, formatter: ({ dataIndex }) => `${rows[dataIndex][0]}（${rows[dataIndex][1]}）\n${known(rows[dataIndex]).map(short).join(" | ")} ${unit}` },
    grid: { left: 10, right: 30, top: 15, bottom: 45, containLabel: true },
    xAxis: { type: log ? "log" : "value", scale: true, name: unit, nameLocation: "middle", nameGap: 28, axisLabel: { hideOverlap: true } },
    yAxis: { type: "category", data: rows.map((row) => row[0]) },
    series: [{ type: "boxplot", itemStyle: { color: PALE, borderColor: GREEN }, boxWidth: [8, 26], data: rows.map(known), markLine: reference === undefined ? undefined : { ...LINE, lineStyle: { color: LINES.screening, type: "dashed" }, label: { formatter: String(reference), color: LINES.screening }, data: [{ xAxis: reference }] } }],
  };
}

// One colour per index, or per category; from best to worst, as the table has them.
function grades({ bars, unit, words }) {
  const indices = [...new Set(bars.map((bar) => bar[1]))];
  const rows = [...bars].reverse();
  return {
    ...common(indices.length > 1),
    grid: { left: 10, right: 40, top: 35, bottom: 45, containLabel: true },
    xAxis: { type: "value", name: unit ?? words.count, nameLocation: "middle", nameGap: 28, minInterval: 1 },
    yAxis: { type: "category", data: rows.map((row) => row[0]) },
    series: indices.map((name, n) => ({ name, type: "bar", stack: "all", itemStyle: { color: SERIES[n] }, label: { show: true, position: "right", formatter: ({ value }) => (value ? Number(value.toFixed(1)) : "") }, data: rows.map(([, of, value, face]) => (of === name ? { value, itemStyle: face && { color: COLOURS[face] } } : null)) })),
  };
}

function limits({ bars, mean, unit, words }) {
  const rows = [...bars].reverse();
  return {
    ...common(false),
    grid: { left: 10, right: 40, top: 25, bottom: 45, containLabel: true },
    xAxis: { type: "value", scale: true, name: unit, nameLocation: "middle", nameGap: 28, min: ({ min }) => short(Math.min(min, mean ?? min) * 0.95), axisLabel: { hideOverlap: true } },
    yAxis: { type: "category", data: rows.map((row) => row[0]) },
    series: [{
      type: "bar", data: rows.map(([, value, used]) => ({ value, itemStyle: { color: used ? GREEN : PALE } })),
      label: { show: true, position: "right", formatter: ({ value }) => short(value) },
      markLine: mean === null ? undefined : { ...LINE, lineStyle: { color: BLUE }, label: { formatter: `${words.mean} ${short(mean)}`, color: BLUE }, data: [{ xAxis: mean }] },
    }],
  };
}

// Where directions differ, ``model`` runs along the longest reach and ``across`` at right angles to it.
function variogram({ lags, model, across, unit, words }) {
  const curve = (name, data, color) => ({ name, type: "line", symbol: "none", lineStyle: { color, width: 2 }, itemStyle: { color }, data });
  return {
    ...common(true),
    tooltip: { ...common().tooltip, formatter: ({ value }) => (value.length > 2 ? `${short(value[0])} m: ${short(value[1])}\n${words.pairs} ${value[2]}` : "") },
    grid: { left: 10, right: 30, top: 45, bottom: 45, containLabel: true },
    xAxis: { type: "value", name: words.distance, nameLocation: "middle", nameGap: 28, axisLabel: { hideOverlap: true } },
    yAxis: { type: "value", name: `(${unit})²`, min: 0, axisLabel: { formatter: (y) => short(y) } },
    series: [
      { name: words.semivariance, type: "scatter", symbolSize: 9, itemStyle: { color: GREEN }, data: lags },
      curve(across ? words.along : words.model, model, "#c77700"),
      ...(across ? [curve(words.across, across, BLUE)] : []),
    ],
  };
}

// Names are long: above the bars where the chart is narrow, and the bars leave them room.
function gap(width) {
  return { barGap: "5%", barCategoryGap: width < SMALL ? "58%" : "25%" };
}

function named(rows, width) {
  const narrow = width < SMALL;
  return {
    grid: { left: narrow ? 15 : 10, right: 45, top: narrow ? 50 : 40, bottom: 45, containLabel: !narrow },
    yAxis: {
      type: "category", data: rows.map((row) => row[0]), axisTick: { show: !narrow },
      axisLabel: narrow ? { inside: true, verticalAlign: "bottom", padding: [0, 0, 9, 0], margin: 2, color: "#1d2621", fontSize: 11 } : { width: 190, overflow: "break" },
      z: 3,
    },
  };
}

function shares({ bars, words }, width) {
  const effects = [...new Set(bars.map((bar) => bar[1]))];
  const paths = [...new Set(bars.map((bar) => bar[0]))].reverse();
  const of = (path, effect) => bars.find((bar) => bar[0] === path && bar[1] === effect)?.[2] ?? null;
  return {
    ...common(true),
    ...named(paths.map((path) => [path]), width),
    tooltip: { ...common().tooltip, valueFormatter: (share) => `${short(100 * share)} %` },
    xAxis: { type: "value", max: 1, name: words.share, nameLocation: "middle", nameGap: 28, axisLabel: { formatter: (x) => `${Math.round(100 * x)}%`, hideOverlap: true } },
    series: effects.map((name, n) => ({ name, type: "bar", ...gap(width), itemStyle: { color: SERIES[n] }, data: paths.map((path) => of(path, name)) })),
  };
}

function tornado({ bars, series: names, words }, width) {
  const rows = [...bars].reverse();
  const present = names.map((name, n) => [name, n + 1]).filter(([, n]) => rows.some((row) => row[n] !== null));
  return {
    ...common(true),
    ...named(rows, width),
    tooltip: { ...common().tooltip, valueFormatter: (ratio) => short(ratio) },
    xAxis: { type: "value", name: words.ratio, nameLocation: "middle", nameGap: 28, axisLabel: { hideOverlap: true } },
    series: present.map(([name, n], place) => ({ name, type: "bar", ...gap(width), itemStyle: { color: SERIES[place] }, data: rows.map((row) => row[n]) })),
  };
}

// A number as people write it: risks of a millionth with a power of ten.
function written(value) {
  const [number, power] = Number(value.toPrecision(3)).toExponential().split("e").map(Number);
  if (value === 0 || (power >= -3 && power < 6)) return String(short(value));
  const raised = String(power).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign]));
  return `${number === 1 ? "" : `${number}×`}10${raised}`;
}

// The share of draws at or below each total, with the acceptable level.
function drawn({ curve, target, unit, words }) {
  const totals = curve.map(([, total]) => total);
  const [least, most] = [Math.min(...totals, target), Math.max(...totals, target)];
  const log = least > 0 && most > 10 * least;
  const ends = log ? { min: 10 ** Math.floor(Math.log10(least)), max: 10 ** Math.ceil(Math.log10(most)) } : {};
  return {
    ...common(false),
    tooltip: { ...common().tooltip, trigger: "axis", formatter: ([{ value: [total, below] }]) => `${written(total)}\n${words.below} ${short(100 * below)} %` },
    grid: { left: 10, right: 30, top: 45, bottom: 45, containLabel: true },
    xAxis: { type: log ? "log" : "value", ...ends, name: unit, nameLocation: "middle", nameGap: 28, axisLabel: { formatter: written, hideOverlap: true } },
    yAxis: { type: "value", name: words.below, min: 0, max: 1, axisLabel: { formatter: (share) => `${Math.round(100 * share)}%` } },
    series: [{
      type: "line", symbolSize: 5, lineStyle: { color: GREEN, width: 2 }, itemStyle: { color: GREEN }, data: curve.map(([below, total]) => [total, below]),
      markLine: { ...LINE, lineStyle: { color: LINES.limit, type: "dashed", width: 1.5 }, label: { formatter: `${words.acceptable} ${written(target)}`, color: LINES.limit }, data: [{ xAxis: target }] },
    }],
  };
}

// One colour per factor: stacked where their parts add up, side by side where they do not.
function byFactor({ bars, series, unit, most, stack }, width) {
  const rows = [...bars].reverse();
  return {
    ...common(true),
    ...named(rows, width),
    legend: { top: 0, type: "scroll" },
    tooltip: { ...common().tooltip, valueFormatter: (part) => short(part) },
    xAxis: { type: "value", max: most, name: unit, nameLocation: "middle", nameGap: 28, axisLabel: { hideOverlap: true } },
    series: series.map((name, n) => ({ name, type: "bar", stack, ...gap(width), itemStyle: { color: FACTORS[n % FACTORS.length] }, data: rows.map((row) => row[n + 1]) })),
  };
}
