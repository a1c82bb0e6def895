// One colour per face of a verdict; which verdict wears which face, the page says (desk/measured_words.py).
export const COLOURS = {
  ok: "#2e8b57",
  attention: "#e08a00",
  above: "#c0241f",
  undecided: "#7a6bb5",
  notcompared: "#9aa5a0",
  nodata: "#9aa5a0",
};
