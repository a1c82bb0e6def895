// The surface of a run on the outlines of the county, with a legend of steps or of classes. Nothing is fetched from
// elsewhere.
import { COLOURS as FACES } from "../maps/faces.js";

const STEPS = ["#fff7d6", "#fde0a0", "#f9b96a", "#ee8448", "#d14d32", "#97201f"];
const CLASSED = "category";
const box = document.getElementById("run-map");
if (box) start(box);

async function start(element) {
  const say = element.dataset;
  if (!window.maplibregl) return fail(element);
  maplibregl.setWorkerUrl(say.worker);
  let map;
  try {
    map = new maplibregl.Map({
      container: element,
      style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": "#f7f9f8" } }] },
      attributionControl: false, dragRotate: false, pitchWithRotate: false, locale: JSON.parse(say.locale),
    });
  } catch {
    return fail(element);
  }
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
  const [surface, places, base] = await Promise.all([say.url, say.places, say.base].map(get));
  if (!surface) return fail(element);
  if (!map.loaded()) await map.once("load");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [surface.width, surface.height];
  if (places?.features.length) map.addSource("places", { type: "geojson", data: places }), drawLines(map);
  if (base?.features.length) drawBase(map, base);
  if (surface.units) return showUnits(map, surface, element);
  drawPoints(map, surface.points);
  drawProposed(map, surface.proposed);
  map.fitBounds(bounds(surface.corners), { padding: 20, animate: false });
  choose(map, canvas, surface, element);
}

function fail(element) {
  element.textContent = element.dataset.failed;
  element.classList.add("map-failed");
}

async function get(url) {
  const answer = await fetch(url);
  return answer.ok ? answer.json() : null;
}

function choose(map, canvas, surface, element) {
  const layer = document.getElementById("map-layer");
  const points = document.getElementById("map-points");
  const show = () => {
    const values = surface.layers[layer.value];
    const legend = layer.value === CLASSED ? paintClasses(canvas, values, JSON.parse(element.dataset.classes)) : paintSteps(canvas, values);
    list(document.getElementById("map-legend"), legend);
    lay(map, canvas, surface.corners);
    map.once("idle", () => { element.dataset.drawn = layer.value; });
  };
  layer.addEventListener("change", show);
  points.addEventListener("change", () => map.setLayoutProperty("points", "visibility", points.checked ? "visible" : "none"));
  show();
}

// A canvas that stands still is read once: a new picture is a new source, below the lines and points.
function lay(map, canvas, coordinates) {
  if (map.getLayer("surface")) map.removeLayer("surface").removeSource("surface");
  map.addSource("surface", { type: "canvas", canvas, coordinates, animate: false });
  const above = ["town-lines", "base-lines", "points"].find((id) => map.getLayer(id));
  map.addLayer({ id: "surface", type: "raster", source: "surface", paint: { "raster-resampling": "nearest", "raster-fade-duration": 0 } }, above);
}

// Steps of equal width from the smallest to the largest value, in logarithms where these lie far apart; a cell without
// a value stays clear.
function paintSteps(canvas, values) {
  const known = values.filter((value) => value !== null);
  const [least, most] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const log = least > 0 && most > 10 * least;
  const [scale, back] = log ? [Math.log, Math.exp] : [(x) => x, (x) => x];
  const width = (scale(most) - scale(least)) / STEPS.length || 1;
  colour(canvas, values, (value) => STEPS[Math.min(STEPS.length - 1, Math.floor((scale(value) - scale(least)) / width))]);
  const ends = STEPS.map((_, step) => [step, step + 1].map((n) => Number(back(scale(least) + n * width).toPrecision(3))));
  return ends.map(([from, to], step) => [`${from} – ${to}`, `step-${step}`]);
}

// Whole numbers from 0 on; whatever else is the last class, undecided.
function paintClasses(canvas, values, classes) {
  const of = (value) => classes[value] ?? classes[classes.length - 1];
  colour(canvas, values, (value) => FACES[of(value)[1]]);
  const present = new Set(values.filter((value) => value !== null).map(of));
  return classes.filter((one) => present.has(one)).map(([words, face]) => [words, `legend-${face}`]);
}

