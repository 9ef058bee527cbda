/** The school's colour, and shades of it that can be read on light and on dark paper (WCAG 2: 4.5 to 1, tinted paper included). */

const LIGHT = [250, 248, 244];
const DARK = [29, 31, 35];
const READABLE = 5.6;

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const text = (rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours stand apart: 1 to 21. */
export function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function readableOn(paper, colour, towards) {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = colour.map((part) => part + (towards - part) * share);
    if (contrast(mixed, paper) >= READABLE) return mixed;
  }
  return [towards, towards, towards];
}

/** Let the page wear this `#rrggbb`. */
export function wear(colour) {
  if (!/^#[0-9a-f]{6}$/i.test(colour || "")) return;
  const rgb = channels(colour);
  const onLight = readableOn(LIGHT, rgb, 0);
  const onDark = readableOn(DARK, rgb, 255);
  const ink = (paper) => (contrast(paper, [255, 255, 255]) >= contrast(paper, [16, 17, 20]) ? "#ffffff" : "#101114");
  const root = document.documentElement.style;
  root.setProperty("--brand", colour);
  root.setProperty("--accent-light", text(onLight));
  root.setProperty("--accent-dark", text(onDark));
  root.setProperty("--on-accent-light", ink(onLight));
  root.setProperty("--on-accent-dark", ink(onDark));
}
