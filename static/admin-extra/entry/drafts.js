/* What is typed and not saved: kept in this browser letter by letter, put back after a crash or an ended session.
   kept.js forgets it when it is saved and when its owner signs out. */
import { calmly, element, entry, forgeryToken, text, warn } from "./page.js";
import { addRow, prefixOf } from "./rows.js";

const DAYS_KEPT = 14;
const place = `entry:${entry.user}:${location.pathname}${location.search.includes("copy_of") ? location.search : ""}`;
let form;
let before; // what the form held when it was loaded
let isLeaving = false;

/** The name under which this tab keeps the form; a reload of the tab finds it again. */
const ownName = () => {
  let name = sessionStorage.getItem(place);
  if (!name) {
    name = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    sessionStorage.setItem(place, name);
  }
  return name;
};

const fields = () =>
  [...form.elements].filter(
    (field) => field.name && !field.name.includes("__prefix__") && !["submit", "button", "file", "password"].includes(field.type) &&
      !["csrfmiddlewaretoken", entry.draftField].includes(field.name),
  );

const read = () =>
  fields().map((field) => {
    if (["checkbox", "radio"].includes(field.type)) return [field.name, field.value, field.checked];
    const label = field.matches(".admin-autocomplete") ? field.selectedOptions[0]?.textContent : undefined;
    return label ? [field.name, field.value, label] : [field.name, field.value];
  });

const typed = () => JSON.stringify(read().filter(([name]) => name !== entry.stateField));

const isDirty = () => typed() !== before;

const keep = () => {
  const key = `${place}:${ownName()}`;
  try {
    if (isDirty()) localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: read() }));
    else if (!isLeaving) localStorage.removeItem(key);
  } catch {
    warn("notKept");
  }
};

const kept = () => {
  const found = [];
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(`${place}:`))) {
    const draft = JSON.parse(localStorage.getItem(key));
    if (Date.now() - draft.at > DAYS_KEPT * 86_400_000) localStorage.removeItem(key);
    else found.push({ key, ...draft });
  }
  return found.sort((a, b) => b.at - a.at);
};

/** Put the kept fields back into the form, with as many rows as there were. */
const putBack = (draft) => {
  const values = new Map();
  for (const [name, value, more] of draft.fields) values.set(name, [...(values.get(name) ?? []), [value, more]]);
  for (const group of form.querySelectorAll(".js-inline-admin-formset")) {
    const total = form.elements[`${prefixOf(group)}-TOTAL_FORMS`];
    const wanted = Number(values.get(total?.name)?.[0][0] ?? 0);
    while (total && Number(total.value) < wanted && addRow(group, true)) continue;
  }
  for (const field of fields()) write(field, values.get(field.name));
  for (const field of form.querySelectorAll(".typed-date, .source-address")) {
    if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const write = (field, found) => {
  if (!found) return;
  if (["checkbox", "radio"].includes(field.type)) {
    field.checked = found.some(([value, checked]) => value === field.value && checked);
    return;
  }
  const [value, label] = found[0];
  if (field.matches(".admin-autocomplete") && value && ![...field.options].some((option) => option.value === value)) {
    field.append(new Option(label ?? value, value));
  }
  if (field.value === value) return;
  field.value = value;
  if (field.matches(".admin-autocomplete")) django.jQuery(field).trigger("change");
};

const offer = (draft, isBack) => {
  const when = new Date(draft.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const bar = document.getElementById("kept-work");
  const line = element("p", {}, text(isBack ? "restored" : "found", when), " ");
  const button = (name, act) => {
    const made = element("button", { type: "button", class: "button" }, text(name));
    made.addEventListener("click", () => { line.remove(); act(); });
    line.append(made, " ");
  };
  if (!isBack) button("restore", () => { putBack(draft); if (!draft.key.endsWith(`:${ownName()}`)) localStorage.removeItem(draft.key); keep(); });
  button("drop", () => {
    localStorage.removeItem(draft.key);
    if (isBack) {
      isLeaving = true;
      location.reload();
    }
  });
  bar.append(line);
  bar.hidden = false;
};

/** A form that comes back with its faults holds all that was typed; any other gets what this tab had kept. */
const start = () => {
  const isAnswer = form.querySelector(".problems, .conflict") !== null;
  if (isAnswer) {
    keep();
    return;
  }
  const drafts = kept();
  const own = drafts.find((draft) => draft.key.endsWith(`:${ownName()}`));
  if (own) putBack(own);
  if (own) offer(own, true);
  else if (drafts.length) offer(drafts[0], false);
};

export const startDrafts = (ofForm) => {
  form = ofForm;
  try {
    localStorage.setItem("entry:test", "");
    localStorage.removeItem("entry:test");
  } catch {
    warn("notKept");
    return;
  }
  before = form.querySelector(".problems, .conflict") ? "" : typed();
  form.append(element("input", { type: "hidden", name: entry.draftField, value: ownName() }));
  start();
  const soon = calmly(250, keep);
  for (const name of ["input", "change"]) form.addEventListener(name, soon);
  django.jQuery(form).on("change", soon); // choices tell of their changes through jQuery only
  document.addEventListener("formset:removed", soon);
  window.addEventListener("pagehide", () => { if (!isLeaving) keep(); });
  document.addEventListener("visibilitychange", () => { if (!isLeaving) keep(); });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && isDirty()) {
      keep();
      event.preventDefault();
    }
  });
  form.addEventListener("submit", (event) => {
    form.elements.csrfmiddlewaretoken.value = forgeryToken();
    keep();
    if (event.submitter?.formTarget) return; // a preview opens beside the form
    isLeaving = true;
    setTimeout(() => { isLeaving = false; }, 10_000); // the answer never came
  });
  document.getElementById("logout-form")?.addEventListener("submit", () => { isLeaving = true; });
  form.querySelector(".take-theirs")?.addEventListener("click", () => {
    localStorage.removeItem(`${place}:${ownName()}`);
    isLeaving = true;
  });
};