function colour(canvas, values, hexOf) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, at) => {
    if (value === null) return;
    const hex = hexOf(value);
    image.data.set([...[1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16)), 215], 4 * at);
  });
  context.putImageData(image, 0, 0);
}

function list(legend, entries) {
  legend.replaceChildren(...entries.map(([words, face]) => {
    const item = document.createElement("li");
    item.className = face;
    item.textContent = words;
    return item;
  }));
}

function drawLines(map) {
  const of = (level) => ["==", ["get", "level"], level];
  map.addLayer({ id: "town-lines", type: "line", source: "places", filter: of("township"), paint: { "line-color": "#8b968f", "line-width": 1 } });
  map.addLayer({ id: "county-line", type: "line", source: "places", filter: of("county"), paint: { "line-color": "#56615b", "line-width": 2 } });
}

function drawBase(map, base) {
  map.addSource("base", { type: "geojson", data: base });
  map.addLayer({ id: "base-lines", type: "line", source: "base", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": "#5d9bd0", "line-width": 2 } });
}

function drawPoints(map, points) {
  const features = points.map(([lon, lat, text, code]) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { text, code } }));
  map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features } });
  map.addLayer({ id: "points", type: "circle", source: "points", paint: { "circle-radius": 3.5, "circle-color": "#1d2621", "circle-stroke-color": "#ffffff", "circle-stroke-width": 1 } });
  map.on("click", "points", (event) => {
    const { properties, geometry } = event.features[0];
    new maplibregl.Popup({ maxWidth: "240px" }).setLngLat(geometry.coordinates).setText(`${properties.code} ${properties.text}`).addTo(map);
  });
}

// Farmland units coloured by category, their points by class: soil filled, crops rings around, often at the same place.
function showUnits(map, { units, points, corners, legend }, element) {
  const face = ["match", ["get", "face"], ...Object.entries(FACES).flat(), FACES.nodata];
  const white = "#ffffff";
  map.addSource("units", { type: "geojson", data: units });
  map.addLayer({ id: "units", type: "fill", source: "units", paint: { "fill-color": face, "fill-opacity": 0.8 } }, ["town-lines", "base-lines"].find((id) => map.getLayer(id)));
  map.addLayer({ id: "unit-lines", type: "line", source: "units", paint: { "line-color": "#1d2621", "line-width": 1 } });
  const features = points.map(([lon, lat, text, soil, of]) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { text, soil, face: of } }));
  map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features } });
  const soil = (filled, hollow) => ["case", ["get", "soil"], filled, hollow];
  map.addLayer({ id: "points", type: "circle", source: "points", layout: { "circle-sort-key": soil(1, 0) }, paint: {
    "circle-radius": soil(4.5, 7), "circle-color": soil(face, white), "circle-stroke-color": soil(white, face), "circle-stroke-width": soil(1, 2.5),
  } });
  map.on("click", (event) => {
    const [met] = map.queryRenderedFeatures(event.point, { layers: ["points", "units"] });
    if (met) new maplibregl.Popup({ maxWidth: "240px" }).setLngLat(event.lngLat).setText(met.properties.text).addTo(map);
  });
  const shown = document.getElementById("map-points");
  shown.addEventListener("change", () => map.setLayoutProperty("points", "visibility", shown.checked ? "visible" : "none"));
  list(document.getElementById("map-legend"), legend.map(([words, of]) => [words, `legend-${of}`]));
  map.fitBounds(bounds(corners), { padding: 30, animate: false, maxZoom: 15 });
  map.once("idle", () => { element.dataset.drawn = "units"; });
}

// Numbers need a font that no server here sends: elements of the page carry them.
function drawProposed(map, places) {
  const markers = places.map(([lon, lat, number]) => {
    const element = document.createElement("span");
    element.className = "next-place";
    element.textContent = number;
    return new maplibregl.Marker({ element }).setLngLat([lon, lat]).addTo(map);
  });
  const shown = document.getElementById("map-next");
  shown?.addEventListener("change", () => markers.forEach((marker) => { marker.getElement().hidden = !shown.checked; }));
}

function bounds(corners) {
  const [lons, lats] = [0, 1].map((at) => corners.map((corner) => corner[at]));
  return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}
