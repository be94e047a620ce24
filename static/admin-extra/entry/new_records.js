/* A new record in place: its form opens beside the choice, and the choice takes what was recorded. */
import { ask, choose, element, entry, focusOn, post } from "./page.js";

let panel;
let select;

const addressOf = (model) => entry.newRecord.replace("MODEL", model);

export const openNewRecord = async (forSelect, term, given = {}) => {
  select = forSelect;
  const model = select.dataset.offers;
  const answer = await ask(`${addressOf(model)}?${new URLSearchParams({ term, ...given })}`);
  if (!answer) return;
  panel.dataset.model = model;
  show(answer.form);
};

const show = (markup) => {
  panel.innerHTML = markup;
  if (!panel.open) panel.showModal();
  const wrong = panel.querySelector(".errors input, .errors select, .take-record");
  (wrong ?? panel.querySelector("input:not([type=hidden])")).focus();
};

const take = (id, label) => {
  panel.close();
  choose(select, id, label);
  focusOn(select);
};

const send = async (form) => {
  const answer = await post(addressOf(panel.dataset.model), new FormData(form));
  if (!answer) return;
  if (answer.form) show(answer.form);
  else take(answer.id, answer.text);
};

export const startNewRecords = (form) => {
  panel = element("dialog", { class: "new-record", "aria-labelledby": "new-record-heading" });
  document.body.append(panel);
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
  panel.addEventListener("click", (event) => {
    if (event.target.matches(".close-record")) panel.close();
    if (event.target.matches(".take-record")) take(event.target.dataset.id, event.target.dataset.text);
  });
  panel.addEventListener("close", () => select && focusOn(select));
  // The plus sign beside a choice opens the same form, where there is one, in place of a window.
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".add-related");
    const wanted = link?.closest(".related-widget-wrapper").querySelector("select");
    if (!wanted || !["organization", "person", "framework", "source"].includes(wanted.dataset.offers)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    openNewRecord(wanted, "");
  }, true);
};
