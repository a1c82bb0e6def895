// How the results of one substance are distributed, with the limits they are compared with.
import { levels, skewed } from "./distribution_scale.js";

const box = document.getElementById("distribution");
const limits = document.getElementById("chart-limits");
const COLOURS = { screening: "#c77700", intervention: "#b3201b", limit: "#b3201b" };
const MOST_BARS = 30;
const SIDES = { left: 55, right: 25 };
const LINE = 14; // pixels from one row of labels to the next
if (box) start(box);

async function start(element) {
  if (!window.echarts) return;
  const words = JSON.parse(element.dataset.words);
  const [substance, kind, log] = ["chart-substance", "chart-kind", "chart-log"].map((id) => document.getElementById(id));
  const empty = document.getElementById("chart-empty");
  let chart = null;
  let data = null;
  const draw = () => {
    const nothing = !data || data.detected.length + data.nondetect.length === 0;
    empty.hidden = !nothing;
    element.hidden = nothing;
    limits.hidden = nothing;
    if (nothing) return;
    listLimits(limits, data, words);
    chart ??= echarts.init(element, null, { renderer: "canvas" });
    chart.setOption(option(data, words, kind.value, log.checked, element.clientWidth), true);
    element.dataset.drawn = `${substance.value} ${data.detected.length + data.nondetect.length}`;
  };
  const load = async () => {
    const answer = await fetch(`${element.dataset.url}&substance=${encodeURIComponent(substance.value)}`);
    data = answer.ok ? await answer.json() : null;
    const all = values(data);
    log.disabled = all.some((value) => value <= 0); // a logarithm would hide these
    log.checked = !log.disabled && skewed(all);
    draw();
  };
  substance.addEventListener("change", load);
  kind.addEventListener("change", draw);
  log.addEventListener("change", draw);
  new ResizeObserver(() => { chart?.resize(); if (chart) draw(); }).observe(element);
  await load();
}

const values = (data) => (data ? [...data.detected, ...data.nondetect, ...data.limits.map((one) => one.value)] : []);

function option(data, words, kind, log, width) {
  const all = values(data);
  const from = log ? Math.min(...all) / 1.2 : 0;
  const to = Math.max(...all) * 1.05;
  const series = kind === "ecdf" ? steps(data, words) : bars(data, words, all, log);
  series[0].markLine = limitLines(data.limits, { from, to, log, width: width - SIDES.left - SIDES.right });
  return {
    animation: false,
    aria: { enabled: true },
    color: ["#1f6f4a", "#9bbfae"],
    grid: { ...SIDES, top: 85, bottom: 45 },
    legend: { top: 0, data: series.map((one) => one.name) },
    // Drawn on the canvas: the page allows no style attributes.
    tooltip: { trigger: kind === "ecdf" ? "axis" : "item", renderMode: "richText", confine: true, formatter: (hit) => say(hit, data) },
    xAxis: { type: log ? "log" : "value", name: `${data.name} (${data.unit})`, nameLocation: "middle", nameGap: 28, min: from, max: to, axisLabel: { formatter: (value) => Number(value.toPrecision(3)), hideOverlap: true } },
    yAxis: { type: "value", name: kind === "ecdf" ? words.share : words.count, max: kind === "ecdf" ? 100 : null, minInterval: kind === "ecdf" ? 0 : 1 },
    series,
  };
}

function say(hit, data) {
  if (Array.isArray(hit)) return hit[0]?.value ? `≤ ${hit[0].value[0]} ${data.unit}: ${hit[0].value[1]} %` : "";
  if (!Array.isArray(hit.value)) return "";
  const [from, to, top, bottom] = hit.value;
  return `${hit.seriesName}\n${Number(from.toPrecision(3))} – ${Number(to.toPrecision(3))} ${data.unit}: ${top - bottom}`;
}

// The share of samples up to each value; a non-detect counts from its detection limit on.
function steps(shown, words) {
  const sorted = [...shown.detected, ...shown.nondetect].sort((a, b) => a - b);
  const data = sorted.map((value, n) => [value, Number(((100 * (n + 1)) / sorted.length).toFixed(2))]);
  return [{ name: words.all, type: "line", step: "end", symbol: "none", data }];
}

function bars(shown, words, all, log) {
  const edges = cut(all, log);
  const bar = (name, values) => ({ name, type: "custom", renderItem: drawBar, encode: { x: [0, 1], y: 2 }, data: count(values, edges) });
  const detected = count(shown.detected, edges);
  const nondetect = count(shown.nondetect, edges).map(([from, to, n], i) => [from, to, n + detected[i][2], detected[i][2]]);
  const series = [{ ...bar(words.detected, []), data: detected.map((row) => [...row, 0]) }];
  if (shown.nondetect.length) series.push({ ...bar(words.nondetect, []), data: nondetect });
  return series;
}

function cut(all, log) {
  const scale = log ? Math.log10 : (x) => x;
  const back = log ? (x) => 10 ** x : (x) => x;
  const from = log ? scale(Math.min(...all)) : 0;
  const to = scale(Math.max(...all));
  const number = Math.min(MOST_BARS, Math.max(5, Math.ceil(Math.sqrt(all.length) * 1.5)));
  const width = (to - from) / number || 1;
  return Array.from({ length: number + 1 }, (_, i) => back(from + i * width));
}

function count(values, edges) {
  const rows = edges.slice(1).map((to, i) => [edges[i], to, 0]);
  for (const value of values) {
    let at = edges.findIndex((edge) => value < edge) - 1;
    if (at < 0) at = value >= edges[edges.length - 1] ? rows.length - 1 : 0;
    rows[at][2] += 1;
  }
  return rows;
}

function drawBar(params, api) {
  const [x0, y0] = api.coord([api.value(0), api.value(2)]);
  const [x1, y1] = api.coord([api.value(1), api.value(3)]);
  return { type: "rect", shape: { x: x0 + 0.5, y: y0, width: Math.max(1, x1 - x0 - 1), height: y1 - y0 }, style: { fill: api.visual("color") } };
}

function limitLines(limits, axis) {
  const level = levels(limits.map((one) => one.value), axis);
  return {
    symbol: "none", silent: true, precision: -1, // not rounded to two decimals: 0.001 is no 0
    data: limits.map((one, n) => ({
      xAxis: one.value,
      lineStyle: { color: COLOURS[one.kind], type: "dashed", width: 1.5 },
      label: { show: level[n] !== null, formatter: String(one.value), color: COLOURS[one.kind], fontSize: 11, position: "end", distance: 3 + LINE * level[n] },
    })),
  };
}

// The limits in words below the chart: lines that stand close to each other stay readable, also without eyes.
function listLimits(list, data, words) {
  const kinds = [...new Set(data.limits.map((one) => one.kind))];
  const items = kinds.map((kind) => {
    const item = document.createElement("li");
    item.className = `line-${kind}`;
    const values = data.limits.filter((one) => one.kind === kind).map((one) => one.value);
    item.textContent = `${words[kind]} ${values.join(words.comma)} ${data.unit}`;
    return item;
  });
  const standard = document.createElement("li");
  standard.className = "line-none";
  standard.textContent = data.edition;
  list.replaceChildren(standard, ...items);
}
