// Measured points, or counts by township for those who may not see points, on the outlines of the county.
// Nothing is fetched from elsewhere: no tiles, no fonts.
import { COLOURS } from "./faces.js";

const box = document.getElementById("map");
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
      attributionControl: false, dragRotate: false, pitchWithRotate: false, cooperativeGestures: false,
      locale: JSON.parse(say.locale),
    });
  } catch {
    return fail(element);
  }
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
  const [places, base, points] = await Promise.all([get(say.places), get(say.base), get(say.points)]);
  if (!map.loaded()) await map.once("load");
  drawPlaces(map, places);
  drawBase(map, base);
  const extent = say.exact ? drawPoints(map, points, say) : drawTownships(map, points, say);
  const whole = places.features.length ? places : { features: extent };
  fit(map, whole);
  map.once("idle", () => { element.dataset.drawn = String(points.features.length); });
}

function fail(element) {
  element.textContent = element.dataset.failed;
  element.classList.add("map-failed");
}

async function get(url) {
  const answer = await fetch(url, { headers: { Accept: "application/geo+json" } });
  return answer.ok ? answer.json() : { type: "FeatureCollection", features: [] };
}

function drawPlaces(map, places) {
  map.addSource("places", { type: "geojson", data: places });
  const town = ["==", ["get", "level"], "township"];
  map.addLayer({ id: "towns", type: "fill", source: "places", filter: town, paint: { "fill-color": "#ffffff" } });
  map.addLayer({ id: "town-lines", type: "line", source: "places", filter: town, paint: { "line-color": "#b9c4be", "line-width": 1 } });
  map.addLayer({ id: "county-line", type: "line", source: "places", filter: ["==", ["get", "level"], "county"], paint: { "line-color": "#56615b", "line-width": 2 } });
  for (const place of places.features.filter((one) => one.properties.level === "township")) {
    const label = document.createElement("span");
    label.className = "map-label";
    label.textContent = place.properties.name;
    new maplibregl.Marker({ element: label }).setLngLat(place.properties.centre).addTo(map);
  }
}

function drawBase(map, base) {
  if (!base.features.length) return;
  map.addSource("base", { type: "geojson", data: base });
  map.addLayer({ id: "base-lines", type: "line", source: "base", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": "#8db9dd", "line-width": 2.5 } });
}

function drawPoints(map, points, say) {
  map.addSource("points", { type: "geojson", data: points });
  map.addLayer({
    id: "points", type: "circle", source: "points",
    layout: { "circle-sort-key": ["get", "order"] },
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 3.5, 12, 7],
      "circle-color": colour(JSON.parse(say.faces)), "circle-stroke-color": "#ffffff", "circle-stroke-width": 1,
    },
  });
  pointer(map, "points");
  map.on("click", "points", async (event) => {
    const { properties, geometry } = event.features[0]; // the event forgets them once this function waits
    const answer = await fetch(say.point.replace("/0/", `/${properties.id}/`));
    if (answer.ok) popup(map, geometry.coordinates).setHTML(await answer.text());
  });
  return points.features;
}

function drawTownships(map, towns, say) {
  map.addSource("counts", { type: "geojson", data: towns });
  map.addLayer({
    id: "counts", type: "circle", source: "counts",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "samples"]], 0, 6, 20, 30],
      "circle-color": ["interpolate", ["linear"], ["get", "share"], 0, COLOURS.ok, 0.1, COLOURS.attention, 0.3, COLOURS.above], "circle-opacity": 0.75, "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.5,
    },
  });
  pointer(map, "counts");
  const words = JSON.parse(say.words);
  map.on("click", "counts", (event) => {
    const { properties, geometry } = event.features[0];
    popup(map, geometry.coordinates).setDOMContent(counts(properties, words));
  });
  return towns.features;
}

function counts(properties, words) {
  const content = document.createElement("div");
  content.append(line("strong", properties.name));
  for (const [name, label] of Object.entries(words)) content.append(line("div", `${label} ${properties[name]}`));
  return content;
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function colour(faces) {
  const pairs = Object.entries(faces).flatMap(([verdict, face]) => [verdict, COLOURS[face]]);
  return ["match", ["get", "verdict"], ...pairs, COLOURS.notcompared];
}

function pointer(map, layer) {
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}

function popup(map, at) {
  return new maplibregl.Popup({ maxWidth: "340px" }).setLngLat(at).addTo(map);
}

function fit(map, collection) {
  const bounds = new maplibregl.LngLatBounds();
  for (const feature of collection.features) extend(bounds, feature.geometry.coordinates);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 20, duration: 0 });
}

function extend(bounds, coordinates) {
  if (typeof coordinates[0] === "number") bounds.extend(coordinates);
  else for (const part of coordinates) extend(bounds, part);
}
