// The figures that the data part computes, as drawings and as tables.

import { get } from "./api.js";
import { barChart, dataTable } from "./chart.js";
import { formatDate, formatMonth, formatNumber, formatWeekday, t } from "./i18n.js";
import { start } from "./shell.js";
import { h } from "./ui.js";

const percent = (value) => (value === null ? "–" : formatNumber(value, { style: "percent", maximumFractionDigits: 1 }));
const number = (value) => (value === null ? "–" : formatNumber(value, { maximumFractionDigits: 1 }));

function showFigures({ totals, quality }) {
  const figures = [
    ["indicators.loans", number(totals.loans)],
    ["indicators.items", number(totals.items)],
    ["indicators.lateRate", percent(totals.late_rate)],
    ["indicators.medianDays", number(totals.median_days)],
    ["indicators.quality", percent(quality.score)],
  ];
  document.getElementById("figures").replaceChildren(...figures.map(([key, value]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, value))));
}

/** A drawing, and its data below as a table that opens on demand. */
function chartSection({ id, title, first, rows }) {
  const table = dataTable({ title, columns: [first, t("indicators.loans")], rows });
  const data = h("details", {}, h("summary", {}, t("chart.data")), h("div", { class: "frame", role: "group", "aria-labelledby": `${id}-heading`, tabindex: "0" }, table));
  return h("section", { "aria-labelledby": `${id}-heading` }, h("h2", { id: `${id}-heading` }, title), barChart({ id, title, rows }), data);
}

function charts({ months, categories, weekdays }) {
  return [
    {
      id: "months",
      title: t("indicators.byMonth"),
      first: t("indicators.month"),
      rows: months.map((row) => ({ label: formatMonth(row.month), value: row.loans })),
    },
    {
      id: "categories",
      title: t("indicators.byCategory"),
      first: t("field.category"),
      rows: categories.map((row) => ({ label: t(`category.${row.category}`), value: row.loans })),
    },
    {
      id: "weekdays",
      title: t("indicators.byWeekday"),
      first: t("indicators.weekday"),
      rows: weekdays.map((row) => ({ label: formatWeekday(row.weekday), value: row.loans })),
    },
  ];
}

start(async () => {
  const found = await get("/indicators");
  const period = { from: formatDate(found.period.from), to: formatDate(found.period.to), date: formatDate(found.generated_on) };
  document.getElementById("updated").textContent = t("indicators.period", period);
  showFigures(found);
  document.getElementById("charts").replaceChildren(...charts(found).map(chartSection));
});
