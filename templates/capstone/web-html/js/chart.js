// A bar chart drawn as SVG from plain data: no library, no canvas, readable by everyone.

import { formatNumber, t } from "./i18n.js";
import { h } from "./ui.js";

const SVG = "http://www.w3.org/2000/svg";
// Units of the drawing. It is as narrow as a telephone, so that its letters are never shrunk below what can be read.
const ROW = 28;
const LABELS = 125;
const BARS = 165;
const VALUES = 50;

/**
 * Length of each bar in the drawing's own units; the longest fills the room. Negative values count as none.
 * @param {{label: string, value: number}[]} rows
 */
export function barLengths(rows, room = BARS) {
  const largest = Math.max(...rows.map((row) => row.value), 0);
  return rows.map((row) => (largest > 0 ? (Math.max(row.value, 0) / largest) * room : 0));
}

/** One sentence that says what the drawing shows, for those who do not see it. */
export function describeRows(rows) {
  if (rows.length === 0) return t("chart.empty");
  const sorted = rows.toSorted((a, b) => b.value - a.value);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return t("chart.description", { count: rows.length, first: first.label, most: first.value, last: last.label, least: last.value });
}

function svg(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Long labels are cut in the drawing; the table beside it has them whole. */
export function shorten(label, size = 17) {
  return label.length <= size ? label : `${label.slice(0, size - 1).trimEnd()}…`;
}

/**
 * Horizontal bars with their labels and values, as one image with a title and a description.
 * @param {{id: string, title: string, rows: {label: string, value: number}[]}} chart
 */
export function barChart({ id, title, rows }) {
  const height = rows.length * ROW + 8;
  const root = svg("svg", {
    viewBox: `0 0 ${LABELS + BARS + VALUES} ${height}`,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-description`,
    class: "chart",
  });
  root.append(svg("title", { id: `${id}-title` }, title), svg("desc", { id: `${id}-description` }, describeRows(rows)));
  barLengths(rows).forEach((length, index) => {
    const middle = index * ROW + ROW / 2 + 4;
    root.append(
      svg("text", { x: LABELS - 8, y: middle, class: "chart-label" }, shorten(rows[index].label)),
      svg("rect", { x: LABELS, y: middle - 9, width: Math.max(length, 1), height: 18, class: "chart-bar" }),
      svg("text", { x: LABELS + length + 6, y: middle, class: "chart-value" }, formatNumber(rows[index].value)),
    );
  });
  return root;
}

/** The same data as a table: exact, sortable by eye, and what a screen reader walks through. */
export function dataTable({ title, rows, columns }) {
  const [first, last] = columns;
  const head = h("tr", {}, h("th", { scope: "col" }, first), h("th", { scope: "col", class: "number" }, last));
  const body = rows.map((row) =>
    h("tr", {}, h("th", { scope: "row" }, row.label), h("td", { class: "number" }, formatNumber(row.value))),
  );
  return h("table", {}, h("caption", {}, title), h("thead", {}, head), h("tbody", {}, ...body));
}
