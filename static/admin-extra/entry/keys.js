/* The form by keyboard: save, add and move rows, go from part to part. */
import { firstField, focusOn, isVisible } from "./page.js";
import { addRow, groupOf, moveRow, repeatRow, rowOf } from "./rows.js";

const parts = (form) =>
  [...form.querySelectorAll("fieldset.module, .js-inline-admin-formset")].filter(
    (part) => isVisible(part) && !part.parentElement.closest(".js-inline-admin-formset"),
  );

/** Where the keyboard is, also while the list of a choice is open, which stands outside of the form. */
const whereabouts = () => {
  const open = document.querySelector(".select2-container--open:not(.select2-dropdown)");
  return open?.closest("form") ? open : document.activeElement;
};

const goTo = (form, step) => {
  const all = parts(form);
  const here = whereabouts();
  const now = all.findIndex((part) => part.contains(here));
  for (let place = now + step; place >= 0 && place < all.length; place += step) {
    const field = firstField(all[place]) ?? all[place].querySelector(".add-row a");
    if (field) {
      focusOn(field);
      return;
    }
  }
};

const save = (form, name) => {
  const button = form.querySelector(`.submit-row [name=${name}]`) ?? form.querySelector(".submit-row [type=submit]");
  django.jQuery("select.select2-hidden-accessible", form).select2("close");
  button?.click();
};

/** From a choice Tab leads to the next field: its buttons have a key and a line in the list of their own. */
const passOver = (part) => part.querySelectorAll(".related-widget-wrapper-link").forEach((link) => { link.tabIndex = -1; });

export const startKeys = (form) => {
  passOver(form);
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    const act = actions(form)[shortcut(event)];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, true);
  // A link of the summary leads to a field that Select2 may stand in for.
  form.querySelector(".problems")?.addEventListener("click", (event) => {
    const field = event.target.hash && document.getElementById(decodeURIComponent(event.target.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    focusOn(field.matches("input, select, textarea") ? field : firstField(field) ?? field);
  });
};

const shortcut = (event) => {
  const held = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}`;
  return held + event.code;
};

const actions = (form) => ({
  "Ctrl+KeyS": () => save(form, "_continue"),
  "Ctrl+Enter": () => save(form, "_save"),
  "Ctrl+NumpadEnter": () => save(form, "_save"),
  "Alt+KeyN": () => {
    const group = groupOf(whereabouts());
    if (group) addRow(group);
  },
  "Alt+KeyE": () => whereabouts()?.closest(".related-widget-wrapper")?.querySelector(".change-related[href]")?.click(),
  "Alt+KeyD": () => { const row = rowOf(whereabouts()); if (row) repeatRow(row); },
  "Alt+ArrowUp": () => { const row = rowOf(whereabouts()); if (row) moveRow(row, -1); },
  "Alt+ArrowDown": () => { const row = rowOf(whereabouts()); if (row) moveRow(row, 1); },
  "Alt+KeyJ": () => goTo(form, 1),
  "Alt+KeyK": () => goTo(form, -1),
});
