/* Rows: added and moved by key or button. Rows that are saved keep the lower numbers in the names of their fields. */
import { choose, element, firstField, focusOn, text } from "./page.js";

export const groupOf = (field) => field?.closest?.(".js-inline-admin-formset");

export const prefixOf = (group) => group.id.replace(/-group$/, "");

export const rowsOf = (group) => [...group.querySelectorAll(`.dynamic-${prefixOf(group)}`)];

export const rowOf = (field) => {
  const group = groupOf(field);
  return group ? rowsOf(group).find((row) => row.contains(field)) : undefined;
};

export const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);

let isQuiet = false;

/** Add a row at the end of a group; a quiet one does not take the keyboard. */
export const addRow = (group, quietly = false) => {
  isQuiet = quietly;
  group.querySelector(".add-row a")?.click();
  isQuiet = false;
  return rowsOf(group).at(-1);
};

/** A further row with what the row at hand has, but for what tells rows of its kind apart. */
export const repeatRow = (row) => {
  const group = groupOf(row);
  const own = { quotes: ["text", "translation"], citations: ["address", "source", "new_title"] }[prefixOf(group)] ?? [
    fieldName(row.querySelector("select.admin-autocomplete, input:not([type=hidden])")),
  ];
  const made = addRow(group);
  for (const field of row.querySelectorAll("input:not([type=hidden]):not(.row-order), select, textarea")) {
    const name = fieldName(field);
    const target = name && !own.includes(name) && name !== "DELETE" && fieldOf(made, name);
    if (!target || field.type === "checkbox") continue;
    if (field.matches(".admin-autocomplete") && field.value) choose(target, field.value, field.selectedOptions[0].textContent);
    else target.value = field.value;
  }
  group.dispatchEvent(new Event("change", { bubbles: true }));
};

const fieldName = (field) => field?.name?.split("-").at(-1);

const isEmpty = (row) =>
  !row.classList.contains("has_original") &&
  ![...row.querySelectorAll("input, select, textarea")].some(
    (field) => field.type !== "hidden" && !field.matches("[type=checkbox]:not(:checked), .row-order") &&
      field.value && !(field.tagName === "SELECT" && [...field.options].find((o) => o.defaultSelected)?.value === field.value) &&
      field.value !== field.defaultValue,
  );

/** Write the places of the rows as they stand. */
const number = (group) => {
  rowsOf(group).filter((row) => !isEmpty(row)).forEach((row, place) => {
    const order = row.querySelector(".row-order");
    if (order) order.value = place;
  });
};

export const moveRow = (row, step) => {
  const group = groupOf(row);
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + step];
  if (!other || !row.querySelector(".row-order")) return;
  const focused = document.activeElement;
  if (step < 0) other.before(row);
  else other.after(row);
  number(group);
  focused.focus();
  group.dispatchEvent(new Event("change", { bubbles: true }));
  say(group, text("moved", rowsOf(group).indexOf(row) + 1, rows.length));
};

const say = (group, words) => {
  let place = group.querySelector(".row-told");
  if (!place) group.append((place = element("p", { class: "row-told", role: "status" })));
  place.textContent = words;
};

const addButtons = (row) => {
  const order = row.querySelector(".row-order");
  if (!order || row.querySelector(".row-moves")) return;
  const button = (step, sign, name) => {
    const made = element("button", { type: "button", tabindex: "-1", "aria-label": text(name), title: text(name) }, sign);
    made.addEventListener("click", () => moveRow(row, step));
    return made;
  };
  order.after(element("span", { class: "row-moves" }, button(-1, "↑", "up"), button(1, "↓", "down")));
};

/** After a row was taken out Django numbers the names as rows stand; saved rows have to come first. */
const nameAnew = (group) => {
  const prefix = prefixOf(group);
  const rows = rowsOf(group);
  const sorted = [...rows.filter((row) => row.classList.contains("has_original")),
    ...rows.filter((row) => !row.classList.contains("has_original"))];
  if (sorted.every((row, place) => row === rows[place])) return;
  const rename = (row, number) => {
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of ["id", "name", "for"]) {
        const value = part.getAttribute(attribute);
        if (value) part.setAttribute(attribute, value.replace(new RegExp(`${prefix}-(\\d+|m\\d+)`), `${prefix}-${number}`));
      }
    }
  };
  sorted.forEach((row, place) => rename(row, `m${place}`));
  sorted.forEach((row, place) => rename(row, place));
};

const sortByNumber = (group) => {
  const rows = rowsOf(group);
  const place = (row) => { const value = row.querySelector(".row-order")?.value; return value ? Number(value) : Infinity; };
  const sorted = rows.map((row, index) => [place(row), index, row]).sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] - b[0]));
  if (sorted.some(([, index], now) => index !== now)) sorted.forEach(([, , row]) => group.querySelector(".empty-form").before(row));
};

/** On a phone the heads of a table stand beside each field. */
const nameCells = (group) => {
  const heads = [...group.querySelectorAll("thead th")].map((head) => head.firstChild?.textContent.trim() ?? "");
  for (const row of group.querySelectorAll("tr.form-row")) {
    [...row.cells].forEach((cell, column) => {
      if (heads[column] && !cell.matches(".original, .delete, .field-sort_order")) cell.dataset.label = heads[column];
    });
  }
};

export const startRows = (form) => {
  for (const group of form.querySelectorAll(".js-inline-admin-formset")) {
    nameCells(group);
    rowsOf(group).forEach(addButtons);
    if (group.querySelector(".row-order") && group.querySelector(".empty-form")) sortByNumber(group);
  }
  document.addEventListener("formset:added", (event) => {
    addButtons(event.target);
    if (!isQuiet) {
      const field = firstField(event.target);
      if (field) setTimeout(() => focusOn(field));
    }
  });
  document.addEventListener("formset:removed", (event) => {
    const group = document.getElementById(`${event.detail.formsetName}-group`);
    setTimeout(() => nameAnew(group));
  });
};
